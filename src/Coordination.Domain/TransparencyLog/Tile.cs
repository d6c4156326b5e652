namespace Coordination.Domain.TransparencyLog;

/// <summary>Up to 256 hashes of one level of the tree beside each other, as bytes: what is stored, served and exported.</summary>
public sealed class Tile
{
    /// <summary>How many hashes a full tile has.</summary>
    public const int FullWidth = 256;

    /// <summary>How many levels of the tree one level of tiles spans.</summary>
    public const int Height = 8;

    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>From its bytes.</summary>
    /// <exception cref="ArgumentException">They are not 1 to 256 hashes.</exception>
    public Tile(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty || bytes.Length > FullWidth * NodeHash.Size || bytes.Length % NodeHash.Size != 0)
            throw new ArgumentException("A tile has 1 to 256 hashes of 32 bytes.", nameof(bytes));
        _bytes = bytes;
    }

    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>How many hashes it has.</summary>
    public int Width => _bytes.Length / NodeHash.Size;

    public NodeHash this[int index] => new(_bytes.Span.Slice(index * NodeHash.Size, NodeHash.Size));

    /// <summary>The root over <paramref name="count"/> of its hashes, a power of two, from <paramref name="start"/> on.</summary>
    public NodeHash Subtree(int start, int count) =>
        count == 1 ? this[start] : MerkleHashing.Node(Subtree(start, count / 2), Subtree(start + count / 2, count / 2));

    /// <summary>Whether the first hashes are those of a narrower tile.</summary>
    public bool StartsWith(Tile narrower) => _bytes.Span.StartsWith(narrower._bytes.Span);
}

/// <summary>Identifies a tile of a tree: its level, its place in the level, and its number of hashes.</summary>
/// <param name="Level">0 for leaves; one hash of a level stands for a full tile of the level below.</param>
/// <param name="Index">0, 1, 2.</param>
/// <param name="Width">1 to 256.</param>
public readonly record struct TileId(int Level, long Index, int Width)
{
    /// <summary>Whether it will not change any more.</summary>
    public bool IsFull => Width == Tile.FullWidth;

    /// <summary>Its address under the prefix of a log: <c>tile/0/x001/x234/067.p/5</c>.</summary>
    public string Path => TilePath.Of(this);

    /// <summary>Every tile of a tree of this size, level by level: the full tiles, and the partial one at the right edge of each
    /// level.</summary>
    public static IEnumerable<TileId> Of(long size)
    {
        for (var (level, width) = (0, size); width > 0; level++, width >>= Tile.Height)
        {
            for (var index = 0L; index < width / Tile.FullWidth; index++)
                yield return new(level, index, Tile.FullWidth);
            if (width % Tile.FullWidth is > 0 and var partial)
                yield return new(level, width / Tile.FullWidth, (int)partial);
        }
    }

    /// <summary>The tiles at the right edge of a tree of this size, the leaves' first; empty levels are left out.</summary>
    public static IEnumerable<TileId> Edge(long size)
    {
        for (var (level, width) = (0, size); width > 0; level++, width >>= Tile.Height)
            if (width % Tile.FullWidth is > 0 and var partial)
                yield return new(level, width / Tile.FullWidth, (int)partial);
    }

    /// <summary>The tile at a place, as wide as a tree of this size makes it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such tile.</exception>
    public static TileId At(int level, long index, long size)
    {
        var width = (size >> (Tile.Height * level)) - index * Tile.FullWidth;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width, nameof(index));
        return new(level, index, (int)Math.Min(width, Tile.FullWidth));
    }
}

/// <summary>Which bundle of entries: its place, and how many entries it has. Bundle n holds the entries that tile n of level 0
/// hashes.</summary>
public readonly record struct BundleId(long Index, int Width)
{
    /// <summary>Its address under the prefix of a log: <c>tile/entries/x001/x234/067.p/5</c>.</summary>
    public string Path => TilePath.Of(this);
}
