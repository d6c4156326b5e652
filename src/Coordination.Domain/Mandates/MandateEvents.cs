using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Mandates;

/// <summary>What a court or a probation office requires of a survivor, and what it costs her: stream <c>mandate-{id}</c>.</summary>
[JsonDerivedType(typeof(MandateRecorded), "mandate-recorded.v1")]
[JsonDerivedType(typeof(RequirementImposed), "requirement-imposed.v1")]
[JsonDerivedType(typeof(RequirementMet), "requirement-met.v1")]
[JsonDerivedType(typeof(RequirementMissed), "requirement-missed.v1")]
[JsonDerivedType(typeof(ConsequenceApplied), "consequence-applied.v1")]
[JsonDerivedType(typeof(MandateEnded), "mandate-ended.v1")]
public abstract record MandateEvent : DomainEvent { private protected MandateEvent() { } }

/// <summary>A mandate was written down by the agency that serves her.</summary>
public sealed record MandateRecorded(MandateId Mandate, SurvivorId Survivor, AgencyId Agency, MandateKind Kind,
    Sensitive<string> Authority) : MandateEvent
{
    internal override string Summary => $"{Kind.Named()} recorded for survivor {Survivor} by {Agency}";
}

/// <summary>Something was required of her.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Kind">What it is.</param>
/// <param name="What">What she has to do, in words.</param>
/// <param name="Due">Until when; null where it goes on.</param>
/// <param name="HoursEachWeek">How many hours a week it takes of her, with the way; null where nobody said.</param>
/// <param name="FeeInDollars">What she has to pay for it; null where nothing.</param>
public sealed record RequirementImposed(RequirementId Requirement, RequirementKind Kind, Sensitive<string> What, DateTimeOffset? Due,
    int? HoursEachWeek, int? FeeInDollars) : MandateEvent
{
    internal override string Summary =>
        $"requirement {Requirement}: {Kind.Named()}{(Due is { } due ? $", due {Day(due)}" : "")}" +
        $"{(HoursEachWeek is { } hours ? $", {Quantity.Of(hours, "hour")} a week" : "")}" +
        $"{(FeeInDollars is { } fee ? $", {Quantity.Of(fee, "dollar")}" : "")}";
}

/// <summary>She did what was required.</summary>
public sealed record RequirementMet(RequirementId Requirement) : MandateEvent
{
    internal override string Summary => $"requirement {Requirement} met";
}

/// <summary>She could not do what was required, and why: what stood in her way is what a judge should hear.</summary>
public sealed record RequirementMissed(RequirementId Requirement, IReadOnlyList<MissedBecause> Why, Sensitive<string>? Note) : MandateEvent
{
    internal override string Summary => $"requirement {Requirement} missed because of {Names(Why)}";
}

/// <summary>What was done to her for it.</summary>
public sealed record ConsequenceApplied(MandateConsequence Consequence, RequirementId? Requirement, Sensitive<string>? Note) : MandateEvent
{
    internal override string Summary =>
        $"consequence: {Consequence.Named()}{(Requirement is { } requirement ? $", for requirement {requirement}" : "")}";
}

/// <summary>The mandate ended.</summary>
public sealed record MandateEnded(MandateEnd End, Sensitive<string>? Note) : MandateEvent
{
    internal override string Summary => $"mandate {End.Named()}";
}

/// <summary>Whose mandate it is.</summary>
[JsonConverter(typeof(NameConverter<MandateKind>))]
public enum MandateKind
{
    /// <summary>A diversion or treatment court.</summary>
    DiversionCourt,
    /// <summary>Probation or parole.</summary>
    Probation,
    /// <summary>A family or dependency court.</summary>
    FamilyCourt,
    /// <summary>Another.</summary>
    Other,
}

/// <summary>What is required.</summary>
[JsonConverter(typeof(NameConverter<RequirementKind>))]
public enum RequirementKind
{
    /// <summary>To come to court or to an office.</summary>
    Appearance,
    /// <summary>Treatment or counselling.</summary>
    Treatment,
    /// <summary>Classes.</summary>
    Classes,
    /// <summary>Tests for drugs.</summary>
    Testing,
    /// <summary>Work for the community.</summary>
    CommunityService,
    /// <summary>To live in a place, or not to leave it.</summary>
    Residence,
    /// <summary>To stay away from people or places.</summary>
    StayAway,
    /// <summary>To pay.</summary>
    Fees,
    /// <summary>Something else, as the words say.</summary>
    Other,
}

/// <summary>What stood in her way.</summary>
[JsonConverter(typeof(NameConverter<MissedBecause>))]
public enum MissedBecause
{
    /// <summary>She had to work.</summary>
    Work,
    /// <summary>Nobody was there for the children.</summary>
    Childcare,
    /// <summary>There was no way to get there.</summary>
    Transport,
    /// <summary>It was not safe.</summary>
    Safety,
    /// <summary>She was ill.</summary>
    Health,
    /// <summary>It cost too much.</summary>
    Money,
    /// <summary>It was not in a language that she speaks.</summary>
    Language,
    /// <summary>Nobody had told her.</summary>
    NotTold,
    /// <summary>She does not say.</summary>
    NotSaid,
}

/// <summary>What was done to her.</summary>
[JsonConverter(typeof(NameConverter<MandateConsequence>))]
public enum MandateConsequence
{
    /// <summary>A warning.</summary>
    Warning,
    /// <summary>More was required.</summary>
    MoreRequired,
    /// <summary>A fine.</summary>
    Fine,
    /// <summary>She was locked up.</summary>
    Custody,
    /// <summary>The charge came back.</summary>
    ChargeRestored,
    /// <summary>Her children were taken.</summary>
    ChildrenRemoved,
    /// <summary>Something else, as the note says.</summary>
    Other,
}

/// <summary>How a mandate ended.</summary>
[JsonConverter(typeof(NameConverter<MandateEnd>))]
public enum MandateEnd
{
    /// <summary>She did all of it.</summary>
    Completed,
    /// <summary>It was lifted.</summary>
    Lifted,
    /// <summary>It was revoked, against her.</summary>
    Revoked,
}
