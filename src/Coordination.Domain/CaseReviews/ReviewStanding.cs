namespace Coordination.Domain.CaseReviews;

/// <summary>Who has standing in a review: to lead it, or to know that it exists.</summary>
public static class ReviewStanding
{
    /// <summary>Why somebody may not lead the meeting; null when they may: the task force's coordinator, or the chair.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="isCoordinator">Whether they coordinate the task force.</param>
    /// <param name="review">The review.</param>
    public static Refusal? ToLead(Member by, bool isCoordinator, ReviewState review) => review switch
    {
        KnownReview when isCoordinator => null,
        KnownReview known when known.Meeting.Chair == by => null,
        KnownReview known when known.Meeting.Invited.Contains(by) =>
            new Refusal(RefusalReason.NotYours, "The chair or the coordinator does this."),
        _ => ReviewRefusals.NoSuchReview,
    };

    /// <summary>
    /// Why somebody who leads the meeting may not do so for this item. The coordinator schedules items that they may know
    /// nothing of; to a chair who was not told of an item there is none.
    /// </summary>
    public static Refusal? ToLead(AgendaItemId item, Member by, bool isCoordinator, ReviewState review) =>
        ToLead(by, isCoordinator, review)
        ?? (isCoordinator || (review is KnownReview known && known.Meeting.Find(item)?.IsKnownTo(by) == true)
            ? null
            : ReviewRefusals.NoSuchItem);

    /// <summary>Why an agency has no part in the review; null when somebody of it was invited.</summary>
    public static Refusal? ToActFor(AgencyId agency, ReviewState review) =>
        review is KnownReview known && known.Meeting.Invited.Exists(member => member.Agency == agency) ? null : ReviewRefusals.NoSuchReview;

    /// <summary>Why somebody may not know of the review. Null for the coordinator and for those who were invited.</summary>
    public static Refusal? ToKnow(Member by, bool isCoordinator, ReviewState review) =>
        review is KnownReview known && (isCoordinator || known.Meeting.Invited.Contains(by)) ? null : ReviewRefusals.NoSuchReview;
}
