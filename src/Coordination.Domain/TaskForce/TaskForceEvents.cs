namespace Coordination.Domain.TaskForce;

/// <summary>What can happen to the task force itself: stream <c>taskforce</c>.</summary>
public abstract record TaskForceEvent : DomainEvent { private protected TaskForceEvent() { } }

/// <summary>The task force was formed.</summary>
public sealed record TaskForceFormed(string Name, string Jurisdiction, AgencyId CoordinatingAgency) : TaskForceEvent;

/// <summary>The policy settings of the jurisdiction were set, effective from <paramref name="EffectiveFrom"/>.</summary>
public sealed record PolicySet(DateTimeOffset EffectiveFrom, PolicySettings Settings) : TaskForceEvent;

/// <summary>An agency became a member.</summary>
public sealed record MemberAgencyAdded(AgencyId Agency) : TaskForceEvent;

/// <summary>An agency ceased to be a member.</summary>
public sealed record MemberAgencyRemoved(AgencyId Agency) : TaskForceEvent;

/// <summary>Settings that a jurisdiction chooses. Each number is a setting, none is legal advice.</summary>
/// <param name="LongestReleaseDays">The longest time for which a release may be signed, in days (CG-05).</param>
/// <param name="QuorumMembers">How many member agencies must be in the room for a decision.</param>
/// <param name="RecallDays">Days that a recipient has to answer a recall.</param>
public sealed record PolicySettings(int LongestReleaseDays, int QuorumMembers, int RecallDays);
