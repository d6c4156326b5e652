using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Consent;

/// <summary>Who must sign, and how: CG-02, CG-09 to CG-12, CG-15.</summary>
internal static class SignatureRules
{
    internal const int MostSignatures = 10;

    /// <summary>Every signature is in writing and dated, and its date has come (CG-02, CG-15).</summary>
    internal static Refusal? WrittenAndDated(IReadOnlyList<Signature> signatures, DateTimeOffset now)
    {
        if (CaptureRules.Count(signatures.Count, 1, MostSignatures, "signatures") is { } count)
        {
            return count;
        }

        for (var i = 0; i < signatures.Count; i++)
        {
            if (signatures[i].Method == SignatureMethod.Oral)
            {
                return new Refusal(RefusalReason.InvalidInput, "A release is in writing: ink or an electronic signature. Only taking it back may be spoken (CG-02, CG-15).", $"signatures[{i}].method");
            }

            if (signatures[i].SignedAt is not { } signed || signed > now)
            {
                return new Refusal(RefusalReason.InvalidInput, "A signature is dated, and not in the future (CG-02).", $"signatures[{i}].signedAt");
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
                return new Refusal(RefusalReason.ConsentRequired, "This parent or guardian may not sign, so the release is void (CG-11).", $"signatures[{i}].guardian");
            }
        }

        return null;
    }

    /// <summary>The refusal when a signature is missing that the release needs (CG-02, CG-09, CG-10, CG-12).</summary>
    internal static Refusal? Missing(IReadOnlyList<Signature> signatures, PolicySettings? policy, ConsentPosition state, DateTimeOffset at)
    {
        var minor = state.Minority.IsUnemancipatedMinorAt(signatures.Min(signature => signature.SignedAt) ?? at);
        if (state.LegallyIncapacitated && !signatures.AreByCourtAppointedGuardian(state))
        {
            return Lacks("For a person without legal capacity the guardian whom a court appointed signs (CG-12).");
        }

        if (minor && !state.Minority.ReceivesAloneUnder(policy) && !signatures.AreByParentOrGuardian(state))
        {
            return Lacks(state.Minority.MayReceiveServiceAlone
                ? "A minor's release carries the signature of one qualified parent or guardian, too (CG-09): not every service recorded with her age is one that a minor receives alone in this jurisdiction (CG-10)."
                : "A minor's release carries the signature of one qualified parent or guardian, too (CG-09).");
        }

        return signatures.AreBySurvivor() || (state.LegallyIncapacitated && !minor)
            ? null
            : Lacks("The survivor's own signature is missing (CG-02, CG-09, CG-10).");
    }

    private static Refusal Lacks(string message) => new(RefusalReason.ConsentRequired, message, "signatures");
}
