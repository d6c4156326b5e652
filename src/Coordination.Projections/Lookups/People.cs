namespace Coordination.Projections.Lookups;

/// <summary>The agencies in which a person is known: those that trained or recorded them, and those for which they acted.</summary>
public sealed record PersonRow : LookupRow
{
    /// <summary>The agencies, in the order in which they came to be known there.</summary>
    public required IReadOnlyList<AgencyId> Agencies { get; init; }

    public static LookupKey<PersonRow> Key(PersonId person) => new(LookupKinds.Person, person.Value);
}

/// <summary>An agency of which something is known.</summary>
public sealed record AgencyRow : LookupRow
{
    /// <summary>Whether it joined, was formed as a division, or was recorded as an office outside.</summary>
    public bool IsKnown { get; init; }

    /// <summary>The offices outside the task force that it recorded, in the order of their identifiers.</summary>
    public IReadOnlyList<AgencyId> Outside { get; init; } = [];

    public static LookupKey<AgencyRow> Key(AgencyId agency) => new(LookupKinds.Agency, agency.Value);
}

internal sealed class PersonLookup()
    : Lookup<PersonRow>(LookupKinds.Person, typeof(ConfidentialityTrainingRecorded), typeof(OutsideRecipientRecorded))
{
    /// <summary>Every event touches the row of its actor: <see cref="LookupsProjection.Seen"/>.</summary>
    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        ConfidentialityTrainingRecorded e => [e.Person.Value],
        OutsideRecipientRecorded e => [e.Person.Value],
        _ => [],
    };

    protected override PersonRow? Apply(string id, PersonRow? row, Recorded<DomainEvent> recorded)
    {
        if (id == recorded.Meta.Actor.Person.Value)
            row = Known(row, recorded.Meta.Actor.Agency);
        return recorded.Event switch
        {
            ConfidentialityTrainingRecorded e when e.Person.Value == id => Known(row, AgencyLookup.Of(recorded.Meta)),
            OutsideRecipientRecorded e when e.Person.Value == id => Known(row, AgencyLookup.Of(recorded.Meta)),
            _ => row,
        };
    }

    internal static PersonRow Known(PersonRow? row, AgencyId agency) =>
        row is null ? new() { Agencies = [agency] } : row.Agencies.Contains(agency) ? row
            : row with { Agencies = [.. row.Agencies, agency] };
}

internal sealed class AgencyLookup()
    : Lookup<AgencyRow>(LookupKinds.Agency, typeof(AgencyJoined), typeof(DivisionFormed), typeof(OutsideRecipientRecorded))
{
    internal static AgencyId Of(EventMeta meta) => new(PartnerStream.Definition.SubjectOf(meta.Stream));

    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) =>
        recorded.Event is OutsideRecipientRecorded { For: { } agency }
        ? [Of(recorded.Meta).Value, agency.Value] : [Of(recorded.Meta).Value];

    protected override AgencyRow? Apply(string id, AgencyRow? row, Recorded<DomainEvent> recorded)
    {
        if (id == Of(recorded.Meta).Value && row is not { IsKnown: true })
            row = (row ?? new()) with { IsKnown = true };
        return recorded.Event is OutsideRecipientRecorded { For: { } agency, Agency: var office } && agency.Value == id
            && row?.Outside.Contains(office) != true
            ? (row ?? new()) with
            {
                Outside = [.. (row?.Outside ?? []).Append(office)
                .OrderBy(known => known.Value, StringComparer.Ordinal)]
            }
            : row;
    }
}
