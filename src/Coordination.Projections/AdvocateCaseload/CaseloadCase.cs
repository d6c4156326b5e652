namespace Coordination.Projections.AdvocateCaseload;

/// <summary>A case of the agency's own.</summary>
public sealed record CaseloadCase : CaseloadRow
{
    /// <summary>The case.</summary>
    public required CaseId Case { get; init; }
    /// <summary>The survivor.</summary>
    public required SurvivorId Survivor { get; init; }
    /// <summary>The agency that opened it.</summary>
    public required AgencyId Custodian { get; init; }
    public required PersonId Advocate { get; init; }
    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }
    /// <summary>What the survivor says that this is.</summary>
    public Sensitive<string>? OwnDescription { get; init; }
    /// <summary>The legal labels that may apply.</summary>
    public IReadOnlyList<Characterisation> Characterisations { get; init; } = [];
    /// <summary>The record: what could be disclosed, without its texts, sorted by identifier.</summary>
    public IReadOnlyList<CaseloadItem> Items { get; init; } = [];
    /// <summary>Who has a part in the case, sorted.</summary>
    public IReadOnlyList<CaseloadParticipant> Participants { get; init; } = [];
    /// <summary>When it was closed; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowSubjects? RowSubjects => null;

    /// <inheritdoc/>
    [JsonIgnore]
    public override SurvivorId? Describes => Survivor;

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.Of(Custodian), OpenedAt.Sortable(), ClosedAt is null ? "open" : "closed");
}

/// <summary>A record item, without its texts.</summary>
/// <param name="Item">The item.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Sensitivity">How far it identifies somebody.</param>
/// <param name="Retracted">Whether it was found wrong and is not used any more.</param>
public sealed record CaseloadItem(RecordItemId Item, InformationCategory Category, Sensitivity Sensitivity, bool Retracted);

/// <summary>A person's part in a case.</summary>
public sealed record CaseloadParticipant(AgencyId Agency, PersonId Person, Purpose Purpose);
