using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-09: an unemancipated minor's release carries the minor's own signature and that of one qualified parent or guardian, or of a guardian
/// ad litem or lawyer of the child whom the appointment lets consent. Where it was found that the minor is not capable of knowingly
/// consenting, that second signature is enough, and the minor is told. Until when somebody is a minor, the tables of the jurisdictions say.
/// That somebody is an adult is recorded by the age of majority of its time: where the tables now have a higher one, a release that she
/// signed alone waits until it is known that she has reached it.
/// </summary>
public sealed class Cg09MinorsSignatures2026R2()
    : GateRule("CG-09", "34 USC 12291(b)(2)(B); 28 CFR 90.4(b)(3)(ii)(C)", Before.Bindings), IReleaseRule
{
    private static readonly Cg09MinorsSignatures Before = new();

    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        release.NeedsSecondSigner(facts)
            && !(release.Signatures.AreForMinor(facts.Consent)
                && (release.Signatures.AreBySurvivor() || facts.Consent.IsFoundNotCapable(facts.Now))) ? Ruling.Deny("signatures")
        : facts.Consent.Minority.IsAgeUnknownByLaw(facts.TaskForce, facts.Now) && !release.Signatures.AreForMinor(facts.Consent)
        ? Ruling.Hold("age-unknown")
        : Ruling.Silent;
}
