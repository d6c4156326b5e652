namespace Coordination.Domain.Services;

/// <summary>The plan of one survivor's services, as it stands. Her own record names the custodian.</summary>
public sealed record ServicePlan
{
    /// <summary>The state of a stream that does not exist.</summary>
    public static ServicePlan Initial { get; } = new();

    /// <summary>What she set out to reach, in the order in which she said it.</summary>
    public ImmutableList<Goal> Goals { get; init; } = [];

    /// <summary>What was offered to her, oldest first.</summary>
    public ImmutableList<Offer> Offers { get; init; } = [];

    /// <summary>Where she was shown the way to, oldest first.</summary>
    public ImmutableList<Referral> Referrals { get; init; } = [];

    /// <summary>What was to be made conditional and was refused, oldest first.</summary>
    public ImmutableList<CoerciveConditionRefused> Refused { get; init; } = [];

    public Goal? Find(GoalId goal) => Goals.Find(known => known.Set.Goal == goal);

    public Offer? Find(OfferId offer) => Offers.Find(known => known.Made.Offer == offer);

    public Referral? Find(ReferralId referral) => Referrals.Find(known => known.Made.Referral == referral);

    public static ServicePlan Evolve(ServicePlan plan, ServiceEvent @event) => @event switch
    {
        GoalSet e => plan with { Goals = plan.Goals.Add(new Goal(e, null, null, new GoalStanding.Open())) },
        GoalProgressRatedBySurvivor e => plan.With(e.Goal, goal => goal with { BySurvivor = e.Progress }),
        GoalProgressRatedByStaff e => plan.With(e.Goal, goal => goal with { ByStaff = e.Progress }),
        GoalReached e => plan.With(e.Goal, goal => goal with { Standing = new GoalStanding.Reached() }),
        GoalDropped e => plan.With(e.Goal, goal => goal with { Standing = new GoalStanding.Dropped() }),
        ServiceOffered e => plan with { Offers = plan.Offers.Add(new Offer(e, new OfferStanding.Open())) },
        ServiceAccepted e => plan.With(e.Offer, new OfferStanding.Accepted()),
        ServiceDeclined e => plan.With(e.Offer, new OfferStanding.Declined()),
        ReferralMade e => plan with { Referrals = plan.Referrals.Add(new Referral(e, null)) },
        ReferralOutcomeRecorded e => plan.Find(e.Referral) is { } referral
            ? plan with { Referrals = plan.Referrals.Replace(referral, referral with { Outcome = e }) }
            : plan,
        CoerciveConditionRefused e => plan with { Refused = plan.Refused.Add(e) },
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };

    private ServicePlan With(GoalId goal, Func<Goal, Goal> change) =>
        Find(goal) is { } known ? this with { Goals = Goals.Replace(known, change(known)) } : this;

    private ServicePlan With(OfferId offer, OfferStanding standing) =>
        Find(offer) is { } known ? this with { Offers = Offers.Replace(known, known with { Standing = standing }) } : this;
}

/// <summary>A goal.</summary>
/// <param name="Set">As she set it.</param>
/// <param name="BySurvivor">How near she sees it; null while she has not said.</param>
/// <param name="ByStaff">How near the agency's people see it; null while they have not said.</param>
/// <param name="Standing">Whether it is still one.</param>
public sealed record Goal(GoalSet Set, GoalProgress? BySurvivor, GoalProgress? ByStaff, GoalStanding Standing);

/// <summary>Whether a goal is still one.</summary>
public abstract record GoalStanding
{
    private GoalStanding() { }

    /// <summary>She is on her way.</summary>
    public sealed record Open : GoalStanding;

    public sealed record Reached : GoalStanding;

    /// <summary>She does not want it any more.</summary>
    public sealed record Dropped : GoalStanding;
}

public sealed record Offer(ServiceOffered Made, OfferStanding Standing);

/// <summary>What she says to an offer. She may say otherwise later.</summary>
public abstract record OfferStanding
{
    private OfferStanding() { }

    public sealed record Open : OfferStanding;

    public sealed record Accepted : OfferStanding;

    public sealed record Declined : OfferStanding;
}

/// <summary>A referral, with what came of it last; null while nothing is known.</summary>
public sealed record Referral(ReferralMade Made, ReferralOutcomeRecorded? Outcome);

/// <summary>How the stream <c>services-{survivorId}</c> is named and folded.</summary>
public static class ServiceStream
{
    public static StreamDefinition<ServicePlan, ServiceEvent> Definition { get; } = new("services", ServicePlan.Initial, ServicePlan.Evolve)
    {
        Owner = CompartmentOwner.Custodian,
        Protect = (stream, _, _) => Protection.OfSurvivorNamedBy(stream),
    };
}
