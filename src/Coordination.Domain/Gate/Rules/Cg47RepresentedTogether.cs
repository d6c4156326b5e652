using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-47: where an agency, or another part of the same agency, represents or serves her together with somebody else in the matter, a
/// release to or from it counts when somebody who represents nobody else advised her alone before she signed. Each of the two signs for
/// herself: a release is of one person.
/// </summary>
public sealed class Cg47RepresentedTogether()
    : GateRule("CG-47", "practice standard: independent advice where interests may part",
        RuleBindings.ByPolicy("whose lawyer has another client is advised alone")), IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            LacksAdvice(request.Recipient.Agency, facts.Recipient, facts.RecipientPartOf, release, facts.Consent)
                || LacksAdvice(request.Discloser, facts.Discloser, facts.DiscloserPartOf, release, facts.Consent),
            "independent-advice");

    private static bool LacksAdvice(AgencyId agency, PartnerPosition position, PartnerPosition? whole, Release release,
        ConsentPosition consent)
    {
        foreach (var together in consent.RepresentedTogetherBy)
        {
            if (position.IsOfOneWith(agency, together, whole) && !consent.WasAdvisedAlone(together, release.FirstSignedAt))
            {
                return true;
            }
        }

        return false;
    }
}
