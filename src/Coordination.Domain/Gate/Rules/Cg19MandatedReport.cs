using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-19: a report that the policy mandates, for this kind of agency, in this role, in this jurisdiction, goes to the
/// authority that it names, with what it requires and the report names, and nothing else.
/// </summary>
public sealed class Cg19MandatedReport()
    : GateRule("CG-19", "state law table, as the policy of the task force has it",
        RuleBindings.ByPolicy("what the law makes somebody report is reported by one procedure")
    .Law("34 USC 12291(b)(2)(C), (E)", PolicyProfile.Vawa)
    .Law("42 USC 10406(c)(5)(C), (F); 45 CFR 1370.4(e)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(b)", PolicyProfile.Voca)
    .Law("45 CFR 164.512(a), (b)(1)(ii)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.12(c)(6)", PolicyProfile.Part2)
    .Law("22 USC 7105(b)(1)(H); 34 USC 20341(a)", PolicyProfile.Federal1367)),
    IItemRule
{
    /// <summary>The reason of the permission.</summary>
    internal const string Mandated = "mandated-report";

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        request.Basis != ClaimedBasis.MandatedReport || facts.ProcessFor(request) is not { } process
            || !facts.IsMandated(request) ? Ruling.Silent
        : !process.Includes(item.Item, item.Category) ? Ruling.Deny("not-named")
        : !facts.IsRequired(item.Category, request) ? Ruling.Deny("not-required")
        : process.Finding == CounselFinding.Quash ? Ruling.Hold("quash")
        : Ruling.Permit(Mandated);
}
