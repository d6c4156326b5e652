using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-33: where two of her words conflict, the denial holds: a refusal denies what it covers, including what she had released before. A
/// release that she signed after the refusal is her newer word. A refusal undoes neither what goes by law (CG-17 to CG-19, CG-43 to CG-45)
/// nor what police and prosecutors share of their own work (CG-41); what a team may share by statute it keeps (CG-42). A refusal that names
/// kinds of agencies covers offices outside the task force, too, and one that names an agency covers its divisions. Where two records were
/// merged the narrower of them holds.
/// </summary>
public sealed class Cg33Refusal2026R2()
    : GateRule("CG-33", "design: two applicable positions conflict", RuleBindings.ByPolicy("of two of her words the one that keeps holds")),
        IItemRule, IGrantRule
{
    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => facts.Consent.Declinations.Length > 0;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts)
    {
        if (request.StaysWithCustodian(item) || request.GoesByLaw(facts) || OwnWork.GoesWithoutWord(item, request, facts))
        {
            return Ruling.Silent;
        }

        foreach (var declination in facts.Consent.Declinations)
        {
            if (declination.CoversPartOf(request.Recipient.Agency, facts.Recipient, item.Category)
                && !IsAnswered(declination, item, request, facts))
            {
                return Ruling.Deny("refused");
            }
        }

        return Ruling.Silent;
    }

    /// <inheritdoc/>
    public bool Concerns(Release release, GateRequest request, GateFacts facts) => facts.Consent.Declinations.Length > 0;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts)
    {
        foreach (var declination in facts.Consent.Declinations)
        {
            if (declination.IsNewerThan(release) && declination.CoversPartOf(request.Recipient.Agency, facts.Recipient, item.Category))
            {
                return Ruling.Deny("refused");
            }
        }

        return Ruling.Silent;
    }

    private static bool IsAnswered(Declination declination, RequestedItem item, GateRequest request, GateFacts facts)
    {
        foreach (var release in facts.Consent.Releases)
        {
            if (!declination.IsNewerThan(release) && release.IsOpenFor(item, request, facts))
            {
                return true;
            }
        }

        return false;
    }
}
