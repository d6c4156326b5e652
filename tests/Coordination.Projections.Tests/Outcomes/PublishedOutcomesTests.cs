using System.Text.Json;
using Coordination.Domain.Gate;
using Coordination.Domain.Services;
using Coordination.Projections.Outcomes;
using Xunit;

namespace Coordination.Projections.Tests.Outcomes;

/// <summary>Nobody is found in what is published, neither in a figure nor by working one out of all others (CG-21).</summary>
public sealed class PublishedOutcomesTests(ITestOutputHelper output)
{
    private const int Threshold = 10;

    // ./prove.sh smallnumbers tries them all.
    private static readonly bool s_full = Environment.GetEnvironmentVariable("COORDINATION_SMALL_NUMBERS") == "full";
    private static readonly int s_trials = s_full ? 30 : 10;

    [Fact]
    public void Up_to_the_threshold_one_more_or_one_less_changes_nothing_that_is_visible()
    {
        var nobody = Text([]);
        var dice = new Random(3);
        for (var count = 1; count <= Threshold; count++)
            for (var trial = 0; trial < 20; trial++)
                Assert.Equal(nobody, Text(Crowd(dice, count)));
        Assert.NotEqual(nobody, Text(Crowd(dice, Threshold + 1)));
    }

    [Fact]
    public void No_figure_from_one_to_the_threshold_is_ever_shown()
    {
        var dice = new Random(4);
        for (var trial = 0; trial < s_trials; trial++)
            foreach (var table in PublishedOutcomes.Of(Crowd(dice, dice.Next(400)), Threshold).Tables)
                Assert.All(Flat(table.Figures), figure => Assert.True(figure is null or 0 or > Threshold));
    }

    [Fact]
    public void No_sum_gives_a_withheld_figure_away()
    {
        var dice = new Random(5);
        for (var trial = 0; trial < s_trials; trial++)
        {
            var people = Crowd(dice, 100 + dice.Next(1_500));
            Assert.Empty(WorkedOut(PublishedOutcomes.Of(people, Threshold).Tables, people));
        }
    }

    [Fact]
    public void The_tables_of_many_people_show_most_of_what_they_count()
    {
        var published = PublishedOutcomes.Of(Crowd(new Random(6), 3_000), Threshold);
        Assert.Equal(3_000, published.Tables[0].Figures.Total);
        Assert.All(published.Tables.Skip(1), table => Assert.DoesNotContain(null, Flat(table.Figures)));
        Assert.Equal(published.Tables[0].Figures.ColumnTotals, published.Tables[1].Figures.RowTotals);
    }

    /// <summary>The price of what is withheld, on invented quarters: docs/adr/0018 has the figures that this prints for 60 quarters (./prove.sh smallnumbers).</summary>
    [Fact]
    public void The_more_people_came_the_more_is_shown()
    {
        var shares = new[] { 30, 120, 500, 5_000 }.Select(Shown).ToList();
        Assert.True(shares[3] > shares[2] && shares[3] > shares[1] && shares[3] > 0.5, string.Join(", ", shares));

        double Shown(int people)
        {
            var dice = new Random(people);
            var quarters = Enumerable.Range(0, s_full ? 60 : 4).Select(_ => PublishedOutcomes.Of(Crowd(dice, people), Threshold).Tables.SelectMany(table => Flat(table.Figures)).ToList()).ToList();
            var share = quarters.Average(figures => figures.Count(figure => figure is not null) / (double)figures.Count);
            output.WriteLine($"{people} people: {100 * share:0} % of all figures shown, nothing of {quarters.Count(figures => figures.All(figure => figure is null))} of {quarters.Count} quarters");
            return share;
        }
    }

    /// <summary>
    /// What an attacker gets who takes sums apart until nothing more comes of it: in each line of each table the one figure that is missing, with
    /// what the neighbouring table says of the shared sums, with what cannot be, and with bounds from all of them.
    /// </summary>
    private static List<string> WorkedOut(IReadOnlyList<OutcomeTable> tables, List<Counted> people)
    {
        var (low, high) = (tables.Select(table => Flat(table.Figures).Select(figure => figure ?? 0).ToArray()).ToArray(), tables.Select(table => Flat(table.Figures).Select(figure => figure ?? people.Count * 2).ToArray()).ToArray());
        var goals = tables[0];
        for (var row = 0; row < goals.Rows.Count; row++)
            for (var column = 0; column < goals.Columns.Count; column++)
                if ((goals.Rows[row] == "none") != (goals.Columns[column] == "noGoal"))
                    high[0][(row * goals.Columns.Count) + column] = 0;
        for (var again = true; again;)
        {
            again = false;
            for (var at = 0; at < tables.Count; at++)
            {
                foreach (var (sum, parts) in Lines(tables[at]))
                    again |= Tighten(low[at], high[at], sum, parts);
                for (var shared = 0; at > 0 && shared < tables[at].Rows.Count; shared++)
                    again |= Share(low, high, (at - 1, ColumnSum(tables[at - 1], shared)), (at, RowSum(tables[at], shared)));
            }
        }

        return [.. from at in Enumerable.Range(0, tables.Count) from figure in Flat(tables[at].Figures).Index()
                   where figure.Item is null && low[at][figure.Index] == high[at][figure.Index] && !IsImpossible(tables[at], figure.Index)
                   select $"{tables[at].Name} {figure.Index} is {low[at][figure.Index]}"];
    }

    private static bool IsImpossible(OutcomeTable table, int figure) => table.Name == "goalsByWhatBecame" && figure < table.Rows.Count * table.Columns.Count
        && (table.Rows[figure / table.Columns.Count] == "none") != (table.Columns[figure % table.Columns.Count] == "noGoal");

    private static bool Tighten(int[] low, int[] high, int sum, int[] parts)
    {
        var changed = Narrow(low, high, sum, parts.Sum(part => low[part]), parts.Sum(part => high[part]));
        foreach (var part in parts)
            changed |= Narrow(low, high, part, low[sum] - parts.Where(other => other != part).Sum(other => high[other]), high[sum] - parts.Where(other => other != part).Sum(other => low[other]));
        return changed;
    }

    private static bool Narrow(int[] low, int[] high, int figure, int from, int to)
    {
        var changed = from > low[figure] || to < high[figure];
        (low[figure], high[figure]) = (Math.Max(low[figure], from), Math.Min(high[figure], to));
        return changed;
    }

    private static bool Share(int[][] low, int[][] high, (int Table, int Figure) one, (int Table, int Figure) other) =>
        Narrow(low[one.Table], high[one.Table], one.Figure, low[other.Table][other.Figure], high[other.Table][other.Figure])
        | Narrow(low[other.Table], high[other.Table], other.Figure, low[one.Table][one.Figure], high[one.Table][one.Figure]);

    private static IEnumerable<(int Sum, int[] Parts)> Lines(OutcomeTable table)
    {
        var (rows, columns) = (table.Rows.Count, table.Columns.Count);
        for (var row = 0; row < rows; row++)
            yield return (RowSum(table, row), [.. Enumerable.Range(row * columns, columns)]);
        for (var column = 0; column < columns; column++)
            yield return (ColumnSum(table, column), [.. Enumerable.Range(0, rows).Select(row => (row * columns) + column)]);
        yield return ((rows * columns) + rows + columns, [.. Enumerable.Range(rows * columns, rows)]);
        yield return ((rows * columns) + rows + columns, [.. Enumerable.Range((rows * columns) + rows, columns)]);
    }

    private static int RowSum(OutcomeTable table, int row) => (table.Rows.Count * table.Columns.Count) + row;

    private static int ColumnSum(OutcomeTable table, int column) => RowSum(table, table.Rows.Count) + column;

    private static List<Counted> Crowd(Random dice, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var goal = dice.Next(4) == 0 ? (GoalKind?)null : (GoalKind)Math.Min(dice.Next(17), dice.Next(17));
        return new Counted(goal, goal is null ? WhatBecame.NoGoal : (WhatBecame)dice.Next(6), (TraffickingForm)Math.Min(dice.Next(4), dice.Next(5)), (TimeToService)dice.Next(5), (AgeGroup)dice.Next(3));
    })];

    private static int?[] Flat(PublishedTable table) => [.. table.Cells.SelectMany(row => row), .. table.RowTotals, .. table.ColumnTotals, table.Total];

    private static string Text(IReadOnlyCollection<Counted> people) => JsonSerializer.Serialize(PublishedOutcomes.Of(people, Threshold));
}
