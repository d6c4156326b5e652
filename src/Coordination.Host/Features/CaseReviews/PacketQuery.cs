using Coordination.Domain.CaseReviews;
using Coordination.Host.Platform.Http.Pages;
using Coordination.Host.Platform.Reading;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>The caller's packet: what they may know before the meeting.</summary>
internal sealed class PacketQuery(ReviewReader reviews, PriorActionReader earlier, StateReader states, TimeProvider time)
    : PaperQuery<PacketAnswer>(reviews)
{
    private const string Statement =
        "What is said in this meeting is said to those in the room, for the purpose of this review and for nothing else. "
        + "Take no notes that identify a person. Do not pass anything on, inside your agency or outside, and do not look for anybody " +
        "named here in other systems. "
        + "If you know somebody who is discussed, or have another conflict of interest, say so before the item is opened.";

    protected override void Write(PageWriter page, JsonElement answer) => PacketPage.Write(page, answer);

    protected override async ValueTask<PacketAnswer> Of(ReviewVisibility known, ReviewAnswer shown, Caller caller,
        CancellationToken cancellation)
    {
        List<PacketItemAnswer> items = [];
        foreach (var item in shown.Agenda.Where(item => item.Stage != ItemProgress.Withdrawn))
            items.Add(await ItemOf(item, known, cancellation));
        return new PacketAnswer
        {
            Review = shown.Review,
            For = known.Caller,
            Kind = shown.Kind,
            StartsAt = shown.StartsAt,
            Place = shown.Place,
            Chair = shown.Chair,
            Quorum = shown.Quorum,
            Sections = shown.Sections,
            Items = items,
            TakenOff = shown.Agenda.Count(item => item.Stage == ItemProgress.Withdrawn),
            Statement = Statement,
        };
    }

    private async ValueTask<PacketItemAnswer> ItemOf(ItemAnswer item, ReviewVisibility known, CancellationToken cancellation)
    {
        var scheduled = new PacketItemAnswer { Item = item.Item, Minutes = item.Minutes ?? known.Review.Meeting.MinutesPerItem };
        var found = known.Review.Meeting.Find(item.Item)!;
        if (!known.Hears(found))
            return scheduled;
        var heard = scheduled with
        {
            Title = item.Title,
            BroughtBy = item.Custodian,
            Presenter = item.Presenter,
            Categories = item.Categories,
            Retracted = item.Retracted,
            YouHaveAConflict = found.Conflicted.Contains(known.Caller) ? true : null,
            YouAreRecused = found.Recused.Contains(known.Caller) ? true : null,
        };
        if (!known.HearsDiscussionOf(found))
            return heard;
        var prior = await earlier.HeardBy([known.Caller], found.Matter, known.Review.Meeting.Review, states,
            CoverageReader.For(states, time.GetUtcNow(), cancellation), cancellation);
        return heard with { SentIn = item.SentIn, PriorActions = [.. prior.Select(PriorActionQuery.Of)] };
    }
}
