using Coordination.Host.Platform.Reading.Reminders;

namespace Coordination.Host.Features.RoleViews;

/// <summary>What each role sees, read from the projections.</summary>
public static class ViewRoutes
{
    /// <summary>What the views need to be read, and to say whether they are kept up to date.</summary>
    public static IServiceCollection AddViews(this IServiceCollection services) => services
        .AddSingleton<IReadiness, FollowersReadiness>()
        .AddSingleton<IReadiness, LookupReadiness>()
        .AddSingleton<ViewPages>()
        .AddSingleton<LedgerLaw>()
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
internal sealed class FollowersReadiness(FollowerStatuses statuses, IEventStore log) : IReadiness
{
    private const int Patience = 3;

    // An exact lag would reveal to an observer when something is recorded.
    private const long LeastLagTold = 1_000;

    private volatile string? _figure;

    public string Name => "projections";

    /// <summary>How far the views that this host keeps are behind, rounded down to a power of ten; null where another host keeps
    /// them.</summary>
    public string? Figure => _figure;

    public async ValueTask<Unready?> Check(CancellationToken cancellation)
    {
        var stuck = statuses.All.Where(s => s.Failures >= Patience).Select(s => s.Name).ToList();
        var isSigned = stuck.RemoveAll(name => name.StartsWith("transparency/", StringComparison.Ordinal)) == 0;
        var figures = new[]
        {
            await Lag(cancellation) is { } lag
                ? string.Create(CultureInfo.InvariantCulture,
                    $"lag {(lag < LeastLagTold ? 0 : (long)Math.Pow(10, Math.Floor(Math.Log10(lag))))}")
                : null,
            isSigned ? null : "the log is not signed: audit verify says why",
        };
        _figure = string.Join(", ", figures.OfType<string>()) is { Length: > 0 } told ? told : null;
        return stuck.Count == 0 ? null : new Unready("views are not kept up to date", string.Join(", ", stuck));
    }

    private async ValueTask<long?> Lag(CancellationToken cancellation)
    {
        if (statuses.All.Where(s => s.Leads).Select(s => (long?)s.Position).Min() is not { } position)
            return null;
        try
        {
            return await log.Head(cancellation) - position;
        }
        catch (StoreUnavailableException)
        {
            return null; // whoever asks is told by what checks the store
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
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
[JsonSerializable(typeof(PageOf<CaseloadReportAnswer>))]
[JsonSerializable(typeof(QuartersAnswer))]
[JsonSerializable(typeof(OutcomesAnswer))]
internal sealed partial class ViewsJson : JsonSerializerContext;
