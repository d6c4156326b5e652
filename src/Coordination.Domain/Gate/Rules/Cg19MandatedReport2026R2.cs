namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-19: a report that the policy or a table of law in force mandates, for a purpose of reports (<see cref="BasisPurposes"/>), for this
/// kind of agency, in this role, in this jurisdiction, goes to the authority that it names, with what it requires and the report names, and
/// nothing else. A line that is about minors waits where she is recorded as an adult, but where the item names a child of hers: either the
/// record is wrong, or it is no such report, and the duty stands. Of what Part 2 protects (<see cref="Part2Records"/>) nothing but a report
/// of child abuse goes, and the originals stay protected (42 CFR 2.12(c)(6)).
/// </summary>
public sealed class Cg19MandatedReport2026R2() : GateRule("CG-19", "state law table; 42 CFR 2.12(c)(6)", Before.Bindings), IItemRule
{
    private static readonly Cg19MandatedReport Before = new();

    private const string Mandated = "mandated-report";

    /// <summary>The reason with which it waits where the law is about minors and she is recorded as an adult.</summary>
    internal const string AdultOnRecord = "adult-on-record";

    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => request.Basis == ClaimedBasis.MandatedReport;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        request.Basis != ClaimedBasis.MandatedReport || request.StaysWithCustodian(item) || facts.ProcessFor(request) is not { } process
            || !facts.MustReport(request) ? Ruling.Silent
        : !request.Basis.Admits(request.Purpose) ? Ruling.Deny("purpose")
        : !process.Includes(item.Item, item.Category) ? Ruling.Deny("not-named")
        : !facts.IsRequired(item.Category, request) && !facts.HasDuty(item.Category, request, process) ? Ruling.Deny("not-required")
        : item.IsPart2Record(facts) && process.Report != ReportKind.ChildAbuse ? KeepsByPart2(item, facts)
        : !facts.IsRequired(item.Category, request) && !facts.HasDutyAboutHer(item, request, process) ? Ruling.Hold(AdultOnRecord)
        : process.Finding == CounselFinding.Quash ? Ruling.Hold("quash")
        : Ruling.Permit(Mandated);

    // Where nobody knows whether Part 2 binds the discloser, the report waits until somebody says so.
    private static Ruling KeepsByPart2(RequestedItem item, GateFacts facts) =>
        item.Category == InformationCategory.SubstanceUse || facts.Discloser.ProfilesAt(facts.Now).AreKnown
            ? Ruling.Deny("part2-report")
            : Ruling.Hold(Cg29ProtectedImmigration2026R2.ProfilesUnknown);
}
