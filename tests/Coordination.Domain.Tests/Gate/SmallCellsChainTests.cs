using Coordination.Domain.Gate;
using Xunit;

namespace Coordination.Domain.Tests.Gate;

/// <summary>CG-21 over tables that are published together: each table's columns are the next one's rows, and all count the same people.</summary>
[Trait("Sweep", "true")]
public sealed class SmallCellsChainTests
{
    [Fact]
    public void A_sum_that_two_tables_share_is_withheld_in_both_or_in_neither()
    {
        var dice = new Random(8);
        for (var trial = 0; trial < 200; trial++)
        {
            var people = People(dice, [3, 4, 2], dice.Next(200));
            var published = SmallCells.SuppressChain(Tables(people, [3, 4, 2]), 10);
            Assert.Equal(published[0].ColumnTotals, published[1].RowTotals);
            Assert.Equal(published[0].Total, published[1].Total);
        }
    }

    [Fact]
    public void Tables_that_do_not_count_the_same_people_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SmallCells.SuppressChain([[[1, 2]], [[1], [1]]], 10));
        Assert.Throws<ArgumentException>(() => SmallCells.SuppressChain([], 10));
    }

    [Fact]
    public void What_cannot_be_protects_nothing()
    {
        var published = SmallCells.SuppressChain([[[3, null], [null, 40]], [[1, 2], [20, 20]]], 10);

        Assert.Null(published[0].RowTotals[0]);
        Assert.Null(published[0].ColumnTotals[0]);
        Assert.Equal(0, published[0].Cells[0][1]);
        Assert.True(published[0].Total is null || published[0].RowTotals[1] is null);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void Who_tries_every_crowd_that_fits_all_tables_learns_no_more_than_the_rule_says(int tables, int threshold)
    {
        int[] sizes = [.. Enumerable.Repeat(2, tables + 1)];
        var dice = new Random(31 + threshold);
        for (var trial = 0; trial < 60; trial++)
            Withstands(Tables(People(dice, sizes, dice.Next(9)), sizes), threshold);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Neither_where_some_combinations_cannot_be(int threshold)
    {
        int[] sizes = [3, 3, 2];
        var dice = new Random(77);
        for (var trial = 0; trial < 60; trial++)
        {
            var people = People(dice, sizes, dice.Next(8)).Where(one => one[0] == 2 == (one[1] == 2));
            var tables = Tables(people, sizes);
            for (var other = 0; other < 2; other++)
                tables[0][2][other] = tables[0][other][2] = null;
            Withstands(tables, threshold);
        }
    }

    // The attacker knows every shown figure, which combinations cannot be, and that no count is negative.
    private static void Withstands(int?[][][] truth, int threshold)
    {
        var shown = SmallCells.SuppressChain(truth, threshold);
        if (shown.SelectMany(Flat).All(figure => figure is null))
            return; // every crowd fits
        var real = SmallCells.SuppressChain(truth, 0);
        var most = real[0].Total!.Value + threshold + 1;
        var guesses = shown.Select((table, at) => Guesses(truth[at], table, most)).ToList();
        // A guess of a table counts where the tables before it and behind it can follow.
        for (var at = 1; at < guesses.Count; at++)
            guesses[at] = Following(guesses[at], guesses[at - 1].Select(guess => Key(guess.ColumnTotals)), guess => Key(guess.RowTotals));
        for (var at = guesses.Count - 2; at >= 0; at--)
            guesses[at] = Following(guesses[at], guesses[at + 1].Select(guess => Key(guess.RowTotals)), guess => Key(guess.ColumnTotals));
        for (var at = 0; at < shown.Count; at++)
            foreach (var (figure, published) in Flat(shown[at]).Index())
            {
                var possible = guesses[at].Select(guess => Flat(guess)[figure]!.Value).ToHashSet();
                var (value, about) = (Flat(real[at])[figure]!.Value, $"table {at}, figure {figure}, of {string.Join(" | ", truth.Select(table => string.Join(" / ", table.Select(row => string.Join(" ", row)))))}");
                Assert.Contains(value, possible);
                Assert.True(published is null || published == 0 || published > threshold, about);
                Assert.True(published is not null || possible.Count > 1, $"known: {about}");
                Assert.True(value < 1 || value > threshold || Enumerable.Range(1, threshold).All(possible.Contains), $"narrowed: {about}");
            }
    }

    private static List<PublishedTable> Following(List<PublishedTable> guesses, IEnumerable<string> near, Func<PublishedTable, string> key)
    {
        var there = near.ToHashSet();
        return [.. guesses.Where(guess => there.Contains(key(guess)))];
    }

    private static List<PublishedTable> Guesses(int?[][] truth, PublishedTable shown, int most)
    {
        List<PublishedTable> fits = [];
        var (rows, columns) = (truth.Length, truth[0].Length);
        var guess = new int[rows * columns];
        Try(0, 0);
        return fits;

        void Try(int at, int people)
        {
            if (at < guess.Length)
            {
                var (from, to) = truth[at / columns][at % columns] is null ? (0, 0) : shown.Cells[at / columns][at % columns] is { } known ? (known, known) : (0, most - people);
                for (guess[at] = from; guess[at] <= to; guess[at]++)
                    Try(at + 1, people + guess[at]);
                return;
            }

            var table = new PublishedTable(
                [.. Enumerable.Range(0, rows).Select(row => (IReadOnlyList<int?>)[.. guess.Skip(row * columns).Take(columns).Select(count => (int?)count)])],
                [.. Enumerable.Range(0, rows).Select(row => (int?)guess.Skip(row * columns).Take(columns).Sum())],
                [.. Enumerable.Range(0, columns).Select(column => (int?)Enumerable.Range(0, rows).Sum(row => guess[(row * columns) + column]))], guess.Sum());
            if (Flat(table).Zip(Flat(shown)).All(pair => pair.Second is null || pair.Second == pair.First))
                fits.Add(table);
        }
    }

    private static List<int[]> People(Random dice, int[] sizes, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => sizes.Select(size => dice.Next(3) == 0 ? 0 : dice.Next(size)).ToArray())];

    private static int?[][][] Tables(IEnumerable<int[]> people, int[] sizes) =>
        [.. Enumerable.Range(0, sizes.Length - 1).Select(at => Enumerable.Range(0, sizes[at]).Select(row => Enumerable.Range(0, sizes[at + 1]).Select(
            column => (int?)people.Count(one => one[at] == row && one[at + 1] == column)).ToArray()).ToArray())];

    private static int?[] Flat(PublishedTable table) => [.. table.Cells.SelectMany(row => row), .. table.RowTotals, .. table.ColumnTotals, table.Total];

    private static string Key(IReadOnlyList<int?> sums) => string.Join(' ', sums);
}
