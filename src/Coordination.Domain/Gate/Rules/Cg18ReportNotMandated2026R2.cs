using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-18: a report that the law permits and does not require goes only where every body of law that binds the discloser lets it make that
/// report, and to nobody but an agency that is recorded, in the task force or outside. A report that is said to be mandated, and for which
/// no duty is known here, is never denied: it waits, and the duty to report stands. A line that is about minors waits where she is recorded
/// as an adult. Neither of them falls back on her releases: whoever has her release discloses under it.
/// </summary>
public sealed class Cg18ReportNotMandated2026R2()
    : GateRule("CG-18", "OVW guidance on reports that are permitted, not mandated; 45 CFR 1370.4(e); 45 CFR 164.512(b)(1)(ii); 42 " +
        "CFR 2.12(c)(6)", RuleBindings.ByPolicy("a report goes by what the law says of it, or by her release")
    .Law("34 USC 12291(b)(2)(B), (C), (E): only what a statute or a court mandates", PolicyProfile.Vawa)
    .Law("28 CFR 94.115(b)", PolicyProfile.Voca)
    .Law("42 USC 10406(c)(5)(F); 45 CFR 1370.4(e): reports that are mandated or expressly permitted", PolicyProfile.Fvpsa)
    .Law("45 CFR 164.512(b)(1)(ii)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.12(c)(6)", PolicyProfile.Part2)
    .Law("34 CFR 99.30(a)", PolicyProfile.Ferpa)
    .Law("8 USC 1367(a)(2)", PolicyProfile.Federal1367)),
    IItemRule
{
    /// <summary>The reason of the permission.</summary>
    internal const string PermittedReport = "permitted-report";

    /// <summary>The reason with which a report waits for which no duty is known here.</summary>
    internal const string DutyStands = "duty-stands";

    // The reason of the denial where nobody recorded who would receive: such a recipient is nobody to whom the law lets tell.
    private const string UnknownRecipient = "unknown-recipient";

    private static readonly RulePermission Reporting = new(PermittedReport, RuleBindings.ForNobodyElse("nothing was said of this profile")
        .NotFor("34 USC 12291(b)(2)(C): a statute or a court has to mandate it", PolicyProfile.Vawa)
        .NotFor("28 CFR 94.115(b): a statute or a court has to mandate it", PolicyProfile.Voca)
        .Law("45 CFR 1370.4(e), where a table permits it", PolicyProfile.Fvpsa)
        .Law("45 CFR 164.512(b)(1)(ii), of child abuse to child welfare or police", PolicyProfile.Hipaa)
        .Law("42 CFR 2.12(c)(6), of child abuse where a table permits it", PolicyProfile.Part2)
        .NotFor("34 CFR 99.31 has no such exception", PolicyProfile.Ferpa)
        .NotFor("8 USC 1367(b) has no such exception", PolicyProfile.Federal1367)
        .Policy("where a table permits it, or of child abuse to child welfare or police", PolicyProfile.OwnRecords,
            PolicyProfile.LawEnforcement, PolicyProfile.Prosecution, PolicyProfile.ChildWelfare));

    /// <inheritdoc/>
    public override IReadOnlyList<RulePermission> Permissions => [Reporting];

    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) =>
        request.Basis is ClaimedBasis.MandatedReport or ClaimedBasis.PermittedReport;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) => request.Basis switch
    {
        ClaimedBasis.MandatedReport =>
            request.StaysWithCustodian(item) || facts.MustReport(request) ? Ruling.Silent : Ruling.Hold(DutyStands),
        ClaimedBasis.PermittedReport => request.StaysWithCustodian(item) ? Ruling.Silent : Permitted(item, request, facts),
        _ => Ruling.Silent,
    };

    private static Ruling Permitted(RequestedItem item, GateRequest request, GateFacts facts)
    {
        if (facts.Recipient.KindIfKnown is null)
        {
            return Ruling.Deny(UnknownRecipient);
        }

        if (!request.Basis.Admits(request.Purpose))
        {
            return Ruling.Deny("purpose");
        }

        if (facts.ProcessFor(request) is not { } process || !facts.PermitsReport(request, process))
        {
            return Ruling.Deny("not-mandated");
        }

        var isPart2Record = item.IsPart2Record(facts);
        return !process.Includes(item.Item, item.Category) ? Ruling.Deny("not-named")
            : isPart2Record && !(process.Report == ReportKind.ChildAbuse && facts.MayReport(request, process)) ? Ruling.Deny("not-mandated")
            : (isPart2Record || facts.NeedsPermission(process)) && !facts.MayReport(item.Category, request, process)
            ? Ruling.Deny("not-required")
            : (isPart2Record || facts.NeedsPermission(process)) && !facts.MayReportAboutHer(item, request, process)
            ? Ruling.Hold("adult-on-record")
            : process.Finding == CounselFinding.Quash ? Ruling.Hold("quash")
            : Ruling.Permit(PermittedReport);
    }
}
