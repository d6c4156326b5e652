namespace Coordination.Domain.CaseReviews;

/// <summary>One item: opening it, what is said, closing it.</summary>
public static class AgendaItemDecider
{
    /// <summary>The most options of one item.</summary>
    public const int MostOptions = 30;

    /// <summary>The most earlier actions that are gone through at once.</summary>
    public const int MostPriorActions = 200;

    /// <summary>
    /// Opens an item, if everybody in the room may hear it at this instant. If not, the caller learns that somebody may
    /// not, not who: that is the custodian's to know. The gate's answers are kept as evidence.
    /// </summary>
    /// <param name="command">Which item.</param>
    /// <param name="coverage">The gate's answer, now, for each member in the room who is not of the custodian.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(OpenAgendaItem command, Coverage coverage, ReviewState state)
    {
        if (state is not OpenReview open)
        {
            return ReviewRefusals.NotOpenYet(state);
        }

        return open.Meeting.Find(command.Item) switch
        {
            null => ReviewRefusals.NoSuchItem,
            { Stage: OpenedItem } => Decision.Nothing<ReviewEvent>(),
            { Stage: ProposedItem } item => OpenNow(item, command.At, coverage, open),
            _ => new Refusal(RefusalReason.WrongState, "The item is closed."),
        };
    }

    /// <summary>
    /// Goes through what earlier reviews of the case asked for, before anything new is said: everything that is still to be done,
    /// and what else is named. None is an answer where there is none.
    /// </summary>
    /// <param name="command">Which actions.</param>
    /// <param name="earlier">The actions of earlier reviews of this case of which everybody in the room may hear.</param>
    /// <param name="coverage">The gate's answer, now, for each member in the room who is not of the custodian.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(ReviewPriorActions command, IReadOnlyCollection<PriorAction> earlier, Coverage coverage,
        ReviewState state) => Discuss(command.Item, command.By, coverage, state, discussion =>
        discussion.PriorActionsReviewed ? Decision.Nothing<ReviewEvent>()
        : CheckPriorActions(command, earlier) is { } fault ? fault
        : new PriorActionsReviewed(command.Item, [.. command.Actions.Distinct()]));

    /// <summary>States the survivor's view: by somebody of the agency that serves her, or that she gave none.</summary>
    /// <param name="command">Her view.</param>
    /// <param name="coverage">The gate's answer, now, for each member in the room who is not of the custodian.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(StateSurvivorView command, Coverage coverage, ReviewState state) =>
        Discuss(command.Item, command.By, coverage, state, discussion =>
    {
        if (((KnownReview)state).Meeting.Find(command.Item)!.Matter.Custodian != command.By.Agency)
        {
            return new Refusal(RefusalReason.NotYours, "The survivor's view is stated by the agency that serves her.");
        }

        if (CheckView(command) is { } fault)
        {
            return fault;
        }

        var view = new SurvivorView(command.Way, command.View);
        return !discussion.PriorActionsReviewed ? PriorActionsFirst
            : view == discussion.View ? Decision.Nothing<ReviewEvent>()
            : new SurvivorViewStated(command.Item, view.Way, view.View);
    });

    /// <summary>Proposes something that the team could do.</summary>
    /// <param name="command">The option.</param>
    /// <param name="coverage">The gate's answer, now, for each member in the room who is not of the custodian.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(ProposeOption command, Coverage coverage, ReviewState state) =>
        Discuss(command.Item, command.By, coverage, state, discussion =>
    {
        if (TextRules.Required(command.Option, TextRules.LongestNote, "option") is { } fault)
        {
            return fault;
        }

        if (discussion.Options.Count == MostOptions)
        {
            return new Refusal(RefusalReason.InvalidInput, $"There are {MostOptions} options already: decide among them.", "option");
        }

        return discussion.PriorActionsReviewed
            ? new OptionProposed(command.Item, discussion.Options.Count + 1, command.Option, command.By)
            : PriorActionsFirst;
    });

    /// <summary>Closes an item. It needs nobody's consent to stop talking.</summary>
    public static Decision<ReviewEvent> Decide(CloseAgendaItem command, ReviewState state) => state switch
    {
        OpenReview open => open.Meeting.Find(command.Item) switch
        {
            null => ReviewRefusals.NoSuchItem,
            { Stage: ClosedItem or NotReachedItem } => Decision.Nothing<ReviewEvent>(),
            _ => new ItemClosed(command.Item) { At = command.At },
        },
        _ => ReviewRefusals.NotOpenYet(state),
    };

    private static Refusal? CheckPriorActions(ReviewPriorActions command, IReadOnlyCollection<PriorAction> earlier)
    {
        if (command.Actions.Count > MostPriorActions)
        {
            return new Refusal(RefusalReason.InvalidInput, $"Name at most {MostPriorActions} actions.", "actions");
        }

        for (var at = 0; at < command.Actions.Count; at++)
        {
            if (!earlier.Any(prior => prior.Action.Action == command.Actions[at]))
            {
                return new Refusal(RefusalReason.InvalidInput,
                    "No earlier review of this case asked for this, or not everybody in the room may hear of it.", $"actions[{at}]");
            }
        }

        return earlier.Where(prior => prior.IsPending).Take(MostPriorActions).All(prior => command.Actions.Contains(prior.Action.Action))
            ? null
            : new Refusal(RefusalReason.InvalidInput,
                "Earlier reviews of this case asked for something that is still to be done: go through all of it.", "actions");
    }

    private static Refusal? CheckView(StateSurvivorView command) => (command.Way, command.View) switch
    {
        (SurvivorViewWay.ChoseNotTo, null) => null,
        (SurvivorViewWay.ChoseNotTo, _) => new Refusal(RefusalReason.InvalidInput, "Who chose not to give a view has none.", "view"),
        _ => TextRules.Required(command.View, TextRules.LongestNarrative, "view"),
    };

    private static Refusal PriorActionsFirst { get; } =
        new(RefusalReason.WrongState,
            "The actions of earlier reviews are gone through first; where there are none, that is said with an empty list.");

    private static Decision<ReviewEvent> OpenNow(AgendaItem item, DateTimeOffset at, Coverage coverage, OpenReview open)
    {
        if (CheckRoom(item, open) is { } refusal)
        {
            return refusal;
        }

        var verdicts = coverage.For(open.Room.Present);
        return coverage.NotCovered(open.Room.Present, item.Matter).IsEmpty
            ? new ItemOpened(item.Matter.Item, open.Room.Present, verdicts) { At = at }
            : Decision.Refuse<ReviewEvent>(
                new Refusal(RefusalReason.RoomNotCovered,
                    "Somebody in the room is not covered for this item. Its presenter sees who that is: let them step out, and open it " +
                        "again, or go on with another item."),
                new ItemOpeningRefused(item.Matter.Item, verdicts));
    }

    private static Refusal? CheckRoom(AgendaItem item, OpenReview open)
    {
        if (!item.IsPublished)
        {
            return new Refusal(RefusalReason.WrongState, "The item was not on the agenda that went out.");
        }

        if (open.UnderDiscussion is not null)
        {
            return new Refusal(RefusalReason.WrongState, "Another item is being discussed. Close it first.");
        }

        if (!open.Room.Present.Any(member => member.Agency == item.Matter.Custodian))
        {
            return new Refusal(RefusalReason.WrongState, "Nobody of the agency that brings the item is in the room.");
        }

        if (!open.Room.Present.Contains(open.Meeting.Chair))
        {
            return new Refusal(RefusalReason.WrongState,
                "Whoever leads the meeting is not in the room: record that they came, or hand the chair to somebody who is there.");
        }

        if (open.Room.Present.Any(item.Recused.Contains))
        {
            return new Refusal(RefusalReason.Recused, "A member who recused themselves is still in the room: record that they step out.");
        }

        return open.Room.Present.All(open.Room.Signatories.Contains)
            ? null
            : new Refusal(RefusalReason.WrongState, "Everybody in the room signs the confidentiality statement first.");
    }

    private static Decision<ReviewEvent> Discuss(AgendaItemId id, Member by, Coverage coverage, ReviewState state,
        Func<Discussion, Decision<ReviewEvent>> decide) =>
        ItemParticipation.In(id, by, coverage, state, out var item, out var refusal)
            ? decide(((OpenedItem)item.Stage).Discussion)
            : refusal;
}
