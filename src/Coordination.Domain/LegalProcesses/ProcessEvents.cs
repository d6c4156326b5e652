using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;
using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.LegalProcesses;

/// <summary>What can happen to a legal process with which an agency was served: stream <c>process-{id}</c>.</summary>
[JsonDerivedType(typeof(ProcessServed), "process-served.v2")]
[JsonDerivedType(typeof(CounselReviewed), "counsel-reviewed.v1")]
[JsonDerivedType(typeof(SurvivorTold), "survivor-told.v1")]
[JsonDerivedType(typeof(SurvivorCouldNotBeTold), "survivor-could-not-be-told.v1")]
[JsonDerivedType(typeof(ProtectiveStepsTaken), "protective-steps-taken.v1")]
[JsonDerivedType(typeof(AuthorityTold), "authority-told.v1")]
[JsonDerivedType(typeof(AuthorityNotRequired), "authority-not-required.v1")]
[JsonDerivedType(typeof(AuthorityLeftToProcess), "authority-left-to-process.v1")]
[JsonDerivedType(typeof(ProcessClosed), "process-closed.v1")]
[JsonDerivedType(typeof(ProcessEntrusted), "process-entrusted.v1")]
[JsonDerivedType(typeof(ReportAccountingSuspended), "report-accounting-suspended.v1")]
[JsonDerivedType(typeof(ReportAccountingResumed), "report-accounting-resumed.v1")]
public abstract record ProcessEvent : DomainEvent
{
    private protected ProcessEvent() { }

    private protected static string Which(AuthorityKind? elsewhere) =>
        elsewhere is { } other ? $"other authority {other.Named()}" : "authority";
}

/// <summary>Somebody claims that the agency must disclose: a paper was served on it, or a law makes it report. Nothing goes out by this
/// alone.</summary>
public sealed record ProcessServed : ProcessEvent
{
    /// <summary>The process.</summary>
    public required ProcessId Process { get; init; }

    /// <summary>What it is.</summary>
    public required ProcessKind Kind { get; init; }

    /// <summary>The agency served, which holds the record.</summary>
    public required AgencyId Agency { get; init; }

    /// <summary>Whom it is about.</summary>
    public required SurvivorId Survivor { get; init; }

    /// <summary>The case whose record it reaches for.</summary>
    public required CaseId Case { get; init; }

    /// <summary>Who would receive. A court need not be a member of the task force.</summary>
    public required GateRecipient Authority { get; init; }

    /// <summary>Who issued it: the court, the agency, the legislature. A caption that stands with it may name people.</summary>
    public required Sensitive<string> IssuedBy { get; init; }

    /// <summary>The docket number of the order or the citation of the statute. A caption may name people.</summary>
    public required Sensitive<string> Reference { get; init; }

    /// <summary>What it names: nothing else goes.</summary>
    public required ProcessScope Names { get; init; }

    /// <summary>Until when an answer is due; null where it says nothing.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>For an order: whether the court made it under 42 CFR 2.61 to 2.67, without which it does not reach substance-use
    /// records.</summary>
    public required bool Part2Order { get; init; }

    /// <summary>For a mandated report: as what the reporter is bound, and where.</summary>
    public ReporterDuty? Duty { get; init; }

    /// <summary>For a statute: under whose law it compels; null for every other kind, and in records from before this was kept.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>Who recorded the service, and so is not the one who approves what follows.</summary>
    public required PersonId By { get; init; }

    /// <summary>For a report: of what kind; null in records from before this was kept.</summary>
    public ReportKind? Report { get; init; }

    /// <summary>For an order under 42 CFR 2.61 to 2.67: whether a subpoena or a like mandate came with it (42 CFR 2.61(a)); null in records
    /// from before this was kept.</summary>
    public bool? Mandate { get; init; }

    /// <summary>What the court ruled on besides, item by item; null where it ruled on nothing.</summary>
    public IReadOnlyList<ProcessRuling>? Rulings { get; init; }

    /// <summary>The order that forbids telling her; null where none does.</summary>
    public TellingForbidden? TellingForbidden { get; init; }

    /// <summary>For an imminent risk: what was found, which <see cref="By"/> attests.</summary>
    public RiskFinding? Risk { get; init; }

    /// <summary>For a review of deaths: the conditions that <see cref="By"/> attests.</summary>
    public IReadOnlyList<FatalityCondition>? Conditions { get; init; }

    /// <summary>For a report that was made already, by telephone or in person, and is only recorded now: how and when. Null where it goes
    /// out by this system first.</summary>
    public ReportMade? Made { get; init; }

    /// <summary>For a mandated report: when the agency learned of it, and what the table of the law that was in force then says about the
    /// time; null in records from before this was kept.</summary>
    public ReportTime? Time { get; init; }

    /// <summary>Until when it is to be answered: what the paper says or what the law says about a report, whichever is earlier; null where
    /// neither says anything.</summary>
    [JsonIgnore]
    public DateTimeOffset? AnswerDue => Due is { } due && !(Time?.Due < due) ? due : Time?.Due;

    /// <summary>When it was recorded; null in records from before this was kept.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>For a report to another authority that the same duty names: the duty, and which of its authorities this is. Null for a duty
    /// of its own.</summary>
    public DutyBesides? Besides { get; init; }

    internal override string Summary =>
        $"{Kind.Named()}{(Report is { } report ? $" of {report.Named()}" : "")}{Part2}" +
        $"{Said(Mandate, " with a mandate", " without a mandate")}{(Jurisdiction is { } law ? $" under the law of {law}" : "")}" +
        $"{BesidesThat} on {Agency} for {Text(Authority)}, case {Case}: {Quantity.Of(Names.Items.Count, "item")}, " +
        $"{Names(Names.Categories)}{(Due is { } due ? $", due {Day(due)}" : "")}; recorded by {By}";

    private string BesidesThat =>
        (Rulings is { Count: > 0 } rulings
            ? $", with rulings on {Listed(rulings, ruling => $"{ruling.Subject.Named()} of {Quantity.Of(ruling.Items.Count, "item")}")}"
            : "")
        + (TellingForbidden is { } forbidden
            ? $", which forbids telling her{(forbidden.Until is { } until ? $" until {Moment(until)}" : "")}"
            : "")
        + (Risk is { } risk ? $", {risk.Kind.Named()} found {Moment(risk.FoundAt)}" : "")
        + (Conditions is { Count: > 0 } conditions ? $", conditions {Names(conditions)}" : "")
        + (Made is { } made ? $", reported already {made.Through.Named()} {Moment(made.At)}" : "")
        + (Time?.LearnedAt is { } learned
            ? $", learned {Moment(learned)}{(Time.Due is { } latest ? $" and to be reported until {Moment(latest)}" : "")}"
            : "")
        + (Time?.TableSince is { } since ? $" by the first table since, of {Moment(since)}" : "")
        + (Time?.AlsoTo is { Count: > 0 } others
            ? $", besides to {Listed(others,
                other => $"{other.Authority.Named()}{(other.Due is { } until ? $" until {Moment(until)}" : "")}")}"
            : "")
        + (Besides is { } besides ? $", besides process {besides.Process} to {besides.Authority.Named()}" : "");

    private string Part2 => Part2Order ? " under 42 CFR 2.61 to 2.67" : "";
}

/// <summary>The authority of a recorded duty that is told by another process, because the law has the same reported to it, too.</summary>
/// <param name="Process">The process that recorded the duty.</param>
/// <param name="Authority">Which of its other authorities.</param>
public sealed record DutyBesides(ProcessId Process, AuthorityKind Authority);

/// <summary>A report that was made before it was recorded.</summary>
/// <param name="Through">How.</param>
/// <param name="At">When.</param>
public sealed record ReportMade(Channel Through, DateTimeOffset At);

/// <summary>Counsel, who is not the person that recorded the service, looked at it and says what it requires.</summary>
/// <param name="Finding">What counsel found.</param>
/// <param name="Narrowed">What is left of what it names; only with <see cref="CounselFinding.Narrow"/>.</param>
/// <param name="Advice">Why. It is privileged.</param>
/// <param name="By">Counsel.</param>
public sealed record CounselReviewed(CounselFinding Finding, ProcessScope? Narrowed, Sensitive<string>? Advice, PersonId By) : ProcessEvent
{
    internal override string Summary => $"counsel {By}: {Finding.Named()}";
}

/// <summary>The survivor was told what is demanded about her, before it goes.</summary>
public sealed record SurvivorTold(Channel Through, DateTimeOffset ToldAt, PersonId By) : ProcessEvent
{
    internal override string Summary => $"survivor told {Through.Named()} by {By}";
}

/// <summary>Somebody tried to tell the survivor and could not: the attempt is what the rule asks for.</summary>
public sealed record SurvivorCouldNotBeTold(Channel Through, DateTimeOffset TriedAt, Sensitive<string> Why, PersonId By) : ProcessEvent
{
    internal override string Summary => $"survivor could not be told {Through.Named()}, tried by {By}";
}

/// <summary>An authority was told, by telephone or in person, after the report or the warning had been recorded.</summary>
/// <param name="Made">How and when.</param>
/// <param name="Elsewhere">Which of the other authorities of the duty; null for the one that the process names.</param>
/// <param name="To">Who of the other authorities was told; null for the one that the process names.</param>
/// <param name="By">Who recorded it.</param>
public sealed record AuthorityTold(ReportMade Made, AuthorityKind? Elsewhere, GateRecipient? To, PersonId By) : ProcessEvent
{
    internal override string Summary =>
        $"{Which(Elsewhere)}{(To is { } to ? $", {Text(to)}," : "")} told {Made.Through.Named()} {Moment(Made.At)}, recorded by {By}";
}

/// <summary>Another authority of the duty need not be told: the law asks for one of them, and not for both.</summary>
/// <param name="Elsewhere">Which.</param>
/// <param name="Why">Why not.</param>
/// <param name="By">Who found so.</param>
public sealed record AuthorityNotRequired(AuthorityKind Elsewhere, Sensitive<string> Why, PersonId By) : ProcessEvent
{
    internal override string Summary => $"{Which(Elsewhere)} need not be told, found by {By}";
}

/// <summary>Another authority of the duty is told by a process of its own, or by none any more because that process came to its end without
/// telling it.</summary>
/// <param name="Elsewhere">Which.</param>
/// <param name="Process">By which process; null for none any more.</param>
/// <param name="By">Who recorded it.</param>
public sealed record AuthorityLeftToProcess(AuthorityKind Elsewhere, ProcessId? Process, PersonId By) : ProcessEvent
{
    internal override string Summary =>
        $"{Which(Elsewhere)} {(Process is { } process ? $"told by process {process}" : "told by no process of its own any more")}, " +
        $"recorded by {By}";
}

/// <summary>Steps were taken that protect her privacy and safety, and that of others whom it would affect.</summary>
public sealed record ProtectiveStepsTaken(IReadOnlyList<ProtectiveStep> Steps, Sensitive<string>? Note, PersonId By) : ProcessEvent
{
    internal override string Summary => $"protective steps by {By}: {Names(Steps)}";
}

/// <summary>The process came to its end: nothing goes out under it any more.</summary>
public sealed record ProcessClosed(ProcessEnd End, Sensitive<string>? Note, PersonId By) : ProcessEvent
{
    internal override string Summary => $"closed by {By}: {End.Named()}";
}

/// <summary>
/// A colleague was named who acts on the process. While she must not be told of it, nobody of the agency sees it but counsel and whoever
/// works on it; and what goes without her word takes more than one person.
/// </summary>
/// <param name="Colleague">The colleague.</param>
/// <param name="By">Who named them.</param>
public sealed record ProcessEntrusted(PersonId Colleague, PersonId By) : ProcessEvent
{
    internal override string Summary => $"{Colleague} named to act on it by {By}";
}

/// <summary>
/// An official who was told by telephone or in person said that an accounting to her would be reasonably likely to impede what they do:
/// until the time that they gave, nobody accounts to her for this report (45 CFR 164.528(a)(2)).
/// </summary>
/// <param name="Form">Whether they said so in writing.</param>
/// <param name="Official">Who said so: the agency and the official, who has to be documented.</param>
/// <param name="Reason">What they said.</param>
/// <param name="GivenAt">When they said so.</param>
/// <param name="Until">Until just before when.</param>
/// <param name="By">Who recorded it.</param>
public sealed record ReportAccountingSuspended(StatementForm Form, Sensitive<string> Official, Sensitive<string> Reason,
    DateTimeOffset GivenAt, DateTimeOffset Until, PersonId By) : ProcessEvent
{
    internal override string Summary =>
        $"accounting to her suspended until {Moment(Until)}, {Form.Named()} statement of {Moment(GivenAt)}, recorded by {By}";
}

/// <summary>She may be told of the process again before that time: the statement was taken back, a court lifted its order, or one of them
/// was recorded in error.</summary>
/// <param name="Why">Why.</param>
/// <param name="By">Who of counsel found so.</param>
public sealed record ReportAccountingResumed(Sensitive<string> Why, PersonId By) : ProcessEvent
{
    internal override string Summary => $"accounting to her goes on, found by {By}";
}

/// <summary>As what somebody must report, and under whose law.</summary>
public sealed record ReporterDuty(ReporterRole Role, string Jurisdiction);

/// <summary>What the agency was served with.</summary>
[JsonConverter(typeof(NameConverter<ProcessKind>))]
public enum ProcessKind
{
    /// <summary>A subpoena: a lawyer's or a clerk's paper, usually no court order (CG-16).</summary>
    Subpoena,
    /// <summary>An order of a court (CG-17).</summary>
    CourtOrder,
    /// <summary>A statute that compels (CG-17).</summary>
    Statute,
    /// <summary>A report that a law requires of this reporter (CG-19).</summary>
    MandatedReport,
    /// <summary>A report that a law permits and does not require (CG-18).</summary>
    PermittedReport,
    /// <summary>An imminent risk that was found and attested (CG-43).</summary>
    ImminentRisk,
    /// <summary>A duty to warn or protect that the courts of the jurisdiction imposed (CG-44).</summary>
    DutyToWarn,
    /// <summary>A review of deaths asks about a person who died (CG-45).</summary>
    FatalityReview,
}

/// <summary>What was done to protect the survivor and others.</summary>
[JsonConverter(typeof(NameConverter<ProtectiveStep>))]
public enum ProtectiveStep
{
    /// <summary>Filed under seal.</summary>
    SealedFiling,
    /// <summary>The court looks at it in chambers.</summary>
    InCameraReview,
    /// <summary>What was not demanded was blacked out.</summary>
    Redaction,
    /// <summary>A protective order was sought.</summary>
    ProtectiveOrder,
    /// <summary>A pseudonym stands for her name.</summary>
    Pseudonym,
    /// <summary>Her safety plan was gone through with her, with a view to this.</summary>
    SafetyPlanReviewed,
}

/// <summary>How a process ended.</summary>
[JsonConverter(typeof(NameConverter<ProcessEnd>))]
public enum ProcessEnd
{
    /// <summary>It was obeyed.</summary>
    Answered,
    /// <summary>A court quashed it.</summary>
    Quashed,
    /// <summary>Whoever issued it withdrew it.</summary>
    Withdrawn,
    /// <summary>It was recorded in error.</summary>
    RecordedInError,
}
