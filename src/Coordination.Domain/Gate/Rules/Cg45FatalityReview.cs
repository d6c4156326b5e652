using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-45: a review of deaths may be told of a person who died, on the four conditions of 34 USC 12291(b)(2)(H), and as far as the law of
/// the jurisdiction permits, which somebody attests; without them it waits. What goes, goes for the review (<see cref="BasisPurposes"/>)
/// and stays with it. Of what Part 2 protects (<see cref="Part2Records"/>) nothing goes but by a release that her personal representative
/// signed (42 CFR 2.15(b)(2)), and of what a covered entity holds nothing but by an authorization of theirs (45 CFR 164.502(g)(4)). What
/// she refused while she lived, no representative lets go. FVPSA and VOCA have no such exception and let nobody consent for somebody who
/// died, nor have education records and what 8 USC 1367 protects: what binds the discloser of these closes it. A review that nobody
/// recorded, as a partner or as an office outside, is told nothing, and whoever is no review waits until a table in force has a review of
/// deaths and this agency is named for it: a detective is none.
/// </summary>
public sealed class Cg45FatalityReview()
    : GateRule("CG-45", "34 USC 12291(b)(2)(H); 42 CFR 2.15(b)(2); 45 CFR 164.502(g)(4)",
        RuleBindings.ByPolicy("the conditions of the statute are good practice for everybody")
    .Law("34 USC 12291(b)(2)(H)", PolicyProfile.Vawa)
    .Law("42 CFR 2.15(b)(2)", PolicyProfile.Part2)
    .Law("42 USC 10406(c)(5) has no such exception", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115 has no such exception", PolicyProfile.Voca)
    .Law("45 CFR 164.502(g)(4), 164.508(c)(1)(vi); 164.512(g) lets coroners, medical examiners and funeral directors be told without " +
        "that, and nobody else", PolicyProfile.Hipaa)
    .Law("34 CFR 99.31 has no such exception", PolicyProfile.Ferpa)
    .Law("8 USC 1367(b) has no such exception", PolicyProfile.Federal1367)),
    IItemRule
{
    /// <summary>The reason of the permission, and of the denial to those whom no law lets tell.</summary>
    internal const string Review = "fatality-review";

    // The reason of the denial where nobody recorded who would receive: such a recipient is nobody to whom the law lets tell.
    private const string UnknownRecipient = "unknown-recipient";

    private static readonly Cg46GuardianConflict Conflict = new();

    private static readonly Cg26VictimAgreement2026R2 Authorization = new();

    private static readonly FatalityCondition[] All = Enum.GetValues<FatalityCondition>();

    private static readonly RulePermission Telling = new(Review, RuleBindings.ByPolicy("on the conditions of 34 USC 12291(b)(2)(H)")
        .Law("34 USC 12291(b)(2)(H)", PolicyProfile.Vawa)
        .Law("42 CFR 2.15(b)(2): by a release of her personal representative only", PolicyProfile.Part2)
        .NotFor("42 USC 10406(c)(5) has no such exception", PolicyProfile.Fvpsa)
        .NotFor("28 CFR 94.115 has no such exception", PolicyProfile.Voca)
        .Law("45 CFR 164.502(g)(4), 164.508(c)(1)(vi): by an authorization of her personal representative only", PolicyProfile.Hipaa)
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
        : !facts.TaskForce.IsFatalityReview(request.Recipient.Agency, facts.Now) ? Ruling.Hold("review-not-named")
        : facts.ProcessFor(request) is not { } process || !Array.TrueForAll(All, process.Conditions.Contains) ? Ruling.Hold("conditions")
        : !process.Includes(item.Item, item.Category) ? Ruling.Deny("not-named")
        : NeedsRelease(item, facts) is { } without && ReleaseFor(item, request, facts) is null ? Ruling.Deny(without)
        : NeedsRelease(item, facts) is not null && facts.Consent.RefusedInLife(request.Recipient.Agency, facts.Recipient, item.Category)
        ? Ruling.Deny("refused")
        : process.Finding == CounselFinding.Quash ? Ruling.Hold("quash")
        : Ruling.Permit(Review);

    /// <summary>Whether the laws that bind a discloser let a review of deaths be told at all, if only by a release of a personal
    /// representative.</summary>
    internal static bool MayBeTold(PartnerPosition discloser, DateTimeOffset at) => Telling.IsOpenTo(discloser.ProfilesAt(at));

    // The reason of the denial without such a release; null where none is needed.
    private static string? NeedsRelease(RequestedItem item, GateFacts facts) =>
        item.IsPart2Record(facts) ? "part2-deceased"
        : facts.Discloser.ProfilesAt(facts.Now).Contains(PolicyProfile.Hipaa) ? "hipaa-deceased"
        : null;

    /// <summary>The release of a personal representative by which an item goes that needs one; null where it needs none, and where there is
    /// none.</summary>
    internal static Release? ReleaseFor(RequestedItem item, GateRequest request, GateFacts facts)
    {
        if (NeedsRelease(item, facts) is null)
        {
            return null;
        }

        foreach (var release in facts.Consent.Releases)
        {
            if (Accepts(release, item, request, facts))
            {
                return release;
            }
        }

        return null;
    }

    /// <summary>Whether it is a release of a personal representative that does for the item.</summary>
    internal static bool Accepts(Release release, RequestedItem item, GateRequest request, GateFacts facts) =>
        release.IsOpenFor(item, request, facts) && release.Terms.Allows(request.Purpose)
        && release.Signatures.AreByRepresentative(facts.Consent, facts.Now) && Conflict.Examine(release, request, facts).IsSilent
        && (!item.IsPart2Record(facts) || Cg22Part2Elements2026R2.AreIn(release, item, request.Purpose, facts.Now))
        && (!facts.Discloser.ProfilesAt(facts.Now).Contains(PolicyProfile.Hipaa)
            || Authorization.Examine(release, request, facts).IsSilent);
}
