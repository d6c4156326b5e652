namespace Coordination.Domain.Consent;

/// <summary>Captures that she waived her privilege, in writing (CG-27).</summary>
public sealed record WaivePrivilege(IReadOnlyList<AgencyId> Recipients, IReadOnlyList<RecordItemId> Items, Signature Signature,
    PersonId CapturedBy, DateTimeOffset At);

/// <summary>Takes back what was waived about these items, in any form.</summary>
public sealed record WithdrawPrivilegeWaiver(IReadOnlyList<RecordItemId> Items, PersonId By, Channel Through);

/// <summary>Captures that she waived, in writing and as an adult, what 8 USC 1367 protects her by (CG-29).</summary>
/// <param name="Signature">Her signature.</param>
/// <param name="EverybodyConcernedWaived">Whether every other adult whom the protection concerns waived it, too.</param>
/// <param name="CapturedBy">Who captures it.</param>
/// <param name="At">Now.</param>
public sealed record WaiveProtection(Signature Signature, bool EverybodyConcernedWaived, PersonId CapturedBy, DateTimeOffset At);

/// <summary>Takes that waiver back, in any form.</summary>
public sealed record WithdrawProtectionWaiver(PersonId By, Channel Through);

/// <summary>Records whether an agency represents her together with somebody else (CG-47).</summary>
public sealed record RecordJointRepresentation(AgencyId Agency, bool Together, PersonId By);

/// <summary>Records that she was advised alone about releases to or from an agency that represents her together with somebody else
/// (CG-47).</summary>
public sealed record RecordIndependentAdvice(AgencyId Agency, DateTimeOffset AdvisedAt, PersonId By, DateTimeOffset At);

/// <summary>Captures the written authorisation of a shelter's operator (CG-36).</summary>
public sealed record AuthoriseShelterLocation
{
    public required AgencyId Operator { get; init; }

    /// <summary>Who may learn where it is.</summary>
    public required IReadOnlyList<AgencyId> Recipients { get; init; }

    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>Until just before this instant; an end that has passed takes back what was authorised before.</summary>
    public required DateTimeOffset Expires { get; init; }

    public required PersonId CapturedBy { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Records that she was told of one disclosure before it is made (CG-37).</summary>
public sealed record TellBeforehand(DisclosureId Disclosure, PersonId By, Channel Through, DateTimeOffset ToldAt, DateTimeOffset At);

/// <summary>Records whether a trial is pending (CG-37).</summary>
public sealed record RecordTrialStatus(bool Pending, PersonId By, DateTimeOffset AsOf, DateTimeOffset At);
