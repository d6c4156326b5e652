using Coordination.Domain.Readings;
using Coordination.Projections.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

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
