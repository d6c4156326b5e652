using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-07: the release covers this category (and item), for this purpose. What it does not cover stays; the rest goes on.</summary>
public sealed class Cg07ScopeAndPurpose()
    : GateRule("CG-07", "42 CFR 2.31(a); no blanket releases", RuleBindings.ByPolicy("no blanket releases")
    .Law("45 CFR 164.508(c)(1)(i), (iv)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.31(a)(3), (5)", PolicyProfile.Part2)
    .Law("34 CFR 99.30(b)(1), (2)", PolicyProfile.Ferpa)),
    IReleaseRule, IGrantRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(!release.Terms.Allows(request.Purpose), "purpose");

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(!release.Terms.Covers(item.Item, item.Category), "scope");
}
