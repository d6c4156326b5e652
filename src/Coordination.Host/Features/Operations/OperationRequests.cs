using Coordination.Domain.Operations;
using Coordination.Domain.Services;

namespace Coordination.Host.Features.Operations;

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
