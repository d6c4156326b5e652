using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-29: a federal agency tells nobody anything of a T, U or VAWA application, but law enforcement and prosecution for
/// their duty (8 USC 1367(b)(2)), and a victim service provider that helps her to services (8 USC 1367(b)(8)). Both
/// still need what every other rule asks. No order of a court adds an exception.
/// </summary>
public sealed class Cg29ProtectedImmigration()
    : GateRule("CG-29", "8 USC 1367(a)(2), (b)", RuleBindings.ForNobodyElse("a rule about federal agencies that hold the application")
    .Law("8 USC 1367(a)(2)", PolicyProfile.Federal1367)),
    IItemRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            item.Category == InformationCategory.Immigration && !request.StaysWithCustodian(item)
            && facts.Discloser is PartnerPosition.Partner discloser && discloser.BoundBy(facts.Now).Contains(PolicyProfile.Federal1367)
            && !IsExcepted(request, facts),
            "protected-immigration");

    internal static bool IsExcepted(GateRequest request, GateFacts facts) =>
        facts.Recipient is PartnerPosition.Partner recipient && recipient.Kind switch
        {
            AgencyKind.LawEnforcement or AgencyKind.Prosecution => request.Purpose is Purpose.Investigation or Purpose.Prosecution,
            AgencyKind.VictimServices => request.Purpose == Purpose.ServiceDelivery,
            _ => false,
        };
}
