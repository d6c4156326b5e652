namespace Coordination.Domain.CaseReviews;

/// <summary>Under which key a review's texts are kept. Texts of an agenda item are about the survivor of that item. Texts of the whole
/// meeting, such as its minutes, have a key of the meeting's own.</summary>
internal static class ReviewProtection
{
    internal static Protection Of(ReviewState state, ReviewEvent @event) =>
        state is KnownReview { Meeting: var meeting } && SurvivorOf(meeting, @event) is { } survivor
            ? Protection.Of(survivor)
            : new Protection(state is KnownReview known ? new KeySubject("review", known.Meeting.Review.Value) : KeySubject.Agency);

    private static SurvivorId? SurvivorOf(Meeting meeting, ReviewEvent @event) => @event switch
    {
        AgendaItemProposed e => e.Survivor,
        IAboutItem e => OfItem(meeting, e.Item),
        IAboutDecision e => OfDecision(meeting, e.Decision),
        IAboutAction e => OfAction(meeting, e.Action),
        _ => null,
    };

    private static SurvivorId? OfItem(Meeting meeting, AgendaItemId item) => meeting.Find(item)?.Matter.Survivor;

    private static SurvivorId? OfDecision(Meeting meeting, DecisionId decision) =>
        meeting.Find(decision) is { Recorded.Item: var item } ? OfItem(meeting, item) : null;

    private static SurvivorId? OfAction(Meeting meeting, ActionId action) =>
        meeting.Find(action) is { Assigned.Item: var item } ? OfItem(meeting, item) : null;
}
