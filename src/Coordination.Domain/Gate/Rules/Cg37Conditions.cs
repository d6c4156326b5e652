using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-37: the survivor's own conditions. That her advocate is present is met by a release through the advocate only;
/// everything else waits until she, or her advocate, has dealt with it.
/// </summary>
public sealed class Cg37Conditions() : GateRule("CG-37", "the survivor's own terms"), IGrantRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts)
    {
        foreach (var condition in release.Terms.Conditions)
        {
            if (condition != ReleaseCondition.AdvocatePresent || !GoesThroughAdvocate(item, release))
            {
                return Ruling.Hold("condition");
            }
        }

        return Ruling.Silent;
    }

    private static bool GoesThroughAdvocate(RequestedItem item, Release release) =>
        item.Mode == SharingMode.ThroughAdvocate || release.Terms.WidestMode(item.Item, item.Category) == SharingMode.ThroughAdvocate;
}
