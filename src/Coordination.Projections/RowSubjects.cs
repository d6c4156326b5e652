using Coordination.Domain.Readings;

namespace Coordination.Projections;

/// <summary>The legal processes and disclosures that a row mentions. She may not be told of each at every time, nor everybody of the
/// agency: such a row is shown to those who may know of one of them. Each row of a ledger and of a caseload has to say it, so that the one
/// filter misses none.</summary>
public sealed record RowSubjects
{
    public IReadOnlyList<DisclosureId> Disclosures { get; init; } = [];

    public IReadOnlyList<ProcessId> Processes { get; init; } = [];

    /// <summary>For a row that does not say of which one: any of this part of her record that was there by then; null where it
    /// does.</summary>
    public AnyOf? Any { get; init; }

    /// <summary>A row about one disclosure, or about something that belongs to it.</summary>
    public static RowSubjects One(DisclosureId disclosure) => new() { Disclosures = [disclosure] };

    /// <summary>A row about one legal process, or about something that belongs to it.</summary>
    public static RowSubjects One(ProcessId process) => new() { Processes = [process] };
}

/// <summary>Whatever is kept of one part about a survivor and was there at an instant.</summary>
public readonly record struct AnyOf(SurvivorId Survivor, RecordPart Part, DateTimeOffset By);

/// <summary>A row that can tell of a legal process or a disclosure.</summary>
public interface IHasRowSubjects
{
    /// <summary>The processes and disclosures that it mentions; null when there are none.</summary>
    RowSubjects? RowSubjects { get; }
}
