namespace Coordination.Domain.Gate;

/// <summary>What is asked of the gate: may this discloser let this recipient have these items, for this purpose?</summary>
public sealed record GateRequest
{
    /// <summary>The agency that would disclose.</summary>
    public required AgencyId Discloser { get; init; }

    /// <summary>The agency and person that would receive. Without a person nobody has a need to know (CG-32).</summary>
    public required GateRecipient Recipient { get; init; }

    /// <summary>Why the recipient wants it.</summary>
    public required Purpose Purpose { get; init; }

    public required GateOccasion Occasion { get; init; }

    /// <summary>The items, in the order in which the verdict answers them.</summary>
    public required IReadOnlyList<RequestedItem> Items { get; init; }

    /// <summary>On what the requester says that the request rests.</summary>
    public ClaimedBasis Basis { get; init; } = ClaimedBasis.Release;

    /// <summary>The disclosure for which it is asked; null where it is asked for none. "Tell me first" is about one disclosure
    /// (CG-37).</summary>
    public DisclosureId? Disclosure { get; init; }

    /// <summary>Who has a part in the case, and for which purposes: the need to know.</summary>
    public IReadOnlyList<Involvement> Involvements { get; init; } = [];
}

/// <summary>The recipient.</summary>
public sealed record GateRecipient(AgencyId Agency, PersonId? Person);

/// <summary>One item, as far as the gate needs to know it: no content.</summary>
public sealed record RequestedItem(RecordItemId Item, InformationCategory Category, Sensitivity Sensitivity,
    AgencyId Custodian, SharingMode Mode)
{
    /// <summary>Whom it names besides the survivor; null when nobody (CG-39).</summary>
    public IReadOnlyList<NamedPerson>? ThirdPersons { get; init; }

    /// <summary>Where the custodian has it from; null where nobody said so, which counts as received from somebody.</summary>
    public ItemOrigin? Origin { get; init; }

    /// <summary>Whether it is a counseling note of a substance-use program, kept apart from the rest of the record (42 CFR 2.11); null
    /// means no. Its category is <see cref="InformationCategory.SubstanceUse"/>.</summary>
    public bool? CounselingNote { get; init; }
}

/// <summary>Somebody besides the survivor whom an item names.</summary>
/// <param name="Survivor">Their pseudonym, where they are served; null for anybody else, who can have released nothing.</param>
/// <param name="WidestWithout">The widest mode in which their part can be left out; null when it cannot be in any.</param>
public sealed record NamedPerson(SurvivorId? Survivor, SharingMode? WidestWithout)
{
    /// <summary>Whether it is a child of hers; null means no.</summary>
    public bool? IsHerChild { get; init; }
}

/// <summary>Where a custodian has a piece of information from.</summary>
[JsonConverter(typeof(NameConverter<ItemOrigin>))]
public enum ItemOrigin
{
    /// <summary>Its own people found it out or wrote it in their own work: a report of the police, a memorandum of the
    /// prosecutor.</summary>
    OwnWork,
    /// <summary>She told it, or gave it.</summary>
    FromHer,
    /// <summary>Somebody else gave it, or it was copied from what another agency disclosed.</summary>
    FromOthers,
}

public static class RequestedItems
{
    /// <summary>Other people whom the items name and who are served themselves. Their own releases are read with hers (CG-39).</summary>
    public static IEnumerable<SurvivorId> ServedThirdPersons(this IEnumerable<RequestedItem> items) =>
        items.SelectMany(item => item.ThirdPersons ?? []).Select(person => person.Survivor).OfType<SurvivorId>().Distinct();
}

/// <summary>A person's part in the case.</summary>
public sealed record Involvement(AgencyId Agency, PersonId Person, Purpose Purpose);

[JsonConverter(typeof(NameConverter<GateOccasion>))]
public enum GateOccasion
{
    /// <summary>A copy is to be made for a recipient.</summary>
    Disclosure,
    /// <summary>A case is to be put on an agenda (CG-31).</summary>
    Agenda,
    /// <summary>Somebody is in the room while an item is discussed.</summary>
    Room,
    /// <summary>Something disclosed before is shown again.</summary>
    View,
}

/// <summary>On what the requester says that the request rests.</summary>
[JsonConverter(typeof(NameConverter<ClaimedBasis>))]
public enum ClaimedBasis
{
    /// <summary>A release by the survivor.</summary>
    Release,
    /// <summary>A subpoena, which by itself compels nothing (CG-16).</summary>
    Subpoena,
    /// <summary>A court order (CG-17).</summary>
    CourtOrder,
    /// <summary>A statute (CG-17).</summary>
    Statute,
    /// <summary>A mandated report (CG-19).</summary>
    MandatedReport,
    /// <summary>A report that the law permits and does not require (CG-18).</summary>
    PermittedReport,
    /// <summary>An imminent risk to somebody's life or health, as somebody found and attests (CG-43).</summary>
    ImminentRisk,
    /// <summary>A duty to warn or protect that the courts of the jurisdiction imposed (CG-44).</summary>
    DutyToWarn,
    /// <summary>A statute that lets the members of a team share with one another (CG-42).</summary>
    TeamStatute,
    /// <summary>A review of deaths (CG-45).</summary>
    FatalityReview,
}
