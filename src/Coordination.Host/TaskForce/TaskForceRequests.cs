using System.Text.Json.Serialization;
using Coordination.Domain;
using Coordination.Domain.TaskForce;

namespace Coordination.Host.TaskForce;

/// <summary>Forms the task force.</summary>
public sealed record FormRequest(string Name, string Jurisdiction, AgencyId CoordinatingAgency);

/// <summary>Sets the policy; without <paramref name="EffectiveFrom"/> it holds at once.</summary>
public sealed record PolicyRequest(PolicySettings Settings, DateTimeOffset? EffectiveFrom);

/// <summary>The task force, its members and the policy in force.</summary>
public sealed record TaskForceAnswer(string Name, string Jurisdiction, AgencyId CoordinatingAgency, IReadOnlyList<AgencyId> Members, PolicySettings? Policy);

[JsonSerializable(typeof(FormRequest))]
[JsonSerializable(typeof(PolicyRequest))]
[JsonSerializable(typeof(TaskForceAnswer))]
internal sealed partial class TaskForceJson : JsonSerializerContext;
