using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-04: a release is limited in time: it holds from its start until just before its end.</summary>
public sealed class Cg04TimeLimited() : GateRule("CG-04", "\"reasonably time-limited\" in 34 USC 12291(b)(2)"), IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        release.Terms.Expires is not { } expires ? Ruling.Deny("no-expiry")
        : release.State is ReleaseState.Expired || facts.Now >= expires ? Ruling.Deny("expired")
        : Ruling.DenyWhen(facts.Now < release.Terms.Starts, "not-yet");
}
