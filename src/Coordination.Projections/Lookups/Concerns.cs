namespace Coordination.Projections.Lookups;

/// <summary>About which agency a concern is, who raised it and when, and whether that agency knows of it. In the order in which they were
/// raised.</summary>
public sealed record ConcernRow : LookupRow
{
    /// <summary>Which.</summary>
    public required ConcernId Concern { get; init; }

    /// <summary>The agency that it is about.</summary>
    public required AgencyId About { get; init; }

    public required AgencyId RaisedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    public required long Position { get; init; }

    /// <summary>Whether it was raised in the stream of the agency, before concerns had streams of their own.</summary>
    public bool BeginsWithAgency { get; init; }

    /// <summary>Whether it was put to the agency, which knows of it since.</summary>
    public bool WasPut { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.TaskForce, Position.ToString("D19", CultureInfo.InvariantCulture));

    public static LookupKey<ConcernRow> Key(ConcernId concern) => new(LookupKinds.Concern, concern.ToString());
}

/// <summary>Concerns about an agency, or raised by an agency or by a person.</summary>
public sealed record ConcernsRow : LookupRow
{
    /// <summary>The concerns, oldest first; of those of a person, the ones of the last day before the newest.</summary>
    public required IReadOnlyList<ConcernRaisedAt> Concerns { get; init; }

    public static LookupKey<ConcernsRow> About(AgencyId agency) => new(LookupKinds.Concerns, $"about/{agency}");

    /// <summary>The key of those that an agency raised.</summary>
    public static LookupKey<ConcernsRow> By(AgencyId agency) => new(LookupKinds.Concerns, $"by/{agency}");

    /// <summary>The key of those that a person raised.</summary>
    public static LookupKey<ConcernsRow> By(PersonId person) => new(LookupKinds.Concerns, $"person/{person}");
}

public sealed record ConcernRaisedAt(ConcernId Concern, DateTimeOffset At);

internal sealed class ConcernLookup() : Lookup<ConcernRow>(LookupKinds.Concern, typeof(ConcernRaised), typeof(ConcernPutToAgency))
{
    internal static AgencyId? About(ConcernRaised raised, EventMeta meta) =>
        raised.About ?? (PartnerStream.Definition.Names(meta.Stream)
            ? new AgencyId(PartnerStream.Definition.SubjectOf(meta.Stream))
            : null);

    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        ConcernRaised e when About(e, recorded.Meta) is not null => [$"{e.Concern}"],
        ConcernPutToAgency e => [$"{e.Concern}"],
        _ => [],
    };

    protected override ConcernRow? Apply(string id, ConcernRow? row, Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        ConcernRaised e when row is null => new()
        {
            Concern = e.Concern,
            About = About(e, recorded.Meta)!.Value,
            RaisedBy = e.RaisedBy,
            RaisedAt = recorded.Meta.RecordedAt,
            Position = recorded.Meta.Position,
            BeginsWithAgency = e.About is null,
        },
        ConcernPutToAgency when row is { WasPut: false } => row with { WasPut = true },
        _ => row,
    };
}

internal sealed class ConcernsLookup() : Lookup<ConcernsRow>(LookupKinds.Concerns, typeof(ConcernRaised))
{
    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded)
    {
        if (recorded.Event is not ConcernRaised e || ConcernLookup.About(e, recorded.Meta) is not { } about)
            yield break;
        yield return ConcernsRow.About(about).Row.Id;
        yield return ConcernsRow.By(e.RaisedBy).Row.Id;
        if (e.Person is { } person)
            yield return ConcernsRow.By(person).Row.Id;
    }

    protected override ConcernsRow? Apply(string id, ConcernsRow? row, Recorded<DomainEvent> recorded)
    {
        var raised = (ConcernRaised)recorded.Event;
        var known = row?.Concerns ?? [];
        if (known.Any(concern => concern.Concern == raised.Concern))
            return row;
        var at = recorded.Meta.RecordedAt;
        var ofPerson = raised.Person is { } person && id == ConcernsRow.By(person).Row.Id;
        return new()
        {
            Concerns = [.. ofPerson ? known.Where(concern => concern.At > at - ConcernAllowance.Day) : known,
            new(raised.Concern, at)]
        };
    }
}
