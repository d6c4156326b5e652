using Coordination.Domain.Services;
using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Operations;

/// <summary>What can happen to a request for advocates at an operation: stream <c>operation-{id}</c>. Nothing else is decided by what is in
/// it.</summary>
[JsonDerivedType(typeof(PresenceRequested), "presence-requested.v1")]
[JsonDerivedType(typeof(PresenceAgreed), "presence-agreed.v1")]
[JsonDerivedType(typeof(PresenceDeclined), "presence-declined.v1")]
[JsonDerivedType(typeof(OperationDebriefed), "operation-debriefed.v1")]
public abstract record OperationEvent : DomainEvent { private protected OperationEvent() { } }

/// <summary>Law enforcement asked for advocates at an operation.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="RequestedBy">The agency that plans it.</param>
/// <param name="Asked">The agency whose advocates it wants there.</param>
/// <param name="StartsAt">When it begins.</param>
/// <param name="Plan">What is planned, as far as the agency that is asked has to know.</param>
public sealed record PresenceRequested(OperationId Operation, AgencyId RequestedBy, AgencyId Asked, DateTimeOffset StartsAt,
    Sensitive<string> Plan) : OperationEvent
{
    internal override string Summary => $"{RequestedBy} asks {Asked} for advocates at an operation on {Day(StartsAt)}";
}

/// <summary>The agency that was asked will be there, on these conditions.</summary>
public sealed record PresenceAgreed(IReadOnlyList<PresenceCondition> Conditions, Sensitive<string>? Note) : OperationEvent
{
    internal override string Summary => $"agreed, on condition of {Names(Conditions)}";
}

/// <summary>The agency that was asked will not be there. No reason is asked, and nothing follows from it.</summary>
public sealed record PresenceDeclined : OperationEvent
{
    internal override string Summary => "declined";
}

/// <summary>The agency that was there said what was offered and what harm was seen.</summary>
/// <param name="RequestedBy">The agency whose operation it was.</param>
/// <param name="Offered">What was offered to those who were met there.</param>
/// <param name="Harms">What harm was seen.</param>
/// <param name="Account">What happened, as the advocates saw it. It names nobody.</param>
public sealed record OperationDebriefed(AgencyId RequestedBy, IReadOnlyList<GoalKind> Offered, IReadOnlyList<HarmSeen> Harms,
    Sensitive<string>? Account) : OperationEvent
{
    internal override string Summary => $"debriefed, operation of {RequestedBy}: offered {Names(Offered)}; harm seen: {Names(Harms)}";
}

/// <summary>On what advocates are present at an operation. Without any of them they would be a part of the arrest.</summary>
[JsonConverter(typeof(NameConverter<PresenceCondition>))]
public enum PresenceCondition
{
    /// <summary>Services are offered to everybody who is met there, whoever they turn out to be.</summary>
    ServicesOfferedToAll,
    /// <summary>Advocates identify nobody, and tell nobody who is a victim.</summary>
    NoIdentificationDuty,
    /// <summary>Nobody is arrested so that they come to services.</summary>
    NoArrestAsDoorToServices,
}

/// <summary>Harm that was seen in an operation.</summary>
[JsonConverter(typeof(NameConverter<HarmSeen>))]
public enum HarmSeen
{
    /// <summary>People who were to be helped were arrested or charged.</summary>
    Arrest,
    /// <summary>People were held who did not want to stay.</summary>
    Detention,
    /// <summary>Somebody was handed to immigration enforcement.</summary>
    ImmigrationEnforcement,
    /// <summary>Force was used.</summary>
    Force,
    /// <summary>Somebody was humiliated or exposed.</summary>
    Humiliation,
    /// <summary>Families or friends were separated.</summary>
    Separation,
    /// <summary>Money, telephones or papers were taken.</summary>
    PropertyTaken,
    /// <summary>Help was made conditional.</summary>
    ConditionedHelp,
    /// <summary>Something else, as the account says.</summary>
    Other,
}
