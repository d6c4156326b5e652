using System.Text.Json.Serialization;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Gate;

/// <summary>What the gate reads of a recorded legal process (CG-16 to CG-19). What a requester only claims is not in here.</summary>
public sealed record ProcessFacts
{
    /// <summary>The process.</summary>
    public required ProcessId Process { get; init; }

    /// <summary>The version of its stream.</summary>
    public required long Version { get; init; }

    /// <summary>False once it came to its end.</summary>
    public required bool IsPending { get; init; }

    /// <summary>What it is; never <see cref="ClaimedBasis.Release"/>.</summary>
    public required ClaimedBasis Basis { get; init; }

    /// <summary>Whom it is about.</summary>
    public required SurvivorId Survivor { get; init; }

    /// <summary>The agency served.</summary>
    public required AgencyId Served { get; init; }

    /// <summary>Who would receive. Where it names a person, nobody else.</summary>
    public required GateRecipient Authority { get; init; }

    /// <summary>What it names.</summary>
    public required ProcessScope Names { get; init; }

    /// <summary>What counsel left of that; null where counsel took nothing away.</summary>
    public required ProcessScope? Narrowed { get; init; }

    /// <summary>Whether a court ordered it under 42 CFR 2.61 to 2.67.</summary>
    public required bool ReachesPart2 { get; init; }

    /// <summary>What counsel found; null while counsel has not looked.</summary>
    public required CounselFinding? Finding { get; init; }

    /// <summary>Whether she knows.</summary>
    public required bool SurvivorTold { get; init; }

    /// <summary>Whether somebody told her, or tried to.</summary>
    public required bool TellingTried { get; init; }

    /// <summary>Whether steps were taken to protect her.</summary>
    public required bool IsProtected { get; init; }

    /// <summary>For a mandated report: as what the reporter is bound.</summary>
    public required ReporterRole? Role { get; init; }

    /// <summary>For a mandated report: under whose law.</summary>
    public required string? Jurisdiction { get; init; }

    /// <summary>Whether it names the item, after what counsel left of it.</summary>
    public bool Includes(RecordItemId item, InformationCategory category) =>
        Names.Includes(item, category) && Narrowed?.Includes(item, category) != false;
}

/// <summary>What a process names. An item is named by itself or by its category.</summary>
/// <param name="Items">Items by themselves.</param>
/// <param name="Categories">Categories as a whole.</param>
public sealed record ProcessScope(IReadOnlyList<RecordItemId> Items, IReadOnlyList<InformationCategory> Categories)
{
    /// <summary>Whether it names this item.</summary>
    public bool Includes(RecordItemId item, InformationCategory category) => Items.Contains(item) || Categories.Contains(category);
}

/// <summary>A version of a process that the gate read.</summary>
public sealed record ProcessRead(ProcessId Process, long Version);

/// <summary>What counsel says of a process.</summary>
[JsonConverter(typeof(NameConverter<CounselFinding>))]
public enum CounselFinding
{
    /// <summary>It is in order: what it compels, it compels.</summary>
    Complies,
    /// <summary>It is to be quashed: nothing goes while that is not decided.</summary>
    Quash,
    /// <summary>It asks for too much: less of it is to be obeyed.</summary>
    Narrow,
}
