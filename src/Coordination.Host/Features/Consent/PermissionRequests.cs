using Coordination.Domain.Consent;

namespace Coordination.Host.Features.Consent;

/// <summary>Her own waiver of her privilege, in writing, for these items towards these agencies.</summary>
public sealed record PrivilegeWaiverRequest(IReadOnlyList<AgencyId> Recipients, IReadOnlyList<RecordItemId> Items,
    SignatureRequest Signature);

/// <summary>She takes a waiver back, through any channel.</summary>
public sealed record PrivilegeWithdrawalRequest(IReadOnlyList<RecordItemId> Items, Channel Through);

/// <summary>Her own waiver, in writing, of what 8 USC 1367 protects her by, and whether every other adult whom it concerns waived it,
/// too.</summary>
public sealed record ProtectionWaiverRequest(SignatureRequest Signature, bool EverybodyConcernedWaived);

/// <summary>She takes that waiver back, through any channel.</summary>
public sealed record ProtectionWithdrawalRequest(Channel Through);

/// <summary>Whether an agency represents or serves her together with somebody else in the matter.</summary>
public sealed record JointRepresentationRequest(AgencyId Agency, bool Together);

/// <summary>Somebody who represents nobody else in the matter advised her alone about releases to or from this agency. Without
/// <paramref name="AdvisedAt"/>: now.</summary>
public sealed record IndependentAdviceRequest(AgencyId Agency, DateTimeOffset? AdvisedAt);

/// <summary>The written authorisation of a shelter's operator. A newer one about the same agency replaces it.</summary>
public sealed record ShelterAuthorisationRequest(AgencyId Operator, IReadOnlyList<AgencyId> Recipients, DateTimeOffset SignedAt,
    DateTimeOffset Expires);

/// <summary>She was told of this disclosure before it is made. Without <paramref name="ToldAt"/>: now.</summary>
public sealed record ToldRequest(DisclosureId Disclosure, Channel Through, DateTimeOffset? ToldAt);

/// <summary>Whether a trial is pending. Without <paramref name="AsOf"/>: now.</summary>
public sealed record TrialStatusRequest(bool Pending, DateTimeOffset? AsOf);
