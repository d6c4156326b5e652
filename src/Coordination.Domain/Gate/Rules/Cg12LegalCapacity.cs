using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-12: for a person without legal capacity the guardian whom a court appointed signs.</summary>
public sealed class Cg12LegalCapacity() : GateRule("CG-12", "34 USC 12291(b)(2)(B)"), IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            release.State is ReleaseState.Void { Cause: VoidCause.NoCapacity }
            || (facts.Consent.LegallyIncapacitated && !release.Signatures.AreByCourtAppointedGuardian(facts.Consent)),
            "capacity");
}
