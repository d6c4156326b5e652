namespace Coordination.Projections.Lookups;

/// <summary>What there is about a survivor: her cases, disclosures, processes and meetings, and whether she died or was erased.</summary>
public sealed record SurvivorRow : LookupRow
{
    /// <summary>Her cases.</summary>
    public IReadOnlyList<CaseId> Cases { get; init; } = [];

    /// <summary>The disclosures that say they are about her, with the instant at which the first of their events did.</summary>
    public IReadOnlyList<AboutHer<DisclosureId>> Disclosures { get; init; } = [];

    /// <summary>Those that were authorised, the first first. Nothing is given before that, and by then it is settled whom it is
    /// about.</summary>
    public IReadOnlyList<DisclosureId> Authorised { get; init; } = [];

    /// <summary>The legal processes about her, with the instant at which they were recorded.</summary>
    public IReadOnlyList<AboutHer<ProcessId>> Processes { get; init; } = [];

    /// <summary>The meetings at which she was on the agenda.</summary>
    public IReadOnlyList<ReviewId> Meetings { get; init; } = [];

    /// <summary>The records that are hers as well.</summary>
    public IReadOnlyList<SurvivorId> MergedWith { get; init; } = [];

    /// <summary>Between which positions it was on record that she had died.</summary>
    public IReadOnlyList<DeadBetween> Deaths { get; init; } = [];

    public bool IsErased { get; init; }

    /// <summary>Whether it was on record that she had died, just before a position.</summary>
    public bool WasDeadAt(long position) => Deaths.Any(death => death.From < position && (death.To is not { } to || position < to));

    public static LookupKey<SurvivorRow> Key(SurvivorId survivor) => new(LookupKinds.Survivor, survivor.ToString());
}

public sealed record AboutHer<TId>(TId Id, DateTimeOffset At) where TId : struct;

/// <summary>From the position at which a death was recorded to that at which it was withdrawn; null where it was not.</summary>
public sealed record DeadBetween(long From, long? To);

public sealed record ErasedRow : LookupRow
{
    /// <summary>Them, in the order in which they were.</summary>
    public required IReadOnlyList<SurvivorId> Survivors { get; init; }

    public static LookupKey<ErasedRow> Key { get; } = new(LookupKinds.Erased, "all");
}

internal sealed class SurvivorLookup() : Lookup<SurvivorRow>(
    LookupKinds.Survivor, typeof(CaseOpened), typeof(DisclosureOffered), typeof(RequestMatched), typeof(DisclosureAuthorized),
    typeof(DisclosureHeld), typeof(DisclosureRefused),
    typeof(ProcessServed), typeof(AgendaItemProposed), typeof(SurvivorErased), typeof(SurvivorDied), typeof(DeathWithdrawn),
    typeof(SurvivorRecordsMerged), typeof(SurvivorRecordsSeparated))
{
    internal static SurvivorId? Of(EventMeta meta) =>
        SurvivorStream.Definition.Names(meta.Stream) ? Parsed(SurvivorStream.Definition.SubjectOf(meta.Stream))
        : ConsentStream.Definition.Names(meta.Stream) ? Parsed(ConsentStream.Definition.SubjectOf(meta.Stream)) : null;

    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) => Touched(recorded) is { } survivor ? [$"{survivor}"] : [];

    protected override SurvivorRow? Apply(string id, SurvivorRow? row, Recorded<DomainEvent> recorded)
    {
        var known = row ?? new();
        switch (recorded.Event)
        {
            case CaseOpened e:
                return known.Cases.Contains(e.Case) ? row : known with { Cases = [.. known.Cases, e.Case] };
            case ProcessServed e:
                return known.Processes.Any(other => other.Id == e.Process)
                    ? row
                    : known with { Processes = [.. known.Processes, new(e.Process, recorded.Meta.RecordedAt)] };
            case AgendaItemProposed when ReviewLookup.Of(recorded.Meta) is { } review:
                return known.Meetings.Contains(review) ? row : known with { Meetings = [.. known.Meetings, review] };
            case SurvivorErased:
                return known.IsErased ? row : known with { IsErased = true };
            case SurvivorDied:
                return known.Deaths is [.., { To: null }]
                    ? row
                    : known with { Deaths = [.. known.Deaths, new(recorded.Meta.Position, null)] };
            case DeathWithdrawn:
                return known.Deaths is [.., { To: null } open]
                    ? known with { Deaths = [.. known.Deaths.SkipLast(1), open with { To = recorded.Meta.Position }] }
                    : row;
            case SurvivorRecordsMerged e:
                return e.With.All(known.MergedWith.Contains) ? row : known with { MergedWith = [.. known.MergedWith.Union(e.With)] };
            case SurvivorRecordsSeparated e:
                return e.From.Any(known.MergedWith.Contains) ? known with { MergedWith = [.. known.MergedWith.Except(e.From)] } : row;
        }

        return DisclosureLookup.Of(recorded.Meta) is { } disclosure ? About(row, known, disclosure, recorded) : row;
    }

    private static SurvivorRow? About(SurvivorRow? row, SurvivorRow known, DisclosureId disclosure, Recorded<DomainEvent> recorded)
    {
        var isNew = !known.Disclosures.Any(other => other.Id == disclosure);
        if (isNew)
            known = known with { Disclosures = [.. known.Disclosures, new(disclosure, recorded.Meta.RecordedAt)] };
        if (recorded.Event is DisclosureAuthorized && !known.Authorised.Contains(disclosure))
            return known with { Authorised = [.. known.Authorised, disclosure] };
        return isNew ? known : row;
    }

    private static SurvivorId? Touched(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        CaseOpened e => e.Survivor,
        ProcessServed e => e.Survivor,
        AgendaItemProposed e => e.Survivor,
        DisclosureOffered e => e.Survivor,
        RequestMatched e => e.Survivor,
        DisclosureAuthorized e => e.Survivor,
        DisclosureHeld e => e.Survivor,
        DisclosureRefused e => e.Survivor,
        _ => Of(recorded.Meta),
    };

    private static SurvivorId? Parsed(string subject) => SurvivorId.TryParse(subject, out var survivor) ? survivor : null;
}

internal sealed class ErasedLookup() : Lookup<ErasedRow>(LookupKinds.Erased, typeof(SurvivorErased))
{
    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) =>
        SurvivorLookup.Of(recorded.Meta) is null ? [] : [ErasedRow.Key.Row.Id];

    protected override ErasedRow? Apply(string id, ErasedRow? row, Recorded<DomainEvent> recorded) =>
        SurvivorLookup.Of(recorded.Meta) is not { } survivor || row?.Survivors.Contains(survivor) == true
            ? row
            : new() { Survivors = [.. row?.Survivors ?? [], survivor] };
}
