using System.Text.Json.Serialization;
using Coordination.Host.Execution.Projections;
using Coordination.Host.Execution.Reminders;
using Coordination.Host.Http;

namespace Coordination.Host.Views;

/// <summary>What each role sees, read from the projections.</summary>
public static class ViewRoutes
{
    /// <summary>The views, and on this host the followers that keep them up to date.</summary>
    public static IServiceCollection AddViews(this IServiceCollection services) => services
        .AddProjectionRunners()
        .AddSingleton<IReadiness, FollowersReadiness>()
        .AddSingleton<ViewPages>()
        .AddSingleton<OutcomePublisher>()
        .AddFeatureJson(ViewsJson.Default);

    public static IEndpointRouteBuilder MapViews(this IEndpointRouteBuilder routes)
    {
        BoardRoutes.Map(routes);
        CaseloadRoutes.Map(routes);
        InboxRoutes.Map(routes);
        LedgerRoutes.Map(routes);
        AccountabilityRoutes.Map(routes);
        OutcomeRoutes.Map(routes);
        Reminders.Map(routes);
        return routes;
    }
}

/// <summary>
/// A host whose views are stuck says so; it goes on trying. What signs the log is left out: a proof that is late must not keep an
/// advocate from her work.
/// </summary>
internal sealed class FollowersReadiness(FollowerStatuses statuses) : IReadiness
{
    private const int Patience = 3;

    public string Name => "projections";

    public ValueTask<Unready?> Check(CancellationToken cancellation)
    {
        var stuck = statuses.All.Where(s => s.Failures >= Patience && !s.Name.StartsWith("transparency/", StringComparison.Ordinal)).Select(s => s.Name).ToList();
        return new(stuck.Count == 0 ? null : new Unready("views are not kept up to date", string.Join(", ", stuck)));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BoardAnswer))]
[JsonSerializable(typeof(CaseloadAnswer))]
[JsonSerializable(typeof(InboxAnswer))]
[JsonSerializable(typeof(PageOf<RequestAnswer>))]
[JsonSerializable(typeof(PageOf<InboxReviewAnswer>))]
[JsonSerializable(typeof(PageOf<InboxReferralAnswer>))]
[JsonSerializable(typeof(LedgerAnswer))]
[JsonSerializable(typeof(PageOf<AgencyAccountAnswer>))]
[JsonSerializable(typeof(PageOf<RecallAccountAnswer>))]
[JsonSerializable(typeof(PageOf<Reminder>))]
[JsonSerializable(typeof(PageOf<LedgerMandateAnswer>))]
[JsonSerializable(typeof(PageOf<LedgerReviewAnswer>))]
[JsonSerializable(typeof(PageOf<LedgerReadingAnswer>))]
[JsonSerializable(typeof(PageOf<CaseloadMandateAnswer>))]
[JsonSerializable(typeof(QuartersAnswer))]
[JsonSerializable(typeof(OutcomesAnswer))]
internal sealed partial class ViewsJson : JsonSerializerContext;
