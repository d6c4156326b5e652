using Coordination.Domain.Readings;
using Coordination.Projections.Outcomes;

namespace Coordination.Host.Features.RoleViews;

/// <summary>
/// What came of what survivors set out to reach, as fixed tables of quarters that are over: for coordinators of the coordinating agency,
/// and for auditors. There is nothing to filter by, since every filter is another table, and two tables can be taken one from the other.
/// </summary>
internal static class OutcomeRoutes
{
    private const int MostQuarters = 20;

    private const string Quarters = "The quarters of which figures are published, the last first. A quarter is published once, when " +
        "everybody who came in it was followed for 180 days.";
    private const string Figures = "What came of what survivors set out to reach, how long it took until help began, and for whom: fixed " +
        "tables that count each person once, with small counts withheld (CG-21).";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var office = routes.MapGroup("/v1/outcomes").WithTags("Views").RequireAuthorization(Policies.Coordinators);
        office.MapGet("/", List).WithSummary(Quarters);
        office.MapGet("/{quarter}", Of).WithSummary(Figures);
        var auditors = routes.MapGroup("/v1/audit/outcomes").WithTags("Audit").RequireAuthorization(Policies.Auditors).RecordReadings();
        auditors.MapGet("/", List).Reads(ReadingKind.View).WithSummary(Quarters);
        auditors.MapGet("/{quarter}", Of).Reads(ReadingKind.View).WithSummary(Figures);
    }

    private static Reply<QuartersAnswer> List(OutcomePublisher publisher)
    {
        List<string> quarters = [];
        for (var quarter = publisher.Last; quarters.Count < MostQuarters; quarter = quarter.Before)
            quarters.Add($"{quarter}");
        return Reply.Plain(new QuartersAnswer(quarters));
    }

    private static async Task<Results<Reply<OutcomesAnswer>, ProblemResult>> Of(string quarter, OutcomePublisher publisher,
        CancellationToken cancellation)
    {
        if (!Quarter.TryParse(quarter, out var asked) || asked.Starts > publisher.Last.Starts)
            return Problems.NotFound.With();
        return await publisher.Of(asked, cancellation) is { } published
            ? Reply.Plain(OutcomesAnswer.Of(asked, published))
            : Problems.Unavailable.With("The figures are being counted. Ask again.", retryAfterSeconds: 1);
    }
}

/// <summary>Of which quarters there are figures.</summary>
public sealed record QuartersAnswer(IReadOnlyList<string> Quarters);

/// <summary>The figures of a quarter. What is null is withheld.</summary>
/// <param name="Quarter">The quarter in which those who are counted were welcomed.</param>
/// <param name="PublishedFrom">Since when these figures are published. They do not change.</param>
/// <param name="FollowedForDays">For how many days each person was followed. What was recorded later is not in the figures.</param>
/// <param name="WithheldUpTo">Counts from 1 to this are withheld, and as many others as it takes for them not to be worked out.</param>
/// <param name="Tables">The tables. Each counts the same people, once.</param>
public sealed record OutcomesAnswer(string Quarter, DateTimeOffset PublishedFrom, int FollowedForDays, int WithheldUpTo,
    IReadOnlyList<OutcomeTableAnswer> Tables)
{
    internal static OutcomesAnswer Of(Quarter quarter, PublishedOutcomes published) => new(
        $"{quarter}", quarter.PublishedFrom, (int)Projections.Outcomes.Quarter.FollowedFor.TotalDays, published.Threshold,
        [.. published.Tables.Select(OutcomeTableAnswer.Of)]);
}

/// <summary>One table.</summary>
/// <param name="Name">Which.</param>
/// <param name="Says">What is counted in it.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="ColumnTotals">The sums of the columns.</param>
/// <param name="Total">How many people in all.</param>
public sealed record OutcomeTableAnswer(
    string Name, string Says, IReadOnlyList<string> Columns, IReadOnlyList<OutcomeRowAnswer> Rows, IReadOnlyList<int?> ColumnTotals,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Total)
{
    private const string TheGoal = "the goal that she set first, as it stood on her last day of being followed: how near she sees it " +
        "beside how near the agency's people do";
    private const string TheTime =
        "the time from the day on which she came to the first offer that she took, or to the first agency that served her after a referral";

    private static readonly Dictionary<string, string> s_says = new()
    {
        ["goalsByWhatBecame"] = $"Rows: what the goal that she set first is about. Columns: what became of {TheGoal}.",
        ["whatBecameByForm"] = $"Rows: what became of {TheGoal}. Columns: what was done to her, as her cases were characterised; the " +
            $"order means nothing.",
        ["formByTimeToService"] = $"Rows: what was done to her; the order means nothing. Columns: {TheTime}.",
        ["timeToServiceByAge"] = $"Rows: {TheTime}. Columns: whether she is under eighteen.",
    };

    internal static OutcomeTableAnswer Of(OutcomeTable table) => new(
        table.Name, s_says[table.Name], table.Columns,
        [.. table.Rows.Select((row, at) => new OutcomeRowAnswer(row, table.Figures.Cells[at], table.Figures.RowTotals[at]))],
        table.Figures.ColumnTotals, table.Figures.Total);
}

/// <summary>A row of a table.</summary>
/// <param name="Name">Which.</param>
/// <param name="Figures">How many people, column by column.</param>
/// <param name="Total">Their sum.</param>
public sealed record OutcomeRowAnswer(string Name, IReadOnlyList<int?> Figures,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Total);
