using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Host.Execution;
using Coordination.Host.Security;

namespace Coordination.Host.Views;

/// <summary>What whoever reads the board may know of an item now.</summary>
/// <param name="Discussion">Whether they may know what was said about it: who recused themselves may not.</param>
/// <param name="OnWithdrawnConsent">Decisions on it that rest on consent that was withdrawn since.</param>
internal sealed record ItemSight(bool Discussion, HashSet<DecisionId> OnWithdrawnConsent);

/// <summary>
/// Asks the gate about the items of reviews, for one reader of the board: who schedules an item without being covered
/// for it sees that it is there, where it stands and that it is blocked, and nothing else.
/// </summary>
internal sealed class BoardSight(StateReader states, Caller caller, DateTimeOffset now, CancellationToken cancellation)
{
    private readonly Member _reader = new(caller.Agency, caller.Person);
    private readonly CoverageReader _coverage = CoverageReader.For(states, now, cancellation);
    private readonly Dictionary<ReviewId, Dictionary<AgendaItemId, ItemSight>> _reviews = [];

    /// <summary>Who reads.</summary>
    public Member Reader => _reader;

    /// <summary>The items of a review that the reader may hear; the others are missing.</summary>
    public async ValueTask<Dictionary<AgendaItemId, ItemSight>> Of(ReviewId review)
    {
        if (_reviews.TryGetValue(review, out var seen))
            return seen;
        _reviews[review] = seen = [];
        var (state, _) = await states.Read(ReviewStream.Definition, review, cancellation);
        foreach (var item in state is KnownReview { Meeting: var meeting } ? meeting.Agenda.FindAll(item => item.IsKnownTo(_reader)) : [])
        {
            if ((await _coverage.Of(item.Matter, [_reader], GateOccasion.View)).Covers(_reader, item.Matter))
                seen[item.Matter.Item] = await Of(item, (KnownReview)state);
        }
        return seen;
    }

    private async ValueTask<ItemSight> Of(AgendaItem item, KnownReview review)
    {
        if (item.Recused.Contains(_reader))
            return new(false, []);
        var (consent, _) = await states.Read(ConsentStream.Definition, item.Matter.Survivor, cancellation);
        var decisions = review.Meeting.Decisions.FindAll(decision => decision.Recorded.Item == item.Matter.Item);
        return new(true, [.. decisions.FindAll(decision => DecisionBasis.WasWithdrawn(decision.Recorded, item.Matter, consent)).Select(decision => decision.Decision)]);
    }
}
