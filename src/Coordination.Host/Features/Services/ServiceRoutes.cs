using Coordination.Domain.Services;
using Coordination.Domain.Survivors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordination.Host.Features.Services;

/// <summary>What a survivor wants to reach, what she is offered, what she says to it. No release is asked for anywhere, and none is looked
/// at.</summary>
public static class ServiceRoutes
{
    public static IServiceCollection AddServicePlans(this IServiceCollection services) => services.AddFeatureJson(ServicesJson.Default);

    public static IEndpointRouteBuilder MapServicePlans(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/services/{survivor:guid}").WithTags("Services").RequireAuthorization(Policies.Advocates)
            .OpenTo(AgencyStanding.Suspended);
        group.MapGet("/", Get).WithSummary("Her goals, offers and referrals. For the agency that serves her only.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/goals", SetGoal).AsCreation().WithSummary("Writes down what she wants to reach, in her words.");
        group.MapPost("/goals/{goal:guid}/survivor-rating", RateAsSurvivor).AsCommand()
            .WithSummary("Writes down how near she sees it: this is what counts.");
        group.MapPost("/goals/{goal:guid}/staff-rating", RateAsStaff).AsCommand()
            .WithSummary("Writes down how near you see it, beside her own rating.");
        group.MapPost("/goals/{goal:guid}/reached", Reach).AsCommand().WithSummary("Writes down that she says she has reached it.");
        group.MapPost("/goals/{goal:guid}/dropped", Drop).AsCommand()
            .WithSummary("Writes down that she does not want it any more. No reason is asked.");
        group.MapPost("/offers", Offer).AsCreation()
            .WithSummary("Offers help. Only eligibility may be a condition; anything else is refused, and that is recorded (CG-13).");
        group.MapPost("/offers/{offer:guid}/accept", Accept).AsCommand()
            .WithSummary("Writes down that she takes it. She may say otherwise later.");
        group.MapPost("/offers/{offer:guid}/decline", Decline).AsCommand()
            .WithSummary("Writes down that she does not take it, or does not go on with it. No reason is asked.");
        group.MapPost("/referrals", Refer).AsCreation()
            .WithSummary("Shows her the way to another agency, which is told nothing by this. Only eligibility may be a condition (CG-13).")
            .OpenTo(AgencyStanding.Member);
        group.MapPost("/referrals/{referral:guid}/outcome", RecordOutcome).AsCommand().WithSummary("Writes down what came of a referral.");
        return routes;
    }

    private static Task<IResult> SetGoal(SurvivorId survivor, GoalRequest body, CommandCall call)
    {
        var goal = new GoalId(call.NewId());
        return Make(call, survivor, goal, by => new SetGoal(by, goal, body.Kind, body.Words));
    }

    private static Task<IResult> RateAsSurvivor(SurvivorId survivor, GoalId goal, SurvivorRatingRequest body, CommandCall call) =>
        Change(call, survivor, by => new RecordSurvivorRating(by, goal, body.Progress, body.Words));

    private static Task<IResult> RateAsStaff(SurvivorId survivor, GoalId goal, StaffRatingRequest body, CommandCall call) =>
        Change(call, survivor, by => new RecordStaffRating(by, goal, body.Progress, body.Note));

    private static Task<IResult> Reach(SurvivorId survivor, GoalId goal, CommandCall call) =>
        Change(call, survivor, by => new ReachGoal(by, goal));

    private static Task<IResult> Drop(SurvivorId survivor, GoalId goal, CommandCall call) =>
        Change(call, survivor, by => new DropGoal(by, goal));

    private static Task<IResult> Offer(SurvivorId survivor, OfferRequest body, CommandCall call)
    {
        var offer = new OfferId(call.NewId());
        return Make(call, survivor, offer,
            by => new OfferService(by, offer, body.Kind, body.Provider ?? by.Agency, body.Goal, ConditionRequest.Read(body.Conditions),
                body.Note)
            { Words = ConditionRequest.Unlisted(body.Conditions) });
    }

    private static Task<IResult> Accept(SurvivorId survivor, OfferId offer, CommandCall call) =>
        Change(call, survivor, by => new AcceptService(by, offer));

    private static Task<IResult> Decline(SurvivorId survivor, OfferId offer, CommandCall call) =>
        Change(call, survivor, by => new DeclineService(by, offer));

    private static Task<IResult> Refer(SurvivorId survivor, ReferralRequest body, CommandCall call)
    {
        var referral = new ReferralId(call.NewId());
        return Make(call, survivor, referral,
            by => new MakeReferral(by, referral, body.Kind, body.To, body.Goal, ConditionRequest.Read(body.Conditions),
                body.Note)
            { Words = ConditionRequest.Unlisted(body.Conditions) });
    }

    private static Task<IResult> RecordOutcome(SurvivorId survivor, ReferralId referral, ReferralOutcomeRequest body, CommandCall call) =>
        Change(call, survivor, by => new RecordReferralOutcome(by, referral, body.Result, body.Note));

    private static Task<IResult> Change(CommandCall call, SurvivorId survivor, Func<Actor, ServiceCommand> command) =>
        call.Change(ServiceStream.Definition, survivor, (work, plan) => Decide(work, survivor, command(work.Actor), plan));

    private static Task<IResult> Make<TId>(CommandCall call, SurvivorId survivor, TId id, Func<Actor, ServiceCommand> command)
        where TId : struct =>
        call.Add(ServiceStream.Definition, survivor, id, $"/v1/services/{survivor}",
            (work, plan) => Decide(work, survivor, command(work.Actor), plan));

    private static async ValueTask<Decision<ServiceEvent>> Decide(CommandSession work, SurvivorId survivor, ServiceCommand command,
        ServicePlan plan) =>
        ServiceDecider.Decide(command, await work.Load(SurvivorStream.Definition, survivor), plan);

    private static async Task<Results<Reply<PlanAnswer>, ProblemResult>> Get(SurvivorId survivor, Caller caller, StateReader reader,
        CancellationToken cancellation)
    {
        var (known, _) = await reader.Read(SurvivorStream.Definition, survivor, cancellation);
        if (known is not SurvivorState.Welcomed { Custodian: var custodian } || custodian != caller.Agency)
            return Problems.NotFound.With();
        var (plan, version) = await reader.Read(ServiceStream.Definition, survivor, cancellation);
        return Reply.Revealing(PlanAnswers.Of(survivor, plan), version);
    }
}
