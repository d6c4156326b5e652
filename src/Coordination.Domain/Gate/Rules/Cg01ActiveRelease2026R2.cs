using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-01: an item leaves the custodian only under an active release, or under compulsion. What identifies nobody goes without one, unless
/// VAWA or VOCA binds the discloser: they keep individual information as well, and let nothing but aggregates go. On an agenda or in a
/// review every item tells that there is a case, so there even an item that identifies nobody needs one.
/// </summary>
public sealed class Cg01ActiveRelease2026R2()
    : GateRule("CG-01", "34 USC 12291(b)(2); 28 CFR 94.115; 45 CFR 1370.4", Released.Bindings), IItemRule, IReleaseRule
{
    private const string IdentifiesNobody = "non-identifying";

    private static readonly Cg01ActiveRelease Released = new();

    private static readonly RulePermission NonIdentifying = new(IdentifiesNobody,
        RuleBindings.ForNobodyElse("nothing was said of this profile")
        .NotFor("34 USC 12291(b)(2)(B)(i), (D)(i)(I): individual information", PolicyProfile.Vawa)
        .NotFor("28 CFR 94.115(a)(1), (c)(1): individual information", PolicyProfile.Voca)
        .Law("42 USC 10406(c)(5)(B); 45 CFR 1370.4(a): identifying information only", PolicyProfile.Fvpsa)
        .Law("45 CFR 164.514(a)", PolicyProfile.Hipaa)
        .Law("42 CFR 2.12(a)(1)", PolicyProfile.Part2)
        .Law("34 CFR 99.31(b)(1)", PolicyProfile.Ferpa)
        .Policy("what 8 USC 1367 protects is kept by CG-29, whether or not it identifies anybody", PolicyProfile.Federal1367)
        .Policy("no law asks for a release of what identifies nobody", PolicyProfile.OwnRecords, PolicyProfile.LawEnforcement,
            PolicyProfile.Prosecution, PolicyProfile.ChildWelfare));

    /// <inheritdoc/>
    public override IReadOnlyList<RulePermission> Permissions => [NonIdentifying];

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        request.StaysWithCustodian(item) ? Ruling.Permit("own-record")
        : item.Sensitivity == Sensitivity.NonIdentifying && !request.IsReview()
            && NonIdentifying.IsOpenTo(facts.Discloser.ProfilesAt(facts.Now)) ? Ruling.Permit(IdentifiesNobody)
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
