using Coordination.Domain.Gate;

namespace Coordination.Host.Cli.GateCases;

/// <summary>Compares what is published of a table with what a case expects.</summary>
internal static class TableCaseCheck
{
    /// <summary>What differs, in words; nothing when the case holds.</summary>
    /// <exception cref="GateCaseProblem">The case expects nothing, or is no table.</exception>
    public static IReadOnlyList<string> Differences(string file, TableCase tried)
    {
        var expected = tried.Expected ?? throw new GateCaseProblem(file, "expected", "This field is required.");
        var published = Try(file, tried.Table);
        return [.. Lines(expected).Zip(Lines(published)).Where(pair => pair.First != pair.Second)
            .Select(pair => $"expected {pair.First}; published is {pair.Second}")];
    }

    /// <summary>What is published under the policy in force.</summary>
    /// <exception cref="GateCaseProblem">It is no table, or an event does not have the shape of its name.</exception>
    public static PublishedTable Try(string file, TableInput input)
    {
        var taskForce = TaskForceStream.Definition.Fold(TaskForceState.Initial,
            new GateCaseEvents(file, "table", input.Now).Read<TaskForceEvent>("taskForce", input.TaskForce));
        try
        {
            return SmallCells.Suppress(input.Cells, taskForce, input.Now);
        }
        catch (ArgumentException)
        {
            throw new GateCaseProblem(file, "table.cells", "Expected rows of one length, and counts of 0 or more.");
        }
    }

    /// <summary>A published table as text, line by line; a dash is withheld.</summary>
    internal static IEnumerable<string> Lines(PublishedTable table) =>
    [
        .. table.Cells.Select((row, at) => $"cells[{at}]: {Figures(row)}"),
        $"rowTotals: {Figures(table.RowTotals)}",
        $"columnTotals: {Figures(table.ColumnTotals)}",
        $"total: {Figures([table.Total])}",
    ];

    private static string Figures(IReadOnlyList<int?> figures) =>
        string.Join(" ", figures.Select(figure => figure?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"));
}
