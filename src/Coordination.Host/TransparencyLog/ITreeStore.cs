using Coordination.Domain.TransparencyLog;

namespace Coordination.Host.TransparencyLog;

/// <summary>The stored Merkle tree over the log, and what was signed of it.</summary>
public interface ITreeStore
{
    /// <summary>How many entries the tree has.</summary>
    ValueTask<long> Size(CancellationToken cancellation);

    /// <summary>Tiles, each as narrow as was asked for; those that are not stored, or not that wide, are left out.</summary>
    ValueTask<IReadOnlyDictionary<TileId, Tile>> Tiles(IReadOnlyCollection<TileId> tiles, CancellationToken cancellation);

    /// <summary>The newest checkpoint with at least so many entries and cosignatures; null when there is none.</summary>
    ValueTask<StoredCheckpoint?> Newest(long atLeast, int cosignatures, CancellationToken cancellation);

    /// <summary>The newest checkpoint that was signed before an instant; null when there is none.</summary>
    ValueTask<StoredCheckpoint?> NewestBefore(DateTimeOffset signedAt, CancellationToken cancellation);

    /// <summary>The checkpoints after a size, in order of size, at most so many.</summary>
    ValueTask<IReadOnlyList<StoredCheckpoint>> Checkpoints(long afterSize, int limit, CancellationToken cancellation);
}

/// <summary>A checkpoint as it is stored.</summary>
/// <param name="Size">The size that it is stored under.</param>
/// <param name="Note">The signed note.</param>
/// <param name="Cosignatures">How many witnesses signed it.</param>
public sealed record StoredCheckpoint(long Size, string Note, int Cosignatures);

/// <summary>Called for each entry, in order; the encoder holds it until the next.</summary>
/// <param name="position">Its place in the log.</param>
/// <param name="recordedAt">When it was recorded.</param>
/// <param name="entry">The entry.</param>
public delegate void EntryVisitor(long position, DateTimeOffset recordedAt, LeafEncoder entry);

/// <summary>The entries of the log: the canonical form of what is stored, whatever it means.</summary>
public interface IEntrySource
{
    /// <summary>Visits the entries after a position, at most so many; returns how many there were.</summary>
    /// <exception cref="EntryRefusedException">What is stored has no canonical form.</exception>
    ValueTask<int> Read(long afterPosition, int limit, EntryVisitor visit, CancellationToken cancellation);

    /// <summary>The position of the last event.</summary>
    ValueTask<long> Head(CancellationToken cancellation);
}

/// <summary>What is stored at a position cannot be an entry of the log.</summary>
public sealed class EntryRefusedException(long position, string why)
    : Exception($"The event at position {position} cannot be an entry of the transparency log: {why}.")
{
    public long Position { get; } = position;

    /// <summary>Why, without anything of what is stored.</summary>
    public string Why { get; } = why;
}

/// <summary>What the integrator may do: read, and let the tree grow.</summary>
public interface ITreeGrowth : ITreeStore, IEntrySource
{
    /// <summary>Stores tiles and the checkpoint that was signed over them; all of it or nothing.</summary>
    /// <exception cref="CheckpointMovedException">The tree has another size than was thought.</exception>
    ValueTask Grow(TreeGrowth growth, CancellationToken cancellation);

    /// <summary>Adds signatures under a checkpoint; false when it was changed meanwhile.</summary>
    ValueTask<bool> AddSignatures(StoredCheckpoint to, IReadOnlyCollection<NoteSignature> signatures, int cosignatures,
        CancellationToken cancellation);
}

/// <summary>A step of the tree.</summary>
/// <param name="From">Its size before.</param>
/// <param name="To">Its size afterwards.</param>
/// <param name="Tiles">The tiles that became full or wider.</param>
/// <param name="Note">The signed checkpoint.</param>
public sealed record TreeGrowth(long From, long To, IReadOnlyCollection<KeyValuePair<TileId, Tile>> Tiles, SignedNote Note);

/// <summary>What an administrator may do: put back tiles that were changed or lost.</summary>
public interface ITreeRestoration
{
    /// <summary>Puts the tiles of a tree of this size where others are, all or none; returns how many were other ones, missing or too
    /// many.</summary>
    Task<int> Restore(long size, IAsyncEnumerable<IReadOnlyCollection<KeyValuePair<TileId, Tile>>> tiles, CancellationToken cancellation);
}
