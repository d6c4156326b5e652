using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-08: a release from A to B is none from B to A, and only the custodian of an item discloses it: what was received from another agency
/// is not passed on. Where no consent record was ever opened for her, there is no custodian of one to compare with, and the item's own
/// custodian alone counts; nothing opens by that, for without a record there is no release either.
/// </summary>
public sealed class Cg08Direction2026R2()
    : GateRule("CG-08", "each discloser needs its own release", Direction.Bindings), IItemRule, IReleaseRule
{
    private static readonly Cg08Direction Direction = new();

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(item.Custodian != request.Discloser || (facts.Consent.Custodian is { } custodian && custodian != item.Custodian),
            "direction");

    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) => Direction.Examine(release, request, facts);
}
