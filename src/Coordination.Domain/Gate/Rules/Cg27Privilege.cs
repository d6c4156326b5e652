using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-27: what was said under a privilege goes only when the holder herself waived it, for this item towards this agency. A
/// release is no waiver, a parent's signature is none, and neither is an order that somebody claims.
/// </summary>
public sealed class Cg27Privilege()
    : GateRule("CG-27", "state privilege law; a release for services is no waiver",
        RuleBindings.ByPolicy("state privilege law binds whoever holds what was said")), IItemRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            item.Category == InformationCategory.PrivilegedCommunication && !request.StaysWithCustodian(item)
            && !facts.Consent.HasWaived(item.Item, request.Recipient.Agency, facts.Now),
            "privilege");
}
