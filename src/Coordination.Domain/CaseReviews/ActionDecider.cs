namespace Coordination.Domain.CaseReviews;

/// <summary>What somebody was asked to do, and what came of it.</summary>
public static class ActionDecider
{
    /// <summary>The longest time until an action is due, in days.</summary>
    public const int LongestDays = 366;

    /// <summary>Asks a member of the review to do something: one who may know of the item and did not recuse themselves.</summary>
    /// <param name="command">The action.</param>
    /// <param name="coverage">The gate's answer, now, for the owner and each member in the room who is not of the custodian.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(AssignAction command, Coverage coverage, ReviewState state) =>
        !ItemParticipation.In(command.Item, command.By, coverage, state, out var item, out var refusal) ? refusal
        : (CheckOwner(command, item, coverage, (OpenReview)state) ?? CheckTask(command, (OpenReview)state)) is { } no ? no
        : new ActionAssigned(command.Action, command.Item, command.Decision, command.Owner, command.Task,
            command.Due)
        { DueBy = command.DueBy };

    /// <summary>
    /// Ends an action, once: done, not undertaken, or overtaken by events. Somebody of the owner's agency says so,
    /// during the meeting or long after it.
    /// </summary>
    public static Decision<ReviewEvent> Decide(EndAction command, ReviewState state)
    {
        if (state is not KnownReview known || known.Meeting.Find(command.Action) is not { } action
            || action.Assigned.Owner.Agency != command.By.Agency)
        {
            return ReviewRefusals.NoSuchAction;
        }

        return (action.Status, command.Outcome) switch
        {
            (_, PendingAction) => new Refusal(RefusalReason.InvalidInput, "Say how the action ended.", "outcome"),
            (PendingAction, _) => End(command),
            _ when action.Status == command.Outcome => Decision.Nothing<ReviewEvent>(),
            _ => new Refusal(RefusalReason.WrongState, "The action ended already."),
        };
    }

    private static Decision<ReviewEvent> End(EndAction command) => command.Outcome switch
    {
        CompletedAction => new ActionCompleted(command.Action, command.By),
        NotUndertakenAction { Reason: var reason } when TextRules.Required(reason, TextRules.LongestNote, "reason") is { } fault => fault,
        NotUndertakenAction not => new ActionNotUndertaken(command.Action, not.Reason, command.By),
        NotPossibleAction { Reason: var reason } when TextRules.Required(reason, TextRules.LongestNote, "reason") is { } fault => fault,
        NotPossibleAction not => new ActionNotPossible(command.Action, not.Reason, command.By),
        _ => throw new UnreachableException(),
    };

    private static bool IsSame(ReviewAction action, AssignAction command) =>
        action is { Status: PendingAction, Assigned: var assigned }
        && (assigned.Item, assigned.Owner, assigned.Due) == (command.Item, command.Owner, command.Due)
        && assigned.Task.Equals(command.Task);

    private static Refusal? CheckOwner(AssignAction command, AgendaItem item, Coverage coverage, OpenReview open)
    {
        if (!open.Meeting.Invited.Contains(command.Owner))
        {
            return new Refusal(RefusalReason.InvalidInput, "The owner of an action is a member of the review.", "owner");
        }

        if (item.Recused.Contains(command.Owner))
        {
            return new Refusal(RefusalReason.Recused, "A member who recused themselves is given no action.", "owner");
        }

        return coverage.Covers(command.Owner, item.Matter)
            ? null
            : new Refusal(RefusalReason.ConsentRequired, "This action cannot be given to this member.", "owner");
    }

    private static Refusal? CheckTask(AssignAction command, OpenReview open)
    {
        if (open.Meeting.Find(command.Action) is not null)
        {
            return new Refusal(RefusalReason.AlreadyExists, "This action was assigned already.", "action");
        }

        if (TextRules.Required(command.Task, TextRules.LongestNote, "task") is { } fault)
        {
            return fault;
        }

        if (open.Meeting.Actions.Exists(action => IsSame(action, command)))
        {
            return ReviewRefusals.AlreadyAssigned;
        }

        if (command.Due < command.Today || command.Due.DayNumber - command.Today.DayNumber > LongestDays)
        {
            return new Refusal(RefusalReason.InvalidInput, $"The due date is between today and {LongestDays} days from now.", "due");
        }

        return command.Decision is { } id ? CheckDecision(open.Meeting.Find(id), command.Item) : null;
    }

    private static Refusal? CheckDecision(TeamDecision? decision, AgendaItemId item) => decision switch
    {
        not { Superseded: null } =>
            new Refusal(RefusalReason.InvalidInput, "The decision that it follows from does not stand.", "decision"),
        _ when decision.Recorded.Item != item =>
            new Refusal(RefusalReason.InvalidInput, "The decision that it follows from is on another item.", "decision"),
        { Outcome: not DecisionOutcome.Carried } =>
            new Refusal(RefusalReason.InvalidInput,
                "This motion was not carried, so no action follows from it. Name a decision that was, or none.", "decision"),
        _ => null,
    };
}
