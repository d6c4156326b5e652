using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.LegalProcesses;

/// <summary>Records that the agency was served, or must report.</summary>
public sealed record RecordService
{
    /// <summary>Who records it, for the agency that was served.</summary>
    public required Actor By { get; init; }

    /// <summary>What the log knows of the agency that would receive. What goes without a court and without her word goes to somebody who is
    /// known.</summary>
    public Partners.PartnerPosition AuthorityIs { get; init; } = Partners.PartnerPosition.Initial;

    /// <summary>Whether the rules in force go by what binds each agency.</summary>
    public bool ByProfile { get; init; }

    /// <summary>The jurisdictions of which a table of the law is in force here; null where the rules in force do not go by what binds each
    /// agency.</summary>
    public IReadOnlySet<string>? Tables { get; init; }

    public required ProcessId Process { get; init; }

    public required ProcessKind Kind { get; init; }

    /// <summary>The case whose record it reaches for.</summary>
    public required CaseId Case { get; init; }

    public required GateRecipient Authority { get; init; }

    public required Sensitive<string> IssuedBy { get; init; }

    public required Sensitive<string> Reference { get; init; }

    public required ProcessScope Names { get; init; }

    public DateTimeOffset? Due { get; init; }

    /// <summary>For an order: whether it was made under 42 CFR 2.61 to 2.67.</summary>
    public bool Part2Order { get; init; }

    /// <summary>For a report and a duty to warn: as what the reporter is bound, and where.</summary>
    public ReporterDuty? Duty { get; init; }

    /// <summary>For a statute: under whose law it compels.</summary>
    public string? Jurisdiction { get; init; }

    public ReportKind? Report { get; init; }

    /// <summary>For an order under 42 CFR 2.61 to 2.67: whether a subpoena or a like mandate came with it; null where nobody said
    /// so.</summary>
    public bool? Mandate { get; init; }

    /// <summary>For an order: further rulings of the court, item by item.</summary>
    public IReadOnlyList<ProcessRuling> Rulings { get; init; } = [];

    /// <summary>For an order: that it forbids telling her.</summary>
    public TellingForbidden? TellingForbidden { get; init; }

    /// <summary>For an imminent risk: what was found, which the one who records it attests.</summary>
    public RiskFinding? Risk { get; init; }

    /// <summary>For a review of deaths: the conditions that the one who records it attests.</summary>
    public IReadOnlyList<FatalityCondition> Conditions { get; init; } = [];

    /// <summary>For what was told already, by telephone or in person: how and when.</summary>
    public ReportMade? Made { get; init; }

    /// <summary>For a mandated report: when somebody of the agency learned what is reported. The hours of the law run from then.</summary>
    public DateTimeOffset? LearnedAt { get; init; }

    /// <summary>For a report to another authority of a recorded duty: that duty, and which of its authorities this is.</summary>
    public DutyBesides? Besides { get; init; }

    /// <summary>The process of that duty.</summary>
    public ProcessState BesidesIs { get; init; } = ProcessState.Initial;

    /// <summary>The task force, with the tables of the law.</summary>
    public TaskForceState TaskForce { get; init; } = TaskForceState.Initial;

    /// <summary>What the log knows of the agency that reports.</summary>
    public Partners.PartnerPosition ReporterIs { get; init; } = Partners.PartnerPosition.Initial;

    public required DateTimeOffset At { get; init; }
}

public sealed record ReviewProcess(Actor By, CounselFinding Finding, ProcessScope? Narrowed, Sensitive<string>? Advice);

public sealed record RecordSurvivorTold(Actor By, Channel Through, DateTimeOffset ToldAt, DateTimeOffset At)
{
    /// <summary>When she died; null while she lives.</summary>
    public DateTimeOffset? DiedAt { get; init; }

    /// <summary>What rests on the process.</summary>
    public IReadOnlyList<DisclosureState> Under { get; init; } = [];
}

/// <summary>Says that somebody tried to tell the survivor, and why it failed.</summary>
public sealed record RecordSurvivorNotReached(Actor By, Channel Through, DateTimeOffset TriedAt, Sensitive<string> Why, DateTimeOffset At)
{
    /// <summary>What rests on the process.</summary>
    public IReadOnlyList<DisclosureState> Under { get; init; } = [];
}

/// <summary>Names a colleague who acts on the process.</summary>
public sealed record EntrustProcess(Actor By, PersonId Colleague);

/// <summary>Says what was done to protect her.</summary>
public sealed record RecordProtectiveSteps(Actor By, IReadOnlyList<ProtectiveStep> Steps, Sensitive<string>? Note);

public sealed record CloseProcess(Actor By, ProcessEnd End, Sensitive<string>? Note)
{
    public GivenUnder Given { get; init; } = GivenUnder.Nothing;
}

/// <summary>Says that an authority was told by telephone or in person.</summary>
/// <param name="By">Who says so, for the agency that reports.</param>
/// <param name="Elsewhere">Which of the other authorities of the duty; null for the one that the process names.</param>
/// <param name="To">Who of the other authorities was told; null for the one that the process names, and where the table names one agency
/// only.</param>
/// <param name="Through">How.</param>
/// <param name="ToldAt">When.</param>
/// <param name="At">The instant of the command.</param>
public sealed record RecordAuthorityTold(Actor By, AuthorityKind? Elsewhere, GateRecipient? To, Channel Through,
    DateTimeOffset ToldAt, DateTimeOffset At);

/// <summary>Says that another authority of the duty need not be told, and why.</summary>
public sealed record RecordAuthorityNotRequired(Actor By, AuthorityKind Elsewhere, Sensitive<string> Why);

/// <summary>Says that another authority of the duty is told by a process, or by none any more.</summary>
public sealed record LeaveAuthorityToProcess(Actor By, AuthorityKind Elsewhere, ProcessId? Process);

/// <summary>What was given under a process to the authority that it names, as the log knows it.</summary>
/// <param name="Reached">Whether a copy can be read there, or was handed over.</param>
/// <param name="ToHandOver">The disclosures of which the copy was made and has still to be handed over.</param>
public sealed record GivenUnder(bool Reached, IReadOnlyList<DisclosureId> ToHandOver)
{
    public static GivenUnder Nothing { get; } = new(false, []);
}
