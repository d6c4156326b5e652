using Coordination.Host.Platform.Http.Pages;

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

/// <summary>What the pages of a review say alike.</summary>
internal static class ReviewWords
{
    public static Phrase Member(JsonElement member) => Phrase.Of($"{member.Text("person")}, {member.Text("agency")}");

    public static Phrase Members(IEnumerable<JsonElement> members) => Phrase.Join("; ", members.Select(Member));

    public static Phrase Agreements(PageWriter page, IEnumerable<JsonElement> agreements) =>
        Phrase.Join("; ", agreements.Select(agreement =>
        agreement.At("at") is { } at
            ? Phrase.Of($"{Member(agreement.At("member")!.Value)}, {page.Instant(at)}")
            : Member(agreement.At("member")!.Value)));

    /// <summary>What is said of a case of which something was taken out of the record; null where nothing was.</summary>
    public static string? Retracted(JsonElement item) =>
        item.Is("retracted") ? "Something of this was found wrong since, and taken out of the record. Do not rely on it; the agency that " +
            "brought it says what." : null;

    public static IReadOnlyList<Phrase> Action(JsonElement action)
    {
        var reason = action.Text("reason");
        Phrase status = action.Text("status") switch
        {
            "pending" => "to be done",
            "completed" => "done",
            "notUndertaken" => "not undertaken",
            "notPossible" => "overtaken by events",
            var other => other ?? "",
        };
        return [Phrase.Written(action.Text("task") ?? ""), Member(action.At("owner")!.Value), PageWriter.Day(action.At("due")!.Value),
            reason is null ? status : Phrase.Of($"{status}: {reason}")];
    }
}
