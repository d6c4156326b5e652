using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-45: a review of deaths may be told of a person who died, on the four conditions of 34 USC 12291(b)(2)(H), and as far as the law of the jurisdiction
/// permits, which somebody attests; without them it waits. What goes, goes for the review (<see cref="BasisPurposes"/>) and stays with it. Of what Part 2 protects (<see cref="Part2Records"/>) nothing goes
/// but by a release that her personal representative signed (42 CFR 2.15(b)(2)). FVPSA, VOCA and HIPAA have no such exception, nor have education records and
/// what 8 USC 1367 protects: what binds the discloser besides VAWA closes it. A review that nobody recorded, as a partner or as an office outside, is told nothing,
/// and whoever is no review waits until a table in force has a review of deaths and this agency is named for it: a detective is none.
/// </summary>
public sealed class Cg45FatalityReview() : GateRule("CG-45", "34 USC 12291(b)(2)(H); 42 CFR 2.15(b)(2)", RuleBindings.ByPolicy("the conditions of the statute are good practice for everybody")
    .Law("34 USC 12291(b)(2)(H)", PolicyProfile.Vawa)
    .Law("42 CFR 2.15(b)(2)", PolicyProfile.Part2)
    .Law("42 USC 10406(c)(5) has no such exception", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115 has no such exception", PolicyProfile.Voca)
    .Law("45 CFR 164.512(g): coroners, medical examiners and funeral directors only", PolicyProfile.Hipaa)
    .Law("34 CFR 99.31 has no such exception", PolicyProfile.Ferpa)
    .Law("8 USC 1367(b) has no such exception", PolicyProfile.Federal1367)),
    IItemRule
{
    /// <summary>The reason of the permission, and of the denial to those whom no law lets tell.</summary>
    internal const string Review = "fatality-review";

    // The reason of the denial where nobody recorded who would receive: such a recipient is nobody to whom the law lets tell.
    private const string UnknownRecipient = "unknown-recipient";

    private static readonly FatalityCondition[] All = Enum.GetValues<FatalityCondition>();

    private static readonly RulePermission Telling = new(Review, RuleBindings.ByPolicy("on the conditions of 34 USC 12291(b)(2)(H)")
        .Law("34 USC 12291(b)(2)(H)", PolicyProfile.Vawa)
        .Law("42 CFR 2.15(b)(2): by a release of her personal representative only", PolicyProfile.Part2)
        .NotFor("42 USC 10406(c)(5) has no such exception", PolicyProfile.Fvpsa)
        .NotFor("28 CFR 94.115 has no such exception", PolicyProfile.Voca)
        .NotFor("45 CFR 164.512(g): coroners, medical examiners and funeral directors only", PolicyProfile.Hipaa)
        .NotFor("34 CFR 99.31 has no such exception", PolicyProfile.Ferpa)
        .NotFor("8 USC 1367(b) has no such exception", PolicyProfile.Federal1367));

    /// <inheritdoc/>
    public override IReadOnlyList<RulePermission> Permissions => [Telling];

    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => request.Basis == ClaimedBasis.FatalityReview;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        request.Basis != ClaimedBasis.FatalityReview || request.StaysWithCustodian(item) ? Ruling.Silent
        : !(facts.Consent.DiedAt <= facts.Now) ? Ruling.Deny("alive")
        : !Telling.IsOpenTo(facts.Discloser.ProfilesAt(facts.Now)) ? Ruling.Deny(Review)
        : facts.Recipient.KindIfKnown is null ? Ruling.Deny(UnknownRecipient)
        : !request.Basis.Admits(request.Purpose) ? Ruling.Deny("purpose")
        : !facts.IsFatalityReview(request.Recipient.Agency) ? Ruling.Hold("review-not-named")
        : facts.ProcessFor(request) is not { } process || !Array.TrueForAll(All, process.Conditions.Contains) ? Ruling.Hold("conditions")
        : !process.Includes(item.Item, item.Category) ? Ruling.Deny("not-named")
        : item.IsPart2Record(facts) && !IsReleasedByRepresentative(item, request, facts) ? Ruling.Deny("part2-deceased")
        : process.Finding == CounselFinding.Quash ? Ruling.Hold("quash")
        : Ruling.Permit(Review);

    private static bool IsReleasedByRepresentative(RequestedItem item, GateRequest request, GateFacts facts)
    {
        foreach (var release in facts.Consent.Releases)
        {
            if (release.IsOpenFor(item, request, facts) && release.Signatures.AreByRepresentative(facts.Consent))
            {
                return true;
            }
        }

        return false;
    }
}
