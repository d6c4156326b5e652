using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-02 and CG-15: a release is in writing and dated; a spoken one is none. Where a capable adult is concerned, the
/// signature is her own. A date that has not come yet is no date.
/// </summary>
public sealed class Cg02WrittenAndDated()
    : GateRule("CG-02", "34 USC 12291(b)(2); 28 CFR 94.115; 42 CFR 2.31; CG-15 for spoken grants",
        RuleBindings.ByPolicy("one form of consent for the whole task force")
    .Law("34 USC 12291(b)(2)(B)", PolicyProfile.Vawa)
    .Law("45 CFR 1370.4(a)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(a)(2)", PolicyProfile.Voca)
    .Law("45 CFR 164.508(c)(1)(vi)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.31(a)(8), (9)", PolicyProfile.Part2)
    .Law("34 CFR 99.30(a)", PolicyProfile.Ferpa)),
    IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts)
    {
        for (var i = 0; i < release.Signatures.Count; i++)
        {
            var signature = release.Signatures[i];
            if (signature.Method is not (SignatureMethod.Ink or SignatureMethod.Electronic) || !(signature.SignedAt <= facts.Now))
            {
                return Ruling.Deny("not-written");
            }
        }

        return Ruling.DenyWhen(!HasHerSignatureOrNeedsAnother(release, facts.Consent, facts.Now), "not-written");
    }

    // Who signs for a minor or for a person without legal capacity is for CG-09, CG-10 and CG-12 to say.
    private static bool HasHerSignatureOrNeedsAnother(Release release, ConsentPosition consent, DateTimeOffset now) =>
        consent.LegallyIncapacitated || release.WasSignedByMinor(consent.Minority, now)
            ? release.Signatures.Count > 0
            : release.Signatures.AreBySurvivor();
}
