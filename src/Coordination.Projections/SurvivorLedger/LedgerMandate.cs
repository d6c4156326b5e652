namespace Coordination.Projections.SurvivorLedger;

/// <summary>What a court or a probation office requires of her.</summary>
public sealed record LedgerMandate : LedgerRow
{
    /// <summary>The mandate.</summary>
    public required MandateId Mandate { get; init; }
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
    /// <summary>What it asks of her.</summary>
    public required MandateBurden Burden { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowSubjects? RowSubjects => null;

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.OfSurvivor(Survivor), RecordedAt.Sortable(), Burden.End is null ? "open" : "ended");
}
