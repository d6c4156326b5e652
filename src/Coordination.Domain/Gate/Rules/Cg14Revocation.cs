using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-14: what the survivor took back, in whatever form, is closed from the instant at which it was recorded.</summary>
public sealed class Cg14Revocation() : GateRule("CG-14", "practice standard"), IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(release.State is ReleaseState.Revoked, "revoked");
}
