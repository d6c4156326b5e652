using Coordination.Domain;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Signing;

namespace Coordination.Host.TransparencyLog;

/// <summary>
/// Keeps the Merkle tree over the log and signs it, on one host at a time. Position n is leaf n − 1. It never signs a tree that did not
/// grow out of the last one it signed: what it finds stored is checked against the last checkpoint first.
/// </summary>
public sealed class Integrator(ITreeGrowth store, KeyRing keys, FollowerServices services) : LeasedFollower(Name, services)
{
    /// <summary>The name of its lease.</summary>
    public const string Name = "transparency/integrator";

    private const int MostEntries = 2_048;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);
    private readonly TimeProvider _time = services.Time;
    private TileTree _tree = new();

    protected override async ValueTask<long> Begin(CancellationToken cancellation)
    {
        var size = await store.Size(cancellation);
        _tree = await Stored(size, cancellation);
        var newest = await store.Newest(0, 0, cancellation);
        if (newest is null && size > 0)
            throw new TreeDamagedException($"the tree has {Quantity.Of(size, "entry", "entries")} and nobody signed it");
        if (newest is not null)
            await Verify(newest, cancellation);
        if (await store.Head(cancellation) is var head && head < size)
            throw new TreeDamagedException($"the log ends at position {head}, and a tree of {Quantity.Of(size, "entry", "entries")} was signed: events are missing");
        return size;
    }

    protected override async ValueTask<Step?> Advance(Lease lease, long position, CancellationToken cancellation)
    {
        var (from, firstRecordedAt) = (_tree.Size, DateTimeOffset.MaxValue);
        var entries = await store.Read(position, MostEntries, (at, recordedAt, entry) =>
        {
            if (at != _tree.Size + 1)
                throw new EntryRefusedException(at, $"it comes after position {_tree.Size}, and positions have no gaps");
            if (entry.Entry.Length > EntryBundle.LongestEntry)
                throw new EntryRefusedException(at, $"it has {Quantity.Of(entry.Entry.Length, "byte")}, and an entry has at most {EntryBundle.LongestEntry}");
            _tree.Append(entry.Hash());
            firstRecordedAt = recordedAt < firstRecordedAt ? recordedAt : firstRecordedAt;
        }, cancellation);
        if (entries == 0)
            return null;
        var checkpoint = new Checkpoint(keys.Name, _tree.Size, _tree.Root());
        var note = SignedNote.Of(checkpoint.Text, [.. keys.Signers.Select(key => key.Sign(checkpoint.Text, _time.GetUtcNow()))]);
        await store.Grow(lease, LeaseTime, new(from, _tree.Size, [.. _tree.TakeFull(), .. _tree.Edge()], note), cancellation);
        return new(_tree.Size, entries, firstRecordedAt);
    }

    /// <summary>A checkpoint comes with the first event at once, and a few times a second while they come in a stream.</summary>
    protected override TimeSpan RestAfter(int events) => events >= MostEntries ? TimeSpan.Zero : Rest;

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
        if (!SignedCheckpoint.Parse(System.Text.Encoding.UTF8.GetBytes(newest.Note)).IsValid(out var signed) || signed.Checkpoint.Size != newest.Size)
            throw new TreeDamagedException("the last checkpoint cannot be read");
        if (signed.Checkpoint.Origin != keys.Name || NoteVerification.Verify(signed.Note, keys.Known, Signatures.Check) is not NoteVerdict.Genuine)
            throw new TreeDamagedException("the last checkpoint is not signed by a key of the key file");
        if (newest.Size != _tree.Size || signed.Checkpoint.Root != _tree.Root())
            throw new TreeDamagedException("the stored tiles are not those that were signed");
        var missing = keys.Signers.Where(key => signed.Note.Signatures.All(signature => signature.Key != key.Public.Name)).ToList();
        if (missing.Count > 0)
            await store.AddSignatures(newest, [.. missing.Select(key => key.Sign(signed.Checkpoint.Text, _time.GetUtcNow()))], 0, cancellation);
    }
}

/// <summary>What is stored of the tree is not what was signed. Nothing more is signed until somebody has looked: <c>audit verify</c> says more.</summary>
public sealed class TreeDamagedException(string what) : Exception($"The transparency log cannot go on: {what}.");
