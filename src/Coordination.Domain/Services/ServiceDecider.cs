using Coordination.Domain.Survivors;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Services;

/// <summary>Decides about services. It reads only whom the agency serves and the plan itself. No release, refusal, report or legal process
/// can change the decision, because none is read (CG-13).</summary>
public static class ServiceDecider
{
    private static readonly Refusal Unknown = new(RefusalReason.NotFound, "There is no such record.");
    private static readonly Refusal NoGoal = new(RefusalReason.NotFound, "There is no such goal in this plan.", "goal");

    /// <summary>Decides a command. To everybody but the agency that serves her there is no plan.</summary>
    public static Decision<ServiceEvent> Decide(ServiceCommand command, SurvivorState survivor, ServicePlan plan) =>
        survivor is not SurvivorState.Welcomed known || known.Custodian != command.By.Agency ? Unknown : command switch
        {
            SetGoal c => Set(c, plan),
            RecordSurvivorRating c =>
                Rate(plan, c.Goal, c.Words, "words", new GoalProgressRatedBySurvivor(c.Goal, c.Progress, c.Words),
                    goal => goal.BySurvivor == c.Progress),
            RecordStaffRating c => Rate(plan, c.Goal, c.Note, "note", new GoalProgressRatedByStaff(c.Goal, c.Progress, c.Note),
                goal => goal.ByStaff == c.Progress),
            ReachGoal c => End(plan, c.Goal, new GoalStanding.Reached(), new GoalReached(c.Goal)),
            DropGoal c => End(plan, c.Goal, new GoalStanding.Dropped(), new GoalDropped(c.Goal)),
            OfferService c => Offer(c, plan),
            AcceptService c => Answer(plan, c.Offer, new OfferStanding.Accepted(), new ServiceAccepted(c.Offer)),
            DeclineService c => Answer(plan, c.Offer, new OfferStanding.Declined(), new ServiceDeclined(c.Offer)),
            MakeReferral c => Refer(c, plan),
            RecordReferralOutcome c => Record(c, plan),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    private static Decision<ServiceEvent> Set(SetGoal command, ServicePlan plan) =>
        plan.Find(command.Goal) is not null ? Taken("goal")
        : Required(command.Words, LongestNarrative, "words") is { } wrong ? wrong
        : new GoalSet(command.Goal, command.Kind, command.Words);

    // The same rating without a word more is no news.
    private static Decision<ServiceEvent> Rate(ServicePlan plan, GoalId id, Sensitive<string>? text, string field, ServiceEvent rated,
        Func<Goal, bool> isSame) =>
        plan.Find(id) is not { } goal ? NoGoal
        : goal.Standing is not GoalStanding.Open ? Over
        : Optional(text, LongestNote, field) is { } wrong ? wrong
        : text is null && isSame(goal) ? Decision.Nothing<ServiceEvent>()
        : Decision.Record(rated);

    private static Decision<ServiceEvent> End(ServicePlan plan, GoalId id, GoalStanding end, ServiceEvent ended) => plan.Find(id) switch
    {
        null => NoGoal,
        { Standing: GoalStanding.Open } => Decision.Record(ended),
        { Standing: var standing } => standing == end ? Decision.Nothing<ServiceEvent>() : Over,
    };

    private static Decision<ServiceEvent> Offer(OfferService command, ServicePlan plan) =>
        Coercive(command.Conditions, command.Words, HelpOffered.Offer, command.Kind, command.Provider) is { } refused ? refused
        : plan.Find(command.Offer) is not null ? Taken("offer")
        : Wrong(command.Conditions, command.Note, command.Goal, plan) is { } wrong ? wrong
        : new ServiceOffered(command.Offer, command.Kind, command.Provider, command.Goal, command.Conditions, command.Note);

    private static Decision<ServiceEvent> Refer(MakeReferral command, ServicePlan plan) =>
        Coercive(command.Conditions, command.Words, HelpOffered.Referral, command.Kind, command.To) is { } refused ? refused
        : plan.Find(command.Referral) is not null ? Taken("referral")
        : Wrong(command.Conditions, command.Note, command.Goal, plan) is { } wrong ? wrong
        : command.To == command.By.Agency
        ? new Refusal(RefusalReason.InvalidInput, "What your own agency gives is an offer: a referral leads to another.", "to")
        : new ReferralMade(command.Referral, command.Kind, command.To, command.Goal, command.Conditions, command.Note);

    private static Decision<ServiceEvent> Answer(ServicePlan plan, OfferId id, OfferStanding answer, ServiceEvent answered) =>
        plan.Find(id) is not { } offer ? new Refusal(RefusalReason.NotFound, "There is no such offer in this plan.", "offer")
        : offer.Standing == answer ? Decision.Nothing<ServiceEvent>()
        : Decision.Record(answered);

    private static Decision<ServiceEvent> Record(RecordReferralOutcome command, ServicePlan plan) =>
        plan.Find(command.Referral) is not { } referral
        ? new Refusal(RefusalReason.NotFound, "There is no such referral in this plan.", "referral")
        : Optional(command.Note, LongestNote, "note") is { } wrong ? wrong
        : command.Note is null && referral.Outcome?.Result == command.Result ? Decision.Nothing<ServiceEvent>()
        : new ReferralOutcomeRecorded(command.Referral, command.Result, command.Note);

    // Looked at before anything else: that it was tried is recorded, whatever else is wrong with the command.
    private static Decision<ServiceEvent>? Coercive(IReadOnlyList<Condition> conditions, IReadOnlyList<Sensitive<string>> words,
        HelpOffered attached, GoalKind kind, AgencyId provider)
    {
        if (Coercion.Among(conditions) is not { Count: > 0 } coercive)
            return null;
        var refusal = CaptureRule.NoCoercion.Refuse(
            $"Help never depends on {Coercion.InWords(coercive)}. {Coercion.ForbiddenBy(coercive)} Nothing was offered, and it is " +
            $"recorded that this was entered, as a demand of {provider}. "
            + "Without the condition it goes through; if they insist, look for the same help elsewhere.",
            Coercion.FieldOf(conditions));
        return Decision.Refuse<ServiceEvent>(refusal,
            new CoerciveConditionRefused(CaptureRule.NoCoercion.Id, attached, kind, provider,
                coercive)
            { Words = words.Count == 0 ? null : words });
    }

    private static Refusal? Wrong(IReadOnlyList<Condition> conditions, Sensitive<string>? note, GoalId? goal, ServicePlan plan) =>
        Coercion.FormIsWrong(conditions)
        ?? Optional(note, LongestNote, "note")
        ?? (goal is { } id && plan.Find(id) is null
            ? new Refusal(RefusalReason.InvalidInput, "There is no such goal in this plan: leave it out, or set it first.", "goal")
            : null);

    private static Refusal Taken(string field) => new(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", field);

    private static Refusal Over =>
        new(RefusalReason.WrongState, "She has reached this goal, or does not want it any more. If she wants it again, set it again.");
}
