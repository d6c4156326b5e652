using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-20: as before, and a funder, a grant auditor or a shared database outside the task force gets nothing that identifies
/// anybody either.</summary>
public sealed class Cg20FundersAndDatabases2026R2() : GateRule("CG-20", "34 USC 12291(b)(2)(D)", Before.Bindings), IItemRule
{
    private static readonly Cg20FundersAndDatabases Before = new();

    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => facts.Recipient.KindIfKnown == AgencyKind.Funder;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.Recipient.KindIfKnown == AgencyKind.Funder && item.Sensitivity != Sensitivity.NonIdentifying
                && !request.StaysWithCustodian(item),
            "funder");
}
