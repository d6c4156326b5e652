namespace Coordination.Projections.Lookups;

/// <summary>A legal process, and the disclosures that rest on it. In the compartment of the agency that was served, the earliest due
/// first.</summary>
public sealed record ProcessRow : LookupRow
{
    /// <summary>Which.</summary>
    public required ProcessId Process { get; init; }

    /// <summary>The agency that was served; null while nothing says so.</summary>
    public AgencyId? Agency { get; init; }

    /// <summary>Whom it is about.</summary>
    public SurvivorId? Survivor { get; init; }

    public DateTimeOffset? Due { get; init; }

    /// <summary>The position of the first event that says that something was told before it was recorded, or by telephone.</summary>
    public long? ToldAt { get; init; }

    /// <summary>The disclosures that rest on it, made or not.</summary>
    public IReadOnlyList<DisclosureId> Under { get; init; } = [];

    /// <summary>The disclosures that were made under it.</summary>
    public IReadOnlyList<MadeAt> Made { get; init; } = [];

    /// <summary>Whether anything reached its recipient.</summary>
    public bool Reached { get; init; }

    /// <summary>The disclosures of which a copy was made that has to be handed over.</summary>
    public IReadOnlyList<DisclosureId> ToHandOver { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place =>
        Agency is { } agency ? new(Compartment.Of(agency), (Due ?? DateTimeOffset.MaxValue).Sortable()) : base.Place;

    public static LookupKey<ProcessRow> Key(ProcessId process) => new(LookupKinds.Process, process.ToString());
}

internal sealed class ProcessLookup() : Lookup<ProcessRow>(
    LookupKinds.Process, typeof(ProcessServed), typeof(AuthorityTold), typeof(DisclosureOffered), typeof(DisclosureAuthorized),
    typeof(DisclosureHeld), typeof(DisclosureRefused),
    typeof(DisclosureMade), typeof(CopyHandedOver), typeof(DisclosureAcknowledged))
{
    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) => Touched(recorded) is { } process ? [$"{process}"] : [];

    protected override ProcessRow? Apply(string id, ProcessRow? row, Recorded<DomainEvent> recorded)
    {
        var known = row ?? new() { Process = Touched(recorded)!.Value };
        switch (recorded.Event)
        {
            case ProcessServed e:
                return known with
                {
                    Agency = e.Agency,
                    Survivor = e.Survivor,
                    Due = e.AnswerDue,
                    ToldAt = known.ToldAt ?? (e.Made is null ? null : recorded.Meta.Position)
                };
            case AuthorityTold:
                return known is { Survivor: not null, ToldAt: null } ? known with { ToldAt = recorded.Meta.Position } : row;
            case CopyHandedOver or DisclosureAcknowledged:
                return Reached(known, DisclosureLookup.Of(recorded.Meta));
        }

        if (DisclosureLookup.Of(recorded.Meta) is not { } disclosure)
            return row;
        if (!known.Under.Contains(disclosure))
            known = known with { Under = [.. known.Under, disclosure] };
        if (recorded.Event is DisclosureMade made)
        {
            known = known with { Made = With(known.Made, disclosure, recorded.Meta) };
            known = made.HandOverBy is null
                ? known with { Reached = true }
                : known with { ToHandOver = With(known.ToHandOver, disclosure) };
        }

        return known;
    }

    private static ProcessRow Reached(ProcessRow row, DisclosureId? disclosure) =>
        row with { Reached = true, ToHandOver = row.ToHandOver.Without(waiting => waiting == disclosure) };

    private static ProcessId? Touched(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        ProcessServed e => e.Process,
        AuthorityTold when ProcessStream.Definition.Names(recorded.Meta.Stream)
            && ProcessId.TryParse(ProcessStream.Definition.SubjectOf(recorded.Meta.Stream), out var told) => told,
        DisclosureOffered e => e.Under?.Process,
        DisclosureAuthorized e => e.Verdict.Process?.Process,
        DisclosureHeld e => e.Verdict.Process?.Process,
        DisclosureRefused e => e.Verdict.Process?.Process,
        DisclosureMade e => e.Verdict.Process?.Process,
        CopyHandedOver e => e.Process,
        DisclosureAcknowledged e => e.Process,
        _ => null,
    };
}
