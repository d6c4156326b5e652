using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;

namespace Coordination.Host.TransparencyLog;

internal sealed class LogVerification(TrustedLog trusted, ITreeStore store, SignedCheckpoint? kept, long storedSize, long signedSize)
{
    private const int MostFindings = 100;
    private const int CheckpointPage = 1_000;
    private static readonly TimeSpan LongestUncovered = TimeSpan.FromMinutes(1);

    private readonly TileTree _tree = new();
    private readonly List<Finding> _findings = [];
    private readonly Queue<StoredCheckpoint> _coming = new();
    private readonly Queue<long> _awaited = new();
    private readonly Dictionary<long, RootHash> _roots = [];
    private readonly DivergenceFinder _divergence = new();
    private long _lastLoaded = -1, _checkpoints, _tiles, _covered;
    private bool _moreCheckpoints = true;
    private DateTimeOffset? _firstUncovered;

    public long Position => _tree.Size;

    /// <summary>How many entries of this page were taken.</summary>
    public int Taken { get; private set; }

    public void Found(Finding finding)
    {
        if (_findings.Count < MostFindings)
            _findings.Add(finding);
    }

    public void Begin()
    {
        if (kept is not null && !IsSigned(kept.Note))
            Found(new("signature", null, "The checkpoint that was kept is not signed by a key of this log."));
        else if (kept is not null && kept.Checkpoint.Origin != trusted.Origin)
            Found(new("signature", null, "The checkpoint that was kept is another log's."));
    }

    /// <summary>Loads the checkpoints that a page of entries can reach.</summary>
    public async ValueTask Ahead(int page, CancellationToken cancellation)
    {
        while (_moreCheckpoints && _lastLoaded < Position + page)
            await Load(cancellation);
    }

    public void Take(long position, DateTimeOffset recordedAt, LeafEncoder entry)
    {
        if (position != _tree.Size + 1)
            throw new EntryRefusedException(_tree.Size + 1,
                string.Create(CultureInfo.InvariantCulture, $"the next event is at position {position}, so something is missing"));
        _tree.Append(entry.Hash());
        if (position == signedSize + 1)
            _firstUncovered = recordedAt;
        Taken++;
        var awaited = _awaited.TryPeek(out var next) && next <= _tree.Size && _awaited.Dequeue() == _tree.Size;
        if (awaited || kept?.Checkpoint.Size == _tree.Size)
            _roots[_tree.Size] = _tree.Root();
    }

    /// <summary>Compares what became comparable with this page.</summary>
    public async ValueTask Compare(CancellationToken cancellation)
    {
        Taken = 0;
        await CompareTiles(_tree.TakeFull(), cancellation);
        while (_coming.TryPeek(out var checkpoint) && checkpoint.Size <= _tree.Size)
            CompareCheckpoint(_coming.Dequeue());
    }

    /// <summary>Compares the rest: the right edge, entries beyond the end, and what the auditor kept.</summary>
    public async ValueTask End(StoredCheckpoint? newest, long head, DateTimeOffset now, CancellationToken cancellation)
    {
        await CompareTiles(_tree.Edge(), cancellation);
        foreach (var beyond in _coming.Where(checkpoint => checkpoint.Size > head).Take(1))
            Found(new("missing", head + 1,
                $"The log ends at position {head}, and a checkpoint over {Quantity.Of(newest?.Size ?? beyond.Size, "event")} was signed: " +
                    $"those after {head} are missing."));
        if (storedSize > head && _coming.Count == 0)
            Found(new("missing", head + 1,
                $"The log ends at position {head}, and the tree has {Quantity.Of(storedSize, "entry", "entries")}: those after {head} " +
                    $"are missing."));
        if (now - _firstUncovered > LongestUncovered)
            Found(new("unsigned", signedSize + 1,
                $"Events from position {signedSize + 1} on were recorded more than a minute ago, and no checkpoint covers them: nobody " +
                    $"signs the log, or checkpoints were removed."));
        CompareKept(head);
        if (trusted.Policy is { } policy)
            Judge(policy, newest);
    }

    public VerificationReport Report(long head) => new()
    {
        Origin = trusted.Origin,
        Events = _tree.Size,
        Root = _tree.Root().Value.ToBase64(),
        Checkpoints = _checkpoints,
        Tiles = _tiles,
        NotCovered = Math.Max(0, head - _covered),
        Since = kept?.Checkpoint.Size,
        Findings = [.. _divergence.Findings(), .. _findings],
    };

    private async ValueTask Load(CancellationToken cancellation)
    {
        var page = await store.Checkpoints(_lastLoaded, CheckpointPage, cancellation);
        _moreCheckpoints = page.Count == CheckpointPage;
        foreach (var checkpoint in page)
        {
            _coming.Enqueue(checkpoint);
            _awaited.Enqueue(checkpoint.Size);
            _lastLoaded = checkpoint.Size;
        }
    }

    /// <summary>Compares computed tiles with what is stored of them; the tree may have been smaller when it was stored.</summary>
    private async ValueTask CompareTiles(IEnumerable<KeyValuePair<TileId, Tile>> computed, CancellationToken cancellation)
    {
        var wanted = computed.Select(tile => (Id: AsStored(tile.Key), tile.Value)).Where(tile => tile.Id.Width > 0).ToList();
        var stored = await store.Tiles([.. wanted.Select(tile => tile.Id)], cancellation);
        foreach (var (id, tile) in wanted)
        {
            _tiles++;
            if (!stored.TryGetValue(id, out var found))
                Found(new("tile", (id.Index * Tile.FullWidth << (Tile.Height * id.Level)) + 1, $"The tile {id.Path} is missing, or cut."));
            else if (!tile.StartsWith(found))
                _divergence.Differs(id, tile, found);
        }
    }

    private TileId AsStored(TileId id) =>
        id with { Width = (int)Math.Clamp((storedSize >> (Tile.Height * id.Level)) - id.Index * Tile.FullWidth, 0, id.Width) };

    private void CompareCheckpoint(StoredCheckpoint stored)
    {
        _checkpoints++;
        if (!SignedCheckpoint.Parse(Encoding.UTF8.GetBytes(stored.Note)).IsValid(out var signed) || signed.Checkpoint.Size != stored.Size)
            Found(new("checkpoint", stored.Size,
                $"The checkpoint over {Quantity.Of(stored.Size, "event")} cannot be read, or says another size."));
        else if (signed.Checkpoint.Origin != trusted.Origin || !IsSigned(signed.Note))
            Found(new("signature", stored.Size,
                $"The checkpoint over {Quantity.Of(stored.Size, "event")} is not signed by a key of {trusted.Origin}."));
        else if (_roots.Remove(stored.Size, out var root))
            CompareRoot(stored.Size, signed.Checkpoint.Root, root);
        _covered = Math.Max(_covered, stored.Size);
    }

    private void CompareRoot(long size, RootHash signed, RootHash computed)
    {
        if (kept?.Checkpoint.Size == size)
            _roots[size] = computed; // for CompareKept
        _divergence.Compared(size, signed == computed);
    }

    private void CompareKept(long head)
    {
        if (kept is null || kept.Checkpoint.Size == 0)
            return;
        var size = kept.Checkpoint.Size;
        if (size > head)
            Found(new("missing", head + 1,
                $"The checkpoint that was kept covers {Quantity.Of(size, "event")}, and the log ends at position {head}: it was cut, " +
                    $"or set back."));
        else if (_roots.TryGetValue(size, out var root) && root != kept.Checkpoint.Root)
            Found(new("fork", null, $"The log did not grow out of the checkpoint that was kept, over {Quantity.Of(size, "event")}: " +
                $"history before position {size + 1} was rewritten."));
    }

    private void Judge(WitnessPolicy policy, StoredCheckpoint? newest)
    {
        if (newest is null || !SignedCheckpoint.Parse(Encoding.UTF8.GetBytes(newest.Note)).IsValid(out var signed))
            return;
        if (policy.Judge(signed, Signatures.Check) is PolicyVerdict.Refused refused)
            Found(new("signature", newest.Size, refused.Why));
    }

    private bool IsSigned(SignedNote note) => NoteVerification.Verify(note, trusted.Keys, Signatures.Check) is NoteVerdict.Genuine;
}
