using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-31: a case is put on an agenda, or discussed in a room, only under a release that says so.</summary>
public sealed class Cg31CaseReview() : GateRule("CG-31", "practice standard", RuleBindings.ByPolicy("practice standard")), IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(request.IsReview() && !release.Terms.Allows(Purpose.CaseReview), "review");
}
