namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-36: where a confidential shelter is goes nowhere without its operator's written authorisation. None can be recorded
/// yet, so it goes nowhere.
/// </summary>
public sealed class Cg36ShelterLocation() : GateRule("CG-36", "FVPSA, 42 USC 10406(c)(5)(H)"), IItemRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(item.Category == InformationCategory.ShelterLocation && !request.StaysWithCustodian(item), "shelter-location");
}
