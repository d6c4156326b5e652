using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-27: what was said under a privilege goes only when the holder herself waived it, for this item towards this agency, or when a court
/// looked at it and ruled that the privilege does not keep it. Such a ruling names items and reaches no other. Under an order that did not
/// rule on it, it waits for the ruling.
/// </summary>
public sealed class Cg27Privilege2026R2()
    : GateRule("CG-27", "state privilege law; a release for services is no waiver; an order reaches it after a ruling",
        RuleBindings.ByPolicy("state privilege law binds whoever holds what was said")), IItemRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        item.Category != InformationCategory.PrivilegedCommunication || request.StaysWithCustodian(item)
            || facts.Consent.HasWaived(item.Item, request.Recipient.Agency, facts.Now) ? Ruling.Silent
        : request.Basis != ClaimedBasis.CourtOrder ? Ruling.Deny("privilege")
        : facts.HasRuling(RulingSubject.Privilege, item, request) ? Ruling.Silent
        : Ruling.Hold("ruling");
}
