using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-37: the survivor's own conditions. That her advocate is present is kept by going through the advocate only; that she is
/// told first, by the record that she was told of this disclosure; that no trial is pending, by the record that none is.
/// Until then it waits. Who has died is told nothing any more: what she let go on after her death goes without it.
/// </summary>
public sealed class Cg37Conditions2026R2()
    : GateRule("CG-37", "the survivor's own terms", RuleBindings.ByPolicy("the survivor's own terms")), IReleaseRule, IGrantRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts)
    {
        for (var i = 0; i < release.Terms.Conditions.Count; i++)
        {
            if (!IsKept(release.Terms.Conditions[i], request, facts))
            {
                return Ruling.Hold("condition");
            }
        }

        return Ruling.Silent;
    }

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts) =>
        item.Mode > SharingMode.ThroughAdvocate && release.Terms.Conditions.Contains(ReleaseCondition.AdvocatePresent)
            ? Ruling.Narrow("condition", SharingMode.ThroughAdvocate)
            : Ruling.Silent;

    private static bool IsKept(ReleaseCondition condition, GateRequest request, GateFacts facts) => condition switch
    {
        ReleaseCondition.AdvocatePresent => true,
        ReleaseCondition.TellMeFirst => facts.Consent.HasDied(facts.Now) || facts.Consent.WasToldOf(request.Disclosure, facts.Now),
        ReleaseCondition.NotWhileTrialPending => facts.Consent.TrialPending == false,
        _ => false,
    };
}
