namespace Coordination.Domain.Mandates;

public sealed record RecordMandate(Actor By, MandateId Mandate, SurvivorId Survivor, MandateKind Kind, Sensitive<string> Authority);

/// <summary>What is written down of a mandate.</summary>
public abstract record MandateCommand(Actor By);

public sealed record ImposeRequirement(
    Actor By, RequirementId Requirement, RequirementKind Kind, Sensitive<string> What, DateTimeOffset? Due, int? HoursEachWeek,
    int? FeeInDollars) : MandateCommand(By);

public sealed record MeetRequirement(Actor By, RequirementId Requirement) : MandateCommand(By);

public sealed record MissRequirement(Actor By, RequirementId Requirement, IReadOnlyList<MissedBecause> Why, Sensitive<string>? Note)
    : MandateCommand(By);

/// <summary>Something was done to her.</summary>
public sealed record ApplyConsequence(Actor By, MandateConsequence Consequence, RequirementId? Requirement, Sensitive<string>? Note)
    : MandateCommand(By);

public sealed record EndMandate(Actor By, MandateEnd End, Sensitive<string>? Note) : MandateCommand(By);
