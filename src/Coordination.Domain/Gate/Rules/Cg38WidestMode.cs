using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-38: no wider mode than the release allows for the category; when a wider one is asked, the widest allowed is
/// given.</summary>
public sealed class Cg38WidestMode()
    : GateRule("CG-38", "the survivor's own terms", RuleBindings.ByPolicy("the survivor's own terms")), IItemRule, IGrantRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(!IsMode(item.Mode), "mode");

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts) =>
        release.Terms.WidestMode(item.Item, item.Category) is not { } widest ? Ruling.Silent
        : !IsMode(widest) ? Ruling.Deny("mode")
        : widest < item.Mode ? Ruling.Narrow("mode", widest)
        : Ruling.Silent;

    private static bool IsMode(SharingMode mode) => mode is >= SharingMode.ThroughAdvocate and <= SharingMode.IdentifiedVerbatim;
}
