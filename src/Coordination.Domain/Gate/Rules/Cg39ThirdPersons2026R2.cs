using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-39: whom an item names besides her has a say of their own. Without a release of theirs, their part is left out where it can be, and
/// where it cannot be, the item does not go. Who is not served, not known or erased released nothing; but what she tells of a child of hers
/// who is not served goes by her release where it is for safety, as nobody else could release it. What goes by law reaches their part only
/// when it names this very item, and not just its category. What police and prosecutors share of their own work (CG-41) is about whomever
/// they met in it.
/// </summary>
public sealed class Cg39ThirdPersons2026R2()
    : GateRule("CG-39", "34 USC 12291(b)(2) covers everybody served", RuleBindings.ByPolicy("everybody served has a say of their own")
    .Law("34 USC 12291(b)(2)", PolicyProfile.Vawa)
    .Law("45 CFR 1370.4(a)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(a)", PolicyProfile.Voca)),
    IThirdPersonRule
{
    /// <inheritdoc/>
    public Ruling Examine(NamedPerson person, bool released, RequestedItem item, GateRequest request, GateFacts facts) =>
        released || SheSpeaksFor(person, request) || request.StaysWithCustodian(item) || request.LawNamesByItself(item, facts)
            || OwnWork.GoesWithoutWord(item, request, facts) ? Ruling.Silent
        : item.Mode <= person.WidestWithout ? Ruling.Narrow("third-party-left-out", item.Mode)
        : Ruling.Deny("third-party");

    private static bool SheSpeaksFor(NamedPerson person, GateRequest request) =>
        person is { Survivor: null, IsHerChild: true } && request is { Basis: ClaimedBasis.Release, Purpose: Purpose.SafetyPlanning };
}
