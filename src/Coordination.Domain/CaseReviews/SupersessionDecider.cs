namespace Coordination.Domain.CaseReviews;

/// <summary>A later review of the same case replaces what an earlier one decided. The earlier decision stays in the record, with the
/// reason.</summary>
public static class SupersessionDecider
{
    /// <summary>
    /// Replaces a decision of an earlier review by one of the meeting that goes on. Who may not know of the earlier one, or of a
    /// connection between the two, is told that there is none.
    /// </summary>
    /// <param name="command">Which one, and by which. It is recorded where the earlier decision is.</param>
    /// <param name="earlierCoverage">What the gate says now about the earlier item, for the member who records it.</param>
    /// <param name="coverage">The gate's answer, now, for those in the room, while the item is under discussion.</param>
    /// <param name="later">The meeting that goes on.</param>
    /// <param name="state">The earlier review.</param>
    public static Decision<ReviewEvent> Decide(SupersedeDecision command, Coverage earlierCoverage, Coverage coverage,
        ReviewState later, ReviewState state)
    {
        if (later is not OpenReview open)
        {
            return ReviewRefusals.NotOpenYet(later);
        }

        if (Newer(command, open.Meeting) is not { } item || Older(command, item, earlierCoverage, state) is not { } decision)
        {
            return ReviewRefusals.NoSuchDecision;
        }

        return decision.Superseded switch
        {
            { } before => before.By == command.By
                ? Decision.Nothing<ReviewEvent>()
                : new Refusal(RefusalReason.WrongState, "The decision was superseded already."),
            null when !ItemParticipation.MayBeWrittenDown(item.Matter.Item, coverage, open) => ReviewRefusals.ConsentWithdrawn,
            null when TextRules.Required(command.Reason, TextRules.LongestNote, "reason") is { } fault => fault,
            null => new DecisionSuperseded(command.Decision, command.By, command.Reason),
        };
    }

    private static AgendaItem? Newer(SupersedeDecision command, Meeting meeting) =>
        meeting.Find(command.By) is { Superseded: null, Outcome: DecisionOutcome.Carried, Recorded: var recorded }
            && recorded.Present.Contains(command.RecordedBy)
            ? meeting.Find(recorded.Item)
            : null;

    private static TeamDecision? Older(SupersedeDecision command, AgendaItem newer, Coverage coverage, ReviewState state) =>
        state is KnownReview { Meeting: var meeting } && meeting.Find(newer.Matter.Item) is null
        && meeting.Find(command.Decision) is { } decision
        && meeting.Find(decision.Recorded.Item) is { Matter: var matter } item
        && matter.Case == newer.Matter.Case && coverage.Covers(command.RecordedBy, matter) && !item.Recused.Contains(command.RecordedBy)
            ? decision
            : null;
}
