using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;

namespace Coordination.Host.Features.LegalProcesses;

/// <summary>Subpoenas, orders, statutes, reports, findings of danger, duties to warn and reviews of deaths, at the agency that was served.
/// What goes out under them is a disclosure.</summary>
public static class ProcessRoutes
{
    public static IServiceCollection AddLegalProcesses(this IServiceCollection services) =>
        services.AddFeatureJson(LegalProcessesJson.Default);

    public static IEndpointRouteBuilder MapLegalProcesses(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/processes").WithTags("Legal processes").RequireAuthorization(Policies.AdvocatesAndCounsel)
            .OpenTo(AgencyStanding.Suspended);
        group.MapPost("/", Serve).AsCommand<ServedAnswer>(StatusCodes.Status201Created)
            .WithSummary("Records what your agency was served with, must or may report, or has to warn of. Nothing goes out by this. Of " +
                "a report that the law requires it answers until when it is to be made, and to whom besides.");
        group.MapGet("/", ProcessList.List).Produces<ProcessPage>()
            .WithSummary("What your agency was served with, the earliest due first: for what it waits, whether it is overdue, and " +
                "whether she is still to be told.").OpenTo(AgencyStanding.Left);
        group.MapGet("/{process:guid}", Get).WithSummary("What was served, and what was done about it. For the agency served only.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/{process:guid}/survivor-told", Tell).AsCommand().WithSummary("Says that the survivor was told.");
        group.MapPost("/{process:guid}/survivor-not-reached", NotReached).AsCommand()
            .WithSummary("Says that somebody tried to tell the survivor, and why it failed.");
        group.MapPost("/{process:guid}/colleagues", Entrust).AsCommand()
            .WithSummary("Names a colleague who acts on it. While she must not be told of it, counsel and whoever acts on it see it, and " +
                "nobody else.");
        group.MapPost("/{process:guid}/protective-steps", Protect).AsCommand()
            .WithSummary("Says what was done to protect her privacy and safety.");
        group.MapPost("/{process:guid}/made", Made).AsCommand()
            .WithSummary("Says that an authority was told by telephone or in person: the one that the process names, or another that the " +
                "same duty names. Of a report or a warning that was recorded and is not closed, or was closed as answered.");
        group.MapPost("/{process:guid}/not-required", NotRequired).AsCommand()
            .WithSummary("Says that another authority of a duty need not be told, and why: the law asks for one of them, and " +
                "not for both.");
        group.MapPost("/{process:guid}/close", Close).AsCommand()
            .WithSummary("Ends it: nothing goes out under it any more. A duty to report is answered once everybody was told " +
                "whom it names.");
        var counsel = routes.MapGroup("/v1/processes").WithTags("Legal processes").RequireAuthorization(Policies.Counsel)
            .OpenTo(AgencyStanding.Suspended);
        counsel.MapPost("/{process:guid}/review", Review).AsCommand()
            .WithSummary("Says what counsel found. Not the person who recorded the service.");
        return routes;
    }

    private const string WhoSeesIt = "She is not told of this for now, so you see it, and your counsel, and nobody else of your agency. " +
        "Somebody else than you has to authorise what goes: "
        + "name them, and whoever else has to act on it (POST /v1/processes/{process}/colleagues).";

    private static async Task<IResult> Serve(ServiceRequest body, CommandCall call, WithheldMatters withheld,
        CancellationToken cancellation)
    {
        var process = new ProcessId(call.NewId());
        // Whether somebody sees the duty beside it is looked up and not checked at the commit: what rests on that duty is no business of
        // this one.
        var sees = body.Besides is not { Process: var named }
            || (await withheld.Shown([named], OwnReader.Of(call.Caller), cancellation))[named].Sees;
        return await call.Run(async work =>
        {
            var @case = await work.Load(CaseStream.Definition, body.Case);
            var authority = await work.Load(PartnerStream.Definition, body.Authority.Agency);
            var taskForce = await work.Load(TaskForceStream.Definition);
            var reporter = await work.Load(PartnerStream.Definition, work.Actor.Agency);
            var besides = body.Besides is { } other && sees
                ? await work.Load(ProcessStream.Definition, other.Process)
                : ProcessState.Initial;
            var state = work.Begin(ProcessStream.Definition, process);
            var command = Command(body, process, work.Actor, work.Now) with
            {
                AuthorityIs = authority,
                ReporterIs = reporter,
                TaskForce = taskForce,
                ByProfile = RuleSets.InForce(taskForce, work.Now).ByProfile,
                BesidesIs = besides,
                Tables = Tables(taskForce, work.Now)
            };
            var decision = ProcessDecider.Decide(command, @case, state);
            if (work.Record(ProcessStream.Definition, process, decision) is { } refusal)
                return refusal;
            if (body.Besides is { } duty
                && work.Record(ProcessStream.Definition, duty.Process,
                    DutyDecider.Decide(new LeaveAuthorityToProcess(work.Actor, duty.Authority, process), besides)) is { } left)
                return left;
            var version = work.VersionOf(ProcessStream.Definition, process);
            var served = (ProcessState.Served)ProcessStream.Definition.Fold(ProcessState.Initial, decision.Events);
            var barred = Telling.Barred(new LegalMatter(served, []), work.Now);
            var answer = new ServedAnswer(process, version.Number, ReportTimeAnswer.Of(served, GivenUnder.Nothing, work.Now),
                served.Record.Service.Time?.AlsoTo, Question(command))
            {
                NotToBeTold = barred,
                WhoSeesIt = barred is null ? null : WhoSeesIt,
            };
            return Answer.Made(answer, LegalProcessesJson.Default.ServedAnswer, $"/v1/processes/{process}", version);
        });
    }

    // What was told already is never refused for the role.
    private static string? Question(RecordService command) => command.ByProfile && ProcessDecider.RoleInQuestion(command) is { } said
        ? $"{said} It is recorded as it is. To put it right, close this one as recorded in error, and record it again (POST " +
            $"/v1/processes, field duty.role). Your duty to report stands either way."
        : null;

    private static Task<IResult> Review(ProcessId process, ReviewRequest body, CommandCall call) =>
        Change(call, process, (by, _, matter) =>
            ProcessDecider.Decide(new ReviewProcess(by, body.Finding, body.Narrowed, body.Advice), matter.Process));

    private static Task<IResult> Tell(ProcessId process, ToldRequest body,
        CommandCall call) => call.ChangeOwn(process, async (work, matter) =>
    {
        var diedAt = matter.Process.RecordIfAny is { } record && record.Service.Agency == work.Actor.Agency
            ? (await work.Load(ConsentStream.Definition, record.Service.Survivor)).DiedAt
            : null;
        var command = new RecordSurvivorTold(work.Actor, body.Through, body.ToldAt ?? work.Now, work.Now);
        return ProcessDecider.Decide(command with { DiedAt = diedAt, Under = matter.Disclosures }, matter.Process);
    });

    private static Task<IResult> Entrust(ProcessId process, ColleagueRequest body, CommandCall call, KnownPeople people,
        CancellationToken cancellation) => call.ChangeOwn(process, async (work, matter) =>
    {
        var decision = ProcessDecider.Decide(new EntrustProcess(work.Actor, body.Person), matter.Process);
        if (decision.Events.Count > 0 && await people.Unknown(work.Actor.Agency, body.Person, "person", cancellation) is { } unknown)
            return unknown;
        return decision;
    });

    private static HashSet<string>? Tables(TaskForceState taskForce, DateTimeOffset at) =>
        !RuleSets.InForce(taskForce, at).ByProfile ? null :
        [.. taskForce.TablesAt(at).Select(loaded => loaded.Table.Jurisdiction)];

    private static Task<IResult> NotReached(ProcessId process, NotReachedRequest body, CommandCall call) => Change(
        call, process, (by, now, matter) =>
            ProcessDecider.Decide(new RecordSurvivorNotReached(by, body.Through, body.TriedAt ?? now, body.Why,
                now)
            { Under = matter.Disclosures }, matter.Process));

    private static Task<IResult> Protect(ProcessId process, StepsRequest body, CommandCall call) =>
        Change(call, process, (by, _, matter) =>
            ProcessDecider.Decide(new RecordProtectiveSteps(by, body.Steps, body.Note), matter.Process));

    private static Task<IResult> Made(ProcessId process, AuthorityToldRequest body, CommandCall call) =>
        Change(call, process, (by, now, matter) =>
            DutyDecider.Decide(new RecordAuthorityTold(by, body.Authority, body.To, body.Through, body.At ?? now, now), matter.Process));

    private static Task<IResult> NotRequired(ProcessId process, NotRequiredRequest body, CommandCall call) =>
        Change(call, process, (by, _, matter) =>
            DutyDecider.Decide(new RecordAuthorityNotRequired(by, body.Authority, body.Why), matter.Process));

    // What was given is never taken back, so that a copy of a moment ago can only be missing in what is looked up: then it is asked again.
    private static Task<IResult> Close(ProcessId process, EndRequest body, CommandCall call, Lookups lookups,
        CancellationToken cancellation) => call.Run(async work =>
    {
        var state = (await call.LoadOwn(work, process)).Process;
        var given = body.End == ProcessEnd.Answered ? await lookups.Given(process, cancellation) : GivenUnder.Nothing;
        if (work.Record(ProcessStream.Definition, process,
            ProcessDecider.Decide(new CloseProcess(work.Actor, body.End, body.Note) { Given = given }, state)) is { } refusal)
            return refusal;
        // Where it ends without telling the authority that another duty left to it, that duty has it again.
        if (body.End != ProcessEnd.Answered && state.RecordIfAny is { Service.Besides: { } besides } && work.Record(
                ProcessStream.Definition, besides.Process,
                DutyDecider.Decide(new LeaveAuthorityToProcess(work.Actor, besides.Authority, null),
                    await work.Load(ProcessStream.Definition, besides.Process))) is { } left)
            return left;
        return work.Changed(ProcessStream.Definition, process);
    });

    private static Task<IResult> Change(CommandCall call, ProcessId process,
        Func<Actor, DateTimeOffset, LegalMatter, Decision<ProcessEvent>> decide) =>
        call.ChangeOwn(process, (work, matter) => new(decide(work.Actor, work.Now, matter)));

    private static async Task<Results<Reply<ProcessAnswer>, ProblemResult>> Get(
        ProcessId process, Caller caller, StateReader reader, WithheldMatters withheld, Lookups lookups, TimeProvider time,
        CancellationToken cancellation)
    {
        var (state, version) = await reader.Read(ProcessStream.Definition, process, cancellation);
        if (state is not ProcessState.Served served || served.Record.Service.Agency != caller.Agency)
            return Problems.NotFound.With();
        var shown = (await withheld.Shown([process], OwnReader.Of(caller), cancellation))[process];
        return shown.Sees ? Reply.Revealing(ProcessAnswer.Of(served, await lookups.Given(process, cancellation), shown.Barred,
            time.GetUtcNow()), version) : Problems.NotFound.With();
    }

    private static RecordService Command(ServiceRequest body, ProcessId process, Actor by, DateTimeOffset at) => new()
    {
        By = by,
        Process = process,
        Kind = body.Kind,
        Case = body.Case,
        Authority = body.Authority,
        IssuedBy = body.IssuedBy,
        Reference = body.Reference,
        Names = body.Names,
        Due = body.Due,
        Part2Order = body.Part2Order,
        Duty = body.Duty,
        Jurisdiction = body.Jurisdiction,
        Report = body.Report,
        Mandate = body.Mandate,
        Rulings = body.Rulings ?? [],
        TellingForbidden = body.TellingForbidden,
        Risk = body.Risk,
        Conditions = body.Conditions ?? [],
        Made = body.Made,
        LearnedAt = body.LearnedAt,
        Besides = body.Besides,
        At = at,
    };
}

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
