using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-36: where a confidential shelter is goes nowhere without its operator's written authorisation, whatever was released:
/// it is the safety of everybody who lives there.
/// </summary>
public sealed class Cg36ShelterLocation()
    : GateRule("CG-36", "FVPSA, 42 USC 10406(c)(5)(H)", RuleBindings.ByPolicy("it is the safety of everybody who lives there")
    .Law("42 USC 10406(c)(5)(H)", PolicyProfile.Fvpsa)),
    IItemRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            item.Category == InformationCategory.ShelterLocation && !request.StaysWithCustodian(item)
            && !facts.Consent.MayLearnShelterLocation(request.Recipient.Agency, facts.Now),
            "shelter-location");
}
