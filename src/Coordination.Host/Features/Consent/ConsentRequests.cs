using Coordination.Domain.Consent;
using Coordination.Domain.Services;

namespace Coordination.Host.Features.Consent;

/// <summary>What was explained, before any signature. Without <paramref name="GivenAt"/>: now.</summary>
public sealed record NoticeRequest(IReadOnlyList<AgencyId> Recipients, IReadOnlyList<NoticeTopic> Topics, string Language, bool Interpreter,
    DateTimeOffset? GivenAt);

/// <summary>
/// What a release permits. The discloser is your own agency. Without <paramref name="Starts"/> it starts now; it ends at
/// <paramref name="Expires"/>, or after so many <paramref name="Days"/>.
/// </summary>
public sealed record TermsRequest(
    IReadOnlyList<RecipientRequest> Recipients,
    IReadOnlyList<GrantRequest> Grants,
    IReadOnlyList<Purpose> Purposes,
    DateTimeOffset? Starts,
    DateTimeOffset? Expires,
    int? Days,
    IReadOnlyList<ReleaseCondition>? Conditions);

/// <summary>
/// A named agency; without <paramref name="Persons"/>, whoever of it has a need to know, but nobody whom <paramref name="Except"/> names:
/// only where the rules in force look at exceptions. Outside the task force, an office and persons that your agency recorded.
/// </summary>
public sealed record RecipientRequest(AgencyId Agency, IReadOnlyList<PersonId>? Persons, IReadOnlyList<PersonId>? Except = null);

/// <summary>
/// A category and its widest mode; with <paramref name="OnlyItems"/>, only these. <paramref name="CounselingNotes"/>: of substance-use
/// records, the counseling notes (42 CFR 2.31(b)), in a release that is for nothing else.
/// </summary>
public sealed record GrantRequest(InformationCategory Category, SharingMode WidestMode, IReadOnlyList<RecordItemId>? OnlyItems,
    bool? CounselingNotes = null);

/// <summary>
/// A signature. One in ink carries its date; an electronic one without a date is made now. Where a disability prevents one, the method is
/// oral, it carries its date, and <paramref name="Accommodation"/> says what was done instead: only where the rules in force go by what
/// binds each agency.
/// </summary>
public sealed record SignatureRequest(SignerCapacity Capacity, SignatureMethod Method, DateTimeOffset? SignedAt, GuardianId? Guardian,
    AccommodationRequest? Accommodation = null);

/// <summary>What was done instead of a signature, and who saw it: somebody else than who sends this.</summary>
public sealed record AccommodationRequest(Sensitive<string> How, PersonId Witness);

/// <summary>
/// A release that was signed. <paramref name="Besides"/>: what becomes of older releases that give the same agency more; asked only where
/// there are such.
/// </summary>
public sealed record ReleaseRequest(TermsRequest Terms, IReadOnlyList<SignatureRequest> Signatures,
    IReadOnlyList<ReleaseWarning> WarningsAcknowledged, OlderReleases? Besides = null);

/// <summary>
/// A release that is not yet signed. With <paramref name="Case"/> the question is about what that case holds, item by item, and whom its
/// items name besides her; without it about whole categories, and so about nobody else (CG-39).
/// </summary>
public sealed record PreviewRequest(TermsRequest Terms, IReadOnlyList<SignatureRequest> Signatures,
    IReadOnlyList<ReleaseWarning> WarningsAcknowledged, CaseId? Case, OlderReleases? Besides = null)
{
    /// <summary>The release.</summary>
    internal ReleaseRequest Release => new(Terms, Signatures, WarningsAcknowledged, Besides);
}

/// <summary>What remains of a release. What is left out stays as it is.</summary>
public sealed record NarrowRequest(
    Channel Through,
    IReadOnlyList<RecipientRequest>? Recipients,
    IReadOnlyList<GrantRequest>? Grants,
    IReadOnlyList<Purpose>? Purposes,
    DateTimeOffset? Starts,
    DateTimeOffset? Expires,
    IReadOnlyList<ReleaseCondition>? Conditions);

/// <summary>She takes it back, through any channel, without a reason. Without <paramref name="SaidAt"/>: now. A time that lies ahead blocks
/// nothing: it counts from now, and what was told is kept.</summary>
public sealed record RevokeRequest(Channel Through, DateTimeOffset? SaidAt);

/// <summary>A release never was valid.</summary>
public sealed record VoidRequest(VoidCause Cause);

/// <summary>She said no. Nothing named means: to everybody, about everything. Without <paramref name="SaidAt"/>: now.</summary>
public sealed record DeclineRequest(
    Channel Through,
    IReadOnlyList<AgencyId>? Recipients,
    IReadOnlyList<AgencyKind>? RecipientKinds,
    IReadOnlyList<InformationCategory>? Categories,
    DateTimeOffset? SaidAt);

/// <summary>
/// What of her age matters for signatures. <paramref name="Services"/>: what she receives alone; where the policy lists the services that a
/// minor may receive alone, they have to be among those. <paramref name="EighteenFrom"/>: the instant from which she is 18, where she says
/// it. <paramref name="UnderEighteen"/>: whether she is under age, which is under 18, or under a higher age of majority of the tables in
/// force.
/// </summary>
public sealed record MinorityRequest(bool UnderEighteen, bool Emancipated, bool MayReceiveServiceAlone,
    IReadOnlyList<GoalKind>? Services = null, DateTimeOffset? EighteenFrom = null);

/// <summary>Legal capacity. <paramref name="ServedWithoutGuardian"/>: she has a guardian and may receive this service without the
/// guardian's consent.</summary>
public sealed record CapacityRequest(bool LegallyIncapacitated, bool? ServedWithoutGuardian = null);

/// <summary>What somebody found about a minor's capacity to consent, and on what it stands. Without <paramref name="FoundBy"/>: you;
/// without <paramref name="FoundAt"/>: now.</summary>
public sealed record MinorCapacityRequest(bool Capable, Sensitive<string> Why, PersonId? FoundBy, DateTimeOffset? FoundAt);

/// <summary>
/// A parent or guardian, or whoever else signs for her. <paramref name="Agencies"/>: for which they work, or which they are themselves:
/// towards these they do not sign. <paramref name="MayConsent"/>: whether what appointed them lets them consent to what is told about her.
/// <paramref name="Appointment"/>: of a personal representative of somebody who died.
/// </summary>
public sealed record GuardianRequest(SignerCapacity Capacity, IReadOnlyList<AgencyId>? Agencies = null, bool? MayConsent = null,
    AppointmentRequest? Appointment = null);

/// <summary>On what the standing of a personal representative rests: the document, the court or office that issued it, from when it holds
/// and until just before when.</summary>
public sealed record AppointmentRequest(Sensitive<string> Document, Sensitive<string> Court, DateTimeOffset From,
    DateTimeOffset? Until = null)
{
    internal Appointment Said => new(Document, Court, From, Until);
}

/// <summary>Her instruction for the event of her death.</summary>
public sealed record DeathInstructionRequest(bool ReleasesContinue);

/// <summary>Her death.</summary>
public sealed record DeathRequest(DateTimeOffset DiedAt);

/// <summary>How it came about that her death was recorded by mistake.</summary>
public sealed record DeathWithdrawalRequest(Sensitive<string> Why);
