namespace Coordination.Domain.CaseReviews;

/// <summary>Whether decisions follow the survivor's view: the team answers it, the agency that serves her can object, and a wrong answer is
/// corrected.</summary>
public static class SurvivorsViewDecider
{
    /// <summary>
    /// The agency that serves the survivor says that a decision opposes her view although it is not marked so, during the meeting or after
    /// it. Nobody's consent is asked for it: she is heard through it.
    /// </summary>
    public static Decision<ReviewEvent> Decide(ObjectToDecision command, ReviewState state)
    {
        if (state is not KnownReview { Meeting: var meeting } || !meeting.Invited.Contains(command.By))
        {
            return ReviewRefusals.NoSuchReview;
        }

        if (meeting.Find(command.Decision) is not { } decision || meeting.Find(decision.Recorded.Item) is not { } item
            || item.Recused.Contains(command.By))
        {
            return ReviewRefusals.NoSuchDecision;
        }

        return item.Matter.Custodian != command.By.Agency ? NotTheirs(command, decision)
            : item.Said.View is not { Way: not SurvivorViewWay.ChoseNotTo }
            ? new Refusal(RefusalReason.WrongState, "The survivor stated no view on this item that the decision could oppose.")
            : Object(command, decision);
    }

    /// <summary>Corrects whether a decision follows her view: by who leads the meeting and heard the item, during the meeting or after
    /// it.</summary>
    /// <param name="command">What is right, and why it is corrected.</param>
    /// <param name="coverage">What the gate says now: for the member who corrects it and, while the item is discussed, for each member in
    /// the room.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(CorrectSurvivorsViewAnswer command, Coverage coverage, ReviewState state)
    {
        if (state is not (OpenReview or ClosedReview))
        {
            return ReviewRefusals.NotOpenYet(state);
        }

        var meeting = ((KnownReview)state).Meeting;
        if (meeting.Find(command.Decision) is not { } decision || Heard(decision, command.By, coverage, meeting) is not { } item)
        {
            return ReviewRefusals.NoSuchDecision;
        }

        return state is OpenReview open
            && !ItemParticipation.MayBeWrittenDown(item.Matter.Item, coverage, open) ? ReviewRefusals.ConsentWithdrawn
            : Check(command.Answer, command.ReasonToOppose, item.Said) is { } wrong ? wrong
            : TextRules.Required(command.Reason, TextRules.LongestNote, "reason") is { } fault ? fault
            : Correct(command, command.Answer ?? SurvivorsViewAnswer.NoneStated, decision);
    }

    /// <summary>What is wrong with an answer, given what she said; null when nothing is. Saying nothing is no answer where she stated a
    /// view.</summary>
    internal static Refusal? Check(SurvivorsViewAnswer? answer, Sensitive<string>? reasonToOppose, Discussion discussion) =>
        (discussion.View, answer) switch
        {
            (null, _) => new Refusal(RefusalReason.WrongState,
                "The survivor's view is heard before the team decides, or that she chose not to give one."),
            ({ Way: SurvivorViewWay.ChoseNotTo }, not (null or SurvivorsViewAnswer.NoneStated)) =>
                new Refusal(RefusalReason.InvalidInput,
                    "The survivor chose to state no view: answer noneStated, or leave the answer out.", Field),
            ({ Way: not SurvivorViewWay.ChoseNotTo }, null or SurvivorsViewAnswer.NotAnswered or SurvivorsViewAnswer.NoneStated) =>
                new Refusal(RefusalReason.InvalidInput,
                    "The survivor stated a view. Say whether what came of this follows it, opposes it, or whether that is " +
                        "unclear: follows, " +
                        "opposes or unclear.", Field),
            (_, SurvivorsViewAnswer.Opposes)
                when TextRules.Required(reasonToOppose, TextRules.LongestNote, "reasonToOppose") is { } fault =>
                fault with { Message = $"A decision against the survivor's stated view needs a reason. {fault.Message}" },
            (_, not SurvivorsViewAnswer.Opposes) when reasonToOppose is not null =>
                new Refusal(RefusalReason.InvalidInput,
                    "A reason to oppose the survivor's view belongs to a decision that opposes it.", "reasonToOppose"),
            _ => null,
        };

    private const string Field = "survivorsView";

    // Who took part knows of the decision; to anybody else there is none.
    private static Refusal NotTheirs(ObjectToDecision command, TeamDecision decision) => decision.Recorded.Present.Contains(command.By)
        ? new Refusal(RefusalReason.NotYours, "The agency that serves the survivor objects for her. You can dissent.")
        : ReviewRefusals.NoSuchDecision;

    private static Decision<ReviewEvent> Object(ObjectToDecision command, TeamDecision decision)
    {
        if (decision.SurvivorsView == SurvivorsViewAnswer.Opposes)
        {
            return new Refusal(RefusalReason.WrongState, "The decision is marked as opposing her view already.");
        }

        if (TextRules.Required(command.Reason, TextRules.LongestNote, "reason") is { } fault)
        {
            return fault;
        }

        // Once for each answer of the team: after a correction they may object again.
        var corrected = decision.Corrections is [.., var last] ? last.At : (DateTimeOffset?)null;
        return decision.Objections.FindLast(objection => objection.By == command.By) switch
        {
            { } before when !(before.At < corrected) => before.Reason.Equals(command.Reason)
                ? Decision.Nothing<ReviewEvent>()
                : new Refusal(RefusalReason.WrongState, "You objected already."),
            _ => new CustodianObjected(decision.Recorded.Item, command.Decision, command.Reason, command.By, command.At),
        };
    }

    private static AgendaItem? Heard(TeamDecision decision, Member member, Coverage coverage, Meeting meeting) =>
        meeting.Find(decision.Recorded.Item) is { } item && item.Heard.Contains(member) && !item.Recused.Contains(member)
            && coverage.Covers(member, item.Matter) ? item : null;

    private static Decision<ReviewEvent> Correct(CorrectSurvivorsViewAnswer command, SurvivorsViewAnswer answer, TeamDecision decision) =>
        decision.SurvivorsView == answer && Equals(decision.AgainstSurvivorsView, command.ReasonToOppose)
            ? Decision.Nothing<ReviewEvent>()
            : new SurvivorsViewAnswerCorrected(decision.Recorded.Item, command.Decision, decision.SurvivorsView, answer,
                command.ReasonToOppose, command.Reason, command.By, command.At);
}
