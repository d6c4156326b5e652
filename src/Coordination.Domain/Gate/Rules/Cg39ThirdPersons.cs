using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-39: whom an item names besides her has a say of their own. Without a release of theirs, their part is left out where it
/// can be, and where it cannot be, the item does not go. Who is not served, not known or erased released nothing. An order or
/// a report reaches their part only when it names this very item, and not just its category (CG-17, CG-19).
/// </summary>
public sealed class Cg39ThirdPersons()
    : GateRule("CG-39", "34 USC 12291(b)(2) covers everybody served", RuleBindings.ByPolicy("everybody served has a say of their own")
    .Law("34 USC 12291(b)(2)", PolicyProfile.Vawa)
    .Law("45 CFR 1370.4(a)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(a)", PolicyProfile.Voca)),
    IThirdPersonRule
{
    /// <inheritdoc/>
    public Ruling Examine(NamedPerson person, bool released, RequestedItem item, GateRequest request, GateFacts facts) =>
        released || request.StaysWithCustodian(item) || request.NamesByItself(item, facts) ? Ruling.Silent
        : item.Mode <= person.WidestWithout ? Ruling.Narrow("third-party-left-out", item.Mode)
        : Ruling.Deny("third-party");
}
