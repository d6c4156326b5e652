using Coordination.Domain.Consent;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.Messaging;

namespace Coordination.Host.Features.Erasure;

/// <summary>Forgetting a survivor who asks for it: her request, the law's holds, and the second person who carries it out.</summary>
public static class ErasureRoutes
{
    public static IServiceCollection AddErasure(this IServiceCollection services)
    {
        services.AddFeatureJson(ErasureJson.Default);
        services.AddSingleton<ErasureLookups>();
        services.AddReaction<ErasureReaction, CarryOutErasure>("erasure", cause => new(cause), ErasureReaction.Events);
        services.AddHostedService<ErasureKeeper>();
        return services;
    }

    public static IEndpointRouteBuilder MapErasure(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/survivors/{survivor:guid}").WithTags("Erasure").RequireAuthorization(Policies.Advocates)
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/erasure-request", Request).AsCommand()
            .WithSummary("Records that she asks to be forgotten. A second person carries it out.");
        group.MapPost("/erasure-request/withdraw", Withdraw).AsCommand().WithSummary("Records that she took that back.");
        group.MapPost("/erase", Erase).AsCommand()
            .WithSummary("Carries it out, for ever: the keys of everything that describes her are destroyed. Not by whoever recorded the " +
                "request, and not while a legal hold stands.");
        var counsel = routes.MapGroup("/v1/survivors/{survivor:guid}/legal-holds").WithTags("Erasure")
            .RequireAuthorization(Policies.Counsel).OpenTo(AgencyStanding.Left);
        counsel.MapPost("/", Place).AsCreation().WithSummary("Holds her record, because the law demands that it be preserved.");
        counsel.MapPost("/{hold:guid}/lift", Lift).AsCommand().WithSummary("Ends a hold.");
        routes.MapGroup("/v1/survivors/{survivor:guid}/erasure").WithTags("Erasure").RequireAuthorization(Policies.AdvocatesAndCounsel)
            .MapGet("/", Get).WithSummary("How far it is, and what could not be called back from recipients. For the custodian only.")
            .OpenTo(AgencyStanding.Left);
        return routes;
    }

    private static Task<IResult> Request(SurvivorId survivor, CommandCall call) => Change(call, survivor, by => new RequestErasure(by));

    private static Task<IResult> Withdraw(SurvivorId survivor, CommandCall call) =>
        Change(call, survivor, by => new WithdrawErasureRequest(by));

    // What she released ends with the same word, so that nothing goes out, and nothing is said in a room, between this and the end of her
    // keys.
    private static Task<IResult> Erase(SurvivorId survivor, CommandCall call) => call.Run(async work =>
    {
        var state = await work.Load(SurvivorStream.Definition, survivor);
        var consent = await work.Load(ConsentStream.Definition, survivor);
        if (work.Record(SurvivorStream.Definition, survivor, SurvivorDecider.Decide(new EraseSurvivor(work.Actor), state)) is null
            && consent.IsOpen)
            work.Record(ConsentStream.Definition, survivor,
                ReleaseDecider.Decide(new RevokeEveryRelease(work.Actor.Person, Channel.ThroughAdvocate), consent));
        return work.Changed(SurvivorStream.Definition, survivor);
    });

    private static Task<IResult> Lift(SurvivorId survivor, LegalHoldId hold, CommandCall call) =>
        Change(call, survivor, by => new LiftLegalHold(by, hold));

    private static Task<IResult> Place(SurvivorId survivor, LegalHoldRequest body, CommandCall call)
    {
        var hold = new LegalHoldId(call.NewId());
        return call.Add(SurvivorStream.Definition, survivor, hold, $"/v1/survivors/{survivor}/erasure", (work, state) =>
            new(SurvivorDecider.Decide(new PlaceLegalHold(work.Actor, hold, body.Reference), state)));
    }

    private static Task<IResult> Change(CommandCall call, SurvivorId survivor, Func<Actor, SurvivorCommand> command) =>
        call.Change(SurvivorStream.Definition, survivor, (work, state) => SurvivorDecider.Decide(command(work.Actor), state));

    private static async Task<Results<Reply<ErasureAnswer>, ProblemResult>> Get(SurvivorId survivor, Caller caller, StateReader reader,
        WithheldMatters withheld, CancellationToken cancellation)
    {
        var (state, version) = await reader.Read(SurvivorStream.Definition, survivor, cancellation);
        return state switch
        {
            SurvivorState.Welcomed s when s.Custodian == caller.Agency => Reply.Revealing(
                new ErasureAnswer(s.ErasureRequestedBy,
                    [.. s.Holds.Select(hold => new LegalHoldAnswer(hold.Hold, hold.Reference, hold.By))], null, null, []), version),
            SurvivorState.Erased s when s.Custodian == caller.Agency => Reply.RevealingByContent(
                new ErasureAnswer(s.Order.RequestedBy, [], s.Order.By, s.KeysDestroyedAt,
                    await Shown(s.OutOfReach, caller, withheld, cancellation))),
            SurvivorState.NotWelcomed or SurvivorState.Welcomed or SurvivorState.Erased => Problems.NotFound.With(),
            _ => throw new System.Diagnostics.UnreachableException(state.GetType().Name),
        };
    }

    private static async ValueTask<IReadOnlyList<CopyOutOfReach>> Shown(IReadOnlyList<CopyOutOfReach> copies, Caller caller,
        WithheldMatters withheld, CancellationToken cancellation)
    {
        var shown = await withheld.Look([.. copies.Select(copy => copy.Disclosure).Distinct()], OwnReader.Of(caller), cancellation);
        return [.. copies.Where(copy => shown[copy.Disclosure].Sees)];
    }
}

/// <summary>Which order or duty demands that the record be preserved.</summary>
public sealed record LegalHoldRequest(Sensitive<string> Reference);

/// <summary>A hold that stands.</summary>
public sealed record LegalHoldAnswer(LegalHoldId Hold, Sensitive<string> Reference, PersonId By);

/// <summary>How far an erasure is, for the agency that serves or served her.</summary>
/// <param name="RequestedBy">Who recorded that she asks; null while she does not.</param>
/// <param name="Holds">What stands in the way.</param>
/// <param name="CarriedOutBy">The second person; null until then.</param>
/// <param name="KeysDestroyedAt">Since when nobody can read what described her; null until then.</param>
/// <param name="OutOfReach">What recipients may still hold outside of this system.</param>
public sealed record ErasureAnswer(
    PersonId? RequestedBy, IReadOnlyList<LegalHoldAnswer> Holds, PersonId? CarriedOutBy, DateTimeOffset? KeysDestroyedAt,
    IReadOnlyList<CopyOutOfReach> OutOfReach);

[JsonSerializable(typeof(LegalHoldRequest))]
[JsonSerializable(typeof(ErasureAnswer))]
internal sealed partial class ErasureJson : JsonSerializerContext;
