using Coordination.Domain.CaseReviews;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>Case reviews: calling, agenda, room, items, decisions, actions, minutes.</summary>
public static class ReviewRoutes
{
    public static IServiceCollection AddCaseReviews(this IServiceCollection services) => services
        .AddSingleton<PriorActionReader>().AddSingleton<ReviewReader>().AddSingleton<PacketQuery>().AddSingleton<MinutesQuery>()
        .AddFeatureJson(ReviewsJson.Default);

    public static IEndpointRouteBuilder MapCaseReviews(this IEndpointRouteBuilder routes)
    {
        var coordinators = routes.MapGroup("/v1/reviews").WithTags("Case reviews").RequireAuthorization(Policies.Coordinators);
        var advocates = routes.MapGroup("/v1/reviews/{review:guid}").WithTags("Case reviews").RequireAuthorization(Policies.Advocates);
        var team = routes.MapGroup("/v1/reviews/{review:guid}").WithTags("Case reviews").RequireAuthorization(Policies.Team);
        team.MapGet("/", Get).WithSummary("The review, as far as it is yours to know.");
        MapPapers(team);
        MeetingRoutes.Map(coordinators, team);
        ItemRoutes.Map(advocates, team);
        DecisionRoutes.Map(advocates, team);
        return routes;
    }

    private static void MapPapers(RouteGroupBuilder group)
    {
        group.MapGet("/packet", (ReviewId review, Caller caller, PacketQuery papers, CancellationToken cancellation) =>
            papers.Get(review, caller, cancellation)).WithSummary("What you may know before the meeting.");
        group.MapGet("/packet/page",
            (ReviewId review, Caller caller, PacketQuery papers, CancellationToken cancellation, string? zone = null) =>
                papers.GetPage(review, caller, zone, cancellation))
            .WithSummary("The same, for paper: one HTML document without scripts, in the times of a zone; without one, of that of the " +
                "task force.");
        group.MapGet("/minutes", (ReviewId review, Caller caller, MinutesQuery papers, CancellationToken cancellation) => papers.Get(review,
            caller, cancellation)).WithSummary("Minutes and actions for the files of your agency: of what it was covered for.");
        group.MapGet("/minutes/page",
            (ReviewId review, Caller caller, MinutesQuery papers, CancellationToken cancellation, string? zone = null) =>
                papers.GetPage(review, caller, zone, cancellation))
            .WithSummary("The same, for paper: one HTML document without scripts, in the times of a zone; without one, of that of the " +
                "task force.");
    }

    // Only the coordinator is shown a version.
    private static async Task<Results<Reply<ReviewAnswer>, ProblemResult>> Get(ReviewId review, Caller caller, ReviewReader reviews,
        CancellationToken cancellation) =>
        await reviews.Read(review, caller, cancellation) is { } known
            ? Reply.Revealing(ReviewView.For(known), known.Coordinates ? known.Version : null)
            : Problems.NotFound.With();
}

[JsonSerializable(typeof(CallRequest))]
[JsonSerializable(typeof(ProposalRequest))]
[JsonSerializable(typeof(MemberRequest))]
[JsonSerializable(typeof(ApologiesRequest))]
[JsonSerializable(typeof(ConflictRequest))]
[JsonSerializable(typeof(PriorActionsRequest))]
[JsonSerializable(typeof(SurvivorViewRequest))]
[JsonSerializable(typeof(OptionRequest))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(SurvivorsViewCorrectionRequest))]
[JsonSerializable(typeof(SupersedingRequest))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(ActionRequest))]
[JsonSerializable(typeof(NextReviewRequest))]
[JsonSerializable(typeof(MinutesRequest))]
[JsonSerializable(typeof(ReplacementRequest))]
[JsonSerializable(typeof(MoveRequest))]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(ItemTimeRequest))]
[JsonSerializable(typeof(InformationRequest))]
[JsonSerializable(typeof(ItemMinutesRequest))]
[JsonSerializable(typeof(AgreementRequest))]
[JsonSerializable(typeof(EarlierDecisionRequest))]
[JsonSerializable(typeof(PageOf<PriorActionAnswer>))]
[JsonSerializable(typeof(PacketAnswer))]
[JsonSerializable(typeof(MinutesAnswer))]
[JsonSerializable(typeof(ReviewChange))]
[JsonSerializable(typeof(ReviewAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ReviewsJson : JsonSerializerContext;
