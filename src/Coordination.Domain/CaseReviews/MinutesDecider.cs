namespace Coordination.Domain.CaseReviews;

/// <summary>
/// The minutes of single items, by those who heard them. So an agency can be given the minutes of what it was covered for, and there
/// is nothing to be cut out of a text about something else.
/// </summary>
public static class MinutesDecider
{
    /// <summary>Writes the minutes of an item, or replaces them while nobody has agreed to them.</summary>
    /// <param name="command">The minutes.</param>
    /// <param name="coverage">The gate's answer, now, for the writer and, while the item is discussed, for each member in the room.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(WriteItemMinutes command, Coverage coverage, ReviewState state)
    {
        if (state is not OpenReview open)
        {
            return ReviewRefusals.NotOpenYet(state);
        }

        if (Heard(command.Item, command.By, coverage, open, out var refusal) is not { } item)
        {
            return refusal!;
        }

        return !ItemParticipation.MayBeWrittenDown(command.Item, coverage, open) ? ReviewRefusals.ConsentWithdrawn
            : TextRules.Required(command.Text, TextRules.LongestNarrative, "minutes") is { } fault ? fault
            : item.WrittenMinutes is { } before && before.By == command.By && before.Text.Equals(command.Text)
            ? Decision.Nothing<ReviewEvent>()
            : item.WrittenMinutes is { AgreedBy.IsEmpty: false }
            ? new Refusal(RefusalReason.WrongState, "Somebody agreed to these minutes already.")
            : new ItemMinutesWritten(command.Item, command.Text, command.By);
    }

    /// <summary>Agrees to the minutes of an item, in the edition that was read. Who wrote them agreed by that. It can be done when the
    /// meeting is over, too.</summary>
    /// <param name="command">Who agrees, to which edition.</param>
    /// <param name="coverage">The gate's answer, now, for this member.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(AgreeItemMinutes command, Coverage coverage, ReviewState state)
    {
        if (state is not (OpenReview or ClosedReview))
        {
            return ReviewRefusals.NotOpenYet(state);
        }

        if (Heard(command.Item, command.Member, coverage, (KnownReview)state, out var refusal) is not { } item)
        {
            return refusal!;
        }

        return item.WrittenMinutes switch
        {
            null => new Refusal(RefusalReason.WrongState, "Nobody wrote the minutes of this item yet."),
            var minutes when minutes.Edition != command.Edition =>
                new Refusal(RefusalReason.WrongState, "The minutes were written again: read them again."),
            var minutes when IsBy(command.Member.Person, minutes) => Decision.Nothing<ReviewEvent>(),
            _ => new ItemMinutesAgreed(command.Item, command.Member) { At = command.At },
        };
    }

    // A member who represents two agencies is one person, who agrees once.
    private static bool IsBy(PersonId person, ItemMinutes minutes) =>
        minutes.By.Person == person || minutes.AgreedBy.Exists(agreement => agreement.Member.Person == person);

    private static AgendaItem? Heard(AgendaItemId id, Member member, Coverage coverage, KnownReview review, out Refusal? refusal)
    {
        refusal = !review.Meeting.Invited.Contains(member) ? ReviewRefusals.NoSuchReview
            : review.Meeting.Find(id) is not { } found || !found.IsKnownTo(member) || !coverage.Covers(member, found.Matter)
                || found.Recused.Contains(member) ? ReviewRefusals.NoSuchItem
            : found.Heard.Contains(member) ? null
            : ReviewRefusals.NotInTheRoom;
        return refusal is null ? review.Meeting.Find(id) : null;
    }
}
