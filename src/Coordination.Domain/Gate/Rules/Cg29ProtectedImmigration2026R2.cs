using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-29: a federal agency that is bound tells nobody anything of a T, U or VAWA application, but law enforcement and prosecution for
/// their duty (8 USC 1367(b)(2)), and a victim service provider that helps her to services (8 USC 1367(b)(8)). Both
/// still need what every other rule asks. No order of a court adds an exception.
/// </summary>
public sealed class Cg29ProtectedImmigration2026R2() : GateRule("CG-29", "8 USC 1367(a)(2), (b)", RuleBindings.ForNobodyElse("a rule about federal agencies that hold the application")
    .Law("8 USC 1367(a)(2)", PolicyProfile.Federal1367)),
    IItemRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            item.Category == InformationCategory.Immigration && !request.StaysWithCustodian(item) && !Cg29ProtectedImmigration.IsExcepted(request, facts),
            "protected-immigration");
}
