using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-26: whoever HIPAA binds tells law enforcement about a victim when she agrees: by a release of hers that is open. A law enforcement
/// official is whoever the law empowers to investigate a violation of law or to prosecute one (45 CFR 164.103), so prosecutors are among
/// them, inside the task force and outside it. The regulation would let it tell without her in an emergency, on tests that take somebody's
/// judgement: that goes by a finding of its own (CG-43). What the law makes it report goes by process (CG-16 to CG-19). Whatever she
/// releases there, the release has the elements of an authorization: what, to whom, why, until when, signed and dated, and that she was
/// told that she may revoke it, that what goes may be passed on, and that nothing depends on signing.
/// </summary>
public sealed class Cg26VictimAgreement2026R2()
    : GateRule("CG-26", "45 CFR 164.512(f)(3); 45 CFR 164.103; 45 CFR 164.508(b)(2), (c)",
        RuleBindings.ForNobodyElse("a rule about covered entities")
    .Law("45 CFR 164.512(f)(3); 45 CFR 164.508(b)(2), (c)", PolicyProfile.Hipaa)),
    IItemRule, IReleaseRule
{
    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) =>
        request.Basis == ClaimedBasis.Release && facts.Recipient.KindIfKnown is AgencyKind.LawEnforcement or AgencyKind.Prosecution;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.Recipient.KindIfKnown is AgencyKind.LawEnforcement or AgencyKind.Prosecution
            && item.Sensitivity != Sensitivity.NonIdentifying && !request.StaysWithCustodian(item)
            && request.Basis == ClaimedBasis.Release
            && !Cg26VictimAgreement.Agrees(item, request, facts),
            "agreement");

    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            !(release.Terms.AreComplete() && release.Signatures.AreWrittenAt(facts.Now)
                && release.WarningsAcknowledged.IncludeAll(ReleaseElements.OfAuthorization)),
            "hipaa-elements");
}
