using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-44: a duty to warn or protect that the courts of a jurisdiction imposed is a mandate by case law (28 CFR 90.4(b)(3)(i)(C)): the
/// minimum that the table of the jurisdiction names goes, and she is told afterwards. Without a process that cites the jurisdiction, and a
/// line of its table, it waits for the citation. It goes to keep somebody safe and for nothing else (<see cref="BasisPurposes"/>). To an
/// agency that nobody recorded, in the task force or outside, nothing goes: whoever is in danger is warned by telephone, or recorded first.
/// It reaches nothing that Part 2 protects (<see cref="Part2Records"/>): 42 CFR 2.61 to 2.67 ask for an order.
/// </summary>
public sealed class Cg44DutyToWarn()
    : GateRule("CG-44", "28 CFR 90.4(b)(3)(i)(C); state law table",
        RuleBindings.ByPolicy("a duty that the courts imposed is fulfilled by one procedure")
    .Law("34 USC 12291(b)(2)(C); 28 CFR 90.4(b)(3)(i)(C)", PolicyProfile.Vawa)
    .Law("45 CFR 1370.4(e)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(b)", PolicyProfile.Voca)
    .Law("45 CFR 164.512(j)(1)(i)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.61-2.67", PolicyProfile.Part2)),
    IItemRule
{
    /// <summary>The reason of the permission.</summary>
    internal const string Warning = "duty-to-warn";

    // The reason of the denial where nobody recorded who would receive: such a recipient is nobody to whom the law lets tell.
    private const string UnknownRecipient = "unknown-recipient";

    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => request.Basis == ClaimedBasis.DutyToWarn;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        request.Basis != ClaimedBasis.DutyToWarn || request.StaysWithCustodian(item) ? Ruling.Silent
        : facts.Recipient.KindIfKnown is null ? Ruling.Deny(UnknownRecipient)
        : !request.Basis.Admits(request.Purpose) ? Ruling.Deny("purpose")
        : facts.ProcessFor(request) is not { } process || !facts.HasDutyToWarn(process) ? Ruling.Hold("citation")
        : !process.Includes(item.Item, item.Category) ? Ruling.Deny("not-named")
        : !facts.HasDutyToWarn(item.Category, process) ? Ruling.Deny("not-required")
        : item.IsPart2Record(facts) ? Ruling.Deny("part2-order")
        : process.Finding == CounselFinding.Quash ? Ruling.Hold("quash")
        : Ruling.Permit(Warning);
}
