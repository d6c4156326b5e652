namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-24: a notice goes with every disclosure of what Part 2 protects (<see cref="Part2Records"/>). A copy carries it
/// (<see cref="Obligation.Part2Notice"/>); what is said in a review carries nothing, so there they are not discussed.
/// </summary>
public sealed class Cg24Part2Notice2026R2() : GateRule("CG-24", "42 CFR 2.32", Before.Bindings), IItemRule
{
    private static readonly Cg24Part2Notice Before = new();

    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => request.IsReview();

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(request.IsReview() && item.IsPart2Record(facts) && !request.StaysWithCustodian(item), "part2-notice");
}
