using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Gate;

/// <summary>Questions about what compels a disclosure, or is said to.</summary>
internal static class Compulsion
{
    private static readonly BoundProfiles WithoutPermittedReports = BoundProfiles.Of(PolicyProfile.Vawa, PolicyProfile.Voca,
        PolicyProfile.Ferpa, PolicyProfile.Federal1367);

    /// <summary>The recorded process on which the request rests; null when there is none for it, and so only a claim.</summary>
    public static ProcessFacts? ProcessFor(this GateFacts facts, GateRequest request) =>
        facts.Process is { IsPending: true } process
        && process.Basis == request.Basis
        && process.Survivor == facts.Consent.Survivor
        && process.Served == request.Discloser
        && process.Authority.Agency == request.Recipient.Agency
        && (process.Authority.Person is null || process.Authority.Person == request.Recipient.Person)
        && request.Occasion is GateOccasion.Disclosure or GateOccasion.View
            ? process
            : null;

    /// <summary>The question does not depend on her consent. It rests on an order or a statute, recorded or claimed, on a subpoena that
    /// counsel has not reviewed, or on a report that the policy mandates. Who may do what is then for CG-16, CG-17 and CG-19.</summary>
    public static bool GoesByProcess(this GateRequest request, GateFacts facts) => request.Basis switch
    {
        ClaimedBasis.CourtOrder or ClaimedBasis.Statute => true,
        ClaimedBasis.Subpoena => facts.ProcessFor(request)?.Finding is null or CounselFinding.Quash,
        ClaimedBasis.MandatedReport => facts.IsMandated(request),
        _ => false,
    };

    /// <summary>
    /// The question is not one of her word, as the rules of 2026-2 have it: it rests on an order, a statute, a report that somebody must
    /// make, a risk, a duty to warn or a review of deaths, recorded or claimed; on a subpoena at which counsel has still to look; or on a
    /// report that the law permits this discloser to make. Each of them goes, waits or stays by the rule of its basis. What a team may
    /// share by statute it asks her first.
    /// </summary>
    public static bool GoesByLaw(this GateRequest request, GateFacts facts) => request.Basis switch
    {
        ClaimedBasis.CourtOrder or ClaimedBasis.Statute or ClaimedBasis.MandatedReport or ClaimedBasis.ImminentRisk
            or ClaimedBasis.DutyToWarn or ClaimedBasis.FatalityReview => true,
        ClaimedBasis.Subpoena => facts.ProcessFor(request)?.Finding is null or CounselFinding.Quash,
        ClaimedBasis.PermittedReport => facts.ProcessFor(request) is { } process && facts.PermitsReport(request, process),
        _ => false,
    };

    /// <summary>
    /// Every body of law that binds the discloser lets it make the report, whatever the item. HIPAA: of child abuse, to child welfare or
    /// police (45 CFR 164.512(b)(1)(ii)). FVPSA: where a law expressly permits it (45 CFR 1370.4(e)). Part 2: of child abuse, as state law
    /// has it (42 CFR 2.12(c)(6)). VAWA, VOCA, FERPA and 8 USC 1367: none. Whoever none of them binds: where a law permits it, or as
    /// whoever HIPAA binds. To an agency that nobody recorded: none.
    /// </summary>
    public static bool PermitsReport(this GateFacts facts, GateRequest request, ProcessFacts process)
    {
        var bound = facts.Discloser.ProfilesAt(facts.Now);
        return facts.Recipient.KindIfKnown is not null
            && !bound.Overlaps(WithoutPermittedReports)
            && (!bound.Contains(PolicyProfile.Hipaa) || facts.IsOfAChildToAnAuthority(process))
            && (!bound.Contains(PolicyProfile.Part2) || process.Report == ReportKind.ChildAbuse)
            && (!facts.NeedsPermission(process) || facts.MayReport(request, process));
    }

    /// <summary>
    /// A law of the jurisdiction has to permit the report. HIPAA permits its report by itself, to whoever it binds; and so may whoever
    /// nothing binds make it, or else another law that binds would open something.
    /// </summary>
    public static bool NeedsPermission(this GateFacts facts, ProcessFacts process)
    {
        var bound = facts.Discloser.ProfilesAt(facts.Now);
        return bound.Contains(PolicyProfile.Fvpsa) || bound.Contains(PolicyProfile.Part2)
            || (!bound.Overlaps(PolicyProfiles.Restricting) && !facts.IsOfAChildToAnAuthority(process));
    }

    private static bool IsOfAChildToAnAuthority(this GateFacts facts, ProcessFacts process) =>
        process.Report == ReportKind.ChildAbuse && facts.Recipient.KindIfKnown is AgencyKind.ChildWelfare or AgencyKind.LawEnforcement;

    /// <summary>The policy or a table in force makes the discloser, in the role in which it reports, report to this authority
    /// (CG-19).</summary>
    public static bool MustReport(this GateFacts facts, GateRequest request) =>
        request.Basis == ClaimedBasis.MandatedReport && facts.ProcessFor(request) is { } process
            && (facts.IsMandated(request) || facts.HasDuty(request, process));

    /// <summary>A court order that is recorded for the question ruled on this very item.</summary>
    public static bool HasRuling(this GateFacts facts, RulingSubject subject, RequestedItem item, GateRequest request) =>
        facts.ProcessFor(request) is { } process && process.RuledOn(subject, item.Item);

    /// <summary>What goes by law names this very item by itself, and counsel left it.</summary>
    public static bool LawNamesByItself(this GateRequest request, RequestedItem item, GateFacts facts) =>
        request.GoesByLaw(facts) && facts.ProcessFor(request) is { } process
        && process.Names.Items.Contains(item.Item) && process.Narrowed?.Items.Contains(item.Item) != false;

    /// <summary>A recorded process compels this very item: it names it by itself, and counsel left it.</summary>
    public static bool NamesByItself(this GateRequest request, RequestedItem item, GateFacts facts) =>
        request.GoesByProcess(facts) && facts.ProcessFor(request) is { } process
        && process.Names.Items.Contains(item.Item) && process.Narrowed?.Items.Contains(item.Item) != false;

    /// <summary>The policy in force makes the discloser, in the role in which it reports, report to this authority.</summary>
    public static bool IsMandated(this GateFacts facts, GateRequest request)
    {
        foreach (var mandate in facts.Mandates())
        {
            if (mandate.Applies(request, facts))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The report that is mandated requires this category.</summary>
    public static bool IsRequired(this GateFacts facts, InformationCategory category, GateRequest request)
    {
        foreach (var mandate in facts.Mandates())
        {
            if (mandate.Categories.Contains(category) && mandate.Applies(request, facts))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The duties of the policy on which a report rests for a category, as lines of the law: those that CG-19 looks for.</summary>
    internal static IReadOnlyList<LawLine> PolicyLinesFor(InformationCategory category, GateRequest request, GateFacts facts) =>
        [.. facts.Mandates().Where(mandate => mandate.Categories.Contains(category) && mandate.Applies(request, facts))
            .Select(mandate => new LawLine(mandate.Jurisdiction, "policy", mandate.Citation))];

    private static IReadOnlyList<ReportingDuty> Mandates(this GateFacts facts) =>
        facts.TaskForce.PolicyAt(facts.Now)?.MandatedReports ?? [];

    private static bool Applies(this ReportingDuty mandate, GateRequest request, GateFacts facts) =>
        request.Basis == ClaimedBasis.MandatedReport
        && facts.ProcessFor(request) is { } process
        && facts.Discloser is PartnerPosition.Partner discloser && discloser.Kind == mandate.Reporter
        && mandate.Role == process.Role && mandate.Jurisdiction == process.Jurisdiction
        && mandate.Authority == request.Recipient.Agency;
}
