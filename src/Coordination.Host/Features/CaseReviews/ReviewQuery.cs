using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>Shows a review to each caller as far as it is theirs to know. Only the coordinator is shown a version.</summary>
internal static class ReviewQuery
{
    public static async Task<Results<Reply<ReviewAnswer>, ProblemResult>> Get(ReviewId review, Caller caller, ReviewReader reviews,
        CancellationToken cancellation) =>
        await reviews.Read(review, caller, cancellation) is { } known
            ? Reply.Revealing(ReviewView.For(known), known.Coordinates ? known.Version : null)
            : Problems.NotFound.With();
}
