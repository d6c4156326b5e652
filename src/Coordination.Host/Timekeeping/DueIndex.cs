using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;

namespace Coordination.Host.Timekeeping;

/// <summary>What becomes a fact when an instant has passed.</summary>
/// <param name="At">The instant.</param>
/// <param name="Stream">The stream that it concerns.</param>
/// <param name="Release">The release that ends; null where a recall or a certifier's answer is due.</param>
/// <param name="Agency">The custodian.</param>
public sealed record DueFact(DateTimeOffset At, string Stream, ReleaseId? Release, AgencyId Agency)
{
    /// <summary>What makes it this fact and no other.</summary>
    public string Key => $"{Stream}:{Release}:{At.UtcTicks}";
}

/// <summary>Releases that will end, recalls and certifiers' answers that will be due, the earliest first.</summary>
public sealed class DueIndex(IEventStore store, EventCodec codec) : LogIndex(store, codec)
{
    private static readonly Comparer<DueFact> EarliestFirst = Comparer<DueFact>.Create((one, other) =>
        one.At.CompareTo(other.At) is var byTime && byTime != 0 ? byTime : string.CompareOrdinal(one.Key, other.Key));

    private readonly SortedSet<DueFact> _due = new(EarliestFirst);
    private readonly Dictionary<ReleaseId, DueFact> _releases = [];
    private readonly Dictionary<string, List<DueFact>> _answers = new(StringComparer.Ordinal);

    /// <summary>What is due, at most so many.</summary>
    public IReadOnlyList<DueFact> DueAt(DateTimeOffset now, int limit) => [.. _due.TakeWhile(fact => fact.At <= now).Take(limit)];

    /// <summary>It was dealt with.</summary>
    public void Remove(DueFact fact) => _due.Remove(fact);

    protected override bool Concerns(string stream) =>
        DisclosureStream.Definition.Names(stream) || ConsentStream.Definition.Names(stream) || ReliefStream.Definition.Names(stream);

    protected override void Apply(Recorded<DomainEvent> recorded)
    {
        var meta = recorded.Meta;
        switch (recorded.Event)
        {
            case ReleaseSigned e: Expect(e.Release, e.Terms, meta); break;
            case ReleaseRenewed e: Expect(e.Renewal, e.Terms, meta); break;
            case ReleaseNarrowed e: Expect(e.Release, e.Terms, meta); break;
            case ReleaseRevoked e: Forget(e.Release); break;
            case ReleaseExpired e: Forget(e.Release); break;
            case ReleaseVoided e: Forget(e.Release); break;
            case IAskedBack e: Expect(e.Due, meta); break;
            case RecallOverdue e: Forget(meta.Stream, fact => fact.At == e.Due); break;
            case CertifierAsked e: Expect(e.Due, meta); break;
            case CertifierSilent e: Forget(meta.Stream, fact => fact.At == e.Due); break;
            case ReliefGranted or ReliefDenied: Forget(meta.Stream, _ => true); break;
            case RecallAcknowledged: Forget(meta.Stream, _ => true); break;
            default: break;
        }
    }

    private void Expect(ReleaseId release, ReleaseTerms terms, EventMeta meta)
    {
        Forget(release);
        if (terms.Expires is not { } expires)
            return;
        var fact = new DueFact(expires, meta.Stream, release, meta.Actor.Agency);
        _releases[release] = fact;
        _due.Add(fact);
    }

    private void Expect(DateTimeOffset due, EventMeta meta)
    {
        var fact = new DueFact(due, meta.Stream, null, meta.Actor.Agency);
        if (!_answers.TryGetValue(meta.Stream, out var answers))
            _answers[meta.Stream] = answers = [];
        answers.Add(fact);
        _due.Add(fact);
    }

    private void Forget(ReleaseId release)
    {
        if (_releases.Remove(release, out var fact))
            _due.Remove(fact);
    }

    private void Forget(string stream, Predicate<DueFact> which)
    {
        if (!_answers.TryGetValue(stream, out var answers))
            return;
        answers.FindAll(which).ForEach(fact => _due.Remove(fact));
        if (answers.RemoveAll(which) > 0 && answers.Count == 0)
            _answers.Remove(stream);
    }
}
