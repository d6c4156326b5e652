namespace Coordination.Projections.AdvocateCaseload;

/// <summary>What a court or a probation office requires of a survivor, for those who represent her.</summary>
public sealed record CaseloadMandate : CaseloadRow
{
    /// <summary>The mandate.</summary>
    public required MandateId Mandate { get; init; }
    /// <summary>Of whom it is required.</summary>
    public required SurvivorId Survivor { get; init; }
    /// <summary>The agency that serves her.</summary>
    public required AgencyId Agency { get; init; }
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
    /// <summary>What it asks of her.</summary>
    public required MandateBurden Burden { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowSubjects? RowSubjects => null;

    /// <inheritdoc/>
    [JsonIgnore]
    public override SurvivorId? Describes => Survivor;

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.Of(Agency), RecordedAt.Sortable(), Burden.End is null ? "open" : "ended",
        Burden.End is null ? Burden.Requirements.Where(required => !required.IsMet).Select(required => required.Due).Min() : null);
}
