using Coordination.Host.Platform.Http.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>
/// Something that is made out of what a review shows its reader at this instant, and out of nothing else: as JSON, and on paper. What is
/// not the reader's leaves no gap.
/// </summary>
internal abstract class PaperQuery<TAnswer>(ReviewReader reviews)
{
    public async Task<Results<Reply<TAnswer>, ProblemResult>> Get(ReviewId review, Caller caller, CancellationToken cancellation) =>
        await reviews.Read(review, caller, cancellation) is { } known
            ? Reply.Revealing(await Of(known, ReviewView.For(known), caller, cancellation))
            : Problems.NotFound.With();

    public async Task<Results<Page<TAnswer>, ProblemResult>> GetPage(ReviewId review, Caller caller, string? zone,
        CancellationToken cancellation)
    {
        if (!PageZone.TryRead(zone, out var local))
            return PageZone.Unknown;
        if (await reviews.Read(review, caller, cancellation) is not { } known)
            return Problems.NotFound.With();
        return new Page<TAnswer>(await Of(known, ReviewView.For(known), caller, cancellation),
            zone is null ? known.Calendar.Zone : local, Write);
    }

    protected abstract ValueTask<TAnswer> Of(ReviewVisibility known, ReviewAnswer shown, Caller caller, CancellationToken cancellation);

    protected abstract void Write(PageWriter page, JsonElement answer);

}
