namespace Coordination.Domain.Consent;

/// <summary>Says in a record that all of these are of one person.</summary>
public sealed record MergeRecords(IReadOnlyList<SurvivorId> Group, PersonId By);

/// <summary>Says in a record that it and these are not of one person.</summary>
/// <param name="From">The others.</param>
/// <param name="ClosedElsewhere">Something that closes was said in one of the others while they were one.</param>
/// <param name="By">Who says it.</param>
/// <param name="At">Now.</param>
public sealed record SeparateRecords(IReadOnlyList<SurvivorId> From, bool ClosedElsewhere, PersonId By, DateTimeOffset At);
