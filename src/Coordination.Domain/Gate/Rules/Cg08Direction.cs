using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-08: a release from A to B is none from B to A, and only the custodian of an item discloses it: what was received
/// from another agency is not passed on.
/// </summary>
public sealed class Cg08Direction()
    : GateRule("CG-08", "each discloser needs its own release", RuleBindings.ByPolicy("each discloser needs its own release")
    .Law("45 CFR 164.508(c)(1)(ii)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.31(a)(2)", PolicyProfile.Part2)),
    IItemRule, IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(item.Custodian != request.Discloser || facts.Consent.Custodian != item.Custodian, "direction");

    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(release.Terms.Discloser != request.Discloser, "direction");
}
