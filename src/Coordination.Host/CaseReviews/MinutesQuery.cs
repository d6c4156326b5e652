using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Host.Http;
using Coordination.Host.Http.Pages;
using Coordination.Host.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordination.Host.CaseReviews;

/// <summary>Makes the minutes for the files of the caller's agency out of what the review shows them at this instant. What is not theirs leaves no gap.</summary>
internal sealed class MinutesQuery(ReviewReader reviews)
{
    private const string Notice =
        "Kept in confidence for the purpose of this review and for nothing else. It may not be passed on, inside the agency or outside, "
        + "without a release of the person whom it concerns. When a release is taken back, fetch it again, and destroy this one.";

    public static async Task<Results<Reply<MinutesAnswer>, ProblemResult>> Get(ReviewId review, Caller caller, MinutesQuery minutes, CancellationToken cancellation) =>
        await minutes.Of(review, caller, cancellation) is { } answer ? Reply.Revealing(answer) : Problems.NotFound.With();

    public static async Task<Results<Page<MinutesAnswer>, ProblemResult>> GetPage(ReviewId review, Caller caller, MinutesQuery minutes, CancellationToken cancellation, string? zone = null)
    {
        if (!PageZone.TryRead(zone, out var local))
            return PageZone.Unknown;
        return await minutes.Of(review, caller, cancellation) is { } answer ? new Page<MinutesAnswer>(answer, local, MinutesPage.Write) : Problems.NotFound.With();
    }

    private async ValueTask<MinutesAnswer?> Of(ReviewId review, Caller caller, CancellationToken cancellation)
    {
        if (await reviews.Read(review, caller, cancellation) is not { } known)
            return null;
        var shown = ReviewView.For(known);
        return new MinutesAnswer
        {
            Review = review,
            Agency = caller.Agency,
            By = caller.Person,
            Kind = shown.Kind,
            StartsAt = shown.StartsAt,
            Chair = shown.Chair,
            Items = [.. shown.Agenda.Where(item => WasDiscussedBefore(item, known)).Select(ItemOf)],
            // An action of which only owner and date are shown was not released to the reader.
            Actions = [.. shown.Actions.Where(action => action.Task is not null)],
            Meeting = shown.Minutes,
            NextReview = shown.NextReview,
            Notice = Notice,
        };
    }

    private static bool WasDiscussedBefore(ItemAnswer item, Knowledge known) =>
        known.Review.Meeting.Find(item.Item) is { Stage: ClosedItem } found && known.HearsDiscussionOf(found);

    private static MinutesItemAnswer ItemOf(ItemAnswer item) =>
        new(item.Item, item.Title, item.Custodian, item.Heard, item.SurvivorsView, item.Options, item.Decisions, item.Minute, item.Retracted, item.Minutes, item.MinutesTaken);
}
