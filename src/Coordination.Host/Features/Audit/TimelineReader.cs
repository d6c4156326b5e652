using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Mandates;
using Coordination.Domain.Readings;
using Coordination.Domain.Services;
using Coordination.Domain.Survivors;
using Coordination.Projections.AuditorTimeline;

namespace Coordination.Host.Features.Audit;

/// <summary>Tells what happened: in one stream, or in everything that belongs to one case.</summary>
public sealed class TimelineReader(History history, Catalogue catalogue)
{
    public const int MostEvents = 1_000;

    /// <summary>One stream; null when there is no such stream.</summary>
    public async ValueTask<AuditedTimeline?> OfStream(string stream, long afterPosition, CancellationToken cancellation)
    {
        var events = new List<Recorded<DomainEvent>>();
        await foreach (var recorded in history.Stream(stream, AsOf.Everything, cancellation))
            events.Add(recorded);
        return events.Count == 0 ? null : Page(stream, events, afterPosition);
    }

    /// <summary>
    /// A case: its stream, its survivor's record, consent and services, the disclosures about it, what was served about it, the relief
    /// sought for her, mandates, what reviews did with its agenda items, and who of the agency that serves her read what is kept about her.
    /// Null when there is no such case.
    /// </summary>
    public async ValueTask<AuditedTimeline?> OfCase(CaseId @case, long afterPosition, CancellationToken cancellation)
    {
        if (await StreamsOf(@case, AsOf.Everything, cancellation) is not { } found)
            return null;
        List<Recorded<DomainEvent>> events = [.. found.InReviews, .. found.Readings];
        foreach (var stream in found.Streams)
            await foreach (var recorded in history.Stream(stream, AsOf.Everything, cancellation))
                events.Add(recorded);
        events.Sort((one, other) => one.Meta.Position.CompareTo(other.Meta.Position));
        return Page(CaseStream.Definition.NameFor(@case), events, afterPosition);
    }

    /// <summary>The streams that belong to a case, what reviews did with its agenda items, and who read her record; null when there is no
    /// such case.</summary>
    internal async ValueTask<CaseStreams?> StreamsOf(CaseId @case, AsOf asOf, CancellationToken cancellation)
    {
        var (state, _) = await history.Fold(CaseStream.Definition, CaseStream.Definition.NameFor(@case), asOf, cancellation);
        if (state.RecordIfAny is not { } record)
            return null;
        var thread = new CaseThread(@case, record.Survivor);
        await foreach (var recorded in history.Log(["disclosure", "process", "relief", "mandate", "review", "reading"], asOf, cancellation))
            thread.Follow(recorded);
        IReadOnlyList<string> streams =
        [
            CaseStream.Definition.NameFor(@case), SurvivorStream.Definition.NameFor(record.Survivor),
            ConsentStream.Definition.NameFor(record.Survivor), ServiceStream.Definition.NameFor(record.Survivor), .. thread.Streams,
        ];
        return new(streams, thread.InReviews, thread.Readings);
    }

    private AuditedTimeline Page(string subject, List<Recorded<DomainEvent>> events, long afterPosition)
    {
        var page = events.Where(recorded => recorded.Meta.Position > afterPosition).Take(MostEvents + 1).ToList();
        var shown = page.Take(MostEvents).Select(Audited).ToList();
        return new AuditedTimeline(subject, shown, page.Count > MostEvents ? shown[^1].Position : null);
    }

    internal AuditedEvent Audited(Recorded<DomainEvent> recorded)
    {
        var (e, meta) = recorded;
        return new AuditedEvent(
            meta.Position, meta.Stream, meta.Version, catalogue.NameOf(e.GetType()), meta.EventId, meta.Actor.Person, meta.Actor.Agency,
            meta.OccurredAt, meta.RecordedAt, AuditorTimelineProjection.RowOf(recorded).Summary, EventCodec.Masked(e),
            meta.CorrelationId, meta.CausationId);
    }
}

/// <summary>What belongs to one case.</summary>
/// <param name="Streams">Its streams, and those that are about nothing else.</param>
/// <param name="InReviews">What reviews did with its agenda items.</param>
/// <param name="Readings">Who of the agency that serves her read what is kept about her.</param>
internal sealed record CaseStreams(IReadOnlyList<string> Streams, IReadOnlyList<Recorded<DomainEvent>> InReviews,
    IReadOnlyList<Recorded<DomainEvent>> Readings);

/// <summary>Finds in the log what belongs to one case. Events are given in the order of the log.</summary>
internal sealed class CaseThread(CaseId @case, SurvivorId survivor)
{
    private readonly HashSet<AgendaItemId> _items = [];
    private readonly HashSet<DecisionId> _decisions = [];
    private readonly HashSet<ActionId> _actions = [];
    private readonly HashSet<string> _streams = new(StringComparer.Ordinal);
    private readonly List<Recorded<DomainEvent>> _inReviews = [], _readings = [];

    /// <summary>The streams of disclosures about the case, and of what was served about it.</summary>
    public IReadOnlyCollection<string> Streams => _streams;

    /// <summary>What reviews did with the agenda items of the case.</summary>
    public IReadOnlyList<Recorded<DomainEvent>> InReviews => _inReviews;

    /// <summary>Who of the agency that serves her read what is kept about her.</summary>
    public IReadOnlyList<Recorded<DomainEvent>> Readings => _readings;

    public void Follow(Recorded<DomainEvent> recorded)
    {
        if (CaseOf(recorded.Event) == @case || SurvivorOf(recorded.Event) == survivor)
            _streams.Add(recorded.Meta.Stream);
        if (recorded.Event is ReviewEvent review && IsAboutIt(review))
            _inReviews.Add(recorded);
        if (recorded.Event is RecordRead read && read.Survivor == survivor)
            _readings.Add(recorded);
    }

    private static SurvivorId? SurvivorOf(DomainEvent e) => e switch
    {
        ReliefSought sought => sought.Survivor,
        ReliefConditionRefused refused => refused.Survivor,
        MandateRecorded recorded => recorded.Survivor,
        _ => null,
    };

    private static CaseId? CaseOf(DomainEvent e) => e switch
    {
        DisclosureOffered offered => offered.Case,
        RequestMatched matched => matched.Case,
        DisclosureAuthorized authorized => authorized.Case,
        DisclosureRefused refused => refused.Case,
        DisclosureHeld held => held.Case,
        ProcessServed served => served.Case,
        _ => null,
    };

    private bool IsAboutIt(ReviewEvent review) => review switch
    {
        AgendaItemProposed e => e.Case == @case && Adds(_items, e.Item),
        DecisionRecorded e => _items.Contains(e.Item) && Adds(_decisions, e.Decision),
        ActionAssigned e => _items.Contains(e.Item) && Adds(_actions, e.Action),
        IAboutItem e => _items.Contains(e.Item),
        IAboutDecision e => _decisions.Contains(e.Decision),
        IAboutAction e => _actions.Contains(e.Action),
        AgendaPublished e => e.Entries.Any(entry => _items.Contains(entry.Item)),
        _ => false,
    };

    private static bool Adds<T>(HashSet<T> set, T value)
    {
        set.Add(value);
        return true;
    }
}
