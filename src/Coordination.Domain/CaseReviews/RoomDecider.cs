namespace Coordination.Domain.CaseReviews;

/// <summary>Who is in the room, who signed, who has a conflict, who takes no part.</summary>
public static class RoomDecider
{
    /// <summary>How often a member sends apologies for one meeting: every time is something for which those who lead it may have to
    /// wait.</summary>
    public const int MostApologies = 10;

    /// <summary>A member signs the confidentiality statement of this meeting.</summary>
    public static Decision<ReviewEvent> Decide(SignConfidentialityStatement command, ReviewState state) =>
        InOpen(command.Member, state, open =>
        open.Room.Signatories.Contains(command.Member)
            ? Decision.Nothing<ReviewEvent>()
            : new ConfidentialityStatementSigned(command.Member));

    /// <summary>An invited member comes. While an item is discussed, only somebody who may hear it comes in.</summary>
    /// <param name="command">Who comes.</param>
    /// <param name="coverage">The gate's answer for this member and the item under discussion, if there is one.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(RecordAttendance command, Coverage coverage, ReviewState state) =>
        InOpen(command.Member, state, open =>
    {
        if (open.Room.Present.Contains(command.Member))
        {
            return Decision.Nothing<ReviewEvent>();
        }

        if (open.Room.Attended.Contains(command.Member))
        {
            return new Refusal(RefusalReason.WrongState, "The member stepped out: record that they return.");
        }

        return Enter(command.Member, coverage, open) is { } refusal ? refusal : new AttendanceRecorded(command.Member);
    });

    /// <summary>A member sends apologies, with what they want the others to have.</summary>
    public static Decision<ReviewEvent> Decide(ReceiveApologies command, ReviewState state) => state switch
    {
        KnownReview known when !known.Meeting.Invited.Contains(command.Member) => ReviewRefusals.NoSuchReview,
        ClosedReview => new Refusal(RefusalReason.WrongState, "The review is closed."),
        OpenReview open when open.Room.Attended.Contains(command.Member) => new Refusal(RefusalReason.WrongState, "The member attended."),
        KnownReview known when known.Meeting.Apologies
            .Exists(apology => apology.Member == command.Member && Equals(apology.Information, command.Information)) =>
            Decision.Nothing<ReviewEvent>(),
        KnownReview known when known.Meeting.Apologies
            .Exists(apology => apology.Member == command.Member && apology.Times >= MostApologies) =>
            new Refusal(RefusalReason.InvalidInput,
                $"You sent apologies {MostApologies} times, which is as often as it can be done for one meeting.", "information"),
        KnownReview => TextRules.Optional(command.Information, TextRules.LongestNote, "information") is { } fault
            ? fault
            : new ApologiesReceived(command.Member, command.Information),
        _ => ReviewRefusals.NoSuchReview,
    };

    /// <summary>A member who was told of an item declares a conflict of interest with it.</summary>
    public static Decision<ReviewEvent> Decide(DeclareConflict command, ReviewState state) =>
        OnKnownItem(command.Item, command.Member, state, (_, item) =>
    {
        if (TextRules.Required(command.Nature, TextRules.LongestNote, "nature") is { } fault)
        {
            return fault;
        }

        return item.Conflicted.Contains(command.Member)
            ? Decision.Nothing<ReviewEvent>()
            : new ConflictDeclared(command.Item, command.Member, command.Nature);
    });

    /// <summary>A member who was told of an item takes no part in it. If it is being discussed, they leave at once.</summary>
    public static Decision<ReviewEvent> Decide(RecuseMember command, ReviewState state) =>
        OnKnownItem(command.Item, command.Member, state, (known, item) =>
    {
        if (item.Recused.Contains(command.Member))
        {
            return Decision.Nothing<ReviewEvent>();
        }

        var recused = new MemberRecused(command.Item, command.Member);
        return item.Stage is OpenedItem && known is OpenReview open && open.Room.Present.Contains(command.Member)
            ? Decision.Record<ReviewEvent>(new MemberSteppedOut(command.Member), recused)
            : recused;
    });

    /// <summary>A member leaves the room.</summary>
    public static Decision<ReviewEvent> Decide(StepOut command, ReviewState state) => InOpen(command.Member, state, open =>
    {
        if (open.Room.SteppedOut.Contains(command.Member))
        {
            return Decision.Nothing<ReviewEvent>();
        }

        return open.Room.Present.Contains(command.Member)
            ? new MemberSteppedOut(command.Member)
            : new Refusal(RefusalReason.WrongState, "The member is not in the room.");
    });

    /// <summary>A member comes back. While an item is discussed, only somebody who may hear it comes in.</summary>
    /// <param name="command">Who comes back.</param>
    /// <param name="coverage">The gate's answer for this member and the item under discussion, if there is one.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(ReturnToRoom command, Coverage coverage, ReviewState state) =>
        InOpen(command.Member, state, open =>
    {
        if (open.Room.Present.Contains(command.Member))
        {
            return Decision.Nothing<ReviewEvent>();
        }

        if (!open.Room.Attended.Contains(command.Member))
        {
            return new Refusal(RefusalReason.WrongState, "The member has not come yet: record their attendance.");
        }

        return Enter(command.Member, coverage, open) is { } refusal ? refusal : new MemberReturned(command.Member);
    });

    // One answer for a member who is not covered, one who recused themselves and one who did not sign: who is at the
    // door learns that they have to wait, and nothing about the item.
    private static Refusal? Enter(Member member, Coverage coverage, OpenReview open) =>
        open.UnderDiscussion is not { } item
        || (coverage.Covers(member, item.Matter) && !item.Recused.Contains(member) && open.Room.Signatories.Contains(member))
            ? null
            : new Refusal(RefusalReason.RoomNotCovered, "An item is being discussed. The member can come in when it is closed.");

    private static Decision<ReviewEvent> InOpen(Member member, ReviewState state, Func<OpenReview, Decision<ReviewEvent>> decide) =>
        state switch
        {
            KnownReview known when !known.Meeting.Invited.Contains(member) => ReviewRefusals.NoSuchReview,
            OpenReview open => decide(open),
            _ => ReviewRefusals.NotOpenYet(state),
        };

    private static Decision<ReviewEvent> OnKnownItem(AgendaItemId id, Member member, ReviewState state,
        Func<KnownReview, AgendaItem, Decision<ReviewEvent>> decide) => state switch
        {
            KnownReview known when !known.Meeting.Invited.Contains(member) => ReviewRefusals.NoSuchReview,
            KnownReview known when known.Meeting.Find(id) is not { } item || !item.IsKnownTo(member) => ReviewRefusals.NoSuchItem,
            PublishedReview or OpenReview => Undecided((KnownReview)state, ((KnownReview)state).Meeting.Find(id)!, decide),
            _ => ReviewRefusals.NotOpenYet(state),
        };

    private static Decision<ReviewEvent> Undecided(KnownReview known, AgendaItem item,
        Func<KnownReview, AgendaItem, Decision<ReviewEvent>> decide) =>
        item.Stage is ProposedItem or OpenedItem
            ? decide(known, item)
            : new Refusal(RefusalReason.WrongState, "The item is closed.");
}
