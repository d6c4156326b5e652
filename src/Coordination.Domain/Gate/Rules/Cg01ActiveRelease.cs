using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-01: an identifying item leaves the custodian only under an active release, or under compulsion. On an agenda or in a
/// review every item tells that there is a case, so there even an item that identifies nobody needs one.
/// </summary>
public sealed class Cg01ActiveRelease()
    : GateRule("CG-01", "34 USC 12291(b)(2); 28 CFR 94.115", RuleBindings.ByPolicy("nothing leaves a compartment without her word")
    .Law("34 USC 12291(b)(2)(B)", PolicyProfile.Vawa)
    .Law("45 CFR 1370.4(a)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(a)", PolicyProfile.Voca)
    .Law("45 CFR 164.508(a)(1)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.13(a), 2.31", PolicyProfile.Part2)
    .Law("34 CFR 99.30(a)", PolicyProfile.Ferpa)
    .Law("8 USC 1367(a)(2)", PolicyProfile.Federal1367)),
    IItemRule, IReleaseRule
{
    /// <summary>The denial when nothing at all permits.</summary>
    internal static RuleFinding Absent { get; } = new("CG-01", RuleEffect.Deny, "absent");

    /// <summary>All that there is to say when there is no release at all.</summary>
    internal static IReadOnlyList<RuleFinding> NothingPermits { get; } = [Absent];

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        request.StaysWithCustodian(item) ? Ruling.Permit("own-record")
        : item.Sensitivity == Sensitivity.NonIdentifying && !request.IsReview() ? Ruling.Permit("non-identifying")
        : Ruling.Silent;

    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) => release.State switch
    {
        ReleaseState.Active => Ruling.Permit("release"),
        ReleaseState.Superseded superseded => facts.Now < superseded.From ? Ruling.Permit("release") : Ruling.Deny("superseded"),
        ReleaseState.Void => Ruling.Deny("void"),
        ReleaseState.Revoked or ReleaseState.Expired => Ruling.Silent,
        _ => Ruling.Deny("absent"),
    };
}
