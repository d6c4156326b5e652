using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Gate;

/// <summary>A table of counts of people as it is published: null is suppressed. The sums are of what was counted, not of what is shown.</summary>
/// <param name="Cells">Row by row.</param>
/// <param name="RowTotals">One for each row.</param>
/// <param name="ColumnTotals">One for each column.</param>
/// <param name="Total">Of everything.</param>
public sealed record PublishedTable(IReadOnlyList<IReadOnlyList<int?>> Cells, IReadOnlyList<int?> RowTotals, IReadOnlyList<int?> ColumnTotals, int? Total);

/// <summary>
/// CG-21: no published figure counts so few people that one could be found (CMS cell-size policy), and none that is withheld can
/// be worked out from those that are shown. Whoever knows all shown figures, and this rule, is left with the whole range from 1
/// to the threshold for a figure that was too small, and never with one value for any withheld one. A 0 is shown, unless it
/// has to be withheld to protect another figure.
/// </summary>
public static class SmallCells
{
    /// <summary>What the rule is called.</summary>
    public const string Rule = "CG-21";

    /// <summary>Figures from 1 to this are withheld, where the jurisdiction set nothing else.</summary>
    public const int DefaultThreshold = 10;

    /// <summary>The largest figure that is too small to be shown at this instant: what the policy in force then says.</summary>
    public static int ThresholdAt(TaskForceState taskForce, DateTimeOffset at) => taskForce.PolicyAt(at)?.SmallCellThreshold ?? DefaultThreshold;

    /// <summary>Withholds what has to be under the policy in force.</summary>
    /// <param name="cells">The counts, row by row; all rows of one length, no count below 0.</param>
    /// <param name="taskForce">The task force that publishes.</param>
    /// <param name="at">The instant of publishing.</param>
    /// <exception cref="ArgumentException">The rows differ in length, or a count is negative.</exception>
    public static PublishedTable Suppress(IReadOnlyList<IReadOnlyList<int>> cells, TaskForceState taskForce, DateTimeOffset at) =>
        Suppress(cells, ThresholdAt(taskForce, at));

    /// <summary>Withholds what has to be: single cells rather than totals, small ones rather than large ones.</summary>
    /// <param name="cells">The counts, row by row; all rows of one length, no count below 0.</param>
    /// <param name="threshold">The largest figure that is too small to be shown.</param>
    /// <exception cref="ArgumentException">The rows differ in length, or a count or the threshold is negative.</exception>
    public static PublishedTable Suppress(IReadOnlyList<IReadOnlyList<int>> cells, int threshold)
    {
        var columns = cells.Count == 0 ? 0 : cells[0].Count;
        if (threshold < 0 || cells.Any(row => row.Count != columns || row.Any(count => count < 0)))
            throw new ArgumentException("A table has rows of one length, and counts and a threshold of 0 or more.", nameof(cells));
        var figures = new FigureNetwork(cells, columns);
        foreach (var figure in figures.All.Where(figure => figure.Value >= 1 && figure.Value <= threshold))
            figure.IsShown = false;
        foreach (var small in figures.All.Where(figure => !figure.IsShown).OrderByDescending(figure => figure.Value).ToList())
            figures.Protect(small, threshold);
        return figures.Published(cells.Count, columns);
    }
}

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
/// The sums of a table as a network: what flows from all, through a row and a column, to all again. A figure is an arc, that its sums
/// are right means that nothing is lost in any node. What other values the withheld figures could have is then what could flow
/// otherwise through them while the shown ones stay, and that is found exactly.
/// </summary>
internal sealed class FigureNetwork
{
    private const long TotalWeight = 1_000_000_000, GrandTotalWeight = 1_000_000_000_000;

    private readonly int _nodes;

    public FigureNetwork(IReadOnlyList<IReadOnlyList<int>> cells, int columns)
    {
        var rows = cells.Count;
        _nodes = rows + columns + 2;
        var (source, sink) = (rows + columns, rows + columns + 1);
        List<Figure> all = [];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                all.Add(new Figure(row, rows + column, cells[row][column], 1));
        all.AddRange(cells.Select((row, at) => new Figure(source, at, row.Sum(), TotalWeight)));
        all.AddRange(Enumerable.Range(0, columns).Select(column => new Figure(rows + column, sink, cells.Sum(row => row[column]), TotalWeight)));
        all.Add(new Figure(sink, source, cells.Sum(row => row.Sum()), GrandTotalWeight));
        All = all;
    }

    public IReadOnlyList<Figure> All { get; }

    /// <summary>Withholds as much besides as it takes for the figure to be able to be anything from 1 to the threshold, and more than one thing.</summary>
    public void Protect(Figure small, int threshold)
    {
        Vary(small, small.To, small.From, Math.Max(1, threshold - small.Value));
        Vary(small, small.From, small.To, small.Value - 1);
    }

    public PublishedTable Published(int rows, int columns)
    {
        int? Shown(int at) => All[at].IsShown ? All[at].Value : null;
        var cells = rows * columns;
        return new PublishedTable(
            [.. Enumerable.Range(0, rows).Select(row => (IReadOnlyList<int?>)[.. Enumerable.Range(0, columns).Select(column => Shown((row * columns) + column))])],
            [.. Enumerable.Range(cells, rows).Select(Shown)],
            [.. Enumerable.Range(cells + rows, columns).Select(Shown)],
            Shown(All.Count - 1));
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
        for (var round = 0; round < _nodes; round++)
            for (var at = 0; at < All.Count; at++)
                if (All[at] is { } figure && figure != small)
                {
                    Relax(figure.From, figure.To, change[at] < 0 ? -figure.Cost : figure.Cost, (at, false));
                    if (figure.Value + change[at] > 0)
                        Relax(figure.To, figure.From, change[at] > 0 ? -figure.Cost : figure.Cost, (at, true));
                }

        List<(int At, bool Backward)> way = [];
        for (var node = to; node != from; node = by[node].Backward ? All[by[node].At].To : All[by[node].At].From)
            way.Add(by[node]);
        return way;

        void Relax(int one, int other, long price, (int, bool) arc)
        {
            if (cost[one] < long.MaxValue && cost[one] + price < cost[other])
                (cost[other], by[other]) = (cost[one] + price, arc);
        }
    }
}
