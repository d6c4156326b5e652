namespace Coordination.Benchmarks;

/// <summary>One row of the table.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Value">The figure, with its unit.</param>
/// <param name="Beside">What it is compared with, measured in the same run; empty where there is nothing.</param>
/// <param name="Ratio">The figure over what it is compared with.</param>
/// <param name="Aim">What is aimed at.</param>
internal sealed record Measurement(string Measure, string Value, string Beside = "", double? Ratio = null, string Aim = "");

/// <summary>Prints measurements as one table, in Markdown.</summary>
internal static class Table
{
    private static readonly string[] Headings = ["measure", "here", "beside", "ratio", "aim"];

    public static string Format(IReadOnlyList<Measurement> rows)
    {
        string[][] cells =
        [
            Headings,
            .. rows.Select(row => new[] { row.Measure, row.Value, row.Beside, row.Ratio is { } ratio ? Figures.Ratio(ratio) : "", row.Aim }),
        ];
        var widths = Enumerable.Range(0, Headings.Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        var lines = cells.Select(row => "| " + string.Join(" | ", row.Select((cell, column) => cell.PadRight(widths[column]))) + " |").ToList();
        lines.Insert(1, "|" + string.Join("|", widths.Select(width => new string('-', width + 2))) + "|");
        return string.Join(Environment.NewLine, lines);
    }
}
