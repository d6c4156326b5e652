using Coordination.Domain.Readings;

namespace Coordination.Projections.SurvivorLedger;

/// <summary>Somebody of the agency that serves her began to read a part of what is kept about her.</summary>
public sealed record LedgerReading : LedgerRow
{
    /// <summary>Who read.</summary>
    public required PersonId By { get; init; }
    /// <summary>Which part.</summary>
    public required RecordPart Part { get; init; }
    /// <summary>When they began.</summary>
    public required DateTimeOffset ReadAt { get; init; }
    /// <summary>What they read of the same part until then is not counted again.</summary>
    public required DateTimeOffset Until { get; init; }
    /// <summary>For the part of processes: which ones; null for other parts, and in rows from before this was kept.</summary>
    public IReadOnlyList<ProcessId>? Processes { get; init; }
    /// <summary>For the part of disclosures: which ones; null for other parts, and in rows from before this was kept.</summary>
    public IReadOnlyList<DisclosureId>? Disclosures { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowSubjects? RowSubjects => Part is not (RecordPart.Process or RecordPart.Disclosure) ? null
        : new()
        {
            Processes = Processes ?? [],
            Disclosures = Disclosures ?? [],
            Any = Processes is null && Disclosures is null ? new AnyOf(Survivor, Part, Until) : null
        };

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.OfSurvivor(Survivor), ReadAt.Sortable());
}
