using System.Text.Json.Serialization;
using Coordination.Domain;
using Coordination.Domain.Partners;

namespace Coordination.Host.Partners;

/// <summary>An agency joins.</summary>
public sealed record JoinRequest(AgencyId Agency, string Name, AgencyKind Kind, IReadOnlyList<PolicyProfile> Profiles);

/// <summary>
/// Which bodies of law bind the agency, all together; without <paramref name="EffectiveFrom"/> from now on. An empty list says that nobody knows, unless
/// <paramref name="FoundBy"/> says that none binds it.
/// </summary>
public sealed record ProfilesRequest(IReadOnlyList<PolicyProfile> Profiles, DateTimeOffset? EffectiveFrom, ProfileFindingRequest? FoundBy);

/// <summary>The finding that no profile binds the agency: on whose advice and why, and when it is looked at again, until when it holds.</summary>
public sealed record ProfileFindingRequest(Sensitive<string> Advice, DateTimeOffset LookAgainAt);

/// <summary>An agreement, from <paramref name="Starts"/> (now, when left out) until just before <paramref name="Ends"/>.</summary>
public sealed record AgreementRequest(string Reference, DateTimeOffset? Starts, DateTimeOffset Ends);

/// <summary>Ends an agreement.</summary>
public sealed record AgreementEndRequest(string Reference, Sensitive<string> Reason);

/// <summary>A training, completed at <paramref name="CompletedAt"/> (now, when left out) and good until just before <paramref name="ValidUntil"/>.</summary>
public sealed record TrainingRequest(PersonId Person, DateTimeOffset? CompletedAt, DateTimeOffset ValidUntil);

/// <summary>Why.</summary>
public sealed record ReasonRequest(Sensitive<string> Reason);

/// <summary>An agency as the office sees it.</summary>
/// <param name="Agency">Its id.</param>
/// <param name="Name">Its name in full.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Profiles">The bodies of law that were recorded for now.</param>
/// <param name="ProfilesKnown">Whether it is known which bind it. Where it is not, the strictest applies.</param>
/// <param name="BoundAs">The profiles that bind it now, with the one that its kind implies; where it is not known which, every one that keeps things from going.</param>
/// <param name="ProfileHistory">Those that it joined with, and all that were set since, also for later.</param>
/// <param name="InStanding">Whether it is a partner in good standing, under an agreement.</param>
/// <param name="HasLeft">Whether it left.</param>
/// <param name="SuspendedBecause">Why its standing is suspended.</param>
/// <param name="Agreements">What it signed.</param>
/// <param name="Trainings">Who of it is trained.</param>
public sealed record AgencyAnswer(
    AgencyId Agency,
    string Name,
    AgencyKind Kind,
    IReadOnlyList<PolicyProfile> Profiles,
    bool ProfilesKnown,
    IReadOnlyList<PolicyProfile> BoundAs,
    IReadOnlyList<ProfilesAnswer> ProfileHistory,
    bool InStanding,
    bool HasLeft,
    Sensitive<string>? SuspendedBecause,
    IReadOnlyList<Agreement> Agreements,
    IReadOnlyList<TrainingAnswer> Trainings);

/// <summary>Profiles, and from when they hold; without a date, since it joined. With the finding that none binds it, where somebody found that.</summary>
public sealed record ProfilesAnswer(DateTimeOffset? EffectiveFrom, IReadOnlyList<PolicyProfile> Profiles, ProfileFinding? FoundBy);

/// <summary>A person's training.</summary>
public sealed record TrainingAnswer(PersonId Person, DateTimeOffset CompletedAt, DateTimeOffset ValidUntil);

[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(ProfilesRequest))]
[JsonSerializable(typeof(AgreementRequest))]
[JsonSerializable(typeof(AgreementEndRequest))]
[JsonSerializable(typeof(TrainingRequest))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(AgencyAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class PartnersJson : JsonSerializerContext;
