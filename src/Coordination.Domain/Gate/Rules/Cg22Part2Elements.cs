using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-22: a release of substance-use records has every element of 42 CFR 2.31: who discloses, who receives, what, why, until
/// when, signed and dated, and that she knows that she may revoke it and that what goes may be passed on. Whoever holds such
/// records is bound, not only the program that made them.
/// </summary>
public sealed class Cg22Part2Elements()
    : GateRule("CG-22", "42 CFR 2.31(a)", RuleBindings.ByPolicy("whoever holds such records is bound, not only the program that made them")
    .Law("42 CFR 2.31(a)", PolicyProfile.Part2)),
    IGrantRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(item.Category == InformationCategory.SubstanceUse && !HasEveryElement(release), "part2-elements");

    private static bool HasEveryElement(Release release) =>
        release.Terms is { Recipients.Count: > 0, Purposes.Count: > 0, Grants.Count: > 0, Expires: not null }
        && IsSignedAndDated(release.Signatures)
        && release.WarningsAcknowledged.Contains(ReleaseWarning.MayBeRevoked)
        && release.WarningsAcknowledged.Contains(ReleaseWarning.MayBeRedisclosed);

    private static bool IsSignedAndDated(IReadOnlyList<Signature> signatures)
    {
        for (var i = 0; i < signatures.Count; i++)
        {
            if (signatures[i] is not { Method: SignatureMethod.Ink or SignatureMethod.Electronic, SignedAt: not null })
            {
                return false;
            }
        }

        return signatures.Count > 0;
    }
}
