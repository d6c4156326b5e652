using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Host.Execution;
using Coordination.Host.Security;

namespace Coordination.Host.Views;

/// <summary>What whoever reads the board may know of an item now.</summary>
/// <param name="Hears">Whether they are covered for it at this moment.</param>
/// <param name="Discussion">Whether they may know what was said about it: who recused themselves may not.</param>
/// <param name="Basis">What became of the consent on which a decision on it stood, for whoever was there when it was taken.</param>
/// <param name="Decisions">The same, decision by decision, for whoever may know of them.</param>
internal sealed record ItemSight(bool Hears, bool Discussion, BasisStanding Basis, IReadOnlyDictionary<DecisionId, BasisStanding> Decisions);

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

    /// <summary>The items of a review of which the reader was told; the others are missing.</summary>
    public async ValueTask<Dictionary<AgendaItemId, ItemSight>> Of(ReviewId review)
    {
        if (_reviews.TryGetValue(review, out var seen))
            return seen;
        _reviews[review] = seen = [];
        var (state, _) = await states.Read(ReviewStream.Definition, review, cancellation);
        foreach (var item in state is KnownReview { Meeting: var meeting } ? meeting.Agenda.FindAll(item => item.IsKnownTo(_reader)) : [])
            seen[item.Matter.Item] = await Of(item, ((KnownReview)state).Meeting);
        return seen;
    }

    private async ValueTask<ItemSight> Of(AgendaItem item, Meeting meeting)
    {
        var hears = (await _coverage.Of(item.Matter, [_reader], GateOccasion.View)).Covers(_reader, item.Matter);
        var recused = item.Recused.Contains(_reader);
        var consent = await states.ReadRecords(item.Matter.Survivor, cancellation);
        var basis = item.WasHeardBy(_reader.Agency) && !recused ? DecisionBasis.OfItem(item, meeting, now, consent) : BasisStanding.Stands;
        return new(hears, hears && !recused, basis, meeting.Decisions.Where(decision => decision.Recorded.Item == item.Matter.Item)
            .ToDictionary(decision => decision.Decision, decision => DecisionBasis.At(decision.Recorded, item.Matter, now, consent)));
    }
}
