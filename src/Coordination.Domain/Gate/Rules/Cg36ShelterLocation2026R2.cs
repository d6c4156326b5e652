using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-36: where a confidential shelter is goes nowhere without its operator's written authorisation, whatever was released: it is the
/// safety of everybody who lives there. FVPSA forbids making it public without that authorisation; a court that looked at it rules that it
/// is told, and then it goes to the authority of that order and to nobody else. Under an order that did not rule on it, it waits for the
/// ruling.
/// </summary>
public sealed class Cg36ShelterLocation2026R2()
    : GateRule("CG-36", "FVPSA, 42 USC 10406(c)(5)(H); an order reaches it after a ruling",
        RuleBindings.ByPolicy("it is the safety of everybody who lives there")
    .Law("42 USC 10406(c)(5)(H)", PolicyProfile.Fvpsa)),
    IItemRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        item.Category != InformationCategory.ShelterLocation || request.StaysWithCustodian(item)
            || facts.Consent.MayLearnShelterLocation(request.Recipient.Agency, facts.Now) ? Ruling.Silent
        : request.Basis != ClaimedBasis.CourtOrder ? Ruling.Deny("shelter-location")
        : facts.HasRuling(RulingSubject.ShelterLocation, item, request) ? Ruling.Silent
        : Ruling.Hold("ruling");
}
