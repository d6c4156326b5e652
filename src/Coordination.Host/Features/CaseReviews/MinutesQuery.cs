using Coordination.Domain.CaseReviews;
using Coordination.Host.Platform.Http.Pages;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>The minutes and the action list for the files of the caller's agency.</summary>
internal sealed class MinutesQuery(ReviewReader reviews) : PaperQuery<MinutesAnswer>(reviews)
{
    private const string Notice =
        "Kept in confidence for the purpose of this review and for nothing else. It may not be passed on, inside the agency or outside, "
        + "without a release of the person whom it concerns, except as law requires; tell the agency that brought the case first. When a " +
        "release is taken back, fetch it again, and destroy this one. "
        + "Where a law makes you keep it, stop using it and restrict it.";

    protected override ValueTask<MinutesAnswer> Of(ReviewVisibility known, ReviewAnswer shown, Caller caller,
        CancellationToken cancellation) =>
        new(new MinutesAnswer
        {
            Review = shown.Review,
            Agency = caller.Agency,
            By = caller.Person,
            Kind = shown.Kind,
            StartsAt = shown.StartsAt,
            OpenedAt = shown.OpenedAt,
            ClosedAt = shown.ClosedAt,
            Chair = shown.Chair,
            Items = [.. shown.Agenda.Where(item => WasDiscussedBefore(item, known)).Select(ItemOf)],
            // An action of which only owner and date are shown was not released to the reader.
            Actions = [.. shown.Actions.Where(action => action.Task is not null)],
            Meeting = shown.Minutes,
            MeetingAgreedBy = shown.MinutesAgreedBy,
            NextReview = shown.NextReview,
            Notice = Notice,
        });

    protected override void Write(PageWriter page, JsonElement answer) => MinutesPage.Write(page, answer);

    private static bool WasDiscussedBefore(ItemAnswer item, ReviewVisibility known) =>
        known.Review.Meeting.Find(item.Item) is { Stage: ClosedItem } found && known.HearsDiscussionOf(found);

    private static MinutesItemAnswer ItemOf(ItemAnswer item) =>
        new(item.Item, item.Title, item.Custodian, item.Heard, item.SurvivorsView, item.Options, item.Decisions, item.Minute,
            item.Retracted, item.Minutes, item.MinutesTaken);
}
