using System.Diagnostics.CodeAnalysis;

namespace Coordination.Domain.CaseReviews;

/// <summary>Who takes part in the discussion of an item, and who decides it.</summary>
internal static class ItemParticipation
{
    /// <summary>
    /// Whether the item is under discussion and this member is in the room for it. A member without standing to know of
    /// the item is told that there is none.
    /// </summary>
    public static bool In(AgendaItemId id, Member by, ReviewState state, [NotNullWhen(true)] out AgendaItem? item,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        item = null;
        refusal = state switch
        {
            KnownReview known when !known.Meeting.Invited.Contains(by) => ReviewRefusals.NoSuchReview,
            KnownReview known when known.Meeting.Find(id) is not { } found || !found.IsKnownTo(by) => ReviewRefusals.NoSuchItem,
            OpenReview open when !open.Room.Present.Contains(by) => ReviewRefusals.NotInTheRoom,
            OpenReview open when open.Meeting.Find(id)!.Stage is not OpenedItem => ReviewRefusals.NotUnderDiscussion,
            OpenReview => null,
            _ => ReviewRefusals.NotOpenYet(state),
        };
        item = refusal is null ? ((OpenReview)state).Meeting.Find(id) : null;
        return item is not null;
    }

    /// <summary>
    /// The same, and consent still covers everybody in the room: what was taken back in the middle of a discussion is not
    /// written down any further.
    /// </summary>
    public static bool In(AgendaItemId id, Member by, Coverage coverage, ReviewState state, [NotNullWhen(true)] out AgendaItem? item,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        if (In(id, by, state, out item, out refusal) && !CoversTheRoom(item, coverage, (OpenReview)state))
        {
            (item, refusal) = (null, ReviewRefusals.ConsentWithdrawn);
        }

        return item is not null;
    }

    /// <summary>Whether what is written down about this item is covered: when it is not discussed any more, nobody hears it.</summary>
    public static bool MayBeWrittenDown(AgendaItemId id, Coverage coverage, OpenReview open) =>
        open.Meeting.Find(id) is not { Stage: OpenedItem } item || CoversTheRoom(item, coverage, open);

    private static bool CoversTheRoom(AgendaItem item, Coverage coverage, OpenReview open) =>
        coverage.NotCovered(open.Room.Present, item.Matter).IsEmpty;

    /// <summary>The members in the room who decide: those without a conflict, who did not recuse themselves.</summary>
    public static ImmutableList<Member> Deciding(AgendaItem item, Room room) =>
        room.Present.RemoveAll(member => item.Recused.Contains(member) || item.Conflicted.Contains(member));
}
