using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Operations;
using Coordination.Domain.Partners;
using Coordination.Domain.Survivors;
using Coordination.Domain.TaskForce;
using Coordination.Host.Execution;
using Coordination.Host.Http;
using Coordination.Host.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordination.Host.Partners;

/// <summary>
/// Concerns about agencies: raised by anybody of another, looked into by coordinators of the coordinating agency, answered by the agency once it was put to
/// it. Nobody else learns that there is one. No version is shown: it would count what others did.
/// </summary>
internal static class ConcernRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var agencies = routes.MapGroup("/v1/agencies").WithTags("Concerns").RequireAuthorization(Policies.Team);
        agencies.MapCommand<ConcernAnswer>("/{agency}/concerns", Raise, StatusCodes.Status201Created)
            .WithSummary("Raises a concern about another agency, for yourself or for a survivor who asks you to. The coordinator and the auditor see it; that agency does not, until it is put to it.").OpenTo(AgencyStanding.Suspended);
        var group = routes.MapGroup("/v1/concerns").WithTags("Concerns").RequireAuthorization(Policies.Team).OpenTo(AgencyStanding.Left);
        group.MapGet("/", List).WithSummary("Concerns that your agency raised, and those that were put to it; for coordinators of the coordinating agency, all that are not about it. Oldest first.");
        group.MapGet("/{concern:guid}", Get).WithSummary("One of them, as far as it is yours to know.");
        group.MapCommand<ConcernAnswer>("/{concern:guid}/answer", Answer, StatusCodes.Status200OK).WithSummary("Your agency answers what was put to it.");
        var office = routes.MapGroup("/v1/concerns").WithTags("Concerns").RequireAuthorization(Policies.Coordinators);
        office.MapCommand<ConcernAnswer>("/{concern:guid}/put", Put, StatusCodes.Status200OK).WithSummary("Puts a concern to the agency that it is about, in words that name nobody.");
        office.MapCommand<ConcernAnswer>("/{concern:guid}/uphold", Uphold, StatusCodes.Status200OK).WithSummary("Finds it to be right, once the agency was heard. Not by whoever raised it.");
        office.MapCommand<ConcernAnswer>("/{concern:guid}/dismiss", Dismiss, StatusCodes.Status200OK).WithSummary("Finds it not to be right. Not by whoever raised it.");
    }

    private static Task<IResult> Raise(AgencyId agency, ConcernRequest body, CommandCall call)
    {
        var concern = new ConcernId(call.NewId());
        return call.RunUnversioned(async work =>
        {
            var survivor = body.Survivor is { } her ? await work.Load(SurvivorStream.Definition, her) : null;
            var state = await work.Load(PartnerStream.Definition, agency);
            var operation = body.Operation is { } asked ? await work.Load(OperationStream.Definition, asked) : null;
            var disclosure = body.Disclosure is { } made ? await work.Load(DisclosureStream.Definition, made) as DisclosureState.Begun : null;
            var named = new ConcernNames((survivor as SurvivorState.Welcomed)?.Custodian, operation?.InConcern, disclosure?.InConcern);
            var command = new RaiseConcern(work.Actor, agency, concern, body.Kind, body.What, body.Survivor, body.Operation) { Disclosure = body.Disclosure, Mark = body.Mark };
            work.Record(PartnerStream.Definition, agency, ConcernDecider.Decide(command, named, state));
            return Execution.Answer.Made(new ConcernAnswer(concern), ConcernsJson.Default.ConcernAnswer, $"/v1/concerns/{concern}");
        });
    }

    private static Task<IResult> Put(ConcernId concern, ConcernWordsRequest body, CommandCall call, ConcernIndex index, CancellationToken cancellation) =>
        Do(concern, call, index, (work, taskForce, about) => new PutConcern(work.Actor, about, concern, body.Words, AnswerDue(work.Now, taskForce)), cancellation);

    private static Task<IResult> Answer(ConcernId concern, ConcernReplyRequest body, CommandCall call, ConcernIndex index, CancellationToken cancellation) =>
        Do(concern, call, index, (work, _, about) => new AnswerConcern(work.Actor, about, concern, body.Answer), cancellation);

    private static Task<IResult> Uphold(ConcernId concern, ConcernReasonRequest body, CommandCall call, ConcernIndex index, CancellationToken cancellation) =>
        Do(concern, call, index, (work, _, about) => new UpholdConcern(work.Actor, about, concern, body.Reason, work.Now), cancellation);

    private static Task<IResult> Dismiss(ConcernId concern, ConcernReasonRequest body, CommandCall call, ConcernIndex index, CancellationToken cancellation) =>
        Do(concern, call, index, (work, _, about) => new DismissConcern(work.Actor, about, concern, body.Reason), cancellation);

    // Where there is no such concern, the caller's own agency has none: the answer is the same.
    private static async Task<IResult> Do(ConcernId concern, CommandCall call, ConcernIndex index, Func<Workspace, TaskForceState, AgencyId, ConcernCommand> command, CancellationToken cancellation)
    {
        var about = await index.AgencyOf(concern, cancellation) ?? call.Caller.Agency;
        return await call.RunUnversioned(async work =>
        {
            var taskForce = await work.Load(TaskForceStream.Definition);
            var state = await work.Load(PartnerStream.Definition, about);
            work.Record(PartnerStream.Definition, about, ConcernDecider.Decide(command(work, taskForce, about), CoordinatingAgency(taskForce), state));
            return Execution.Answer.Ok(new ConcernAnswer(concern), ConcernsJson.Default.ConcernAnswer);
        });
    }

    private static async Task<Reply<ConcernsAnswer>> List(Caller caller, ConcernIndex index, StateReader states, CancellationToken cancellation)
    {
        var taskForce = (await states.Read(TaskForceStream.Definition, cancellation)).State;
        List<ConcernView> items = [];
        foreach (var found in await index.All(cancellation))
            if (await See(found, caller, taskForce, states, cancellation) is { } seen)
                items.Add(seen);
        return Reply.Revealing(new ConcernsAnswer(items));
    }

    private static async Task<Results<Reply<ConcernView>, ProblemResult>> Get(ConcernId concern, Caller caller, ConcernIndex index, StateReader states, CancellationToken cancellation)
    {
        var taskForce = (await states.Read(TaskForceStream.Definition, cancellation)).State;
        return (await index.All(cancellation)).FirstOrDefault(known => known.Concern == concern) is { } found && await See(found, caller, taskForce, states, cancellation) is { } seen
            ? Reply.Revealing(seen)
            : Problems.NotFound.With();
    }

    private static DateTimeOffset AnswerDue(DateTimeOffset now, TaskForceState taskForce) =>
        now.AddDays(taskForce.PolicyAt(now)?.ConcernAnswerDays ?? PolicySettings.UsualConcernAnswerDays);

    private static AgencyId? CoordinatingAgency(TaskForceState taskForce) => (taskForce as TaskForceState.Formed)?.CoordinatingAgency;

    private static async ValueTask<ConcernView?> See(FoundConcern found, Caller caller, TaskForceState taskForce, StateReader states, CancellationToken cancellation)
    {
        var looksInto = caller.Is(Roles.Coordinator) && ConcernDecider.LooksInto(caller.Agency, found.About, CoordinatingAgency(taskForce));
        if (!looksInto && found.RaisedBy != caller.Agency && found.About != caller.Agency)
            return null;
        var concern = (await states.Read(PartnerStream.Definition, found.About, cancellation)).State.ConcernsIfAny.FirstOrDefault(known => known.Concern == found.Concern);
        return concern is null ? null
            : looksInto ? ConcernView.ForOffice(found.About, concern)
            : found.RaisedBy == caller.Agency ? ConcernView.ForWhoRaisedIt(found.About, concern)
            : concern.PutAs is null ? null : ConcernView.ForWhomItIsAbout(found.About, concern);
    }
}
