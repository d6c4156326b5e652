using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-14: what the survivor took back, in whatever form, is closed from the instant at which it was recorded.</summary>
public sealed class Cg14Revocation() : GateRule("CG-14", "practice standard", RuleBindings.ByPolicy("practice standard")
    .Law("45 CFR 164.508(b)(5)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.31(a)(6)", PolicyProfile.Part2)),
    IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(release.State is ReleaseState.Revoked, "revoked");
}
