using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Gate;

/// <summary>A table of counts of people as it is published: null is suppressed. The sums are of what was counted, not of what is
/// shown.</summary>
/// <param name="Cells">Row by row.</param>
/// <param name="RowTotals">One for each row.</param>
/// <param name="ColumnTotals">One for each column.</param>
/// <param name="Total">The total.</param>
public sealed record PublishedTable(IReadOnlyList<IReadOnlyList<int?>> Cells, IReadOnlyList<int?> RowTotals,
    IReadOnlyList<int?> ColumnTotals, int? Total);

/// <summary>
/// CG-21: no published figure counts so few people that one could be found (CMS cell-size policy), and none that is withheld can
/// be worked out from those that are shown. Whoever knows all shown figures, and that counts are whole, is left with the whole range from 1
/// to the threshold for a figure that was too small; and whoever also knows how figures are chosen, and tries all tables, with two values
/// at least for any withheld one. Where no choice does that, nothing of the tables is shown. A 0 is shown otherwise.
/// </summary>
public static class SmallCells
{
    /// <summary>What the rule is called.</summary>
    public const string Rule = "CG-21";

    /// <summary>Figures from 1 to this are withheld, where the jurisdiction set nothing else.</summary>
    public const int DefaultThreshold = 10;

    /// <summary>The largest figure that is too small to be shown at this instant: what the policy in force then says.</summary>
    public static int ThresholdAt(TaskForceState taskForce, DateTimeOffset at) =>
        taskForce.PolicyAt(at)?.SmallCellThreshold ?? DefaultThreshold;

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
        if (cells.Any(row => row.Count != columns))
            throw new ArgumentException("A table has rows of one length.", nameof(cells));
        return SuppressChain([[.. cells.Select(row => (IReadOnlyList<int?>)[.. row.Select(count => (int?)count)])]], threshold)[0];
    }

    /// <summary>
    /// Withholds what has to be in tables that are published together and count the same people: each table's columns are the next one's
    /// rows. Their shared sums are shown in both or in neither, and what was said of one table holds for all of them together.
    /// </summary>
    /// <param name="tables">The counts of each, row by row; null where a combination cannot be, as everybody knows.</param>
    /// <param name="threshold">The largest figure that is too small to be shown.</param>
    /// <exception cref="ArgumentException">Rows differ in length, a count or the threshold is negative, or two tables do not count the same
    /// people.</exception>
    public static IReadOnlyList<PublishedTable> SuppressChain(IReadOnlyList<IReadOnlyList<IReadOnlyList<int?>>> tables, int threshold)
    {
        if (threshold < 0 || tables.Any(table => table.Any(row => row.Any(count => count < 0))))
            throw new ArgumentException("Counts and a threshold are 0 or more.", nameof(tables));
        var figures = new FigureNetwork(tables, threshold);
        figures.Withhold();
        return figures.IsProtected() ? figures.Published() : figures.Nothing();
    }
}
