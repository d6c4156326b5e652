namespace Coordination.Domain.Gate;

/// <summary>A figure of a table: a cell or a sum.</summary>
/// <param name="from">The sum that it is a part of, by row.</param>
/// <param name="to">The sum that it is a part of, by column.</param>
/// <param name="value">What was counted.</param>
/// <param name="threshold">Up to which it is too small to be shown.</param>
/// <param name="weight">How much is lost when it is not shown.</param>
internal sealed class Figure(int from, int to, int value, int threshold, long weight)
{
    // What a figure is taken to be able to lose and, a small one, to gain, whatever its value is.
    private const int SmallRoom = 2;

    public int From => from;
    public int To => to;
    public int Value => value;

    public bool IsSmall => value >= 1 && value <= threshold;

    public bool IsShown { get; set; } = true;

    /// <summary>Whether one more or less would leave it a 0, small, or large, as it is.</summary>
    public bool StaysOfItsKind(int change) => value > 0 && value + change > 0 && (value + change <= threshold) == IsSmall;

    /// <summary>What is lost when it changes, and so is withheld. It follows from its kind and from whether it is shown, never from its
    /// value.</summary>
    public long Price => (IsShown ? weight : 0) + (IsSmall ? 1 : 0);

    /// <summary>How much more or less it is taken to be able to be. It follows from its kind.</summary>
    public int Room(bool down) => value == 0 ? 0 : IsSmall ? SmallRoom : down ? threshold + 1 : int.MaxValue / 2;
}

/// <summary>
/// The sums of tables as a network: what flows from all, through a row, a column that is the next table's row, and so on, to all again. A
/// figure is an arc, that its sums are right means that nothing is lost in any node. What other values the withheld figures could have is
/// then what could flow otherwise through them while the shown ones stay, and that is found exactly. Whatever flows is also a crowd of
/// people, each in one class of every layer, so that no way to combine the tables tells more.
/// </summary>
internal sealed class FigureNetwork
{
    private const long CellWeight = 10, TotalWeight = 1_000_000, GrandTotalWeight = 1_000_000_000;

    private readonly List<Figure> _all = [];
    private readonly List<int?[][]> _cells = []; // where each stands among all; null where nothing can be
    private readonly List<int[]> _sums = [];
    private readonly int _nodes;
    private readonly int _threshold;

    public FigureNetwork(IReadOnlyList<IReadOnlyList<IReadOnlyList<int?>>> tables, int threshold)
    {
        _threshold = threshold;
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
            _cells.Add(
                [.. table.Select((row, r) =>
                    row.Select((count, c) => count is { } value ? Add(outOf[at] + r, into[at + 1] + c, value, CellWeight) : (int?)null)
                        .ToArray())]);
        foreach (var (layer, sums) in layers.Index())
            _sums.Add([.. sums.Select((sum, i) => Add(
                layer == 0 ? source : into[layer] + i, layer == 0 ? into[0] + i : layer == layers.Count - 1 ? sink : outOf[layer] + i,
                sum, TotalWeight))]);
        Add(sink, source, layers[0].Sum(), GrandTotalWeight);
    }

    public IReadOnlyList<Figure> All => _all;

    /// <summary>
    /// Withholds small figures, and for each what could change with it by as much as the threshold, upwards and downwards. What is chosen
    /// follows from the kind of each figure (0, small or large): tables whose figures are of the same kinds are withheld alike.
    /// </summary>
    public void Withhold()
    {
        foreach (var small in All.Where(figure => figure.IsSmall))
            small.IsShown = false;
        foreach (var small in All.Where(figure => figure.IsSmall))
        {
            Vary(small, small.To, small.From);
            Vary(small, small.From, small.To);
        }
    }

    /// <summary>
    /// Whether each withheld figure has another value in a table whose figures are of the same kinds and that shows the same, which is
    /// published alike; and each small one, for whoever does not know how it was chosen, every value from 1 to the threshold. It is the
    /// same for all those tables.
    /// </summary>
    public bool IsProtected() =>
        All.Where(figure => !figure.IsShown).All(Varies)
        && All.Where(figure => figure.IsSmall)
            .All(small => CanChange(small, small.To, small.From, _threshold - small.Value)
                && CanChange(small, small.From, small.To, small.Value - 1));

    public IReadOnlyList<PublishedTable> Nothing()
    {
        static IReadOnlyList<int?> Row(int length) => [.. Enumerable.Repeat((int?)null, length)];
        return [.. _cells.Select((table, at) =>
            new PublishedTable([.. table.Select(row => Row(row.Length))], Row(_sums[at].Length), Row(_sums[at + 1].Length), null))];
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
        _all.Add(new(from, to, value, _threshold, weight));
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
                throw new ArgumentException(
                    "A table has rows of one length, and counts those whom the table before it counts in its columns.", nameof(tables));
            if (layers.Count == 0)
                layers.Add(rows);
            layers.Add([.. Enumerable.Range(0, columns).Select(column => table.Sum(row => row[column] ?? 0))]);
        }

        return layers;
    }

    private bool Varies(Figure figure) =>
        (figure.StaysOfItsKind(1) && Way(figure, figure.To, figure.From, (other, change) => other.StaysOfItsKind(change)) is not null)
        || (figure.StaysOfItsKind(-1) && Way(figure, figure.From, figure.To, (other, change) => other.StaysOfItsKind(change)) is not null);

    // One by one, as flows grow: what was changed before may be taken back.
    private bool CanChange(Figure small, int from, int to, int by)
    {
        var changes = new Dictionary<Figure, int>();
        for (var left = by; left > 0; left--)
        {
            if (Way(small, from, to, (other, change) => other.Value + changes.GetValueOrDefault(other) + change >= 0) is not { } way)
                return false;
            foreach (var (figure, change) in way)
                changes[figure] = changes.GetValueOrDefault(figure) + change;
        }

        return true;
    }

    // The shortest way over withheld figures that may change so.
    private List<(Figure Figure, int Change)>? Way(Figure without, int from, int to, Func<Figure, int, bool> may)
    {
        var by = new (Figure Figure, int Change)?[_nodes];
        var next = new Queue<int>([from]);
        while (by[to] is null && next.TryDequeue(out var node))
        {
            foreach (var figure in All.Where(figure => figure != without && !figure.IsShown))
            {
                Step(figure, figure.From, figure.To, 1, node);
                Step(figure, figure.To, figure.From, -1, node);
            }
        }

        return by[to] is null ? null : [.. Back(to, from, node => by[node]!.Value)];

        void Step(Figure figure, int one, int other, int change, int node)
        {
            if (one != node || other == from || by[other] is not null || !may(figure, change))
                return;
            by[other] = (figure, change);
            next.Enqueue(other);
        }
    }

    // What is to flow otherwise takes the way on which the least is lost; whatever figure it changes is withheld.
    private void Vary(Figure small, int from, int to)
    {
        var changes = new Dictionary<Figure, int>();
        for (var left = _threshold; left > 0 && CheapestWay(small, from, to, changes) is { } way;)
        {
            var step = way.Min(arc => Math.Min(left, Room(arc.Figure, arc.Change, changes)));
            foreach (var (figure, change) in way)
                changes[figure] = changes.GetValueOrDefault(figure) + (change * step);
            left -= step;
        }

        foreach (var (figure, _) in changes.Where(change => change.Value != 0))
            figure.IsShown = false;
    }

    // First what was changed the other way is taken back.
    private static int Room(Figure figure, int change, Dictionary<Figure, int> changes) =>
        changes.GetValueOrDefault(figure) * change is < 0 and var back
        ? -back
        : figure.Room(down: change < 0) - Math.Abs(changes.GetValueOrDefault(figure));

    // Bellman and Ford: taking back a change gives its price back, which makes a price negative. A 0 is never withheld, it would stay the 0
    // that it is.
    private List<(Figure Figure, int Change)>? CheapestWay(Figure small, int from, int to, Dictionary<Figure, int> changes)
    {
        var cost = Enumerable.Repeat(long.MaxValue, _nodes).ToArray();
        var by = new (Figure Figure, int Change)[_nodes];
        cost[from] = 0;
        var again = true;
        for (var round = 0; again && round < _nodes; round++)
        {
            again = false;
            foreach (var figure in All.Where(figure => figure != small))
            {
                Relax(figure.From, figure.To, figure, 1);
                Relax(figure.To, figure.From, figure, -1);
            }
        }

        return cost[to] == long.MaxValue ? null : [.. Back(to, from, node => by[node])];

        void Relax(int one, int other, Figure figure, int change)
        {
            if (cost[one] == long.MaxValue || Room(figure, change, changes) <= 0)
                return;
            var price = cost[one] + (changes.GetValueOrDefault(figure) * change < 0 ? -figure.Price : figure.Price);
            if (price < cost[other])
                (cost[other], by[other], again) = (price, (figure, change), true);
        }
    }

    private static IEnumerable<(Figure Figure, int Change)> Back(int to, int from, Func<int, (Figure Figure, int Change)> by)
    {
        for (var node = to; node != from; node = by(node).Change > 0 ? by(node).Figure.From : by(node).Figure.To)
            yield return by(node);
    }
}
