namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-18: a report that the discloser may make but need not goes only under her release, like anything else. So does one to
/// an authority that the policy does not name, and one that is only claimed to be mandated.
/// </summary>
public sealed class Cg18ReportNotMandated()
    : GateRule("CG-18", "OVW guidance on reports that are permitted, not mandated",
        RuleBindings.ByPolicy("OVW guidance on reports that are permitted, not mandated")), IItemRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts)
    {
        if (request.Basis != ClaimedBasis.MandatedReport || request.StaysWithCustodian(item) || facts.IsMandated(request))
        {
            return Ruling.Silent;
        }

        foreach (var release in facts.Consent.Releases)
        {
            if (release.IsOpenFor(item, request, facts))
            {
                return Ruling.Silent;
            }
        }

        return Ruling.Deny("not-mandated");
    }
}
