namespace Coordination.Host.Features.Partners;

/// <summary>
/// An agency joins. Name each body of law that binds it: <c>vawa</c>, <c>fvpsa</c> and <c>voca</c> are three, and <c>vawa</c> alone means
/// VAWA alone. An empty list says that nobody knows: then the strictest applies.
/// </summary>
public sealed record JoinRequest(AgencyId Agency, string Name, AgencyKind Kind, IReadOnlyList<PolicyProfile> Profiles);

/// <summary>
/// A division is formed: a part of the agency whose records the rest of it does not have, such as the victim unit of a prosecutor's office.
/// <paramref name="Division"/> is the name that its people's tokens carry as their agency, and that releases name. Its profiles are its
/// own; an empty list says that nobody knows.
/// </summary>
public sealed record DivisionRequest(AgencyId Division, string Name, AgencyKind Kind, IReadOnlyList<PolicyProfile> Profiles);

/// <summary>
/// Which bodies of law bind the agency, all together; <c>vawa</c> alone means VAWA alone, and neither FVPSA nor VOCA. Without
/// <paramref name="EffectiveFrom"/> from now on. An empty list says that nobody knows, unless <paramref name="FoundBy"/> says that none
/// binds it; that nobody knows drops no law that was named before. What the agency says itself lifts what the office had set for that
/// instant or later.
/// </summary>
public sealed record ProfilesRequest(IReadOnlyList<PolicyProfile> Profiles, DateTimeOffset? EffectiveFrom, ProfileFindingRequest? FoundBy);

/// <summary>The finding that no profile binds the agency: on whose advice and why, and when it is looked at again, until when it
/// holds.</summary>
public sealed record ProfileFindingRequest(Sensitive<string> Advice, DateTimeOffset LookAgainAt);

/// <summary>An agreement, from <paramref name="Starts"/> (now, when left out) until just before <paramref name="Ends"/>.</summary>
public sealed record AgreementRequest(string Reference, DateTimeOffset? Starts, DateTimeOffset Ends);

/// <summary>Ends an agreement.</summary>
public sealed record AgreementEndRequest(string Reference, Sensitive<string> Reason);

/// <summary>A training, completed at <paramref name="CompletedAt"/> (now, when left out) and good until just before
/// <paramref name="ValidUntil"/>.</summary>
public sealed record TrainingRequest(PersonId Person, DateTimeOffset? CompletedAt, DateTimeOffset ValidUntil);

/// <summary>Why.</summary>
public sealed record ReasonRequest(Sensitive<string> Reason);

/// <summary>An agency as the office sees it.</summary>
/// <param name="Agency">Its id.</param>
/// <param name="Name">Its name in full.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Profiles">The bodies of law that were recorded for now.</param>
/// <param name="ProfilesKnown">Whether it is known which bind it. Where it is not, the strictest applies.</param>
/// <param name="BoundAs">The profiles that bind it now, with the one that its kind implies; where it is not known which, every one that
/// keeps things from going.</param>
/// <param name="ProfileHistory">Those that it joined with, and all that were set since, also for later.</param>
/// <param name="InStanding">Whether it is a partner in good standing, under an agreement.</param>
/// <param name="HasLeft">Whether it left.</param>
/// <param name="SuspendedBecause">Why its standing is suspended.</param>
/// <param name="Agreements">What it signed.</param>
/// <param name="Trainings">Who of it is trained.</param>
/// <param name="PartOf">The agency of which it is a division; left out for an agency of its own.</param>
/// <param name="Divisions">What was formed as a division of it, also where that has left since.</param>
/// <param name="ToDo">What to do about its profiles; left out where nothing is.</param>
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
    IReadOnlyList<TrainingAnswer> Trainings,
    AgencyId? PartOf,
    IReadOnlyList<AgencyId> Divisions,
    string? ToDo);

/// <summary>Which bodies of law bind the caller's own agency.</summary>
/// <param name="Agency">Its id.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Profiles">The bodies of law that were recorded for now.</param>
/// <param name="ProfilesKnown">Whether it is known which bind it. Where it is not, the strictest applies.</param>
/// <param name="BoundAs">The profiles that bind it now, with the one that its kind implies.</param>
/// <param name="ProfileHistory">Those that it joined with, and all that were set since, also for later.</param>
/// <param name="ChangeAt">When the next of those takes effect; left out where none is to come.</param>
/// <param name="ToDo">What the agency's counsel or administrator looks at: that nobody knows, or a law that the office drops and until when
/// they can stop it; left out where there is nothing.</param>
public sealed record OwnProfilesAnswer(
    AgencyId Agency, AgencyKind Kind, IReadOnlyList<PolicyProfile> Profiles, bool ProfilesKnown, IReadOnlyList<PolicyProfile> BoundAs,
    IReadOnlyList<ProfilesAnswer> ProfileHistory, DateTimeOffset? ChangeAt, string? ToDo);

/// <summary>An agency in the list of those that belong to the task force.</summary>
/// <param name="Agency">Its id.</param>
/// <param name="Name">Its name in full.</param>
/// <param name="Kind">What it does.</param>
/// <param name="PartOf">The agency of which it is a division; left out for an agency of its own.</param>
/// <param name="InStanding">Whether it is a partner in good standing, under an agreement.</param>
/// <param name="ProfilesKnown">Whether it is known which profiles bind it. Where it is not, the strictest applies.</param>
/// <param name="BoundAs">The profiles that bind it now.</param>
/// <param name="ToDo">What to do about its profiles; left out where nothing is.</param>
public sealed record ListedAgencyAnswer(
    AgencyId Agency, string Name, AgencyKind Kind, AgencyId? PartOf, bool InStanding, bool ProfilesKnown,
    IReadOnlyList<PolicyProfile> BoundAs, string? ToDo);

/// <summary>Which page of the agencies.</summary>
public sealed record AgenciesQuery
{
    /// <summary>The <c>next</c> of the page before.</summary>
    public string? After { get; init; }

    /// <summary>At most so many: 1 to 200, else 50.</summary>
    public int? Limit { get; init; }

    /// <summary><c>false</c>: only those of which nobody knows which profiles bind them. <c>true</c>: only the others.</summary>
    public bool? ProfilesKnown { get; init; }

    internal ListQuery Page => new() { After = After, Limit = Limit };
}

/// <summary>Profiles that were set for the agency.</summary>
/// <param name="EffectiveFrom">From when they hold; left out for those with which it joined, or was formed.</param>
/// <param name="Profiles">The bodies of law.</param>
/// <param name="FoundBy">The finding that none binds it, where somebody found that.</param>
/// <param name="SetBy">Who said so: <c>office</c> or <c>agency</c>, the agency itself; left out where that was not kept.</param>
/// <param name="SetAt">When that was said; left out where that was not kept.</param>
/// <param name="Lifted">True for what never took effect, because the agency itself said otherwise before.</param>
public sealed record ProfilesAnswer(DateTimeOffset? EffectiveFrom, IReadOnlyList<PolicyProfile> Profiles, ProfileFinding? FoundBy,
    ProfileSetter? SetBy, DateTimeOffset? SetAt, bool Lifted);

/// <summary>A person's training.</summary>
public sealed record TrainingAnswer(PersonId Person, DateTimeOffset CompletedAt, DateTimeOffset ValidUntil);

[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(DivisionRequest))]
[JsonSerializable(typeof(ProfilesRequest))]
[JsonSerializable(typeof(AgreementRequest))]
[JsonSerializable(typeof(AgreementEndRequest))]
[JsonSerializable(typeof(TrainingRequest))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(AgencyAnswer))]
[JsonSerializable(typeof(OwnProfilesAnswer))]
[JsonSerializable(typeof(OutsideRequest))]
[JsonSerializable(typeof(OutsideRecordedAnswer))]
[JsonSerializable(typeof(OutsidePage))]
[JsonSerializable(typeof(OutsideAnswer))]
[JsonSerializable(typeof(PageOf<ListedAgencyAnswer>))]
[JsonSerializable(typeof(ConcernRequest))]
[JsonSerializable(typeof(ConcernAnswer))]
[JsonSerializable(typeof(ConcernWordsRequest))]
[JsonSerializable(typeof(ConcernReplyRequest))]
[JsonSerializable(typeof(ConcernReasonRequest))]
[JsonSerializable(typeof(PageOf<ConcernView>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class PartnersJson : JsonSerializerContext;
