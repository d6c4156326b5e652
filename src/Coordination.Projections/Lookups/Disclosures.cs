namespace Coordination.Projections.Lookups;

/// <summary>The survivor whom a disclosure is about, and whether it was made.</summary>
public sealed record DisclosureRow : LookupRow
{
    /// <summary>Which.</summary>
    public required DisclosureId Disclosure { get; init; }

    /// <summary>The survivor; null while the request was matched with none.</summary>
    public SurvivorId? About { get; init; }

    /// <summary>The position of the event that says that she was told beforehand; null when there is none.</summary>
    public long? ToldBefore { get; init; }

    /// <summary>The recipient and the time of the disclosure; null until it was made.</summary>
    public MadeTo? Made { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => Made is { } made
        ? new(Compartment.Of(made.Recipient), made.Position.ToString("D19", System.Globalization.CultureInfo.InvariantCulture))
        : base.Place;

    public static LookupKey<DisclosureRow> Key(DisclosureId disclosure) => new(LookupKinds.Disclosure, disclosure.ToString());
}

/// <summary>That a disclosure was made.</summary>
/// <param name="Position">The position of the event that says so.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Recipient">The agency to which it went, or to somebody of it.</param>
/// <param name="Releases">The releases on which it rests.</param>
public sealed record MadeTo(long Position, DateTimeOffset At, AgencyId Recipient, IReadOnlyList<ReleaseId> Releases);

/// <summary>The disclosures in which a copy of a record item was given.</summary>
public sealed record ItemRow : LookupRow
{
    /// <summary>The disclosures, in the order in which they were made.</summary>
    public required IReadOnlyList<MadeAt> Disclosures { get; init; }

    public static LookupKey<ItemRow> Key(RecordItemId item) => new(LookupKinds.Item, item.ToString());
}

internal sealed class DisclosureLookup() : Lookup<DisclosureRow>(
    LookupKinds.Disclosure, typeof(DisclosureOffered), typeof(RequestMatched), typeof(DisclosureMade), typeof(SurvivorToldBeforehand))
{
    internal static DisclosureId? Of(EventMeta meta) =>
        DisclosureStream.Definition.Names(meta.Stream)
            && DisclosureId.TryParse(DisclosureStream.Definition.SubjectOf(meta.Stream), out var disclosure) ? disclosure : null;

    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) =>
        Touched(recorded) is { } disclosure ? [$"{disclosure}"] : [];

    protected override DisclosureRow? Apply(string id, DisclosureRow? row, Recorded<DomainEvent> recorded)
    {
        var known = row ?? new() { Disclosure = Touched(recorded)!.Value };
        return recorded.Event switch
        {
            DisclosureOffered e => known with { About = e.Survivor },
            RequestMatched e => known with { About = e.Survivor },
            DisclosureMade e when known.Made is null =>
                known with { Made = new(recorded.Meta.Position, recorded.Meta.RecordedAt, e.Recipient.Agency, e.Verdict.ReleasesReliedOn) },
            SurvivorToldBeforehand when known.ToldBefore is null => known with { ToldBefore = recorded.Meta.Position },
            _ => row,
        };
    }

    private static DisclosureId? Touched(Recorded<DomainEvent> recorded) =>
        recorded.Event is SurvivorToldBeforehand told ? told.Disclosure : Of(recorded.Meta);
}

internal sealed class ItemLookup() : Lookup<ItemRow>(LookupKinds.Item, typeof(DisclosureMade))
{
    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) =>
        recorded.Event is DisclosureMade made && DisclosureLookup.Of(recorded.Meta) is not null
            ? made.Items.Select(item => $"{item.Item}")
            : [];

    protected override ItemRow? Apply(string id, ItemRow? row, Recorded<DomainEvent> recorded)
    {
        var disclosures = With(row?.Disclosures ?? [], DisclosureLookup.Of(recorded.Meta)!.Value, recorded.Meta);
        return ReferenceEquals(disclosures, row?.Disclosures) ? row : new() { Disclosures = disclosures };
    }
}
