using System.Text.Json.Serialization;
using Coordination.Domain;
using Coordination.Domain.Partners;

namespace Coordination.Host.Partners;

/// <summary>An agency joins.</summary>
public sealed record JoinRequest(AgencyId Agency, string Name, AgencyKind Kind, IReadOnlyList<PolicyProfile> Profiles);

/// <summary>An agreement, from <paramref name="Starts"/> (now, when left out) until just before <paramref name="Ends"/>.</summary>
public sealed record AgreementRequest(string Reference, DateTimeOffset? Starts, DateTimeOffset Ends);

/// <summary>Ends an agreement.</summary>
public sealed record AgreementEndRequest(string Reference, string Reason);

/// <summary>A training, completed at <paramref name="CompletedAt"/> (now, when left out) and good until just before <paramref name="ValidUntil"/>.</summary>
public sealed record TrainingRequest(PersonId Person, DateTimeOffset? CompletedAt, DateTimeOffset ValidUntil);

/// <summary>Why.</summary>
public sealed record ReasonRequest(string Reason);

/// <summary>An agency as the office sees it.</summary>
public sealed record AgencyAnswer(
    AgencyId Agency,
    string Name,
    AgencyKind Kind,
    IReadOnlyList<PolicyProfile> Profiles,
    bool InStanding,
    bool HasLeft,
    string? SuspendedBecause,
    IReadOnlyList<Agreement> Agreements,
    IReadOnlyList<TrainingAnswer> Trainings);

/// <summary>A person's training.</summary>
public sealed record TrainingAnswer(PersonId Person, DateTimeOffset CompletedAt, DateTimeOffset ValidUntil);

[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(AgreementRequest))]
[JsonSerializable(typeof(AgreementEndRequest))]
[JsonSerializable(typeof(TrainingRequest))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(AgencyAnswer))]
internal sealed partial class PartnersJson : JsonSerializerContext;
