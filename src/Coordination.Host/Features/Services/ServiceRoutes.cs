using Coordination.Domain.Services;
using Coordination.Domain.Survivors;

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

/// <summary>What she wants to reach, in her words.</summary>
public sealed record GoalRequest(GoalKind Kind, Sensitive<string> Words);

/// <summary>How near she sees a goal.</summary>
public sealed record SurvivorRatingRequest(GoalProgress Progress, Sensitive<string>? Words);

/// <summary>How near the agency's people see a goal.</summary>
public sealed record StaffRatingRequest(GoalProgress Progress, Sensitive<string>? Note);

/// <summary>An offer of help.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Provider">The agency that would give it; it need not belong to the task force. Your own where it is not there.</param>
/// <param name="Goal">The goal that it serves.</param>
/// <param name="Conditions">Who is eligible: age, place, capacity. Any other kind is refused, and the refusal is recorded (CG-13).</param>
/// <param name="Note">A note. It has no force: nothing in it is a condition.</param>
public sealed record OfferRequest(GoalKind Kind, AgencyId? Provider, GoalId? Goal, IReadOnlyList<ConditionRequest>? Conditions,
    Sensitive<string>? Note);

/// <summary>A condition.</summary>
/// <param name="Kind">On what help is to depend: age, place and capacity may stand. Every other text is refused, and on record
/// (CG-13).</param>
/// <param name="AtLeast">For an age, from this age in years; for room, how many places there are at least.</param>
/// <param name="AtMost">For an age, up to this age in years; for room, how many places there are at most.</param>
public sealed record ConditionRequest(string Kind, int? AtLeast = null, int? AtMost = null)
{
    internal static IReadOnlyList<Condition> Read(IReadOnlyList<ConditionRequest>? conditions) =>
        [.. (conditions ?? []).Select(condition => new Condition(Coercion.KindOf(condition?.Kind), condition?.AtLeast, condition?.AtMost))];

    internal static IReadOnlyList<Sensitive<string>> Unlisted(IReadOnlyList<ConditionRequest>? conditions) =>
        Coercion.Unlisted((conditions ?? []).Select(condition => condition?.Kind));
}

/// <summary>The way to another agency.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="To">The agency; it need not belong to the task force. It is told nothing by this.</param>
/// <param name="Goal">The goal that it serves.</param>
/// <param name="Conditions">Who is eligible there: age, place, capacity. Any other kind is refused, and the refusal is recorded
/// (CG-13).</param>
/// <param name="Note">A note. It has no force: nothing in it is a condition.</param>
public sealed record ReferralRequest(GoalKind Kind, AgencyId To, GoalId? Goal, IReadOnlyList<ConditionRequest>? Conditions,
    Sensitive<string>? Note);

/// <summary>What came of a referral.</summary>
public sealed record ReferralOutcomeRequest(ReferralResult Result, Sensitive<string>? Note);

/// <summary>The plan of a survivor's services, for the agency that serves her.</summary>
/// <param name="Survivor">Whose plan it is.</param>
/// <param name="Goals">Her goals, in the order in which she set them.</param>
/// <param name="Offers">What was offered to her, oldest first.</param>
/// <param name="Referrals">Where she was shown the way to, oldest first.</param>
/// <param name="ConditionsRefused">What was to be made conditional and was refused, oldest first.</param>
public sealed record PlanAnswer(
    SurvivorId Survivor, IReadOnlyList<GoalAnswer> Goals, IReadOnlyList<OfferAnswer> Offers, IReadOnlyList<ReferralAnswer> Referrals,
    IReadOnlyList<RefusedConditionAnswer> ConditionsRefused);

/// <summary>A goal, with both ratings side by side: hers counts.</summary>
public sealed record GoalAnswer(GoalId Id, GoalKind Kind, Sensitive<string> Words, GoalProgress? BySurvivor,
    GoalProgress? ByStaff, GoalStatus Status);

/// <summary>An offer, with what she says to it.</summary>
public sealed record OfferAnswer(OfferId Id, GoalKind Kind, AgencyId Provider, GoalId? Goal, IReadOnlyList<Condition> Conditions,
    Sensitive<string>? Note, OfferStatus Status);

/// <summary>A referral, with what came of it.</summary>
public sealed record ReferralAnswer(
    ReferralId Id, GoalKind Kind, AgencyId To, GoalId? Goal, IReadOnlyList<Condition> Conditions, Sensitive<string>? Note,
    ReferralResult? Result, Sensitive<string>? ResultNote);

/// <summary>A condition that was refused.</summary>
/// <param name="Rule">The rule that refused it.</param>
/// <param name="Attached">To what it was attached.</param>
/// <param name="Kind">What the help was for.</param>
/// <param name="Provider">The agency whose help it was.</param>
/// <param name="Conditions">What was demanded.</param>
/// <param name="Words">What was demanded beside the kinds that have a name, as it was typed.</param>
public sealed record RefusedConditionAnswer(string Rule, HelpOffered Attached, GoalKind Kind, AgencyId Provider,
    IReadOnlyList<ConditionKind> Conditions, IReadOnlyList<Sensitive<string>>? Words);

/// <summary>Whether a goal is still one.</summary>
[JsonConverter(typeof(NameConverter<GoalStatus>))]
public enum GoalStatus
{
    Open,
    Reached,
    Dropped,
}

/// <summary>What she says to an offer.</summary>
[JsonConverter(typeof(NameConverter<OfferStatus>))]
public enum OfferStatus
{
    Open,
    Accepted,
    Declined,
}

/// <summary>Writes the plan for its own agency.</summary>
internal static class PlanAnswers
{
    internal static PlanAnswer Of(SurvivorId survivor, ServicePlan plan) => new(
        survivor, [.. plan.Goals.Select(Of)], [.. plan.Offers.Select(Of)], [.. plan.Referrals.Select(Of)],
        [.. plan.Refused.Select(refused => new RefusedConditionAnswer(refused.Rule, refused.Attached, refused.Kind, refused.Provider,
            refused.Conditions, refused.Words))]);

    private static GoalAnswer Of(Goal goal) =>
        new(goal.Set.Goal, goal.Set.Kind, goal.Set.Words, goal.BySurvivor, goal.ByStaff, goal.Standing switch
        {
            GoalStanding.Open => GoalStatus.Open,
            GoalStanding.Reached => GoalStatus.Reached,
            GoalStanding.Dropped => GoalStatus.Dropped,
            _ => throw new UnreachableException(),
        });

    private static OfferAnswer Of(Offer offer)
    {
        var made = offer.Made;
        return new(made.Offer, made.Kind, made.Provider, made.Goal, made.Conditions, made.Note, offer.Standing switch
        {
            OfferStanding.Open => OfferStatus.Open,
            OfferStanding.Accepted => OfferStatus.Accepted,
            OfferStanding.Declined => OfferStatus.Declined,
            _ => throw new UnreachableException(),
        });
    }

    private static ReferralAnswer Of(Referral referral)
    {
        var made = referral.Made;
        return new(made.Referral, made.Kind, made.To, made.Goal, made.Conditions, made.Note, referral.Outcome?.Result,
            referral.Outcome?.Note);
    }
}

[JsonSerializable(typeof(GoalRequest))]
[JsonSerializable(typeof(SurvivorRatingRequest))]
[JsonSerializable(typeof(StaffRatingRequest))]
[JsonSerializable(typeof(OfferRequest))]
[JsonSerializable(typeof(ReferralRequest))]
[JsonSerializable(typeof(ReferralOutcomeRequest))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ServicesJson : JsonSerializerContext;
