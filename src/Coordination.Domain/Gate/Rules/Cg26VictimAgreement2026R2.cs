using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-26: whoever HIPAA binds tells law enforcement about a victim when she agrees: by a release of hers that is open. A law enforcement official
/// is whoever the law empowers to investigate a violation of law or to prosecute one (45 CFR 164.103), so prosecutors are among them. The
/// regulation would let it tell without her in an emergency, on tests that take somebody's judgement; here nobody judges
/// that alone, so it is not offered. What the law makes it report goes by process (CG-16 to CG-19).
/// </summary>
public sealed class Cg26VictimAgreement2026R2() : GateRule("CG-26", "45 CFR 164.512(f)(3); 45 CFR 164.103", RuleBindings.ForNobodyElse("a rule about covered entities")
    .Law("45 CFR 164.512(f)(3)", PolicyProfile.Hipaa)),
    IItemRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.Recipient is PartnerPosition.Partner { Kind: AgencyKind.LawEnforcement or AgencyKind.Prosecution }
            && item.Sensitivity != Sensitivity.NonIdentifying && !request.StaysWithCustodian(item)
            && request.Basis == ClaimedBasis.Release
            && !Cg26VictimAgreement.Agrees(item, request, facts),
            "agreement");
}
