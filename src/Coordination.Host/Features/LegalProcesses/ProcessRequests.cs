using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;

namespace Coordination.Host.Features.LegalProcesses;

/// <summary>What your agency was served with, or must report.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Case">The case whose record it reaches for.</param>
/// <param name="Authority">Who would receive; a court need not belong to the task force.</param>
/// <param name="IssuedBy">The court, agency or legislature.</param>
/// <param name="Reference">Docket number or citation.</param>
/// <param name="Names">The items and categories that it names: nothing else goes.</param>
/// <param name="Due">Until when an answer is due.</param>
/// <param name="Part2Order">For an order: whether it was made under 42 CFR 2.61 to 2.67.</param>
/// <param name="Duty">For a report or a duty to warn, and only there: as what the reporter is bound, and under whose law.</param>
/// <param name="Report">For a report, and only there: what is reported. Required for a permitted report.</param>
/// <param name="Mandate">For an order under 42 CFR 2.61 to 2.67, and only there: whether a subpoena or a like mandate came with it. Without
/// one it authorises and does not compel.</param>
/// <param name="Rulings">For an order of a court, and only there: the items of the case on which it ruled besides, that a privilege does
/// not keep them, that the location of a shelter is told to it, or that an agency out of standing discloses them.</param>
/// <param name="TellingForbidden">For an order of a court, and only there: that it forbids telling her, why, and until when.</param>
/// <param name="Risk">For an imminent risk, and only there: what was found. Whoever records it attests it.</param>
/// <param name="Conditions">For a review of deaths, and only there: the conditions of 34 USC 12291(b)(2)(H). Whoever records it attests
/// them.</param>
/// <param name="Made">For a report or a warning that was made already, by telephone or in person: how and when.</param>
/// <param name="Jurisdiction">For a statute, and only there: under whose law it compels, as the table of the law in force names it.</param>
/// <param name="LearnedAt">For a report that the law requires, and only there: when somebody of your agency learned what is reported. The
/// hours of the law run from then; asked for where a table of the law in force gives a number of hours.</param>
/// <param name="Besides">For a report that the law requires, and only there: that this is the one to another authority of a duty that was
/// recorded, which <c>alsoTo</c> named.</param>
public sealed record ServiceRequest(
    ProcessKind Kind, CaseId Case, GateRecipient Authority, Sensitive<string> IssuedBy, Sensitive<string> Reference, ProcessScope Names,
    DateTimeOffset? Due, ReporterDuty? Duty, bool Part2Order = false, ReportKind? Report = null, bool? Mandate = null,
    IReadOnlyList<ProcessRuling>? Rulings = null,
    TellingForbidden? TellingForbidden = null, RiskFinding? Risk = null, IReadOnlyList<FatalityCondition>? Conditions = null,
    ReportMade? Made = null, string? Jurisdiction = null, DateTimeOffset? LearnedAt = null, DutyBesides? Besides = null);

/// <summary>What was recorded, and until when it is to be reported.</summary>
/// <param name="Id">The process.</param>
/// <param name="Version">The version of its stream, also the ETag.</param>
/// <param name="Time">For a report that the law requires: until when, and where that is written; absent for anything else.</param>
/// <param name="Question">For what was told already: what is to be put right about it; absent where nothing is. Until then only a line of a
/// table that names no roles lets it go from here.</param>
/// <param name="AlsoTo">For such a report: the lines of the same table that have the same reported to other authorities, each once. Each is
/// told by itself, and reminded of until it was: by telephone (made), by a process of its own that is besides this one, or not at all where
/// the citation asks for one of them and not for both (not-required).</param>
public sealed record ServedAnswer(ProcessId Id, long Version, ReportTimeAnswer? Time,
    IReadOnlyList<ReportElsewhere>? AlsoTo, string? Question)
{
    /// <summary>That she is not told of it, and until when; left out where she is.</summary>
    public NotToBeTold? NotToBeTold { get; init; }

    /// <summary>Who sees it while she is not told, and how colleagues get to act on it, in words; left out where she is told.</summary>
    public string? WhoSeesIt { get; init; }
}

/// <summary>Until when something is to be reported, by the table of the law that was in force when the agency learned of it, or by the
/// first one since where none was.</summary>
/// <param name="Said">What to do and until when, in words.</param>
/// <param name="Due">Until when; absent where the law gives no number of hours, or nobody said when the agency learned of it.</param>
/// <param name="Overdue">Whether that has passed and nothing says that it was reported.</param>
/// <param name="LearnedAt">When somebody of the agency learned of it.</param>
/// <param name="Table">The version of the table; absent where none of the jurisdiction was in force by the time at which it was
/// recorded.</param>
/// <param name="Lines">The lines of the table that make the agency report this to this authority, with their hours and citations.</param>
public sealed record ReportTimeAnswer(string Said, DateTimeOffset? Due, bool Overdue, DateTimeOffset? LearnedAt, string? Table,
    IReadOnlyList<ReportTimeLine> Lines)
{
    internal static ReportTimeAnswer? Of(ProcessState.Served state, GivenUnder given, DateTimeOffset now)
    {
        var (record, standing) = (state.Record, DutyItem.StandingOf(state, given));
        return record.Service.Time is not { } time ? null
            : new(time.Said(record.Service, record.Made, now, standing), time.Due,
                standing is DutyStanding.Outstanding or DutyStanding.ToHandOver && time.Due <= now, time.LearnedAt, time.Table, time.Lines)
            {
                TableSince = time.TableSince,
            };
    }

    /// <summary>Since when the table is in force, where that is after your agency learned of it and no table was in force before; else left
    /// out.</summary>
    public DateTimeOffset? TableSince { get; init; }
}

/// <summary>What counsel found; what is left of it where it is to be narrowed.</summary>
public sealed record ReviewRequest(CounselFinding Finding, ProcessScope? Narrowed, Sensitive<string>? Advice);

/// <summary>How and when she was told.</summary>
public sealed record ToldRequest(Channel Through, DateTimeOffset? ToldAt);

/// <summary>How and when somebody tried to tell her, and why it failed.</summary>
public sealed record NotReachedRequest(Channel Through, DateTimeOffset? TriedAt, Sensitive<string> Why);

/// <summary>A colleague of your agency who acts on it.</summary>
public sealed record ColleagueRequest(PersonId Person);

/// <summary>What was done to protect her.</summary>
public sealed record StepsRequest(IReadOnlyList<ProtectiveStep> Steps, Sensitive<string>? Note);

/// <summary>An authority was told by telephone or in person.</summary>
/// <param name="Through">How.</param>
/// <param name="At">When; without it, now.</param>
/// <param name="Authority">Which of the other authorities of the duty was told; without it, the one that the process names.</param>
/// <param name="To">Who of the other authorities was told; needed where the table names none or several.</param>
public sealed record AuthorityToldRequest(Channel Through, DateTimeOffset? At, AuthorityKind? Authority, GateRecipient? To);

/// <summary>Another authority of the duty need not be told.</summary>
/// <param name="Authority">Which.</param>
/// <param name="Why">Why not: the law asks for one of them and not for both.</param>
public sealed record NotRequiredRequest(AuthorityKind Authority, Sensitive<string> Why);

/// <summary>How it ended.</summary>
public sealed record EndRequest(ProcessEnd End, Sensitive<string>? Note);

/// <summary>One authority that a duty to report names.</summary>
/// <param name="Authority">Which of the other authorities; left out for the one that the process names.</param>
/// <param name="Agencies">Which agencies that is here; none where nobody is named for it.</param>
/// <param name="Due">Until when; left out where no hours are known.</param>
/// <param name="Overdue">Whether that has passed, and it is still to be told.</param>
/// <param name="Citation">Where it is written; left out where no line of a table is known.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="Told">How and when it was told by telephone or in person; left out where it was not.</param>
/// <param name="To">Who of the other authorities was told so.</param>
/// <param name="Process">By which process of its own it is told.</param>
/// <param name="WhyNot">Why it need not be told.</param>
/// <param name="ToHandOver">The disclosures of which the copy has still to be handed over.</param>
/// <param name="ToDo">What to do, in words; left out where nothing is.</param>
public sealed record DutyAuthorityAnswer(
    AuthorityKind? Authority, IReadOnlyList<AgencyId> Agencies, DateTimeOffset? Due, bool Overdue, string? Citation, DutyStanding Standing,
    ReportMade? Told, GateRecipient? To,
    ProcessId? Process, Sensitive<string>? WhyNot, IReadOnlyList<DisclosureId> ToHandOver, string? ToDo)
{
    internal static DutyAuthorityAnswer Of(DutyItem item) => new(
        item.Elsewhere, item.Agencies, item.Due, item.Overdue, item.Citation, item.Standing, item.Told, item.To, item.Process,
        item.WhyNot, item.ToHandOver,
        item.IsOpen ? DutyWords.ToDo(item.Elsewhere, item.Standing == DutyStanding.ToHandOver, item.Citation) : null);
}

/// <summary>A process, for the agency served.</summary>
public sealed record ProcessAnswer
{
    public required ProcessId Id { get; init; }
    public required ProcessKind Kind { get; init; }
    public required SurvivorId Survivor { get; init; }
    public required CaseId Case { get; init; }
    public required GateRecipient Authority { get; init; }
    public required Sensitive<string> IssuedBy { get; init; }
    public required Sensitive<string> Reference { get; init; }
    public required ProcessScope Names { get; init; }
    public required DateTimeOffset? Due { get; init; }
    public required bool Part2Order { get; init; }
    public required ReporterDuty? Duty { get; init; }
    public required string? Jurisdiction { get; init; }
    public required ReportKind? Report { get; init; }
    public required bool? Mandate { get; init; }
    public required IReadOnlyList<ProcessRuling>? Rulings { get; init; }
    public required TellingForbidden? TellingForbidden { get; init; }
    public required RiskFinding? Risk { get; init; }
    public required IReadOnlyList<FatalityCondition>? Conditions { get; init; }
    public required ReportMade? Made { get; init; }
    public required ReportTimeAnswer? Time { get; init; }

    /// <summary>For a report that the law requires: each authority that it goes to, and where that stands; left out for anything
    /// else.</summary>
    public IReadOnlyList<DutyAuthorityAnswer>? Authorities { get; init; }

    /// <summary>The duty of which this is the report to another authority; left out for a duty of its own.</summary>
    public DutyBesides? Besides { get; init; }

    public required PersonId RecordedBy { get; init; }
    public required CounselFinding? Finding { get; init; }
    public required ProcessScope? Narrowed { get; init; }
    public required Sensitive<string>? Advice { get; init; }
    public required DateTimeOffset? SurvivorToldAt { get; init; }
    public required int Attempts { get; init; }
    public required IReadOnlyList<ProtectiveStep> Steps { get; init; }
    public required ProcessEnd? End { get; init; }

    /// <summary>That she is not told of it now, why, and until when; left out where she is.</summary>
    public NotToBeTold? NotToBeTold { get; init; }

    /// <summary>Colleagues who were named to act on it; left out where none was.</summary>
    public IReadOnlyList<PersonId>? Colleagues { get; init; }

    /// <summary>The statements of officials by which nobody accounts to her for a report that was told by telephone, oldest first; left out
    /// where there are none.</summary>
    public IReadOnlyList<StatementAnswer>? Suspensions { get; init; }

    internal static ProcessAnswer Of(ProcessState.Served state, GivenUnder given, NotToBeTold? barred, DateTimeOffset now)
    {
        var (record, service) = (state.Record, state.Record.Service);
        return new()
        {
            Id = service.Process,
            Kind = service.Kind,
            Survivor = service.Survivor,
            Case = service.Case,
            Authority = service.Authority,
            IssuedBy = service.IssuedBy,
            Reference = service.Reference,
            Names = service.Names,
            Due = service.Due,
            Part2Order = service.Part2Order,
            Duty = service.Duty,
            Jurisdiction = service.Jurisdiction,
            Report = service.Report,
            Mandate = service.Mandate,
            Rulings = service.Rulings,
            TellingForbidden = service.TellingForbidden,
            Risk = service.Risk,
            Conditions = service.Conditions,
            Made = record.Made,
            Time = ReportTimeAnswer.Of(state, given, now),
            Authorities = DutyItem.Of(state, given, now) is { Count: > 0 } items ? [.. items.Select(DutyAuthorityAnswer.Of)] : null,
            Besides = service.Besides,
            RecordedBy = service.By,
            Finding = record.Review?.Finding,
            Narrowed = record.Review?.Narrowed,
            Advice = record.Review?.Advice,
            SurvivorToldAt = record.Told?.ToldAt,
            Attempts = record.Attempts.Count,
            Steps = [.. record.Steps],
            End = (state as ProcessState.Closed)?.End,
            NotToBeTold = barred,
            Colleagues = record.Colleagues is { IsEmpty: false } colleagues ? colleagues : null,
            Suspensions = record.Suspensions is { IsEmpty: false } statements ? [.. statements.Select(StatementAnswer.Of)] : null,
        };
    }
}

/// <summary>A statement of an official about a report, as the agency that made it sees it.</summary>
public sealed record StatementAnswer(StatementForm Form, Sensitive<string> Official, Sensitive<string> Reason, DateTimeOffset GivenAt,
    DateTimeOffset Until, PersonId By, bool TakenBack)
{
    internal static StatementAnswer Of(AccountingSuspension one) =>
        new(one.Form, one.Official, one.Reason, one.GivenAt, one.Until, one.By, one.TakenBack);
}

[JsonSerializable(typeof(ServiceRequest))]
[JsonSerializable(typeof(ReviewRequest))]
[JsonSerializable(typeof(ToldRequest))]
[JsonSerializable(typeof(NotReachedRequest))]
[JsonSerializable(typeof(ColleagueRequest))]
[JsonSerializable(typeof(StepsRequest))]
[JsonSerializable(typeof(AuthorityToldRequest))]
[JsonSerializable(typeof(NotRequiredRequest))]
[JsonSerializable(typeof(EndRequest))]
[JsonSerializable(typeof(ServedAnswer))]
[JsonSerializable(typeof(ProcessAnswer))]
[JsonSerializable(typeof(ProcessPage))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class LegalProcessesJson : JsonSerializerContext;
