using Coordination.Domain.Services;

namespace Coordination.Host.Features.Services;

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
