using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-35: when the survivor has died, releases go on only if she said so for that event. What goes by law goes on, and so does
/// what police and prosecutors share of their own work (CG-41).</summary>
public sealed class Cg35Deceased2026R2() : GateRule("CG-35", "practice standard", RuleBindings.ByPolicy("practice standard")
    .Law("42 CFR 2.15(b)", PolicyProfile.Part2)),
    IItemRule
{
    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => facts.Consent.DiedAt is not null;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.Consent is { DiedAt: not null, ReleasesContinueAfterDeath: not true }
            && !request.StaysWithCustodian(item) && !request.GoesByLaw(facts) && !OwnWork.GoesWithoutWord(item, request, facts),
            "deceased");
}
