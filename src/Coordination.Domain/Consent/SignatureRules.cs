using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Consent;

/// <summary>Who must sign, and how: CG-02, CG-09 to CG-12, CG-15.</summary>
internal static class SignatureRules
{
    internal const int MostSignatures = 10;

    /// <summary>
    /// Every signature is in writing and dated, and its date has come (CG-02, CG-15). Where rules bind by profile, an accommodation that
    /// somebody else witnessed stands in place of the signature of somebody whose disability prevents one (45 CFR 1370.4(b)).
    /// </summary>
    internal static Refusal? WrittenAndDated(SignRelease command, SigningLaw law)
    {
        var signatures = command.Signatures;
        if (CaptureRules.Count(signatures.Count, 1, MostSignatures, "signatures") is { } count)
        {
            return count;
        }

        for (var i = 0; i < signatures.Count; i++)
        {
            var mayAccommodate = law.Rules.ByProfile;
            if (signatures[i].Method == SignatureMethod.Oral && !(mayAccommodate && signatures[i].Accommodation is not null))
            {
                return new Refusal(RefusalReason.InvalidInput, mayAccommodate
                    ? "A release is in writing: ink or an electronic signature. Where a disability prevents a signature, say in " +
                        "accommodation what was done instead and who witnessed it. Only taking it back may be spoken (CG-02, CG-15)."
                    : "A release is in writing: ink or an electronic signature. Only taking it back may be spoken (CG-02, CG-15).",
                    $"signatures[{i}].method");
            }

            if (mayAccommodate && signatures[i].Accommodation is not null
                && law.Discloser.ProfilesAt(command.At).Contains(Partners.PolicyProfile.Ferpa))
            {
                return new Refusal(RefusalReason.ConsentRequired,
                    "A consent to tell what is in education records is signed, in ink or by an electronic signature; an accommodation " +
                        "does not do (CG-02, 34 CFR 99.30(a), (d)).", $"signatures[{i}].accommodation");
            }

            if (signatures[i].Accommodation is { } accommodation
                && Accommodated(signatures[i], accommodation, command, law, $"signatures[{i}].accommodation") is { } wrong)
            {
                return wrong;
            }

            if (signatures[i].SignedAt is not { } signed || signed > command.At)
            {
                return new Refusal(RefusalReason.InvalidInput, "A signature is dated, and not in the future (CG-02).",
                    $"signatures[{i}].signedAt");
            }

            if (Happened.IsWrong(signed, command.At, $"signatures[{i}].signedAt") is { } longAgo)
            {
                return longAgo;
            }
        }

        return null;
    }

    /// <summary>The refusal when an alleged abuser is among the signers (CG-11).</summary>
    internal static Refusal? AbuserAmong(IReadOnlyList<Signature> signatures, ConsentPosition state)
    {
        for (var i = 0; i < signatures.Count; i++)
        {
            if (signatures[i].Guardian is { } id && state.Guardians.TryGetValue(id, out var guardian) && guardian.IsDisqualified)
            {
                return new Refusal(RefusalReason.ConsentRequired, "This parent or guardian may not sign, so the release is void (CG-11).",
                    $"signatures[{i}].guardian");
            }
        }

        return null;
    }

    /// <summary>The refusal when a signature is missing that the release needs (CG-02, CG-09, CG-10, CG-12).</summary>
    internal static Refusal? Missing(SignRelease command, SigningLaw law, ConsentPosition state) =>
        law.Rules.ByProfile ? MissingByLaw(command, law, state) : Missing(command, law.TaskForce.PolicyAt(command.At), state);

    private static Refusal? Missing(SignRelease command, PolicySettings? policy, ConsentPosition state)
    {
        var signatures = command.Signatures;
        var minor = state.Minority.IsUnemancipatedMinorAt(signatures.Min(signature => signature.SignedAt) ?? command.At);
        if (state.LegallyIncapacitated && !signatures.AreByCourtAppointedGuardian(state))
        {
            return Lacks("For a person without legal capacity the guardian whom a court appointed signs (CG-12).");
        }

        if (minor && !state.Minority.ReceivesAloneUnder(policy) && !signatures.AreByParentOrGuardian(state))
        {
            return LacksSecond("one qualified parent or guardian", state);
        }

        return signatures.AreBySurvivor() || (state.LegallyIncapacitated && !minor) ? null : LacksHers;
    }

    private static Refusal? MissingByLaw(SignRelease command, SigningLaw law, ConsentPosition state)
    {
        if (RepresentativeRules.Apply(law, state))
        {
            return null;
        }

        var signatures = command.Signatures;
        if (Incapacitated(command, law, state) is { } incapacitated)
        {
            return incapacitated;
        }

        var minor = state.Minority.IsMinorByLaw(signatures.Min(signature => signature.SignedAt) ?? command.At, law.TaskForce, command.At);
        var second = minor && !state.Minority.ReceivesAloneByLaw(law.TaskForce, command.At);
        if (second && !signatures.AreForMinor(state))
        {
            return LacksSecond("one qualified parent or guardian, or of somebody whom a court appointed for the child and " +
                "let consent", state);
        }

        if (state.Minority.IsAgeUnknownByLaw(law.TaskForce, command.At) && !signatures.AreForMinor(state))
        {
            var years = law.TaskForce.YearsOfMajority(command.At);
            return Lacks($"She is recorded as {state.Minority.Reached} or older, and whoever is under {years} does not sign alone here. " +
                $"If she is {years} or older, record her age again (POST /v1/consent/…/minority), and then the release; else one " +
                $"qualified parent or guardian signs, too (CG-09).");
        }

        return signatures.AreBySurvivor() || (state.LegallyIncapacitated && !minor) || (second && state.IsFoundNotCapable(command.At))
            ? null
            : LacksHers;
    }

    private static Refusal? Incapacitated(SignRelease command, SigningLaw law, ConsentPosition state)
    {
        var signatures = command.Signatures;
        if (!state.LegallyIncapacitated || signatures.AreByCourtAppointedGuardian(state)
            || (state.ServedWithoutGuardian && signatures.AreBySurvivor()))
        {
            return null;
        }

        if (!signatures.AreByHealthCareAgent(state, law.Discloser, command.At))
        {
            return Lacks("For a person without legal capacity the guardian whom a court appointed signs; she signs herself where she may " +
                "receive the service without the guardian (CG-12).");
        }

        for (var i = 0; i < command.Terms.Grants.Count; i++)
        {
            if (!HealthCareAgents.SignsFor(command.Terms.Grants[i].Category))
            {
                return new Refusal(RefusalReason.ConsentRequired,
                    "The agent for her health care signs for medical and mental-health records only. For the rest the guardian whom a " +
                        "court appointed signs (CG-12).", $"terms.grants[{i}].category");
            }
        }

        return null;
    }

    private static Refusal? Accommodated(Signature signature, Accommodation accommodation, SignRelease command,
        SigningLaw law, string field) =>
        !law.Rules.ByProfile ? new Refusal(RefusalReason.InvalidInput,
            "The rules in force here know no accommodation: leave it out, and have the release signed (CG-02).", field)
        : signature.Method != SignatureMethod.Oral
        ? new Refusal(RefusalReason.InvalidInput,
            "An accommodation takes the place of a signature: leave it out where it was signed, else say that the method is " +
                "oral (CG-02).", field)
        : TextRules.Required(accommodation.How, TextRules.LongestNote, $"{field}.how")
        ?? (accommodation.Witness == command.CapturedBy
            ? new Refusal(RefusalReason.InvalidInput,
                "Somebody else than who captures the release witnesses it (CG-02).", $"{field}.witness")
            : command.Terms.Recipients.Any(recipient => law.IsOf(recipient, accommodation.Witness))
            ? new Refusal(RefusalReason.InvalidInput,
                "Whoever receives does not witness that she consents. Name somebody who is not of the recipient (CG-02).",
                $"{field}.witness")
            : null);

    private static Refusal LacksHers { get; } = Lacks("The survivor's own signature is missing (CG-02, CG-09, CG-10).");

    private static Refusal LacksSecond(string whose, ConsentPosition state) => Lacks(state.Minority.MayReceiveServiceAlone
        ? $"A minor's release carries the signature of {whose}, too (CG-09): not every service recorded with her age is one that a minor " +
            $"receives alone in this jurisdiction (CG-10)."
        : $"A minor's release carries the signature of {whose}, too (CG-09).");

    private static Refusal Lacks(string message) => new(RefusalReason.ConsentRequired, message, "signatures");
}
