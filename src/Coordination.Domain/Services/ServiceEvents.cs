using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Services;

/// <summary>What can happen in the plan of one survivor's services: stream <c>services-{survivorId}</c>. Nothing in it stands on a release
/// or a report.</summary>
[JsonDerivedType(typeof(GoalSet), "goal-set.v1")]
[JsonDerivedType(typeof(GoalProgressRatedBySurvivor), "goal-progress-rated-by-survivor.v1")]
[JsonDerivedType(typeof(GoalProgressRatedByStaff), "goal-progress-rated-by-staff.v1")]
[JsonDerivedType(typeof(GoalReached), "goal-reached.v1")]
[JsonDerivedType(typeof(GoalDropped), "goal-dropped.v1")]
[JsonDerivedType(typeof(ServiceOffered), "service-offered.v1")]
[JsonDerivedType(typeof(ServiceAccepted), "service-accepted.v1")]
[JsonDerivedType(typeof(ServiceDeclined), "service-declined.v1")]
[JsonDerivedType(typeof(ReferralMade), "referral-made.v1")]
[JsonDerivedType(typeof(ReferralOutcomeRecorded), "referral-outcome-recorded.v1")]
[JsonDerivedType(typeof(CoerciveConditionRefused), "coercive-condition-refused.v1")]
public abstract record ServiceEvent : DomainEvent
{
    private protected ServiceEvent() { }

    private protected static string Kinds(IReadOnlyList<Condition> conditions) => Listed(conditions, condition => condition.Kind.Named());
}

/// <summary>The survivor said what she wants to reach, in her words. The kind only helps to find who can help with it.</summary>
public sealed record GoalSet(GoalId Goal, GoalKind Kind, Sensitive<string> Words) : ServiceEvent
{
    internal override string Summary => $"goal {Goal} set: {Kind.Named()}";
}

/// <summary>How near it is, as the survivor herself sees it: this is what counts as success.</summary>
public sealed record GoalProgressRatedBySurvivor(GoalId Goal, GoalProgress Progress, Sensitive<string>? Words) : ServiceEvent
{
    internal override string Summary => $"goal {Goal}: she says {Progress.Named()}";
}

/// <summary>How near it is, as the agency's people see it: it stands beside hers and never instead of it.</summary>
public sealed record GoalProgressRatedByStaff(GoalId Goal, GoalProgress Progress, Sensitive<string>? Note) : ServiceEvent
{
    internal override string Summary => $"goal {Goal}: staff say {Progress.Named()}";
}

/// <summary>The survivor says that she has reached it.</summary>
public sealed record GoalReached(GoalId Goal) : ServiceEvent
{
    internal override string Summary => $"goal {Goal} reached, as she says";
}

/// <summary>The survivor does not want it any more. No reason is asked.</summary>
public sealed record GoalDropped(GoalId Goal) : ServiceEvent
{
    internal override string Summary => $"goal {Goal} dropped";
}

/// <summary>A service, a place to live or a benefit was offered to the survivor, on nothing but eligibility.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Provider">The agency that would give it. It need not belong to the task force.</param>
/// <param name="Goal">The goal that it serves; null when it serves none that she set.</param>
/// <param name="Conditions">Who is eligible: age, place, room. Nothing else is a condition.</param>
/// <param name="Note">What the reader should know. It conditions nothing.</param>
public sealed record ServiceOffered(OfferId Offer, GoalKind Kind, AgencyId Provider, GoalId? Goal, IReadOnlyList<Condition> Conditions,
    Sensitive<string>? Note) : ServiceEvent
{
    internal override string Summary => $"offer {Offer}: {Kind.Named()} by {Provider}, conditions {Kinds(Conditions)}";
}

/// <summary>The survivor takes the offer.</summary>
public sealed record ServiceAccepted(OfferId Offer) : ServiceEvent
{
    internal override string Summary => $"offer {Offer} accepted";
}

/// <summary>The survivor does not take the offer, or does not go on with it. No reason is asked, and she may take it up later.</summary>
public sealed record ServiceDeclined(OfferId Offer) : ServiceEvent
{
    internal override string Summary => $"offer {Offer} declined";
}

/// <summary>The survivor was shown the way to another agency. Nothing about her goes there by this: what that agency is to be told is a
/// disclosure.</summary>
/// <param name="Referral">The referral.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="To">The agency. It need not belong to the task force.</param>
/// <param name="Goal">The goal that it serves; null when it serves none that she set.</param>
/// <param name="Conditions">Who is eligible there: age, place, room. Nothing else is a condition.</param>
/// <param name="Note">What the reader should know. It conditions nothing.</param>
public sealed record ReferralMade(ReferralId Referral, GoalKind Kind, AgencyId To, GoalId? Goal, IReadOnlyList<Condition> Conditions,
    Sensitive<string>? Note) : ServiceEvent
{
    internal override string Summary => $"referral {Referral}: {Kind.Named()} to {To}, conditions {Kinds(Conditions)}";
}

/// <summary>What came of a referral, as the survivor or the other agency told.</summary>
public sealed record ReferralOutcomeRecorded(ReferralId Referral, ReferralResult Result, Sensitive<string>? Note) : ServiceEvent
{
    internal override string Summary => $"referral {Referral}: {Result.Named()}";
}

/// <summary>Help was to be made conditional on something else than eligibility: a release, a report, testimony, cooperation, a mandate, or
/// anything else. It was refused, and this is the evidence (CG-13).</summary>
/// <param name="Rule">The rule that refused it.</param>
/// <param name="Attached">To what the condition was attached.</param>
/// <param name="Kind">What the help was for.</param>
/// <param name="Provider">The agency whose help it was. Who entered it belongs to the agency that serves her: that agency said so, and this
/// one has not been heard.</param>
/// <param name="Conditions">What was demanded.</param>
public sealed record CoerciveConditionRefused(string Rule, HelpOffered Attached, GoalKind Kind, AgencyId Provider,
    IReadOnlyList<ConditionKind> Conditions) : ServiceEvent
{
    /// <summary>What was demanded beside the kinds that have a name, as it was typed; null where nothing was.</summary>
    public IReadOnlyList<Sensitive<string>>? Words { get; init; }

    internal override string Summary =>
        $"{Rule}: {Attached.Named()} of {Kind.Named()} by {Provider} refused, on condition of {Names(Conditions)}";
}

/// <summary>What a goal, an offer or a referral is about.</summary>
[JsonConverter(typeof(NameConverter<GoalKind>))]
public enum GoalKind
{
    /// <summary>To be safe.</summary>
    Safety,
    /// <summary>A place to live.</summary>
    Housing,
    /// <summary>Health.</summary>
    Health,
    /// <summary>Mental health.</summary>
    MentalHealth,
    /// <summary>Recovery from substance use.</summary>
    Recovery,
    /// <summary>Legal matters other than immigration.</summary>
    Legal,
    /// <summary>Immigration status.</summary>
    Immigration,
    /// <summary>Work.</summary>
    Employment,
    /// <summary>Education.</summary>
    Education,
    /// <summary>A driver's licence or another identification.</summary>
    Identification,
    /// <summary>Getting from place to place.</summary>
    Transportation,
    /// <summary>Care for children.</summary>
    Childcare,
    /// <summary>Being with her family again.</summary>
    FamilyReunification,
    /// <summary>The support of others who lived through it.</summary>
    PeerSupport,
    /// <summary>Somebody beside her in court.</summary>
    CourtAdvocacy,
    /// <summary>Money and benefits.</summary>
    Income,
    /// <summary>Something else, as her words say.</summary>
    Other,
}

/// <summary>How near a goal is.</summary>
[JsonConverter(typeof(NameConverter<GoalProgress>))]
public enum GoalProgress
{
    /// <summary>Further away than it was.</summary>
    FurtherAway,
    /// <summary>Where it was.</summary>
    Unchanged,
    /// <summary>Some way there.</summary>
    SomeWay,
    /// <summary>Most of the way there.</summary>
    MostOfTheWay,
    /// <summary>There.</summary>
    There,
}

/// <summary>What came of a referral.</summary>
[JsonConverter(typeof(NameConverter<ReferralResult>))]
public enum ReferralResult
{
    /// <summary>She is served there.</summary>
    Served,
    /// <summary>She waits there for her turn.</summary>
    Waiting,
    /// <summary>She is not eligible there.</summary>
    NotEligible,
    /// <summary>There was no room.</summary>
    NoRoom,
    /// <summary>She chose not to go. No reason is asked.</summary>
    ChoseNotTo,
    /// <summary>Nobody answered.</summary>
    NoAnswer,
}

/// <summary>To what a condition was attached.</summary>
[JsonConverter(typeof(NameConverter<HelpOffered>))]
public enum HelpOffered
{
    /// <summary>A service, a place to live or a benefit.</summary>
    Offer,
    /// <summary>The way to another agency.</summary>
    Referral,
}
