namespace Coordination.Domain.CaseReviews;

/// <summary>
/// The refusals that several phases share. None names a person, and none says why somebody is not covered: unknown,
/// not invited and not told are one answer.
/// </summary>
internal static class ReviewRefusals
{
    public static Refusal NoSuchReview { get; } = new(RefusalReason.NotFound, "There is no such review.");

    public static Refusal NoSuchItem { get; } = new(RefusalReason.NotFound, "There is no such agenda item.");

    public static Refusal NoSuchDecision { get; } = new(RefusalReason.NotFound, "There is no such decision.");

    public static Refusal NoSuchAction { get; } = new(RefusalReason.NotFound, "There is no such action.");

    public static Refusal ConsentWithdrawn { get; } =
        new(RefusalReason.ConsentRequired,
            "Not everybody in the room may hear this item any more: a release or a standing has changed, or ran out. Nothing was " +
                "recorded. Stop talking about it: let those step out whom its presenter sees to be not covered, or close the item.");

    public static Refusal ItemIsOver { get; } = new(RefusalReason.WrongState, "The item is closed.");

    public static Refusal AlreadyDecided { get; } =
        new(RefusalReason.AlreadyExists,
            "The team decided this already, for the same option and in the same way. It was not recorded a second time: read the " +
                "item again.");

    public static Refusal AlreadyAssigned { get; } =
        new(RefusalReason.AlreadyExists,
            "This was assigned already, to the same member until the same day. It was not recorded a second time: read the item again.");

    public static Refusal Begun { get; } =
        new(RefusalReason.WrongState, "The meeting has begun, or is over: close its items and then the meeting, and call another one.");

    public static Refusal NotOpen { get; } = new(RefusalReason.WrongState, "The review is not open.");

    public static Refusal NotUnderDiscussion { get; } = new(RefusalReason.WrongState, "The item is not under discussion. Open it first.");

    public static Refusal NotInTheRoom { get; } = new(RefusalReason.NotYours,
        "Only a member who is in the room for the item can do this: come back in, or let somebody who is there do it. Whoever leads the " +
            "meeting can hand the chair to them.");

    /// <summary>A review that is not open: unknown to everybody when nobody called it.</summary>
    public static Refusal NotOpenYet(ReviewState state) => state is KnownReview ? NotOpen : NoSuchReview;
}
