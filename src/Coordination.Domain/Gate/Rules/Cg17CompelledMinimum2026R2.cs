using Coordination.Domain.Consent;
namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-17: an order of a court or a statute compels the minimum that it names, whatever she released or refused, once it is recorded,
/// somebody told her or tried to, and steps were taken to protect her. What is missing holds, by name. What Part 2 protects
/// (<see cref="Part2Records"/>) an order reaches only under 42 CFR 2.61 to 2.67; such an order authorises and does not compel, whatever it
/// names: what compels is a subpoena or a like mandate that comes with it (42 CFR 2.61(a)), and without one it waits. While an order
/// forbids telling her, nobody waits for that. What a statute compels is a line of the table of the jurisdiction that the process names:
/// without one it waits for the citation, and what the line does not have stays.
/// </summary>
public sealed class Cg17CompelledMinimum2026R2()
    : GateRule("CG-17", "28 CFR 94.115(b); 34 USC 12291(b)(2)(C); 42 CFR 2.61-2.67", Before.Bindings), IItemRule
{
    private static readonly Cg17CompelledMinimum Before = new();

    private const string Compelled = "compelled";

    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => request.Basis is ClaimedBasis.CourtOrder or ClaimedBasis.Statute;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        request.Basis is not (ClaimedBasis.CourtOrder or ClaimedBasis.Statute) || request.StaysWithCustodian(item) ? Ruling.Silent
        : facts.ProcessFor(request) is not { } process ? Ruling.Hold(request.Basis == ClaimedBasis.CourtOrder ? "order" : "citation")
        : request.Basis == ClaimedBasis.Statute && !facts.HasMandate(request, process) ? Ruling.Hold("citation")
        : !process.Includes(item.Item, item.Category) ? Ruling.Deny("not-named")
        : request.Basis == ClaimedBasis.Statute && !facts.HasMandate(item.Category, request, process) ? Ruling.Deny("not-required")
        : item.IsPart2Record(facts) && !process.ReachesPart2 ? Ruling.Deny("part2-order")
        : process.ReachesPart2 && !process.HasMandate ? Ruling.Hold("mandate")
        : process.Finding == CounselFinding.Quash ? Ruling.Hold("quash")
        : !process.TellingTried && !process.ForbidsTellingAt(facts.Now) && !facts.Consent.HasDied(facts.Now) ? Ruling.Hold("tell-survivor")
        : !process.IsProtected ? Ruling.Hold("protective-steps")
        : Ruling.Permit(Compelled);
}
