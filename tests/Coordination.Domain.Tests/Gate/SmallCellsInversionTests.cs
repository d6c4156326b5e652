using Coordination.Domain.Gate;
using Xunit;

namespace Coordination.Domain.Tests.Gate;

/// <summary>
/// CG-21 against somebody who knows how figures are chosen: they publish all tables there can be, keep those that come out as the published one,
/// and look at which values each withheld figure has in them. COORDINATION_SMALL_NUMBERS=full tries larger tables (./prove.sh smallnumbers).
/// </summary>
[Trait("Sweep", "true")]
public sealed class SmallCellsInversionTests(ITestOutputHelper output)
{
    private static readonly bool s_full = Environment.GetEnvironmentVariable("COORDINATION_SMALL_NUMBERS") == "full";

    private delegate IReadOnlyList<PublishedTable> Publishing(int?[][][] tables, int threshold);

    [Fact]
    public void No_figure_of_a_list_is_worked_out_by_publishing_all_lists() => Withstands((from, to) => Tables(1, 3, from, to), 11, s_full ? 45 : 26, 10);

    [Fact]
    public void No_figure_of_two_rows_is_worked_out_by_publishing_all_tables() => Withstands((from, to) => Tables(2, 3, from, to), 4, s_full ? 16 : 8, 3);

    [Fact]
    public void No_figure_of_three_rows_is_worked_out_by_publishing_all_tables() => Withstands((from, to) => Tables(3, 3, from, to), 4, s_full ? 10 : 6, 3);

    [Fact]
    public void No_figure_of_two_tables_in_a_chain_is_worked_out_by_publishing_all_chains() => Withstands(Chains, 4, s_full ? 15 : 8, 3);

    [Fact]
    public void Withholding_what_is_small_and_no_more_is_found_out() =>
        Assert.NotEqual(0, Pinned(Tables(1, 3, 11, 26), 11, 26, 10, (tables, threshold) => [.. SmallCells.SuppressChain(tables, 0).Select(table => Without(table, threshold))]).Pinned);

    // Tables of one person more or less count as alternatives, and are not themselves looked at.
    private void Withstands(Func<int, int, IEnumerable<int?[][][]>> all, int from, int to, int threshold)
    {
        var (tried, pinned, empty, example) = Pinned(all(from - 1, to + 1), from, to, threshold, SmallCells.SuppressChain);
        output.WriteLine($"{tried} tables and chains, {empty} of them ({100.0 * empty / tried:0.0} %) withheld as a whole, a figure worked out in {pinned}");
        Assert.True(tried > 500 && empty < tried);
        Assert.True(pinned == 0, example);
    }

    private static (int Tried, int Pinned, int Empty, string? Example) Pinned(IEnumerable<int?[][][]> all, int from, int to, int threshold, Publishing publish)
    {
        var alike = new Dictionary<string, (int Count, int?[] Shown, int[] Least, int[] Most)>();
        var tried = 0;
        foreach (var tables in all)
        {
            int?[] shown = [.. publish(tables, threshold).SelectMany(Flat)];
            int[] truth = [.. SmallCells.SuppressChain(tables, 0).SelectMany(Flat).Select(figure => figure!.Value)];
            var counts = truth[^1] >= from && truth[^1] <= to ? 1 : 0;
            tried += counts;
            var key = string.Join(' ', shown.Select(figure => figure?.ToString() ?? "*"));
            alike[key] = alike.TryGetValue(key, out var known)
                ? (known.Count + counts, shown, [.. known.Least.Zip(truth, Math.Min)], [.. known.Most.Zip(truth, Math.Max)])
                : (counts, shown, truth, truth);
        }

        var pinned = alike.Where(group => group.Value.Count > 0 && group.Value.Shown.Index().Any(figure => figure.Item is null && group.Value.Least[figure.Index] == group.Value.Most[figure.Index])).ToList();
        return (tried, pinned.Sum(group => group.Value.Count), alike.Values.Where(group => group.Shown.All(figure => figure is null)).Sum(group => group.Count), pinned.Select(group => group.Key).FirstOrDefault());
    }

    private static PublishedTable Without(PublishedTable table, int threshold)
    {
        int? Shown(int? figure) => figure >= 1 && figure <= threshold ? null : figure;
        return new([.. table.Cells.Select(row => (IReadOnlyList<int?>)[.. row.Select(Shown)])], [.. table.RowTotals.Select(Shown)], [.. table.ColumnTotals.Select(Shown)], Shown(table.Total));
    }

    private static IEnumerable<int?[][][]> Chains(int from, int to)
    {
        foreach (var tables in Tables(2, 2, from, to))
        {
            var (first, second) = (tables[0][0][0] + tables[0][1][0], tables[0][0][1] + tables[0][1][1]);
            for (var one = 0; one <= first; one++)
                for (var other = 0; other <= second; other++)
                    yield return [tables[0], [[one, first - one], [other, second - other]]];
        }
    }

    private static IEnumerable<int?[][][]> Tables(int rows, int columns, int from, int to)
    {
        var counts = new int[rows * columns];
        return Fill(0, to).Where(left => to - left >= from).Select(_ => (int?[][][])[[.. counts.Chunk(columns).Select(row => row.Select(count => (int?)count).ToArray())]]);

        IEnumerable<int> Fill(int at, int left)
        {
            if (at == counts.Length)
            {
                yield return left;
                yield break;
            }

            for (var count = 0; count <= left; count++)
            {
                counts[at] = count;
                foreach (var rest in Fill(at + 1, left - count))
                    yield return rest;
            }
        }
    }

    private static int?[] Flat(PublishedTable table) => [.. table.Cells.SelectMany(row => row), .. table.RowTotals, .. table.ColumnTotals, table.Total];
}
