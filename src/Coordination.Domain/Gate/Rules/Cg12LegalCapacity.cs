using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-12: for a person without legal capacity the guardian whom a court appointed signs.</summary>
public sealed class Cg12LegalCapacity()
    : GateRule("CG-12", "34 USC 12291(b)(2)(B)", RuleBindings.ByPolicy("one rule about capacity for the whole task force")
    .Law("34 USC 12291(b)(2)(B); 28 CFR 90.4(b)(3)(ii)(D)", PolicyProfile.Vawa)
    .Law("42 USC 10406(c)(5)(B)(ii)(I)(cc); 45 CFR 1370.4(a)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(a)(2)", PolicyProfile.Voca)
    .Law("45 CFR 164.502(g)(2)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.15(a)", PolicyProfile.Part2)),
    IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            release.State is ReleaseState.Void { Cause: VoidCause.NoCapacity }
            || (facts.Consent.LegallyIncapacitated && !release.Signatures.AreByCourtAppointedGuardian(facts.Consent)),
            "capacity");
}
