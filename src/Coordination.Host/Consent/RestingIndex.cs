using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Disclosures;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;

namespace Coordination.Host.Consent;

/// <summary>A decision of a review that relied on a release.</summary>
public sealed record RestingDecision(ReviewId Review, AgendaItemId Item, DecisionId Decision);

/// <summary>What rests on which release: disclosures that were made, decisions of reviews.</summary>
public sealed class RestingIndex(IEventStore store, EventCodec codec) : LogIndex(store, codec), IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Dictionary<ReleaseId, HashSet<DisclosureId>> _disclosures = [];
    private readonly Dictionary<ReleaseId, HashSet<RestingDecision>> _decisions = [];

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>What rests on any of these releases, as of the end of the log.</summary>
    public async ValueTask<(IReadOnlyList<DisclosureId> Disclosures, IReadOnlyList<RestingDecision> Decisions)> On(IReadOnlyList<ReleaseId> releases, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            await CatchUp(long.MaxValue, cancellation);
            return (
                [.. releases.SelectMany(release => _disclosures.GetValueOrDefault(release) ?? []).Distinct()],
                [.. releases.SelectMany(release => _decisions.GetValueOrDefault(release) ?? []).Distinct()]);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    protected override bool Concerns(string stream) => DisclosureStream.Definition.Names(stream) || ReviewStream.Definition.Names(stream);

    protected override void Apply(Recorded<DomainEvent> recorded)
    {
        if (recorded.Event is DisclosureMade made && DisclosureId.TryParse(DisclosureStream.Definition.SubjectOf(recorded.Meta.Stream), out var disclosure))
            Add(_disclosures, made.Verdict.ReleasesReliedOn, disclosure);
        if (recorded.Event is DecisionRecorded decided && ReviewId.TryParse(ReviewStream.Definition.SubjectOf(recorded.Meta.Stream), out var review))
            Add(_decisions, decided.ReleasesReliedOn, new RestingDecision(review, decided.Item, decided.Decision));
    }

    private static void Add<T>(Dictionary<ReleaseId, HashSet<T>> resting, IReadOnlyList<ReleaseId> releases, T what)
    {
        foreach (var release in releases)
        {
            if (!resting.TryGetValue(release, out var known))
                resting[release] = known = [];
            known.Add(what);
        }
    }
}
