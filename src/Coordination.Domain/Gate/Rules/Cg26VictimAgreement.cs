using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-26: a medical agency tells law enforcement about a victim when she agrees: by a release of hers that is open. The
/// regulation would let it tell without her in an emergency, on tests that take somebody's judgement; here nobody judges
/// that alone, so it is not offered. What the law makes it report goes by process (CG-16 to CG-19).
/// </summary>
public sealed class Cg26VictimAgreement()
    : GateRule("CG-26", "45 CFR 164.512(f)(3)", RuleBindings.ForNobodyElse("a rule about covered entities")
    .Law("45 CFR 164.512(f)(3)", PolicyProfile.Hipaa)),
    IItemRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.Recipient is PartnerPosition.Partner { Kind: AgencyKind.LawEnforcement }
            && facts.Discloser is PartnerPosition.Partner discloser && IsMedical(discloser, facts.Now)
            && item.Sensitivity != Sensitivity.NonIdentifying && !request.StaysWithCustodian(item)
            && request.Basis == ClaimedBasis.Release
            && !Agrees(item, request, facts),
            "agreement");

    private static bool IsMedical(PartnerPosition.Partner agency, DateTimeOffset at) =>
        agency.Kind == AgencyKind.Medical || agency.BoundBy(at).Contains(PolicyProfile.Hipaa);

    internal static bool Agrees(RequestedItem item, GateRequest request, GateFacts facts)
    {
        foreach (var release in facts.Consent.Releases)
        {
            if (release.IsOpenFor(item, request, facts))
            {
                return true;
            }
        }

        return false;
    }
}
