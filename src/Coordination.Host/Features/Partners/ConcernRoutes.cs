using Coordination.Domain.Disclosures;
using Coordination.Domain.Operations;
using Coordination.Domain.Survivors;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Features.Partners;

/// <summary>
/// Concerns about agencies: raised by anybody of another, looked into by coordinators of the coordinating agency, answered by the agency
/// once it was put to it. Nobody else learns that there is one. No version is shown: it would count what others did.
/// </summary>
internal static class ConcernRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var agencies = routes.MapGroup("/v1/agencies").WithTags("Concerns").RequireAuthorization(Policies.Team);
        agencies.MapPost("/{agency}/concerns", Raise).AsCommand<ConcernAnswer>(StatusCodes.Status201Created)
            .WithSummary("Raises a concern about another agency, for yourself or for a survivor who asks you to. The coordinator and the " +
                "auditor see it; that agency does not, until it is put to it.").OpenTo(AgencyStanding.Suspended);
        var group = routes.MapGroup("/v1/concerns").WithTags("Concerns").RequireAuthorization(Policies.Team).OpenTo(AgencyStanding.Left);
        group.MapGet("/", List).Produces<PageOf<ConcernView>>()
            .WithSummary("Concerns that your agency raised, and those that were put to it; for coordinators of the coordinating agency, " +
                "all that are not about it. Oldest first.");
        group.MapGet("/{concern:guid}", Get).WithSummary("One of them, as far as it is yours to know.");
        group.MapPost("/{concern:guid}/answer", Answer).AsCommand<ConcernAnswer>(StatusCodes.Status200OK)
            .WithSummary("Your agency answers what was put to it.");
        var office = routes.MapGroup("/v1/concerns").WithTags("Concerns").RequireAuthorization(Policies.Coordinators);
        office.MapPost("/{concern:guid}/put", Put).AsCommand<ConcernAnswer>(StatusCodes.Status200OK)
            .WithSummary("Puts a concern to the agency that it is about, in words that name nobody.");
        office.MapPost("/{concern:guid}/uphold", Uphold).AsCommand<ConcernAnswer>(StatusCodes.Status200OK)
            .WithSummary("Finds it to be right, once the agency was heard. Not by whoever raised it.");
        office.MapPost("/{concern:guid}/dismiss", Dismiss).AsCommand<ConcernAnswer>(StatusCodes.Status200OK)
            .WithSummary("Finds it not to be right. Not by whoever raised it.");
    }

    private static async Task<IResult> Raise(AgencyId agency, ConcernRequest body, CommandCall call, RaisedConcerns concerns,
        ConcernLocks turns, WithheldMatters withheld, CancellationToken cancellation)
    {
        var concern = new ConcernId(call.NewId());
        // Callers who may not see it now learn nothing of it here either.
        var seesDisclosure = body.Disclosure is { } named
            && (await withheld.Look([named], OwnReader.Of(call.Caller), cancellation))[named].Sees;
        return await turns.Take(call.Caller.Person, () => call.RunUnversioned(async work =>
        {
            var survivor = body.Survivor is { } her ? await work.Load(SurvivorStream.Definition, her) : null;
            var state = await work.Load(PartnerStream.Definition, agency);
            var operation = body.Operation is { } asked ? await work.Load(OperationStream.Definition, asked) : null;
            var disclosure = seesDisclosure && body.Disclosure is { } made
                ? await work.Load(DisclosureStream.Definition, made) as DisclosureState.Begun
                : null;
            var names = new ConcernNames((survivor as SurvivorState.Welcomed)?.Custodian, operation?.InConcern, disclosure?.InConcern);
            var command = new RaiseConcern(work.Actor, agency, concern, body.Kind, body.What, body.Survivor,
                body.Operation)
            { Disclosure = body.Disclosure, Mark = body.Mark };
            var most = (await work.Load(TaskForceStream.Definition)).PolicyAt(work.Now)?.ConcernsPerDay
                ?? PolicySettings.UsualConcernsPerDay;
            var allowance = new ConcernAllowance(most,
                await concerns.RaisedBy(work.Actor.Person, work.Now - ConcernAllowance.Day, cancellation), work.Now);
            work.Begin(ConcernStream.Definition, concern);
            work.Record(ConcernStream.Definition, concern, ConcernDecider.Decide(command, names, allowance, state));
            return Platform.Execution.Answer.Made(new ConcernAnswer(concern), PartnersJson.Default.ConcernAnswer,
                $"/v1/concerns/{concern}");
        }), cancellation);
    }

    private static Task<IResult> Put(ConcernId concern, ConcernWordsRequest body, CommandCall call, RaisedConcerns concerns,
        CancellationToken cancellation) =>
        Do(concern, call, concerns,
            (work, taskForce, about) => new PutConcern(work.Actor, about, concern, body.Words, AnswerDue(work.Now, taskForce)),
            cancellation);

    private static Task<IResult> Answer(ConcernId concern, ConcernReplyRequest body, CommandCall call, RaisedConcerns concerns,
        CancellationToken cancellation) =>
        Do(concern, call, concerns, (work, _, about) => new AnswerConcern(work.Actor, about, concern, body.Answer), cancellation);

    private static Task<IResult> Uphold(ConcernId concern, ConcernReasonRequest body, CommandCall call, RaisedConcerns concerns,
        CancellationToken cancellation) =>
        Do(concern, call, concerns, (work, _, about) => new UpholdConcern(work.Actor, about, concern, body.Reason, work.Now), cancellation);

    private static Task<IResult> Dismiss(ConcernId concern, ConcernReasonRequest body, CommandCall call, RaisedConcerns concerns,
        CancellationToken cancellation) =>
        Do(concern, call, concerns, (work, _, about) => new DismissConcern(work.Actor, about, concern, body.Reason), cancellation);

    // Where there is no such concern, the caller's own agency has none: the answer is the same.
    private static async Task<IResult> Do(ConcernId concern, CommandCall call, RaisedConcerns concerns,
        Func<CommandSession, TaskForceState, AgencyId, ConcernCommand> command, CancellationToken cancellation)
    {
        var found = await concerns.Find(concern, cancellation);
        return await call.RunUnversioned(async work =>
        {
            var taskForce = await work.Load(TaskForceStream.Definition);
            var earlier = found is { BeginsWithAgency: true }
                ? Earlier(await work.Load(PartnerStream.Definition, found.About), concern)
                : null;
            var known = (await work.Load(ConcernStream.Definition, concern)).After(earlier);
            var about = found?.About ?? work.Actor.Agency;
            work.Record(ConcernStream.Definition, concern,
                ConcernDecider.Decide(command(work, taskForce, about), CoordinatingAgency(taskForce), known));
            return Platform.Execution.Answer.Ok(new ConcernAnswer(concern), PartnersJson.Default.ConcernAnswer);
        });
    }

    private static async Task<IResult> List([AsParameters] ListQuery query, Caller caller, RaisedConcerns concerns, StateReader states,
        ListPages pages, CancellationToken cancellation)
    {
        var taskForce = (await states.Read(TaskForceStream.Definition, cancellation)).State;
        var candidates = caller.Is(Roles.Coordinator) && caller.Agency == CoordinatingAgency(taskForce)
            ? await concerns.All(cancellation).ToListAsync(cancellation) : await concerns.Of(caller.Agency, cancellation);
        List<ConcernRow> mine = [.. candidates.Where(found => Part(found, caller, taskForce) is not Reader.Nobody)];
        return await pages.Answer<ConcernRow, ConcernView>("concerns", caller, query, mine, found => found.Concern.ToString(), async page =>
        {
            var reading = states.ForOneQuery();
            await reading.Prepare(page.SelectMany(StreamsOf), cancellation);
            List<ConcernView> items = [];
            foreach (var found in page)
                items.Add(await See(found, Part(found, caller, taskForce), reading, cancellation));
            return items;
        });
    }

    private static async Task<Results<Reply<ConcernView>, ProblemResult>> Get(ConcernId concern, Caller caller, RaisedConcerns concerns,
        StateReader states, CancellationToken cancellation)
    {
        var taskForce = (await states.Read(TaskForceStream.Definition, cancellation)).State;
        return await concerns.Find(concern, cancellation) is { } found && Part(found, caller, taskForce) is var part and not Reader.Nobody
            ? Reply.Revealing(await See(found, part, states, cancellation))
            : Problems.NotFound.With();
    }

    private static DateTimeOffset AnswerDue(DateTimeOffset now, TaskForceState taskForce) =>
        now.AddDays(taskForce.PolicyAt(now)?.ConcernAnswerDays ?? PolicySettings.UsualConcernAnswerDays);

    private static AgencyId? CoordinatingAgency(TaskForceState taskForce) => (taskForce as TaskForceState.Formed)?.CoordinatingAgency;

    private static RaisedConcern? Earlier(PartnerPosition agency, ConcernId concern) =>
        agency.ConcernsIfAny.FirstOrDefault(known => known.Concern == concern);

    private enum Reader
    {
        Nobody,
        Office,
        WhoRaisedIt,
        WhomItIsAbout,
    }

    private static Reader Part(ConcernRow found, Caller caller, TaskForceState taskForce) =>
        caller.Is(Roles.Coordinator) && ConcernDecider.LooksInto(caller.Agency, found.About, CoordinatingAgency(taskForce)) ? Reader.Office
        : found.RaisedBy == caller.Agency ? Reader.WhoRaisedIt
        : found.About == caller.Agency && found.WasPut ? Reader.WhomItIsAbout
        : Reader.Nobody;

    private static IEnumerable<StreamToRead> StreamsOf(ConcernRow found)
    {
        yield return StreamToRead.Of(ConcernStream.Definition, found.Concern);
        if (found.BeginsWithAgency)
            yield return StreamToRead.Of(PartnerStream.Definition, found.About);
    }

    private static async ValueTask<ConcernView> See(ConcernRow found, Reader part, StateReader states, CancellationToken cancellation)
    {
        var earlier = found.BeginsWithAgency
            ? Earlier((await states.Read(PartnerStream.Definition, found.About, cancellation)).State, found.Concern)
            : null;
        var concern = (await states.Read(ConcernStream.Definition, found.Concern, cancellation)).State.After(earlier)
            ?? throw new System.Diagnostics.UnreachableException("A concern that is looked up was raised.");
        return part switch
        {
            Reader.Office => ConcernView.ForOffice(found.About, concern),
            Reader.WhoRaisedIt => ConcernView.ForWhoRaisedIt(found.About, concern),
            Reader.WhomItIsAbout => ConcernView.ForWhomItIsAbout(found.About, concern),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}

/// <summary>A concern about another agency. Who reads the log on pseudonyms is not shown what it says.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="What">What happened.</param>
/// <param name="Survivor">For whom it is raised, where a survivor whom your agency serves asks for it. The words are hers, and go with her
/// erasure.</param>
/// <param name="Operation">The operation of theirs that it is about, for which your agency was asked for advocates.</param>
/// <param name="Disclosure">The disclosure that it is about, which your agency made to them: a broken condition, or that it was passed
/// on.</param>
/// <param name="Mark">The refused condition on their account that it is about.</param>
public sealed record ConcernRequest(
    ConcernKind Kind, Sensitive<string> What, SurvivorId? Survivor, OperationId? Operation, DisclosureId? Disclosure = null,
    MarkId? Mark = null);

/// <summary>A concern that was raised, or with which something was done.</summary>
public sealed record ConcernAnswer(ConcernId Id);

/// <summary>What is put to the agency, in words that name nobody: neither her, nor who raised it.</summary>
public sealed record ConcernWordsRequest(Sensitive<string> Words);

/// <summary>What the agency says to it.</summary>
public sealed record ConcernReplyRequest(Sensitive<string> Answer);

/// <summary>Why a concern was found to be right, or not to be. Whoever raised it reads this, and the agency, where it was put to
/// it.</summary>
public sealed record ConcernReasonRequest(Sensitive<string> Reason);

/// <summary>What the reader may know of a concern.</summary>
/// <param name="Id">The concern.</param>
/// <param name="About">The agency that it is about.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Standing">How far it is: open, put, answered, upheld, dismissed.</param>
/// <param name="RaisedBy">Who raised it; the agency that it is about is not told.</param>
/// <param name="What">What happened; not told to the agency that it is about.</param>
/// <param name="PutAs">What was put to the agency; for those who look into it, and for the agency.</param>
/// <param name="Answer">What the agency said; for the same.</param>
/// <param name="Reason">Why it was found to be right, or not to be.</param>
/// <param name="AnswerDue">Until when the agency can answer before it is decided without an answer; for those who look into it, and for the
/// agency.</param>
public sealed record ConcernView(
    ConcernId Id, AgencyId About, ConcernKind Kind, string Standing, AgencyId? RaisedBy, Sensitive<string>? What, Sensitive<string>? PutAs,
    Sensitive<string>? Answer, Sensitive<string>? Reason,
    DateTimeOffset? AnswerDue)
{
    internal static ConcernView ForOffice(AgencyId about, RaisedConcern concern) => new(
        concern.Concern, about, concern.Raised.Kind, StandingOf(concern), concern.Raised.RaisedBy, concern.Raised.What, concern.PutAs,
        concern.Answer, ReasonOf(concern), DueOf(concern));

    // What passed between the office and the agency is theirs; how far it is would tell of it.
    internal static ConcernView ForWhoRaisedIt(AgencyId about, RaisedConcern concern) => new(
        concern.Concern, about, concern.Raised.Kind,
        concern.Standing is ConcernStanding.Put or ConcernStanding.Answered ? "open" : StandingOf(concern),
        concern.Raised.RaisedBy, concern.Raised.What, null, null, ReasonOf(concern), null);

    internal static ConcernView ForWhomItIsAbout(AgencyId about, RaisedConcern concern) => new(
        concern.Concern, about, concern.Raised.Kind, StandingOf(concern), null, null, concern.PutAs, concern.Answer,
        ReasonOf(concern), DueOf(concern));

    private static string StandingOf(RaisedConcern concern) => concern.Standing switch
    {
        ConcernStanding.Open => "open",
        ConcernStanding.Put => "put",
        ConcernStanding.Answered => "answered",
        ConcernStanding.Upheld => "upheld",
        ConcernStanding.Dismissed => "dismissed",
        _ => throw new UnreachableException(),
    };

    private static DateTimeOffset? DueOf(RaisedConcern concern) => (concern.Standing as ConcernStanding.Put)?.AnswerDue;

    private static Sensitive<string>? ReasonOf(RaisedConcern concern) => concern.Standing switch
    {
        ConcernStanding.Upheld { Reason: var reason } => reason,
        ConcernStanding.Dismissed { Reason: var reason } => reason,
        _ => null,
    };
}
