using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-23: substance-use records go into a legal proceeding under a release for proceedings alone, or under a court's order
/// (CG-17). A release that serves another purpose besides is not enough.
/// </summary>
public sealed class Cg23Part2Proceedings()
    : GateRule("CG-23", "42 CFR 2.31(d)", RuleBindings.ByPolicy("whoever holds such records is bound, not only the program that made them")
    .Law("42 CFR 2.31(d)", PolicyProfile.Part2)),
    IGrantRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            item.Category == InformationCategory.SubstanceUse && IsProceeding(request.Purpose)
                && !IsForProceedingsAlone(release.Terms.Purposes),
            "part2-separate");

    private static bool IsProceeding(Purpose purpose) => purpose is Purpose.Investigation or Purpose.Prosecution;

    private static bool IsForProceedingsAlone(IReadOnlyList<Purpose> purposes)
    {
        for (var i = 0; i < purposes.Count; i++)
        {
            if (!IsProceeding(purposes[i]))
            {
                return false;
            }
        }

        return true;
    }
}
