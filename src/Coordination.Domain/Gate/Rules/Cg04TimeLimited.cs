using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-04: a release is limited in time: it holds from its start until just before its end.</summary>
public sealed class Cg04TimeLimited()
    : GateRule("CG-04", "\"reasonably time-limited\" in 34 USC 12291(b)(2)", RuleBindings.ByPolicy("no consent without an end")
    .Law("34 USC 12291(b)(2)(B)", PolicyProfile.Vawa)
    .Law("45 CFR 1370.4(a)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(a)(2)", PolicyProfile.Voca)
    .Law("45 CFR 164.508(c)(1)(v)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.31(a)(7)", PolicyProfile.Part2)),
    IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        release.Terms.Expires is not { } expires ? Ruling.Deny("no-expiry")
        : release.State is ReleaseState.Expired || facts.Now >= expires ? Ruling.Deny("expired")
        : Ruling.DenyWhen(facts.Now < release.Terms.Starts, "not-yet");
}
