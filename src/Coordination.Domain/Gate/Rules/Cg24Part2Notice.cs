using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-24: a notice goes with every disclosure of substance-use records. A copy carries it
/// (<see cref="Obligation.Part2Notice"/>); what is said in a review carries nothing, so there they are not discussed.
/// </summary>
public sealed class Cg24Part2Notice()
    : GateRule("CG-24", "42 CFR 2.32", RuleBindings.ByPolicy("whoever holds such records is bound, not only the program that made them")
    .Law("42 CFR 2.32", PolicyProfile.Part2)),
    IItemRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(item.Category == InformationCategory.SubstanceUse && request.IsReview() && !request.StaysWithCustodian(item),
            "part2-notice");
}
