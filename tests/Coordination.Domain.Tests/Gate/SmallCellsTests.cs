using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.Gate;

/// <summary>CG-21: nobody is found in a published table, neither in a figure nor by working one out.</summary>
public sealed class SmallCellsTests
{
    [Fact]
    public void What_is_large_enough_is_shown_with_its_sums()
    {
        var published = Suppress([[20, 0], [30, 11]]);

        Assert.Equal([[20, 0], [30, 11]], published.Cells);
        Assert.Equal([20, 41, 50, 11, 61], [.. published.RowTotals, .. published.ColumnTotals, published.Total]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void From_one_to_the_threshold_is_too_small(int count, bool isShown) =>
        Assert.Equal(isShown, Suppress([[count, 40, 40], [40, 40, 40], [40, 40, 40]]).Cells[0][0] is not null);

    [Fact]
    public void Nothing_that_is_withheld_can_be_had_by_taking_one_from_another()
    {
        var published = Suppress([[3, 40, 50], [40, 60, 70], [50, 70, 80]]);

        Assert.All(published.Cells, row => Assert.NotEqual(1, row.Count(cell => cell is null)));
        Assert.All(Enumerable.Range(0, 3), column => Assert.NotEqual(1, published.Cells.Count(row => row[column] is null)));
        Assert.All(published.RowTotals, total => Assert.NotNull(total));
    }

    [Fact]
    public void Where_no_cell_protects_it_a_total_goes_too()
    {
        var published = Suppress([[3, 0], [40, 50]]);

        Assert.Null(published.RowTotals[0]);
        Assert.Null(published.Cells[0][0]);
        Withstands([[3, 0], [4, 5]], threshold: 3);
    }

    [Fact]
    public void A_list_is_a_table_of_one_row()
    {
        var published = Suppress([[3, 40, 50]]);

        Assert.Null(published.Cells[0][0]);
        Assert.Null(published.ColumnTotals[0]);
        Assert.Equal([1, 2], Enumerable.Range(0, 3).Where(column => published.Cells[0][column] is not null).Append(1).Append(2).Distinct().Order());
    }

    [Fact]
    public void Nothing_counted_is_a_table_of_zeros() => Assert.Equal(0, Suppress([[0, 0], [0, 0]]).Total);

    [Fact]
    public void How_small_is_too_small_the_policy_in_force_says()
    {
        var from = GateWorld.Noon;
        var taskForce = TaskForceStream.Definition.Fold(TaskForceState.Initial,
        [
            new TaskForceFormed("Valley task force", "Valley", new AgencyId("office")),
            new PolicySet(from, new PolicySettings(90, 3, 10) { SmallCellThreshold = 15 }),
        ]);
        IReadOnlyList<IReadOnlyList<int>> cells = [[12, 40, 40], [40, 40, 40], [40, 40, 40]];

        Assert.Equal((10, 15), (SmallCells.ThresholdAt(taskForce, from.AddTicks(-1)), SmallCells.ThresholdAt(taskForce, from)));
        Assert.Equal(12, SmallCells.Suppress(cells, taskForce, from.AddTicks(-1)).Cells[0][0]);
        Assert.Null(SmallCells.Suppress(cells, taskForce, from).Cells[0][0]);
        Assert.Equal(SmallCells.DefaultThreshold, SmallCells.ThresholdAt(TaskForceState.Initial, from));
    }

    [Fact]
    public void What_is_no_table_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Suppress([[1, 2], [3]]));
        Assert.Throws<ArgumentException>(() => Suppress([[-1]]));
        Assert.Equal(0, Suppress([]).Total);
    }

    [Theory]
    [InlineData(2, 2, 2, 6)]
    [InlineData(2, 2, 3, 9)]
    [InlineData(1, 3, 3, 7)]
    [InlineData(3, 2, 1, 3)]
    [InlineData(2, 2, 1, 4)]
    public void Who_tries_every_table_that_fits_what_is_shown_learns_no_more_than_the_rule_says(int rows, int columns, int threshold, int most)
    {
        var dice = new Random(21);
        for (var trial = 0; trial < 60; trial++)
            Withstands([.. Enumerable.Range(0, rows).Select(_ => (IReadOnlyList<int>)[.. Enumerable.Range(0, columns).Select(_ => dice.Next(3) == 0 ? 0 : dice.Next(most + 1))])], threshold);
    }

    [Fact]
    public void A_large_table_is_protected_and_most_of_it_is_still_shown()
    {
        var dice = new Random(5);
        IReadOnlyList<IReadOnlyList<int>> cells = [.. Enumerable.Range(0, 12).Select(_ => (IReadOnlyList<int>)[.. Enumerable.Range(0, 10).Select(_ => dice.Next(8) == 0 ? dice.Next(11) : dice.Next(20, 200))])];

        var published = Suppress(cells);

        Assert.InRange(published.Cells.Sum(row => row.Count(cell => cell is null)), 1, 60);
        Assert.NotNull(published.Total);
    }

    // The attacker knows every shown figure, and that no count is negative, and tries all tables.
    private static void Withstands(IReadOnlyList<IReadOnlyList<int>> cells, int threshold)
    {
        var (published, truth) = (Flat(SmallCells.Suppress(cells, threshold)), Flat(SmallCells.Suppress(cells, 0)));
        if (published.All(figure => figure is null))
            return; // every table fits
        var possible = published.Select(_ => new HashSet<int>()).ToArray();
        var (rows, columns) = (cells.Count, cells[0].Count);
        var most = truth.Max()!.Value + threshold + 1;
        Try([.. Enumerable.Repeat(0, rows * columns)], 0);

        void Try(int[] guess, int at)
        {
            if (at < guess.Length)
            {
                var (from, to) = published[at] is { } shown ? (shown, shown) : (0, Math.Min(most, 14));
                for (guess[at] = from; guess[at] <= to; guess[at]++)
                    Try(guess, at + 1);
                return;
            }

            var figures = Figures(guess, rows, columns);
            if (figures.Zip(published).All(pair => pair.Second is not { } shown || shown == pair.First))
                foreach (var (index, figure) in figures.Index())
                    possible[index].Add(figure);
        }

        var about = $"{string.Join(" / ", cells.Select(row => string.Join(" ", row)))} published as {string.Join(" ", published.Select(figure => figure?.ToString() ?? "-"))}";
        for (var index = 0; index < published.Length; index++)
        {
            Assert.True(published[index] is null || published[index] == 0 || published[index] > threshold, about);
            Assert.True(published[index] is not null || possible[index].Count > 1, $"figure {index} is known: {about}");
            if (truth[index] >= 1 && truth[index] <= threshold)
                Assert.True(Enumerable.Range(1, threshold).All(possible[index].Contains), $"figure {index} is narrowed: {about}");
        }
    }

    private static int[] Figures(int[] cells, int rows, int columns) =>
    [
        .. cells,
        .. Enumerable.Range(0, rows).Select(row => cells.Skip(row * columns).Take(columns).Sum()),
        .. Enumerable.Range(0, columns).Select(column => Enumerable.Range(0, rows).Sum(row => cells[(row * columns) + column])),
        cells.Sum(),
    ];

    private static int?[] Flat(PublishedTable table) => [.. table.Cells.SelectMany(row => row), .. table.RowTotals, .. table.ColumnTotals, table.Total];

    private static PublishedTable Suppress(IReadOnlyList<IReadOnlyList<int>> cells) => SmallCells.Suppress(cells, SmallCells.DefaultThreshold);
}
