using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;

namespace Coordination.Host.CaseReviews;

/// <summary>Which reviews had a case on their agenda, in the order in which it came there.</summary>
public sealed class CaseReviewIndex(IEventStore store, EventCodec codec) : LogIndex(store, codec), IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly Dictionary<CaseId, List<ReviewId>> _reviews = [];

    /// <summary>The reviews, as far as the log goes at this moment.</summary>
    public async ValueTask<IReadOnlyList<ReviewId>> Of(CaseId @case, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            await CatchUp(long.MaxValue, cancellation);
            return _reviews.TryGetValue(@case, out var reviews) ? [.. reviews] : [];
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    protected override bool Concerns(string stream) => ReviewStream.Definition.Names(stream);

    protected override void Apply(Recorded<DomainEvent> recorded)
    {
        if (recorded.Event is not AgendaItemProposed proposed || !ReviewId.TryParse(ReviewStream.Definition.SubjectOf(recorded.Meta.Stream), out var review))
            return;
        if (!_reviews.TryGetValue(proposed.Case, out var reviews))
            _reviews[proposed.Case] = reviews = [];
        if (!reviews.Contains(review))
            reviews.Add(review);
    }
}
