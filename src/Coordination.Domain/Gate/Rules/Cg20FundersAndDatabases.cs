using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-20: a funder, a grant auditor or a shared database gets nothing that identifies anybody, whatever was signed: a grant
/// is never a reason to ask her for a release. Aggregates are for it.
/// </summary>
public sealed class Cg20FundersAndDatabases()
    : GateRule("CG-20", "34 USC 12291(b)(2)(D)", RuleBindings.ByPolicy("whoever pays is shown figures, not people")
    .Law("34 USC 12291(b)(2)(D)(i)(I), (ii)(II)", PolicyProfile.Vawa)
    .Law("42 USC 10406(c)(5)(B)(ii), (D)(i)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(a)(1), (c)(1)", PolicyProfile.Voca)),
    IItemRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.Recipient is PartnerPosition.Partner { Kind: AgencyKind.Funder }
            && item.Sensitivity != Sensitivity.NonIdentifying && !request.StaysWithCustodian(item),
            "funder");
}
