using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-48: nothing of her record goes to whoever publishes, on no basis and however little it identifies. What she wants to say in public,
/// she says herself: what was published is never called back.
/// </summary>
public sealed class Cg48Media()
    : GateRule("CG-48", "victim-service practice standard", RuleBindings.ByPolicy("what was published is never called back")), IItemRule
{
    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => facts.Recipient.KindIfKnown == AgencyKind.Media;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(facts.Recipient.KindIfKnown == AgencyKind.Media && !request.StaysWithCustodian(item), "media");
}
