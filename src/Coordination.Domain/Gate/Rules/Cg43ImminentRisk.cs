using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-43: when somebody is in imminent danger, the minimum that is named goes at once, after somebody recorded and attests what was found:
/// from whoever the law lets tell in that case. VAWA, VOCA and 8 USC 1367 have no such exception: nothing about a person goes there, and
/// what identifies nobody may be said. Of what Part 2 protects (<see cref="Part2Records"/>) nothing goes but to medical personnel in an
/// emergency (42 CFR 2.51). To an agency that nobody recorded, in the task force or outside, nothing goes. It goes to keep somebody safe
/// and for nothing else (<see cref="BasisPurposes"/>). Without a finding it waits for one.
/// </summary>
public sealed class Cg43ImminentRisk()
    : GateRule("CG-43", "45 CFR 1370.4(e); 45 CFR 164.512(j), (f)(3)(ii); 34 CFR 99.36; 42 CFR 2.51",
        RuleBindings.ByPolicy("somebody attests the danger before anything goes")
    .Law("34 USC 12291(b)(2)(B), (C): no such exception", PolicyProfile.Vawa)
    .Law("28 CFR 94.115(a), (b): no such exception", PolicyProfile.Voca)
    .Law("8 USC 1367(a)(2), (b): no such exception", PolicyProfile.Federal1367)
    .Law("45 CFR 1370.4(e)", PolicyProfile.Fvpsa)
    .Law("45 CFR 164.512(j), (f)(3)(ii)", PolicyProfile.Hipaa)
    .Law("34 CFR 99.36, 99.31(a)(10)", PolicyProfile.Ferpa)
    .Law("42 CFR 2.51", PolicyProfile.Part2)),
    IItemRule
{
    /// <summary>The reason of the permission, and of the denial to those whom no law lets tell.</summary>
    internal const string Risk = "imminent-risk";

    // The reason of the denial where nobody recorded who would receive: such a recipient is nobody to whom the law lets tell.
    private const string UnknownRecipient = "unknown-recipient";

    private static readonly RulePermission Telling = new(Risk, RuleBindings.ByPolicy("no law keeps it back; somebody attests the danger")
        .NotFor("34 USC 12291(b)(2)(B), (C): no such exception", PolicyProfile.Vawa)
        .NotFor("28 CFR 94.115(a), (b): no such exception", PolicyProfile.Voca)
        .NotFor("8 USC 1367(b): no such exception", PolicyProfile.Federal1367)
        .Law("45 CFR 1370.4(e)", PolicyProfile.Fvpsa)
        .Law("45 CFR 164.512(j), (f)(3)(ii)", PolicyProfile.Hipaa)
        .Law("34 CFR 99.36, 99.31(a)(10)", PolicyProfile.Ferpa)
        .Law("42 CFR 2.51: to medical personnel only, in a medical emergency", PolicyProfile.Part2));

    /// <inheritdoc/>
    public override IReadOnlyList<RulePermission> Permissions => [Telling];

    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => request.Basis == ClaimedBasis.ImminentRisk;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        request.Basis != ClaimedBasis.ImminentRisk || request.StaysWithCustodian(item) ? Ruling.Silent
        : !Telling.IsOpenTo(facts.Discloser.ProfilesAt(facts.Now)) ? Ruling.Deny(Risk)
        : facts.Recipient.KindIfKnown is null ? Ruling.Deny(UnknownRecipient)
        : !request.Basis.Admits(request.Purpose) ? Ruling.Deny("purpose")
        : facts.ProcessFor(request) is not { Risk: { } risk } process || risk.FoundAt > facts.Now ? Ruling.Hold("finding")
        : !process.Includes(item.Item, item.Category) ? Ruling.Deny("not-named")
        : item.IsPart2Record(facts) && !(facts.Recipient.KindIfKnown == AgencyKind.Medical && risk.Kind == RiskKind.MedicalEmergency)
        ? Ruling.Deny("part2-emergency")
        : process.Finding == CounselFinding.Quash ? Ruling.Hold("quash")
        : Ruling.Permit(Risk);
}
