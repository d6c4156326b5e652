using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;
using Coordination.Host.Platform.Reading;

namespace Coordination.Host.Features.RoleViews;

/// <summary>What the reader of the board may know of an item now.</summary>
/// <param name="Hears">Whether they are covered for it at this moment.</param>
/// <param name="Discussion">Whether they may know what was said about it: who recused themselves may not.</param>
/// <param name="Basis">What became of the consent that a decision rested on, for those who were present when it was taken.</param>
/// <param name="Decisions">The same for each decision, for those who may know of it.</param>
internal sealed record ItemVisibility(bool Hears, bool Discussion, BasisStanding Basis,
    IReadOnlyDictionary<DecisionId, BasisStanding> Decisions);

/// <summary>
/// Asks the gate about the items of reviews, for one reader of the board: who schedules an item without being covered
/// for it sees that it is there, where it stands and that it is blocked, and nothing else. Only what a page shows is asked for.
/// </summary>
/// <param name="states">Made for this one query.</param>
/// <param name="reader">Who reads.</param>
/// <param name="now">When.</param>
internal sealed class BoardVisibility(StateReader states, Member reader, DateTimeOffset now)
{
    private readonly Dictionary<(ReviewId, AgendaItemId), ItemVisibility> _seen = [];

    public Member Reader => reader;

    /// <summary>Looks at whole reviews and at single items of others, as of now, with one question to the store for the reviews and one for
    /// what the gate reads.</summary>
    public async ValueTask Look(IReadOnlyCollection<ReviewId> whole, IReadOnlyCollection<(ReviewId Review, AgendaItemId Item)> single,
        CancellationToken cancellation)
    {
        var reviews = whole.Union(single.Select(item => item.Review)).ToList();
        await states.Prepare(reviews.Select(review => StreamToRead.Of(ReviewStream.Definition, review)), cancellation);
        List<(ReviewId Review, Meeting Meeting, AgendaItem Item)> told = [];
        foreach (var review in reviews)
            if ((await states.Read(ReviewStream.Definition, review, cancellation)).State is KnownReview { Meeting: var meeting })
                told.AddRange(meeting.Agenda.Where(item => item.IsKnownTo(reader)).Select(item => (review, meeting, item)));
        if (whole.Count < reviews.Count)
        {
            var (wholly, items) = (whole.ToHashSet(), single.ToHashSet());
            told.RemoveAll(found => !wholly.Contains(found.Review) && !items.Contains((found.Review, found.Item.Matter.Item)));
        }
        await states.PrepareGateFacts([.. told.Select(found => GateInquiry.InReview(found.Item.Matter, reader, GateOccasion.View, now))],
            cancellation);
        var coverage = CoverageReader.For(states, now, cancellation);
        foreach (var (review, meeting, item) in told)
            _seen[(review, item.Matter.Item)] = await Of(item, meeting, coverage, cancellation);
    }

    /// <summary>An item of which the reader was told; null for the others.</summary>
    public ItemVisibility? Of(ReviewId review, AgendaItemId item) => _seen.GetValueOrDefault((review, item));

    private async ValueTask<ItemVisibility> Of(AgendaItem item, Meeting meeting, CoverageReader coverage, CancellationToken cancellation)
    {
        var hears = (await coverage.Of(item.Matter, [reader], GateOccasion.View)).Covers(reader, item.Matter);
        var recused = item.Recused.Contains(reader);
        var consent = await states.ReadRecords(item.Matter, cancellation);
        var basis = item.WasHeardBy(reader.Agency) && !recused ? DecisionBasis.OfItem(item, meeting, now, consent) : BasisStanding.Stands;
        return new(hears, hears && !recused, basis, meeting.Decisions.Where(decision => decision.Recorded.Item == item.Matter.Item)
            .ToDictionary(decision => decision.Decision, decision => DecisionBasis.At(decision.Recorded, item.Matter, now, consent)));
    }
}
