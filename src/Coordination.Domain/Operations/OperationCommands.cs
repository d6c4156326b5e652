using Coordination.Domain.Services;

namespace Coordination.Domain.Operations;

/// <summary>Asks for advocates at an operation.</summary>
public sealed record RequestPresence(Actor By, OperationId Operation, AgencyId Asked, DateTimeOffset StartsAt,
    Sensitive<string> Plan, DateTimeOffset At);

/// <summary>What the agency that was asked can say.</summary>
public abstract record OperationCommand(Actor By);

public sealed record AgreeToPresence(Actor By, IReadOnlyList<PresenceCondition> Conditions, Sensitive<string>? Note, DateTimeOffset At)
    : OperationCommand(By);

public sealed record DeclinePresence(Actor By, DateTimeOffset At) : OperationCommand(By);

public sealed record DebriefOperation(Actor By, IReadOnlyList<GoalKind> Offered, IReadOnlyList<HarmSeen> Harms, Sensitive<string>? Account,
    DateTimeOffset At) : OperationCommand(By);
