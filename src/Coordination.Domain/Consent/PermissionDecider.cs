namespace Coordination.Domain.Consent;

/// <summary>Decides about what a release alone does not give: a waiver, an operator's authorisation, a condition that is met.</summary>
public static class PermissionDecider
{
    /// <summary>A waiver names its items and its recipients, and is the holder's own signature: nobody waives for her (CG-27).</summary>
    public static Decision<ConsentEvent> Decide(WaivePrivilege command, ConsentPosition state)
    {
        if (!state.IsOpen)
        {
            return ConsentDecider.NoRecord;
        }

        var wrong = CaptureRules.Count(command.Recipients.Count, 1, CaptureRules.MostRecipients, "recipients")
            ?? CaptureRules.Count(command.Items.Count, 1, CaptureRules.MostItemsPerRelease, "items")
            ?? (command.Signature.Capacity == SignerCapacity.Survivor ? null
                : new Refusal(RefusalReason.InvalidInput, "The privilege is hers: only she waives it (CG-27).", "signature.capacity"))
            ?? (command.Signature.Method is SignatureMethod.Ink or SignatureMethod.Electronic ? null
                : new Refusal(RefusalReason.InvalidInput, "A waiver is in writing: ink or an electronic signature (CG-27).",
                    "signature.method"))
            ?? Dated(command.Signature, command.At);
        return wrong is not null ? wrong
            : state.DiedAt is not null ? new Refusal(RefusalReason.WrongState,
                "The survivor has died; nobody can sign for her. Where that was recorded by mistake, take it back (death/withdraw).")
            : state.LegallyIncapacitated ? WithoutCapacity("CG-27")
            : new PrivilegeWaived([.. command.Recipients.Distinct()], [.. command.Items.Distinct()], command.Signature, command.CapturedBy);
    }

    /// <summary>What was waived is privileged again. Nothing is asked for it, and to say it twice changes nothing.</summary>
    public static Decision<ConsentEvent> Decide(WithdrawPrivilegeWaiver command, ConsentPosition state) =>
        !state.IsOpen ? ConsentDecider.NoRecord
        : CaptureRules.Count(command.Items.Count, 1, CaptureRules.MostItemsPerRelease, "items") is { } wrong ? wrong
        : !state.Waivers.Any(waiver => waiver.Items.Intersect(command.Items).Any()) ? Decision.Nothing<ConsentEvent>()
        : new PrivilegeWaiverWithdrawn([.. command.Items.Distinct()], command.By, command.Through);

    /// <summary>The protection is hers, and only an adult waives it, in writing (8 USC 1367(b)(4)).</summary>
    public static Decision<ConsentEvent> Decide(WaiveProtection command, ConsentPosition state)
    {
        if (!state.IsOpen)
        {
            return ConsentDecider.NoRecord;
        }

        var waived = new ProtectionWaived(command.Signature, command.EverybodyConcernedWaived, command.CapturedBy);
        var wrong = (command.Signature.Capacity == SignerCapacity.Survivor ? null
                : new Refusal(RefusalReason.InvalidInput, "The protection is hers: only she waives it (CG-29).", "signature.capacity"))
            ?? (command.Signature.Method is SignatureMethod.Ink or SignatureMethod.Electronic ? null
                : new Refusal(RefusalReason.InvalidInput, "A waiver is in writing: ink or an electronic signature (CG-29).",
                    "signature.method"))
            ?? (command.Signature.Accommodation is null ? null
                : new Refusal(RefusalReason.InvalidInput, "A waiver is signed: leave the accommodation out (CG-29).",
                    "signature.accommodation"))
            ?? Dated(command.Signature, command.At);
        return wrong is not null ? wrong
            : state.ProtectionWaiver == waived ? Decision.Nothing<ConsentEvent>()
            : state.DiedAt is not null
            ? new Refusal(RefusalReason.WrongState,
                "The survivor has died; nobody can sign for her. Where that was recorded by mistake, take it back (death/withdraw).")
            : AgeOfMajority.IsUnderEighteen(state.Minority.UnderEighteen, state.Minority.EighteenFrom, command.At)
                ? new Refusal(RefusalReason.ConsentRequired, "Only an adult waives this protection (CG-29, 8 USC 1367(b)(4)).", "signature")
            : state.LegallyIncapacitated ? WithoutCapacity("CG-29")
            : waived;
    }

    private static Refusal? Dated(Signature signature, DateTimeOffset now) =>
        signature.SignedAt is { } signed
            ? Happened.IsWrong(signed, now, "signature.signedAt")
            : new Refusal(RefusalReason.InvalidInput, "A signature is dated.", "signature.signedAt");

    // Nobody else can waive it for her either: what she keeps by law a court has to decide about.
    private static Refusal WithoutCapacity(string rule) =>
        new(RefusalReason.ConsentRequired,
            $"She is recorded as without legal capacity, so she does not waive this by herself, and nobody waives it for her. Where a " +
                $"court decides it, record its order as a process ({rule}).", "signature");

    /// <summary>She is protected again. Nothing is asked for it, and to say it twice changes nothing.</summary>
    public static Decision<ConsentEvent> Decide(WithdrawProtectionWaiver command, ConsentPosition state) =>
        !state.IsOpen ? ConsentDecider.NoRecord
        : state.ProtectionWaiver is null ? Decision.Nothing<ConsentEvent>()
        : new ProtectionWaiverWithdrawn(command.By, command.Through);

    /// <summary>An agency represents her together with somebody else, or does not any more; what is known is not recorded again.</summary>
    public static Decision<ConsentEvent> Decide(RecordJointRepresentation command, ConsentPosition state) =>
        !state.IsOpen ? ConsentDecider.NoRecord
        : state.RepresentedTogetherBy.Contains(command.Agency) == command.Together ? Decision.Nothing<ConsentEvent>()
        : new JointRepresentationRecorded(command.Agency, command.Together, command.By);

    /// <summary>She was advised alone. Where she was before, another talk adds nothing.</summary>
    public static Decision<ConsentEvent> Decide(RecordIndependentAdvice command, ConsentPosition state) =>
        !state.IsOpen ? ConsentDecider.NoRecord
        : Happened.IsWrong(command.AdvisedAt, command.At, "advisedAt") is { } wrong ? wrong
        : state.WasAdvisedAlone(command.Agency, command.AdvisedAt) ? Decision.Nothing<ConsentEvent>()
        : new IndependentAdviceRecorded(command.Agency, command.AdvisedAt, command.By);

    /// <summary>An authorisation names who may learn it, and until when.</summary>
    public static Decision<ConsentEvent> Decide(AuthoriseShelterLocation command, ConsentPosition state)
    {
        if (!state.IsOpen)
        {
            return ConsentDecider.NoRecord;
        }

        var wrong = CaptureRules.Count(command.Recipients.Count, 1, CaptureRules.MostRecipients, "recipients")
            ?? Happened.IsWrong(command.SignedAt, command.At, "signedAt")
            ?? (command.Expires > command.SignedAt
                ? null
                : new Refusal(RefusalReason.InvalidInput, "An authorisation ends after it was signed.", "expires"));
        return wrong is not null
            ? wrong
            : new ShelterLocationAuthorised(command.Operator, [.. command.Recipients.Distinct()], command.SignedAt, command.Expires,
                command.CapturedBy);
    }

    /// <summary>She was told, once for each disclosure.</summary>
    public static Decision<ConsentEvent> Decide(TellBeforehand command, ConsentPosition state) =>
        !state.IsOpen ? ConsentDecider.NoRecord
        : state.ToldBeforehand.ContainsKey(command.Disclosure) ? Decision.Nothing<ConsentEvent>()
        : Happened.IsWrong(command.ToldAt, command.At, "toldAt") is { } wrong ? wrong
        : state.HasDied(command.ToldAt)
        ? new Refusal(RefusalReason.WrongState, "She had died by then, so she was not told. Correct toldAt, or record nothing.", "toldAt")
        : new SurvivorToldBeforehand(command.Disclosure, command.By, command.Through, command.ToldAt);

    /// <summary>A trial is pending, or it is not; what is known is not recorded again.</summary>
    public static Decision<ConsentEvent> Decide(RecordTrialStatus command, ConsentPosition state) =>
        !state.IsOpen ? ConsentDecider.NoRecord
        : state.TrialPending == command.Pending ? Decision.Nothing<ConsentEvent>()
        : Happened.IsWrong(command.AsOf, command.At, "asOf") is { } wrong ? wrong
        : new TrialStatusRecorded(command.Pending, command.By, command.AsOf);
}
