namespace Coordination.Domain.Services;

/// <summary>What somebody of the serving agency can ask for in the plan of a survivor's services.</summary>
public abstract record ServiceCommand(Actor By);

/// <summary>Writes down what she wants to reach.</summary>
public sealed record SetGoal(Actor By, GoalId Goal, GoalKind Kind, Sensitive<string> Words) : ServiceCommand(By);

/// <summary>Writes down how near she sees a goal.</summary>
public sealed record RecordSurvivorRating(Actor By, GoalId Goal, GoalProgress Progress, Sensitive<string>? Words) : ServiceCommand(By);

/// <summary>Writes down how near the agency's people see a goal.</summary>
public sealed record RecordStaffRating(Actor By, GoalId Goal, GoalProgress Progress, Sensitive<string>? Note) : ServiceCommand(By);

/// <summary>Writes down that she reached a goal.</summary>
public sealed record ReachGoal(Actor By, GoalId Goal) : ServiceCommand(By);

/// <summary>Writes down that she does not want a goal any more.</summary>
public sealed record DropGoal(Actor By, GoalId Goal) : ServiceCommand(By);

/// <summary>Offers help. A coercive condition is refused, and the refusal is recorded.</summary>
public sealed record OfferService(Actor By, OfferId Offer, GoalKind Kind, AgencyId Provider, GoalId? Goal,
    IReadOnlyList<Condition> Conditions, Sensitive<string>? Note)
    : ServiceCommand(By)
{
    /// <summary>The conditions that are no kind of the list, as they were typed.</summary>
    public IReadOnlyList<Sensitive<string>> Words { get; init; } = [];
}

/// <summary>Writes down that she takes an offer.</summary>
public sealed record AcceptService(Actor By, OfferId Offer) : ServiceCommand(By);

/// <summary>Writes down that she does not take an offer, or does not go on with it.</summary>
public sealed record DeclineService(Actor By, OfferId Offer) : ServiceCommand(By);

/// <summary>Shows her the way to another agency. A coercive condition is refused, and the refusal is recorded.</summary>
public sealed record MakeReferral(Actor By, ReferralId Referral, GoalKind Kind, AgencyId To, GoalId? Goal,
    IReadOnlyList<Condition> Conditions, Sensitive<string>? Note)
    : ServiceCommand(By)
{
    /// <summary>The conditions that are no kind of the list, as they were typed.</summary>
    public IReadOnlyList<Sensitive<string>> Words { get; init; } = [];
}

/// <summary>Writes down what came of a referral.</summary>
public sealed record RecordReferralOutcome(Actor By, ReferralId Referral, ReferralResult Result, Sensitive<string>? Note)
    : ServiceCommand(By);
