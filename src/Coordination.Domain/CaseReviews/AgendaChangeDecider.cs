using Coordination.Domain.TaskForce;

namespace Coordination.Domain.CaseReviews;

/// <summary>What is changed about an agenda and its invitations until the meeting has gone through it.</summary>
public static class AgendaChangeDecider
{
    /// <summary>How often a member sends something in for one item: every time is something for which those who lead the meeting may have
    /// to wait.</summary>
    public const int MostSentIn = 20;

    /// <summary>
    /// A colleague of the same agency comes instead of a member. The number of those invited stays as it is, and what the colleague
    /// is told follows from the agenda that goes out next.
    /// </summary>
    public static Decision<ReviewEvent> Decide(ReplaceMember command, ReviewState state)
    {
        if (state is not (CalledReview or PublishedReview))
        {
            return state is KnownReview
                ? new Refusal(RefusalReason.WrongState, "Who is invited is settled before the review is opened.")
                : ReviewRefusals.NoSuchReview;
        }

        var meeting = ((KnownReview)state).Meeting;
        var invited = meeting.Invited;
        return (invited.Contains(command.Out), invited.Contains(command.In)) switch
        {
            (false, true) => Decision.Nothing<ReviewEvent>(),
            (false, false) => new Refusal(RefusalReason.InvalidInput, "This member is not invited.", "out"),
            (true, true) => new Refusal(RefusalReason.InvalidInput, "The colleague is invited already.", "in"),
            _ when command.In.Agency != command.Out.Agency =>
                new Refusal(RefusalReason.InvalidInput, "A member is replaced by a colleague of the same agency.", "in"),
            _ when MeetingDecider.SitsAlready(command.In, invited) =>
                new Refusal(RefusalReason.InvalidInput, MeetingDecider.SitsForOneAgency, "in"),
            _ => new MemberReplaced(command.Out, command.In, meeting.StartsAt),
        };
    }

    /// <summary>Sets the order of the items that are still to be discussed. It names all of them, so that none is forgotten.</summary>
    public static Decision<ReviewEvent> Decide(OrderAgenda command, ReviewState state)
    {
        if (Undecided(state, out var refusal) is not { } meeting)
        {
            return refusal!;
        }

        var waiting = meeting.Agenda.FindAll(item => item.Stage is ProposedItem).ConvertAll(item => item.Matter.Item);
        return command.Items.SequenceEqual(waiting) ? Decision.Nothing<ReviewEvent>()
            : command.Items.Count == waiting.Count && command.Items.Distinct().Count() == waiting.Count
                && command.Items.All(waiting.Contains)
                ? new AgendaOrdered([.. command.Items])
                : new Refusal(RefusalReason.InvalidInput, "Name every item that is still to be discussed, each once.", "items");
    }

    /// <summary>Gives an item a time of its own.</summary>
    public static Decision<ReviewEvent> Decide(SetItemTime command, ReviewState state)
    {
        if (Undecided(state, out var refusal) is not { } meeting)
        {
            return refusal!;
        }

        return meeting.Find(command.Item) switch
        {
            null => ReviewRefusals.NoSuchItem,
            _ when command.Minutes is < 1 or > AgendaTemplateDecider.MostMinutes =>
                new Refusal(RefusalReason.InvalidInput, $"Expected a number from 1 to {AgendaTemplateDecider.MostMinutes}.", "minutes"),
            { IsOver: true } => ReviewRefusals.ItemIsOver,
            { Minutes: var minutes } when minutes == command.Minutes => Decision.Nothing<ReviewEvent>(),
            _ => new ItemTimeSet(command.Item, command.Minutes),
        };
    }

    /// <summary>The custodian takes its item off, also in the middle of its discussion: that ends the talking at once. Those who were told
    /// of the item learn only that it was taken off.</summary>
    public static Decision<ReviewEvent> Decide(WithdrawAgendaItem command, ReviewState state)
    {
        // Who may know of the review and of the item comes first: its state is told to nobody else.
        if (state is not KnownReview { Meeting: var meeting } || !meeting.Invited.Exists(member => member.Agency == command.By.Agency))
        {
            return ReviewRefusals.NoSuchReview;
        }

        return meeting.Find(command.Item) switch
        {
            null => ReviewRefusals.NoSuchItem,
            var item when item.Matter.Custodian != command.By.Agency => item.IsKnownTo(command.By)
                ? new Refusal(RefusalReason.NotYours, "The agency that brought the item takes it off.")
                : ReviewRefusals.NoSuchItem,
            _ when Undecided(state, out var refusal) is null => refusal!,
            { IsWithdrawn: true } => Decision.Nothing<ReviewEvent>(),
            { IsOver: true } => ReviewRefusals.ItemIsOver,
            var item => new AgendaItemWithdrawn(command.Item, command.By.Person, item.ToldTo) { At = command.At },
        };
    }

    /// <summary>A member who was told of an item, and may still hear it, sends in what they know: whether or not they come.</summary>
    /// <param name="command">What is sent.</param>
    /// <param name="coverage">The gate's answer, now, for this member.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(SendInformation command, Coverage coverage, ReviewState state)
    {
        if (Undecided(state, out var refusal) is not { } meeting || !meeting.Invited.Contains(command.Member))
        {
            return refusal ?? ReviewRefusals.NoSuchReview;
        }

        return meeting.Find(command.Item) switch
        {
            { } item when item.IsKnownTo(command.Member) && coverage.Covers(command.Member, item.Matter) => Send(command, item),
            _ => ReviewRefusals.NoSuchItem,
        };
    }

    private static Decision<ReviewEvent> Send(SendInformation command, AgendaItem item) =>
        item.IsOver ? ReviewRefusals.ItemIsOver
        : item.Recused.Contains(command.Member) ? new Refusal(RefusalReason.Recused, "Who recused themselves sends nothing in.")
        : TextRules.Required(command.Information, TextRules.LongestNote, "information") is { } fault ? fault
        : item.SentIn.Exists(sent => sent.Member == command.Member && Equals(sent.Information, command.Information))
        ? Decision.Nothing<ReviewEvent>()
        : item.SentIn.Exists(sent => sent.Member == command.Member && sent.Times >= MostSentIn)
            ? new Refusal(RefusalReason.InvalidInput,
                $"You sent something in {MostSentIn} times. Say the rest at the meeting.", "information")
        : new InformationSentIn(command.Item, command.Member, command.Information);

    private static Meeting? Undecided(ReviewState state, out Refusal? refusal)
    {
        refusal = state switch
        {
            CalledReview or PublishedReview or OpenReview => null,
            KnownReview => new Refusal(RefusalReason.WrongState, "The review is closed."),
            _ => ReviewRefusals.NoSuchReview,
        };
        return refusal is null ? ((KnownReview)state).Meeting : null;
    }
}
