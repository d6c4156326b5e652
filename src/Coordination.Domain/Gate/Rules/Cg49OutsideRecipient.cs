using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-49: whoever is outside the task force is told something because she chose that very person: her release names the person, and nobody
/// there gets it because the office is named. Such a person sees no review. What the law demands goes by process (CG-16 to CG-19, CG-43 to
/// CG-45).
/// </summary>
public sealed class Cg49OutsideRecipient()
    : GateRule("CG-49",
    "practice standard; the law would let a release name a class of persons (45 CFR 164.508(c)(1)(iii); 42 CFR 2.31(a)(4)(i))",
    RuleBindings.ByPolicy("nobody vouches for an office outside the task force but she")),
    IItemRule, IReleaseRule
{
    private const string NotNamed = "outside-recipient";

    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => facts.Recipient is PartnerPosition.Outside;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts)
    {
        if (facts.Recipient is not PartnerPosition.Outside || request.StaysWithCustodian(item) || request.GoesByLaw(facts))
        {
            return Ruling.Silent;
        }

        if (!request.IsReview())
        {
            foreach (var release in facts.Consent.Releases)
            {
                if (NamesPerson(release, request) && release.IsOpenFor(item, request, facts))
                {
                    return Ruling.Silent;
                }
            }
        }

        return Ruling.Deny(NotNamed);
    }

    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(facts.Recipient is PartnerPosition.Outside && !NamesPerson(release, request), NotNamed);

    private static bool NamesPerson(Release release, GateRequest request)
    {
        for (var i = 0; i < release.Terms.Recipients.Count; i++)
        {
            var named = release.Terms.Recipients[i];
            if (named.Agency == request.Recipient.Agency && request.Recipient.Person is { } person && named.Persons.Contains(person))
            {
                return true;
            }
        }

        return false;
    }
}
