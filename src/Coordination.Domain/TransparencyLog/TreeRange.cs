using System.Numerics;

namespace Coordination.Domain.TransparencyLog;

/// <summary>A whole subtree: 2^<paramref name="Level"/> leaves, from leaf <paramref name="Index"/> · 2^<paramref name="Level"/>
/// on.</summary>
public readonly record struct NodeId(int Level, long Index)
{
    /// <summary>The tile that it can be computed from, in a tree of this size.</summary>
    public TileId TileOf(long size) => TileId.At(Level / Tile.Height, (Index << (Level % Tile.Height)) / Tile.FullWidth, size);

    public NodeHash HashFrom(Tile tile)
    {
        var height = Level % Tile.Height;
        return tile.Subtree((int)((Index << height) % Tile.FullWidth), 1 << height);
    }
}

/// <summary>Leaves from <paramref name="Start"/> up to, but not including, <paramref name="End"/>, whose hash a proof needs.</summary>
public readonly record struct TreeRange(long Start, long End)
{
    /// <summary>The whole subtrees that the range is made of, from left to right. The range begins where one of them can.</summary>
    public IReadOnlyList<NodeId> Nodes()
    {
        var nodes = new List<NodeId>();
        for (var at = Start; at < End;)
        {
            var level = Math.Min(BitOperations.Log2((ulong)(End - at)), at == 0 ? 62 : BitOperations.TrailingZeroCount(at));
            nodes.Add(new(level, at >> level));
            at += 1L << level;
        }

        return nodes;
    }
}

/// <summary>
/// Which hashes a proof is made of, found out before any of them is read: a few tiles of a few kilobytes, however large the
/// log is.
/// </summary>
/// <param name="TreeSize">The size of the tree that is proved about.</param>
/// <param name="Ranges">What each hash of the proof covers, in the proof's order.</param>
public sealed record ProofPlan(long TreeSize, IReadOnlyList<TreeRange> Ranges)
{
    /// <summary>RFC 9162, section 2.1.3.1: that a leaf is in the tree.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public static ProofPlan Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var ranges = new List<TreeRange>();
        for (var (start, end) = (0L, size); end - start > 1;)
        {
            var middle = start + Split(end - start);
            ranges.Add(index < middle ? new(middle, end) : new(start, middle));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }

        ranges.Reverse();
        return new(size, ranges);
    }

    /// <summary>RFC 9162, section 2.1.4.1: that the first leaves of the tree are those of a smaller one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The smaller one is not smaller, or negative.</exception>
    public static ProofPlan Consistency(long oldSize, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, size);
        if (oldSize == 0 || oldSize == size)
            return new(size, []);
        var ranges = new List<TreeRange>();
        var (start, end) = (0L, size);
        while (end != oldSize)
        {
            var middle = start + Split(end - start);
            ranges.Add(oldSize <= middle ? new(middle, end) : new(start, middle));
            (start, end) = oldSize <= middle ? (start, middle) : (middle, end);
        }

        if (start > 0)
            ranges.Add(new(start, end));
        ranges.Reverse();
        return new(size, ranges);
    }

    /// <summary>The tiles that must be read.</summary>
    public IReadOnlyList<TileId> Tiles() => [.. Ranges.SelectMany(range => range.Nodes()).Select(node => node.TileOf(TreeSize)).Distinct()];

    /// <summary>The hashes of the proof, from those tiles.</summary>
    public IReadOnlyList<NodeHash> Hashes(IReadOnlyDictionary<TileId, Tile> tiles) =>
        [.. Ranges.Select(range =>
            MerkleHashing.Root([.. range.Nodes().Select(node => node.HashFrom(tiles[node.TileOf(TreeSize)]))]).Value)];

    /// <summary>The largest power of two that is smaller.</summary>
    private static long Split(long size) => 1L << BitOperations.Log2((ulong)(size - 1));
}
