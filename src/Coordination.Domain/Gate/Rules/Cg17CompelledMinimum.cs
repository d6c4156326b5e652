using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-17: an order of a court or a statute compels the minimum that it names, whatever she released or refused, once it is
/// recorded, somebody told her or tried to, and steps were taken to protect her. What is missing holds, by name. It reaches
/// no privilege (CG-27), and no substance-use records unless a court ordered it under 42 CFR 2.61 to 2.67.
/// </summary>
public sealed class Cg17CompelledMinimum()
    : GateRule("CG-17", "28 CFR 94.115(b); 34 USC 12291(b)(2)(C); 42 CFR 2.61-2.67",
        RuleBindings.ByPolicy("what a court orders is done by one procedure")
    .Law("34 USC 12291(b)(2)(C); 28 CFR 90.4(b)(3)(i)", PolicyProfile.Vawa)
    .Law("42 USC 10406(c)(5)(C)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(b)", PolicyProfile.Voca)
    .Law("45 CFR 164.512(a), (e)(1)(i)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.61-2.67", PolicyProfile.Part2)
    .Law("34 CFR 99.31(a)(9)", PolicyProfile.Ferpa)),
    IItemRule
{
    /// <summary>The reason of the permission.</summary>
    internal const string Compelled = "compelled";

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        request.Basis is not (ClaimedBasis.CourtOrder or ClaimedBasis.Statute) ? Ruling.Silent
        : facts.ProcessFor(request) is not { } process ? Ruling.Hold(request.Basis == ClaimedBasis.CourtOrder ? "order" : "citation")
        : !process.Includes(item.Item, item.Category) ? Ruling.Deny("not-named")
        : item.Category == InformationCategory.SubstanceUse && !process.ReachesPart2 ? Ruling.Deny("part2-order")
        : process.Finding == CounselFinding.Quash ? Ruling.Hold("quash")
        : !process.TellingTried ? Ruling.Hold("tell-survivor")
        : !process.IsProtected ? Ruling.Hold("protective-steps")
        : Ruling.Permit(Compelled);
}
