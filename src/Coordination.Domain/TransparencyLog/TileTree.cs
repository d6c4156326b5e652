namespace Coordination.Domain.TransparencyLog;

/// <summary>
/// A tree that grows by leaves and hands out its tiles: each full tile once, when it is full, and the right edge whenever
/// it is asked. It keeps one open tile for each level, and can go on from a stored edge. For one thread at a time.
/// </summary>
public sealed class TileTree
{
    private readonly List<OpenTile> _levels = [];
    private readonly List<KeyValuePair<TileId, Tile>> _full = [];

    /// <summary>How many leaves it has.</summary>
    public long Size { get; private set; }

    /// <summary>A tree of this size, from the tiles of its edge.</summary>
    /// <param name="size">How many leaves it has.</param>
    /// <param name="edge">The tiles that <see cref="TileId.Edge"/> names.</param>
    /// <exception cref="ArgumentException">A tile is missing, or is not as wide as the size asks for.</exception>
    public static TileTree From(long size, IReadOnlyDictionary<TileId, Tile> edge)
    {
        var tree = new TileTree { Size = size };
        for (var width = size; width > 0; width >>= Tile.Height)
            tree._levels.Add(new() { Index = width / Tile.FullWidth });
        foreach (var id in TileId.Edge(size))
        {
            if (!edge.TryGetValue(id, out var tile) || tile.Width != id.Width)
                throw new ArgumentException($"The tile {id.Path} is missing, or has another width.", nameof(edge));
            for (var i = 0; i < tile.Width; i++)
                tree._levels[id.Level].Add(tile[i]);
        }

        return tree;
    }

    /// <summary>Adds a leaf on the right.</summary>
    public void Append(LeafHash leaf)
    {
        Size++;
        var hash = leaf.Value;
        for (var level = 0; ; level++)
        {
            if (level == _levels.Count)
                _levels.Add(new());
            var open = _levels[level];
            open.Add(hash);
            if (open.Width < Tile.FullWidth)
                return;
            _full.Add(new(open.IdAt(level), open.Close(out hash)));
        }
    }

    /// <summary>The tiles that became full since this was asked last, in the order in which they did.</summary>
    public IReadOnlyList<KeyValuePair<TileId, Tile>> TakeFull()
    {
        var full = _full.ToList();
        _full.Clear();
        return full;
    }

    /// <summary>The tiles at the right edge that are not full.</summary>
    public IReadOnlyList<KeyValuePair<TileId, Tile>> Edge() =>
        [.. _levels.Index().Where(level => level.Item.Width > 0)
            .Select(level => KeyValuePair.Create(level.Item.IdAt(level.Index), level.Item.ToTile()))];

    public RootHash Root() => MerkleHashing.Root([.. _levels.Reverse<OpenTile>().SelectMany(level => level.Peaks)]);

    private sealed class OpenTile
    {
        private readonly byte[] _bytes = new byte[Tile.FullWidth * NodeHash.Size];
        private MerkleTree _tree = new();

        public long Index { get; set; }

        public int Width => (int)_tree.Size;

        public IReadOnlyList<NodeHash> Peaks => _tree.Peaks;

        public void Add(NodeHash hash)
        {
            hash.CopyTo(_bytes.AsSpan(Width * NodeHash.Size));
            _tree.Append(hash);
        }

        public TileId IdAt(int level) => new(level, Index, Width);

        public Tile ToTile() => new(_bytes.AsSpan(0, Width * NodeHash.Size).ToArray());

        public Tile Close(out NodeHash root)
        {
            root = _tree.Peaks[0];
            var tile = ToTile();
            (_tree, Index) = (new(), Index + 1);
            return tile;
        }
    }
}
