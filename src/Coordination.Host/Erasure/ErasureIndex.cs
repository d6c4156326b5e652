using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Survivors;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;

namespace Coordination.Host.Erasure;

/// <summary>Where a survivor was spoken of: which copies about her went out, and at which meetings she was on the agenda.</summary>
public sealed class ErasureIndex(IEventStore store, EventCodec codec) : LogIndex(store, codec)
{
    private readonly Dictionary<DisclosureId, SurvivorId> _subjects = [];
    private readonly Dictionary<SurvivorId, List<MadeCopy>> _copies = [];
    private readonly Dictionary<SurvivorId, HashSet<KeySubject>> _meetings = [];
    private readonly Dictionary<SurvivorId, List<CaseId>> _cases = [];
    private readonly HashSet<KeySubject> _over = [];
    private readonly List<SurvivorId> _erased = [];

    /// <summary>Whoever was erased so far.</summary>
    public IReadOnlyList<SurvivorId> Erased => _erased;

    /// <summary>The copies about a survivor that were made.</summary>
    public IReadOnlyList<MadeCopy> CopiesAbout(SurvivorId survivor) => _copies.GetValueOrDefault(survivor) ?? [];

    /// <summary>Her cases.</summary>
    public IReadOnlyList<CaseId> CasesOf(SurvivorId survivor) => _cases.GetValueOrDefault(survivor) ?? [];

    /// <summary>The disclosures that were about her, made or not, in the order of their identifiers.</summary>
    public IReadOnlyList<DisclosureId> DisclosuresAbout(SurvivorId survivor) =>
        [.. _subjects.Where(known => known.Value == survivor).Select(known => known.Key).OrderBy(disclosure => disclosure.ToString(), StringComparer.Ordinal)];

    /// <summary>
    /// Whose keys are to be destroyed: hers, and those of the meetings at which she was spoken of, whose minutes may say so. A meeting
    /// that goes on keeps its key until it is over.
    /// </summary>
    public IReadOnlyList<KeySubject> SubjectsOf(SurvivorId survivor) =>
        [KeySubject.Of(survivor), .. (_meetings.GetValueOrDefault(survivor) ?? []).Where(_over.Contains)];

    /// <summary>The keys of a meeting that is over, if somebody was spoken of who was erased before that.</summary>
    public KeySubject? SubjectOfClosed(string review) =>
        KeySubject.OfStream(review) is var meeting && _erased.Exists(survivor => _meetings.GetValueOrDefault(survivor)?.Contains(meeting) == true) ? meeting : null;

    protected override bool Concerns(string stream) =>
        DisclosureStream.Definition.Names(stream) || ReviewStream.Definition.Names(stream) || CaseStream.Definition.Names(stream) || SurvivorStream.Definition.Names(stream);

    protected override void Apply(Recorded<DomainEvent> recorded)
    {
        switch (recorded.Event)
        {
            case CaseOpened opened:
                Of(_cases, opened.Survivor).Add(opened.Case);
                break;
            case DisclosureOffered offered:
                _subjects[offered.Disclosure] = offered.Survivor;
                break;
            case RequestMatched matched when Disclosure(recorded.Meta) is { } disclosure:
                _subjects[disclosure] = matched.Survivor;
                break;
            case DisclosureMade made when Disclosure(recorded.Meta) is { } disclosure && _subjects.TryGetValue(disclosure, out var about):
                Of(_copies, about).Add(new(disclosure, made.Recipient.Agency, recorded.Meta.RecordedAt));
                break;
            case AgendaItemProposed proposed:
                Of(_meetings, proposed.Survivor).Add(KeySubject.OfStream(recorded.Meta.Stream));
                break;
            case ReviewClosed or ReviewCalledOff:
                _over.Add(KeySubject.OfStream(recorded.Meta.Stream));
                break;
            case SurvivorErased when SurvivorId.TryParse(SurvivorStream.Definition.SubjectOf(recorded.Meta.Stream), out var survivor):
                _erased.Add(survivor);
                break;
        }
    }

    private static DisclosureId? Disclosure(EventMeta meta) =>
        DisclosureId.TryParse(DisclosureStream.Definition.SubjectOf(meta.Stream), out var disclosure) ? disclosure : null;

    private static TList Of<TList>(Dictionary<SurvivorId, TList> lists, SurvivorId survivor) where TList : new()
    {
        if (!lists.TryGetValue(survivor, out var list))
            lists[survivor] = list = new();
        return list;
    }
}

/// <summary>A copy that was made for a recipient.</summary>
public sealed record MadeCopy(DisclosureId Disclosure, AgencyId Recipient, DateTimeOffset MadeAt);
