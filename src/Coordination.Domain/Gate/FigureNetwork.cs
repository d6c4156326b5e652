namespace Coordination.Domain.Gate;

/// <summary>A figure of a table: a cell or a sum.</summary>
/// <param name="from">The sum that it is a part of, by row.</param>
/// <param name="to">The sum that it is a part of, by column.</param>
/// <param name="value">What was counted.</param>
/// <param name="weight">How much is lost when it is not shown.</param>
internal sealed class Figure(int from, int to, int value, long weight)
{
    public int From => from;
    public int To => to;
    public int Value => value;

    /// <summary>Nothing for what is withheld already.</summary>
    public long Cost => IsShown ? weight + value : 0;

    public bool IsShown { get; set; } = true;
}

/// <summary>
/// The sums of tables as a network: what flows from all, through a row, a column that is the next table's row, and so on, to all again. A
/// figure is an arc, that its sums are right means that nothing is lost in any node. What other values the withheld figures could have is then
/// what could flow otherwise through them while the shown ones stay, and that is found exactly. Whatever flows is also a crowd of people,
/// each in one class of every layer, so that no way to combine the tables tells more.
/// </summary>
internal sealed class FigureNetwork
{
    private const long TotalWeight = 1_000_000_000, GrandTotalWeight = 1_000_000_000_000;

    private readonly List<Figure> _all = [];
    private readonly List<int?[][]> _cells = []; // where each stands among all; null where nothing can be
    private readonly List<int[]> _sums = [];
    private readonly int _nodes;

    public FigureNetwork(IReadOnlyList<IReadOnlyList<IReadOnlyList<int?>>> tables)
    {
        var layers = Layers(tables);
        var (source, sink) = (_nodes++, _nodes++);
        // An inner class has two nodes, and its sum flows from one to the other.
        int[] into = new int[layers.Count], outOf = new int[layers.Count];
        for (var layer = 0; layer < layers.Count; layer++)
        {
            into[layer] = _nodes;
            outOf[layer] = layer > 0 && layer < layers.Count - 1 ? _nodes + layers[layer].Length : _nodes;
            _nodes = outOf[layer] + layers[layer].Length;
        }

        foreach (var (at, table) in tables.Index())
            _cells.Add([.. table.Select((row, r) => row.Select((count, c) => count is { } value ? Add(outOf[at] + r, into[at + 1] + c, value, 1) : (int?)null).ToArray())]);
        foreach (var (layer, sums) in layers.Index())
            _sums.Add([.. sums.Select((sum, i) => Add(
                layer == 0 ? source : into[layer] + i, layer == 0 ? into[0] + i : layer == layers.Count - 1 ? sink : outOf[layer] + i, sum, TotalWeight))]);
        Add(sink, source, layers[0].Sum(), GrandTotalWeight);
    }

    public IReadOnlyList<Figure> All => _all;

    /// <summary>Withholds as much besides as it takes for the figure to be able to be anything from 1 to the threshold, and more than one thing.</summary>
    public void Protect(Figure small, int threshold)
    {
        Vary(small, small.To, small.From, Math.Max(1, threshold - small.Value));
        Vary(small, small.From, small.To, small.Value - 1);
    }

    public IReadOnlyList<PublishedTable> Published()
    {
        int? Shown(int? at) => at is not { } figure ? 0 : All[figure].IsShown ? All[figure].Value : null;
        return [.. _cells.Select((table, at) => new PublishedTable(
            [.. table.Select(row => (IReadOnlyList<int?>)[.. row.Select(Shown)])],
            [.. _sums[at].Select(sum => Shown(sum))], [.. _sums[at + 1].Select(sum => Shown(sum))], Shown(All.Count - 1)))];
    }

    private int Add(int from, int to, int value, long weight)
    {
        _all.Add(new(from, to, value, weight));
        return _all.Count - 1;
    }

    // How many people are in each class of each layer: the rows of the first table, its columns, the columns of the next, and so on.
    private static List<int[]> Layers(IReadOnlyList<IReadOnlyList<IReadOnlyList<int?>>> tables)
    {
        List<int[]> layers = tables.Count > 0 ? [] : throw new ArgumentException("There is a table at least.", nameof(tables));
        foreach (var table in tables)
        {
            var columns = table.Count == 0 ? 0 : table[0].Count;
            int[] rows = [.. table.Select(row => row.Sum() ?? 0)];
            if (table.Any(row => row.Count != columns) || (layers.Count > 0 && !layers[^1].SequenceEqual(rows)))
                throw new ArgumentException("A table has rows of one length, and counts those whom the table before it counts in its columns.", nameof(tables));
            if (layers.Count == 0)
                layers.Add(rows);
            layers.Add([.. Enumerable.Range(0, columns).Select(column => table.Sum(row => row[column] ?? 0))]);
        }

        return layers;
    }

    // What is to flow otherwise takes the way on which the least is lost; whatever figure it changes is withheld.
    private void Vary(Figure small, int from, int to, int by)
    {
        var change = new int[All.Count];
        for (var left = by; left > 0;)
        {
            var way = CheapestWay(small, from, to, change);
            var step = way.Where(arc => arc.Backward).Select(arc => All[arc.At].Value + change[arc.At]).DefaultIfEmpty(left).Min();
            step = Math.Min(step, left);
            foreach (var (at, backward) in way)
                change[at] += backward ? -step : step;
            left -= step;
        }

        for (var at = 0; at < change.Length; at++)
            All[at].IsShown &= change[at] == 0;
    }

    // Bellman and Ford: taking back a change that was made on the way gives its cost back, which makes a cost negative.
    private List<(int At, bool Backward)> CheapestWay(Figure small, int from, int to, int[] change)
    {
        var cost = Enumerable.Repeat(long.MaxValue, _nodes).ToArray();
        var by = new (int At, bool Backward)[_nodes];
        cost[from] = 0;
        var again = true;
        for (var round = 0; again && round < _nodes; round++)
        {
            again = false;
            for (var at = 0; at < All.Count; at++)
                if (All[at] is { } figure && figure != small)
                {
                    Relax(figure.From, figure.To, change[at] < 0 ? -figure.Cost : figure.Cost, (at, false));
                    if (figure.Value + change[at] > 0)
                        Relax(figure.To, figure.From, change[at] > 0 ? -figure.Cost : figure.Cost, (at, true));
                }
        }

        List<(int At, bool Backward)> way = [];
        for (var node = to; node != from; node = by[node].Backward ? All[by[node].At].To : All[by[node].At].From)
            way.Add(by[node]);
        return way;

        void Relax(int one, int other, long price, (int, bool) arc)
        {
            if (cost[one] < long.MaxValue && cost[one] + price < cost[other])
                (cost[other], by[other], again) = (cost[one] + price, arc, true);
        }
    }
}
