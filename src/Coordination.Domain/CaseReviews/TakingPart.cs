using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Coordination.Domain.CaseReviews;

/// <summary>Who takes part in the discussion of an item, and who decides it.</summary>
internal static class TakingPart
{
    /// <summary>
    /// Whether the item is under discussion and this member is in the room for it. A member without standing to know of
    /// the item is told that there is none.
    /// </summary>
    public static bool In(AgendaItemId id, Member by, ReviewState state, [NotNullWhen(true)] out AgendaItem? item, [NotNullWhen(false)] out Refusal? refusal)
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

    /// <summary>The members in the room who decide: those without a conflict, who did not recuse themselves.</summary>
    public static ImmutableList<Member> Deciding(AgendaItem item, Room room) =>
        room.Present.RemoveAll(member => item.Recused.Contains(member) || item.Conflicted.Contains(member));
}
