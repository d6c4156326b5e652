using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;

namespace Coordination.Host.TransparencyLog;

/// <summary>
/// Keeps the Merkle tree over the log and signs it, on one host at a time. Position n is leaf n − 1. It never signs a tree that did not
/// grow out of the last one it signed: what it finds stored is checked against the last checkpoint first. An append wakes it, and one step
/// carries everything that came since the last. What fails is tried again for ever, with a growing pause, and nothing is skipped.
/// </summary>
public sealed class Integrator(
    ITreeGrowth store, KeyRing keys, ILeaderLock leader, IEventStore log, FollowerStatuses statuses, FollowerMetrics metrics,
    FollowerOptions options, TimeProvider time, ILogger<Integrator> logger)
    : BackgroundService
{
    /// <summary>The name under which its state is shown.</summary>
    public const string Name = "transparency/integrator";

    /// <summary>In one step; more is a backlog.</summary>
    private const int MostEntries = 16_384;

    /// <summary>So many in one step are a stream, and the rest after the next one is longer.</summary>
    private const int Many = 256;

    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(200), s_longestRest = TimeSpan.FromMilliseconds(800);
    private readonly FollowerStatus _status = statuses.Of(Name);
    private readonly LogWait _wait = new(() => log.NextAppend, options);
    private TileTree _tree = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = await Attempt(stoppingToken);
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await StepDown();
    }

    private async Task<TimeSpan> Attempt(CancellationToken stopping)
    {
        try
        {
            await _wait.Next(stopping);
            if (!await Leads(stopping))
            {
                _status.StandsBy();
                return options.LeadershipEvery;
            }
            await CatchUp(stopping);
            return TimeSpan.Zero;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (CheckpointMovedException)
        {
            logger.SteppedBack(Name);
            await StepDown();
            return options.LeadershipEvery;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            var failures = _status.Failed();
            var pause = options.PauseAfter(failures);
            metrics.Failed(Name);
            logger.Stuck(failure, Name, _status.Position, failures, pause);
            if (failure is TreeDamagedException damaged)
                logger.NotSigned(damaged.What);
            await StepDown();
            return pause;
        }
    }

    private async ValueTask<bool> Leads(CancellationToken cancellation)
    {
        if (_status.Leads && leader.IsHeld)
            return true;
        _status.Leads = false;
        if (!await leader.TryTake(cancellation))
            return false;
        await Begin(cancellation);
        _status.Leads = true;
        logger.Leads(Name, _tree.Size);
        return true;
    }

    private async ValueTask StepDown()
    {
        _status.Leads = false;
        await leader.Release();
    }

    private async ValueTask Begin(CancellationToken cancellation)
    {
        var size = await store.Size(cancellation);
        _tree = await Stored(size, cancellation);
        var newest = await store.Newest(0, 0, cancellation);
        if (newest is null && size > 0)
            throw new TreeDamagedException($"the tree has {Quantity.Of(size, "entry", "entries")} and nobody signed it");
        if (newest is not null)
            await Verify(newest, cancellation);
        if (await store.Head(cancellation) is var head && head < size)
            throw new TreeDamagedException(
                $"the log ends at position {head}, and a tree of {Quantity.Of(size, "entry", "entries")} was signed: events are missing");
    }

    /// <summary>A checkpoint comes with the first event at once, and a few times a second while they come in a stream: the rest between
    /// grows with the stream. A backlog is integrated in the largest steps. After each one it pauses for as long as the step took, to leave
    /// capacity for requests.</summary>
    private async ValueTask CatchUp(CancellationToken cancellation)
    {
        for (var rest = s_rest; leader.IsHeld;)
        {
            var began = time.GetTimestamp();
            var entries = await Step(cancellation);
            _status.Reached(_tree.Size);
            if (entries == 0)
                return;
            await Task.Delay(entries == MostEntries ? time.GetElapsedTime(began) * options.RestOfCatchingUp : rest, time, cancellation);
            rest = entries < Many ? s_rest : rest * 2 < s_longestRest ? rest * 2 : s_longestRest;
        }
    }

    private async ValueTask<int> Step(CancellationToken cancellation)
    {
        var (from, firstRecordedAt) = (_tree.Size, DateTimeOffset.MaxValue);
        var entries = await store.Read(from, MostEntries, (at, recordedAt, entry) =>
        {
            if (at != _tree.Size + 1)
                throw new EntryRefusedException(at, $"it comes after position {_tree.Size}, and positions have no gaps");
            if (entry.Entry.Length > EntryBundle.LongestEntry)
                throw new EntryRefusedException(at,
                    $"it has {Quantity.Of(entry.Entry.Length, "byte")}, and an entry has at most {EntryBundle.LongestEntry}");
            _tree.Append(entry.Hash());
            firstRecordedAt = recordedAt < firstRecordedAt ? recordedAt : firstRecordedAt;
        }, cancellation);
        if (entries == 0)
            return 0;
        var checkpoint = new Checkpoint(keys.Name, _tree.Size, _tree.Root());
        var note = SignedNote.Of(checkpoint.Text, [.. keys.Signers.Select(key => key.Sign(checkpoint.Text, time.GetUtcNow()))]);
        await store.Grow(new(from, _tree.Size, [.. _tree.TakeFull(), .. _tree.Edge()], note), cancellation);
        metrics.Took(Name, entries, time.GetUtcNow() - firstRecordedAt);
        return entries;
    }

    private async ValueTask<TileTree> Stored(long size, CancellationToken cancellation)
    {
        try
        {
            return TileTree.From(size, await store.Tiles([.. TileId.Edge(size)], cancellation));
        }
        catch (ArgumentException)
        {
            throw new TreeDamagedException("tiles at the edge of the tree are missing, or have another width");
        }
    }

    private async ValueTask Verify(StoredCheckpoint newest, CancellationToken cancellation)
    {
        if (!SignedCheckpoint.Parse(System.Text.Encoding.UTF8.GetBytes(newest.Note)).IsValid(out var signed)
            || signed.Checkpoint.Size != newest.Size)
            throw new TreeDamagedException("the last checkpoint cannot be read");
        if (signed.Checkpoint.Origin != keys.Name
            || NoteVerification.Verify(signed.Note, keys.Known, Signatures.Check) is not NoteVerdict.Genuine)
            throw new TreeDamagedException("the last checkpoint is not signed by a key of the key file");
        if (newest.Size != _tree.Size || signed.Checkpoint.Root != _tree.Root())
            throw new TreeDamagedException("the stored tiles are not those that were signed");
        var missing = keys.Signers.Where(key => signed.Note.Signatures.All(signature => signature.Key != key.Public.Name)).ToList();
        if (missing.Count > 0)
            await store.AddSignatures(newest,
                [.. missing.Select(key => key.Sign(signed.Checkpoint.Text, time.GetUtcNow()))], 0, cancellation);
    }
}

/// <summary>What is stored of the tree is not what was signed. Nothing more is signed until somebody has looked: <c>audit verify</c> says
/// more.</summary>
public sealed class TreeDamagedException(string what) : Exception($"The transparency log cannot go on: {what}.")
{
    /// <summary>What was found: in words of ours, without anything that is stored.</summary>
    public string What => what;
}
