using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;

namespace Coordination.Host.Disclosures.Recalls;

/// <summary>Which disclosures rest on which release, hold which record item and are with which agency, went by which process, and which release renewed which, and what went after a death was recorded.</summary>
public sealed class RecallIndex(IEventStore store, EventCodec codec) : LogIndex(store, codec)
{
    private readonly Dictionary<ReleaseId, HashSet<DisclosureId>> _resting = [];
    private readonly Dictionary<RecordItemId, HashSet<DisclosureId>> _holding = [];
    private readonly Dictionary<AgencyId, HashSet<DisclosureId>> _heldBy = [];
    private readonly Dictionary<ProcessId, HashSet<DisclosureId>> _under = [];
    private readonly Dictionary<ReleaseId, ReleaseId> _renewed = [];
    private readonly AfterDeathIndex _afterDeath = new();

    /// <summary>The releases that this one renewed, the last first.</summary>
    public IReadOnlyList<ReleaseId> RenewedBy(ReleaseId release)
    {
        List<ReleaseId> line = [];
        while (_renewed.TryGetValue(release, out release) && !line.Contains(release))
            line.Add(release);
        return line;
    }

    /// <summary>The disclosures that were made on any of these releases.</summary>
    public IReadOnlyList<DisclosureId> RestingOn(IEnumerable<ReleaseId> releases) =>
        [.. releases.SelectMany(release => _resting.GetValueOrDefault(release) ?? []).Distinct()];

    /// <summary>The disclosures in which a copy of this item was given.</summary>
    public IReadOnlyList<DisclosureId> Holding(RecordItemId item) => [.. _holding.GetValueOrDefault(item) ?? []];

    /// <summary>The disclosures that were made to this agency or to somebody of it.</summary>
    public IReadOnlyList<DisclosureId> HeldBy(AgencyId agency) => [.. _heldBy.GetValueOrDefault(agency) ?? []];

    /// <summary>The disclosures that were made under this process.</summary>
    public IReadOnlyList<DisclosureId> Under(ProcessId process) => [.. _under.GetValueOrDefault(process) ?? []];

    /// <summary>The disclosures about her that were made while it was recorded that she had died.</summary>
    public IReadOnlyList<DisclosureAfterDeath> AfterDeathOf(SurvivorId survivor) => _afterDeath.Of(survivor);

    protected override bool Concerns(string stream) =>
        DisclosureStream.Definition.Names(stream) || ConsentStream.Definition.Names(stream);

    protected override void Apply(Recorded<DomainEvent> recorded)
    {
        _afterDeath.Take(recorded);
        if (recorded.Event is ReleaseRenewed renewed)
            _renewed[renewed.Renewal] = renewed.Release;
        if (recorded.Event is not DisclosureMade made || !DisclosureId.TryParse(DisclosureStream.Definition.SubjectOf(recorded.Meta.Stream), out var disclosure))
            return;
        Add(_heldBy, made.Recipient.Agency, disclosure);
        if (made.Verdict.Process is { } rests)
            Add(_under, rests.Process, disclosure);
        foreach (var release in made.Verdict.ReleasesReliedOn)
            Add(_resting, release, disclosure);
        foreach (var item in made.Items)
            Add(_holding, item.Item, disclosure);
    }

    private static void Add<TKey>(Dictionary<TKey, HashSet<DisclosureId>> to, TKey key, DisclosureId disclosure) where TKey : notnull
    {
        if (!to.TryGetValue(key, out var disclosures))
            to[key] = disclosures = [];
        disclosures.Add(disclosure);
    }
}
