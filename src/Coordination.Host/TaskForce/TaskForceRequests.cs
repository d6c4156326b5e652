using System.Text.Json.Serialization;
using Coordination.Domain;
using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;

namespace Coordination.Host.TaskForce;

/// <summary>Forms the task force.</summary>
public sealed record FormRequest(string Name, string Jurisdiction, AgencyId CoordinatingAgency);

/// <summary>Sets the policy; without <paramref name="EffectiveFrom"/> it holds at once.</summary>
public sealed record PolicyRequest(PolicySettings Settings, DateTimeOffset? EffectiveFrom);

/// <summary>Adopts a version of the rules of the consent gate; without <paramref name="EffectiveFrom"/> it holds at once.</summary>
public sealed record RuleSetRequest(string RuleSet, DateTimeOffset? EffectiveFrom);

/// <summary>The task force, its members, the policy in force and the version of the gate's rules in force.</summary>
public sealed record TaskForceAnswer(string Name, string Jurisdiction, AgencyId CoordinatingAgency, IReadOnlyList<AgencyId> Members, PolicySettings? Policy, string RuleSet);

/// <summary>Every setting of the policy, in the order of setting, and which of them is in force.</summary>
/// <param name="AsOf">The instant for which it is said.</param>
/// <param name="InForce">The policy in force then; null when none was.</param>
/// <param name="Settings">All that were set, also for later.</param>
public sealed record PoliciesAnswer(DateTimeOffset AsOf, PolicySettings? InForce, IReadOnlyList<PolicySet> Settings);

/// <summary>Every version of the gate's rules, and which is in force.</summary>
/// <param name="AsOf">The instant for which it is said.</param>
/// <param name="InForce">The version in force then; <c>none</c> permits nothing.</param>
/// <param name="Adopted">What the task force adopted, in the order of adopting; where that is nothing, the dates of publication hold.</param>
/// <param name="Published">All that there are, oldest first.</param>
public sealed record RuleSetsAnswer(DateTimeOffset AsOf, string InForce, IReadOnlyList<RuleSetAdopted> Adopted, IReadOnlyList<RuleSetAnswer> Published);

/// <summary>A version of the gate's rules.</summary>
/// <param name="Version">Its name in verdicts.</param>
/// <param name="EffectiveFrom">From when on it can be in force.</param>
/// <param name="Follows">The version before it.</param>
/// <param name="Changes">What it changed against that.</param>
/// <param name="Rules">The ids of its rules.</param>
public sealed record RuleSetAnswer(string Version, DateTimeOffset EffectiveFrom, string? Follows, IReadOnlyList<RuleChange> Changes, IReadOnlyList<string> Rules);

[JsonSerializable(typeof(FormRequest))]
[JsonSerializable(typeof(PolicyRequest))]
[JsonSerializable(typeof(RuleSetRequest))]
[JsonSerializable(typeof(TaskForceAnswer))]
[JsonSerializable(typeof(PoliciesAnswer))]
[JsonSerializable(typeof(RuleSetsAnswer))]
internal sealed partial class TaskForceJson : JsonSerializerContext;
