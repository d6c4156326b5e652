using Coordination.Domain.Operations;
using Coordination.Domain.Services;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Features.Operations;

/// <summary>
/// Requests of law enforcement for advocates at its operations, and the answers. To decline has no effect on anything: nothing else reads
/// what is decided here. No version is shown, since both agencies write to it.
/// </summary>
public static class OperationRoutes
{
    public static IServiceCollection AddOperations(this IServiceCollection services) => services.AddFeatureJson(OperationsJson.Default);

    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/operations").WithTags("Operations").RequireAuthorization(Policies.Team);
        group.MapPost("/", Request).AsCommand<OperationAnswer>(StatusCodes.Status201Created)
            .WithSummary("Law enforcement asks an agency for advocates at an operation.");
        group.MapGet("/", List).Produces<PageOf<OperationView>>()
            .WithSummary("What your agency asked for, and what it was asked for, the latest first.");
        group.MapGet("/{operation:guid}", Get)
            .WithSummary("One of them. What the advocates said afterwards, the agency that asked is not told.");
        var asked = routes.MapGroup("/v1/operations").WithTags("Operations").RequireAuthorization(Policies.Advocates);
        asked.MapPost("/{operation:guid}/agree", Agree).AsCommand<OperationAnswer>(StatusCodes.Status200OK)
            .WithSummary("Your advocates will be there: on condition that services are offered to all, that they identify nobody, and " +
                "that nobody is arrested as a door to services.");
        asked.MapPost("/{operation:guid}/decline", Decline).AsCommand<OperationAnswer>(StatusCodes.Status200OK)
            .WithSummary("Your advocates will not be there. No reason is asked, and nothing follows from it; if they behave differently " +
                "since, that is a concern.");
        asked.MapPost("/{operation:guid}/debrief", Debrief).AsCommand<OperationAnswer>(StatusCodes.Status200OK)
            .WithSummary("What was offered and what harm was seen. The coordinator and the auditor see of which kinds.");
        return routes;
    }

    private static Task<IResult> Request(PresenceRequest body, CommandCall call)
    {
        var operation = new OperationId(call.NewId());
        return call.RunUnversioned(async work =>
        {
            var requester = await work.Load(PartnerStream.Definition, work.Actor.Agency);
            var asked = body.Asked == work.Actor.Agency ? requester : await work.Load(PartnerStream.Definition, body.Asked);
            var state = work.Begin(OperationStream.Definition, operation);
            work.Record(OperationStream.Definition, operation,
                OperationDecider.Decide(new RequestPresence(work.Actor, operation, body.Asked, body.StartsAt, body.Plan, work.Now),
                    requester, asked, state));
            return Answer.Made(new OperationAnswer(operation), OperationsJson.Default.OperationAnswer, $"/v1/operations/{operation}");
        });
    }

    private static Task<IResult> Agree(OperationId operation, PresenceAgreementRequest body, CommandCall call) =>
        Do(operation, call, (by, now) => new AgreeToPresence(by, body.Conditions, body.Note, now));

    private static Task<IResult> Decline(OperationId operation, CommandCall call) =>
        Do(operation, call, (by, now) => new DeclinePresence(by, now));

    private static Task<IResult> Debrief(OperationId operation, DebriefRequest body, CommandCall call) =>
        Do(operation, call, (by, now) => new DebriefOperation(by, body.Offered, body.Harms, body.Account, now));

    private static Task<IResult> Do(OperationId operation, CommandCall call, Func<Actor, DateTimeOffset, OperationCommand> command) =>
        call.RunUnversioned(async work =>
    {
        var state = await work.Load(OperationStream.Definition, operation);
        work.Record(OperationStream.Definition, operation, OperationDecider.Decide(command(work.Actor, work.Now), state));
        return Answer.Ok(new OperationAnswer(operation), OperationsJson.Default.OperationAnswer);
    });

    private static async Task<IResult> List([AsParameters] ListQuery query, Caller caller, Lookups lookups, StateReader states,
        ListPages pages, CancellationToken cancellation) =>
        await pages.Answer<OperationId, OperationView>("operations", caller, query,
            [.. ((await lookups.Read(OperationsRow.Key(caller.Agency), cancellation))?.Operations ?? []).Reverse()],
            operation => operation.ToString(), async page =>
        {
            var reading = states.ForOneQuery();
            await reading.Prepare(page.Select(operation => StreamToRead.Of(OperationStream.Definition, operation)), cancellation);
            List<OperationView> items = [];
            foreach (var operation in page)
                items.Add(await See(operation, caller, reading, cancellation)
                    ?? throw new UnreachableException("What an agency asked or was asked is its to see."));
            return items;
        });

    private static async Task<Results<Reply<OperationView>, ProblemResult>> Get(OperationId operation, Caller caller, StateReader states,
        CancellationToken cancellation) =>
        await See(operation, caller, states, cancellation) is { } seen ? Reply.Revealing(seen) : Problems.NotFound.With();

    private static async ValueTask<OperationView?> See(OperationId operation, Caller caller, StateReader states,
        CancellationToken cancellation) =>
        (await states.Read(OperationStream.Definition, operation, cancellation)).State is not OperationState.Known known ? null
        : known.Requested.Asked == caller.Agency ? OperationView.ForAsked(known)
        : known.Requested.RequestedBy == caller.Agency ? OperationView.ForRequester(known)
        : null;
}

/// <summary>Asks an agency for advocates at an operation.</summary>
/// <param name="Asked">The agency.</param>
/// <param name="StartsAt">When it begins.</param>
/// <param name="Plan">What is planned, as far as the agency has to know.</param>
public sealed record PresenceRequest(AgencyId Asked, DateTimeOffset StartsAt, Sensitive<string> Plan);

/// <summary>Will be there, on all three conditions.</summary>
public sealed record PresenceAgreementRequest(IReadOnlyList<PresenceCondition> Conditions, Sensitive<string>? Note);

/// <summary>What was offered and what harm was seen. The account names nobody.</summary>
public sealed record DebriefRequest(IReadOnlyList<GoalKind> Offered, IReadOnlyList<HarmSeen> Harms, Sensitive<string>? Account);

/// <summary>A request, or what was said to it.</summary>
public sealed record OperationAnswer(OperationId Id);

/// <summary>An operation as one of both agencies sees it. Of the debrief the agency that asked is told nothing.</summary>
/// <param name="Id">The operation.</param>
/// <param name="RequestedBy">The agency that plans it.</param>
/// <param name="Asked">The agency whose advocates it wants there.</param>
/// <param name="StartsAt">When it begins.</param>
/// <param name="Plan">What is planned.</param>
/// <param name="Standing">How it stands: waiting, agreed, declined; for the agency that was asked, also debriefed.</param>
/// <param name="Conditions">On what advocates are there.</param>
/// <param name="Note">What they say about it.</param>
/// <param name="Debrief">What they said afterwards; for themselves only.</param>
public sealed record OperationView(
    OperationId Id, AgencyId RequestedBy, AgencyId Asked, DateTimeOffset StartsAt, Sensitive<string> Plan, string Standing,
    IReadOnlyList<PresenceCondition>? Conditions, Sensitive<string>? Note,
    DebriefView? Debrief)
{
    internal static OperationView ForAsked(OperationState.Known state) => Of(state, state switch
    {
        OperationState.Waiting => "waiting",
        OperationState.Agreed => "agreed",
        OperationState.Declined => "declined",
        OperationState.Debriefed => "debriefed",
        _ => throw new UnreachableException(),
    }) with
    { Debrief = state is OperationState.Debriefed { Debrief: var said } ? new(said.Offered, said.Harms, said.Account) : null };

    internal static OperationView ForRequester(OperationState.Known state) => Of(state, state switch
    {
        OperationState.Waiting => "waiting",
        OperationState.Agreed or OperationState.Debriefed => "agreed",
        OperationState.Declined => "declined",
        _ => throw new UnreachableException(),
    });

    private static OperationView Of(OperationState.Known state, string standing) => new(
        state.Requested.Operation, state.Requested.RequestedBy, state.Requested.Asked, state.Requested.StartsAt, state.Requested.Plan,
        standing, state.AnswerIfAgreed?.Conditions, state.AnswerIfAgreed?.Note, null);
}

/// <summary>What the advocates said afterwards.</summary>
public sealed record DebriefView(IReadOnlyList<GoalKind> Offered, IReadOnlyList<HarmSeen> Harms, Sensitive<string>? Account);

[JsonSerializable(typeof(PresenceRequest))]
[JsonSerializable(typeof(PresenceAgreementRequest))]
[JsonSerializable(typeof(DebriefRequest))]
[JsonSerializable(typeof(OperationAnswer))]
[JsonSerializable(typeof(PageOf<OperationView>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class OperationsJson : JsonSerializerContext;
