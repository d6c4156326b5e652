using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Host.Platform.Reading;
using Microsoft.AspNetCore.Http.HttpResults;

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
