namespace Coordination.Domain.TaskForce;

/// <summary>Forms the task force.</summary>
public sealed record FormTaskForce(string Name, string Jurisdiction, AgencyId CoordinatingAgency);

/// <summary>Sets the policy. Without <paramref name="EffectiveFrom"/> it holds at once; it never holds for the past.</summary>
public sealed record SetPolicy(PolicySettings Settings, DateTimeOffset? EffectiveFrom, DateTimeOffset At);

/// <summary>Makes an agency a member.</summary>
public sealed record AddMemberAgency(AgencyId Agency);

/// <summary>Ends an agency's membership.</summary>
public sealed record RemoveMemberAgency(AgencyId Agency);
