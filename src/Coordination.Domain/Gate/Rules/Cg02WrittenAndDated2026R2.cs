using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-02 and CG-15: a release is in writing and dated. A spoken one is none, unless an accommodation stands in place of the signature of
/// somebody whose disability prevents one: recorded, and witnessed by somebody else than who captured it. Towards a school that FERPA binds
/// it does not: the regulation asks for a signed consent, which may be electronic, and knows nothing else. Where a capable adult is
/// concerned, the signature is her own. A date that has not come yet is no date.
/// </summary>
public sealed class Cg02WrittenAndDated2026R2()
    : GateRule("CG-02", "34 USC 12291(b)(2); 28 CFR 94.115; 45 CFR 1370.4(b); 42 CFR 2.31; CG-15 for spoken grants",
        RuleBindings.ByPolicy("one form of consent for the whole task force, with effective communication (28 CFR 35.160)")
    .Law("34 USC 12291(b)(2)(B)", PolicyProfile.Vawa)
    .Law("45 CFR 1370.4(a), (b)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(a)(2)", PolicyProfile.Voca)
    .Law("45 CFR 164.508(c)(1)(vi)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.31(a)(8), (9)", PolicyProfile.Part2)
    .Law("34 CFR 99.30(a), (d)", PolicyProfile.Ferpa)),
    IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts)
    {
        for (var i = 0; i < release.Signatures.Count; i++)
        {
            if (!Counts(release.Signatures[i], facts))
            {
                return Ruling.Deny("not-written");
            }
        }

        return Ruling.DenyWhen(!HasHerSignatureOrNeedsAnother(release, facts), "not-written");
    }

    private static bool Counts(Signature signature, GateFacts facts) =>
        signature.IsWrittenAt(facts.Now)
        || (signature is { Method: SignatureMethod.Oral, Accommodation: not null } && signature.SignedAt <= facts.Now
            && !facts.Discloser.ProfilesAt(facts.Now).Contains(PolicyProfile.Ferpa));

    // Who signs for a minor or for a person without legal capacity is for CG-09, CG-10 and CG-12 to say.
    private static bool HasHerSignatureOrNeedsAnother(Release release, GateFacts facts) =>
        facts.Consent.LegallyIncapacitated || release.WasSignedByMinor(facts)
            ? release.Signatures.Count > 0
            : release.Signatures.AreBySurvivor();
}
