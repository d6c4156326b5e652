using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Reports, risks, duties to warn and reviews of deaths a second time, as the table has them from 2026-2 on (CG-18, CG-19, CG-43, CG-44, CG-45).</summary>
internal static class NaiveReports
{
    /// <summary>Her word is not what is asked about.</summary>
    internal static bool GoByLaw(GateWorld world) => world.Request.Basis switch
    {
        ClaimedBasis.CourtOrder or ClaimedBasis.Statute or ClaimedBasis.MandatedReport or ClaimedBasis.ImminentRisk or ClaimedBasis.DutyToWarn or ClaimedBasis.FatalityReview => true,
        ClaimedBasis.Subpoena => NaiveProcess.Finding(world) is null or CounselFinding.Quash,
        ClaimedBasis.PermittedReport => MayBeMade(world),
        _ => false,
    };

    /// <summary>Laws that name federal officials have them report a foreign minor and the abuse of a child, where a table has the duty.</summary>
    internal static bool IsOfFederalOfficials(GateWorld world) =>
        world.Request.Basis == ClaimedBasis.MandatedReport && Recorded(world) is { Report: ReportKind.ForeignMinor or ReportKind.ChildAbuse } served && NaiveTables.Lines(world, served, table => table.Duties).Count > 0;

    /// <summary>What such an official claims to have to report, and the abuse of a child or a foreign minor in any case, waits where it does not go.</summary>
    internal static bool WaitsForALine(GateWorld world) =>
        NaiveLaw.IsAsked(world) && world.Request.Basis == ClaimedBasis.MandatedReport
        && (Recorded(world) is not { } served || served.Report is ReportKind.ForeignMinor or ReportKind.ChildAbuse || (NaiveProcess.Duties(world).Count == 0 && NaiveTables.Lines(world, served, table => table.Duties).Count == 0));

    private static bool IsForIt(GateWorld world) => world.Request.Basis switch
    {
        ClaimedBasis.ImminentRisk or ClaimedBasis.DutyToWarn => world.Request.Purpose is Purpose.SafetyPlanning or Purpose.MedicalCare,
        ClaimedBasis.FatalityReview => world.Request.Purpose == Purpose.CaseReview,
        _ => world.Request.Purpose is Purpose.SafetyPlanning or Purpose.MedicalCare or Purpose.ServiceDelivery or Purpose.Investigation or Purpose.Prosecution,
    };

    internal static string? Said(GateWorld world, RequestedItem item, List<NaiveRelease> releases) => NaiveRules.IsOwn(world, item) ? null : world.Request.Basis switch
    {
        ClaimedBasis.MandatedReport => Mandated(world, item),
        ClaimedBasis.PermittedReport => Permitted(world, item),
        ClaimedBasis.ImminentRisk => AtRisk(world, item),
        ClaimedBasis.DutyToWarn => Warned(world, item),
        ClaimedBasis.FatalityReview => AfterDeath(world, item, releases),
        _ => null,
    };

    private static string Mandated(GateWorld world, RequestedItem item)
    {
        var served = Recorded(world);
        var lines = served is null ? [] : NaiveTables.Lines(world, served, table => table.Duties);
        List<IReadOnlyList<InformationCategory>> required = [.. NaiveProcess.Duties(world).Select(duty => duty.Categories), .. lines.Select(line => line.Categories)];
        return required.Count == 0 ? "hold CG-18 duty-stands"
            : !IsForIt(world) ? "deny CG-19 purpose"
            : !NaiveProcess.Names(world, item) ? "deny CG-19 not-named"
            : !required.Any(categories => categories.Contains(item.Category)) ? "deny CG-19 not-required"
            : NaiveLaw.IsOfPart2(world, item) && served!.Report != ReportKind.ChildAbuse ? item.Category != InformationCategory.SubstanceUse && NaiveLaw.IsUnknown(world) ? "hold CG-19 profiles-unknown" : "deny CG-19 part2-report"
            : !NaiveProcess.Duties(world).Any(duty => duty.Categories.Contains(item.Category)) && !lines.Any(line => line.Categories.Contains(item.Category) && NaiveTables.IsAboutHer(world, item, line)) ? "hold CG-19 adult-on-record"
            : IsToBeQuashed(world) ? "hold CG-19 quash"
            : "permit CG-19 mandated-report";
    }

    // The law that binds the discloser lets it report this to whoever asks; what of it, is another question.
    private static bool MayBeMade(GateWorld world) => NaiveRecipients.Kind(world) is not null && Recorded(world) is { } served
        && NaiveLaw.Keeping(world).All(law => Lets(world, served, law)) && (!NaiveLaw.KeepsNothing(world) || Lines(world, served).Count > 0 || Lets(world, served, PolicyProfile.Hipaa));

    private static bool Lets(GateWorld world, ProcessServed served, PolicyProfile law) => law switch
    {
        PolicyProfile.Hipaa => served.Report == ReportKind.ChildAbuse && NaiveRecipients.Kind(world) is AgencyKind.ChildWelfare or AgencyKind.LawEnforcement,
        PolicyProfile.Fvpsa => Lines(world, served).Count > 0,
        PolicyProfile.Part2 => served.Report == ReportKind.ChildAbuse && Lines(world, served).Count > 0,
        _ => false,
    };

    private static string Permitted(GateWorld world, RequestedItem item)
    {
        if (NaiveRecipients.Kind(world) is null)
        {
            return "deny CG-18 unknown-recipient";
        }

        if (!IsForIt(world))
        {
            return "deny CG-18 purpose";
        }

        if (!MayBeMade(world) || Recorded(world) is not { } served)
        {
            return "deny CG-18 not-mandated";
        }

        var byLine = NaiveLaw.IsOfPart2(world, item) || (NaiveLaw.KeepsNothing(world) && !Lets(world, served, PolicyProfile.Hipaa)) || NaiveLaw.Binds(world, PolicyProfile.Fvpsa) || NaiveLaw.Binds(world, PolicyProfile.Part2);
        return !NaiveProcess.Names(world, item) ? "deny CG-18 not-named"
            : NaiveLaw.IsOfPart2(world, item) && !Lets(world, served, PolicyProfile.Part2) ? "deny CG-18 not-mandated"
            : byLine && !Lines(world, served).Any(line => line.Categories.Contains(item.Category)) ? "deny CG-18 not-required"
            : byLine && !Lines(world, served).Any(line => line.Categories.Contains(item.Category) && NaiveTables.IsAboutHer(world, item, line)) ? "hold CG-18 adult-on-record"
            : IsToBeQuashed(world) ? "hold CG-18 quash"
            : "permit CG-18 permitted-report";
    }

    private static List<TableDuty> Lines(GateWorld world, ProcessServed served) => NaiveTables.Lines(world, served, table => table.PermittedReports);

    private static string AtRisk(GateWorld world, RequestedItem item) =>
        NaiveLaw.Binds(world, PolicyProfile.Vawa) || NaiveLaw.Binds(world, PolicyProfile.Voca) || NaiveLaw.Binds(world, PolicyProfile.Federal1367) ? "deny CG-43 imminent-risk"
        : NaiveRecipients.Kind(world) is null ? "deny CG-43 unknown-recipient"
        : !IsForIt(world) ? "deny CG-43 purpose"
        : Recorded(world)?.Risk is not { } risk || risk.FoundAt > world.Now ? "hold CG-43 finding"
        : !NaiveProcess.Names(world, item) ? "deny CG-43 not-named"
        : NaiveLaw.IsOfPart2(world, item) && !(NaiveRecipients.Kind(world) == AgencyKind.Medical && risk.Kind == RiskKind.MedicalEmergency) ? "deny CG-43 part2-emergency"
        : IsToBeQuashed(world) ? "hold CG-43 quash"
        : "permit CG-43 imminent-risk";

    private static string Warned(GateWorld world, RequestedItem item)
    {
        var lines = Recorded(world) is { } served ? NaiveTables.Warnings(world, served) : [];
        return NaiveRecipients.Kind(world) is null ? "deny CG-44 unknown-recipient"
            : !IsForIt(world) ? "deny CG-44 purpose"
            : lines.Count == 0 ? "hold CG-44 citation"
            : !NaiveProcess.Names(world, item) ? "deny CG-44 not-named"
            : !lines.Any(line => line.Categories.Contains(item.Category)) ? "deny CG-44 not-required"
            : NaiveLaw.IsOfPart2(world, item) ? "deny CG-44 part2-order"
            : IsToBeQuashed(world) ? "hold CG-44 quash"
            : "permit CG-44 duty-to-warn";
    }

    private static readonly PolicyProfile[] KeepWhatIsAskedOfTheDead = [PolicyProfile.Fvpsa, PolicyProfile.Voca, PolicyProfile.Ferpa, PolicyProfile.Federal1367];

    private static string AfterDeath(GateWorld world, RequestedItem item, List<NaiveRelease> releases) =>
        !(world.Consent.OfType<SurvivorDied>().LastOrDefault()?.DiedAt <= world.Now) ? "deny CG-45 alive"
        : KeepWhatIsAskedOfTheDead.Any(profile => NaiveLaw.Binds(world, profile)) ? "deny CG-45 fatality-review"
        : NaiveRecipients.Kind(world) is null ? "deny CG-45 unknown-recipient"
        : !IsForIt(world) ? "deny CG-45 purpose"
        : !NaiveTables.InForce(world).Any(loaded => (loaded.Table.FatalityReviews ?? []).Any(review => loaded.Authorities.Any(named => named.Kind == review.Authority && named.Agency == world.Request.Recipient.Agency))) ? "hold CG-45 review-not-named"
        : !Enum.GetValues<FatalityCondition>().All(condition => Recorded(world)?.Conditions?.Contains(condition) == true) ? "hold CG-45 conditions"
        : !NaiveProcess.Names(world, item) ? "deny CG-45 not-named"
        : NaiveLaw.IsOfPart2(world, item) && !IsReleasedAfterDeath(world, item, releases) ? "deny CG-45 part2-deceased"
        : NaiveLaw.Binds(world, PolicyProfile.Hipaa) && !IsReleasedAfterDeath(world, item, releases) ? "deny CG-45 hipaa-deceased"
        : (NaiveLaw.IsOfPart2(world, item) || NaiveLaw.Binds(world, PolicyProfile.Hipaa)) && NaiveRules.Declined(world, item).Any() ? "deny CG-45 refused"
        : IsToBeQuashed(world) ? "hold CG-45 quash"
        : "permit CG-45 fatality-review";

    // By whoever represents her, for this, with what each law asks of such a paper.
    private static bool IsReleasedAfterDeath(GateWorld world, RequestedItem item, List<NaiveRelease> releases) => releases.Any(release =>
        NaiveRules.IsOpen(world, item, release) && release.Terms.Purposes.Contains(world.Request.Purpose)
        && NaiveSigners.IsByPersonalRepresentative(world, release) && !NaiveSigners.IsInConflict(world, release)
        && (!NaiveLaw.IsOfPart2(world, item) || (NaiveElements.AreThoseOfPart2(world, release) && NaiveElements.IsForTheNotes(item, release)))
        && (!NaiveLaw.Binds(world, PolicyProfile.Hipaa) || NaiveElements.AreThoseOfHipaa(world, release)));

    private static ProcessServed? Recorded(GateWorld world) => NaiveProcess.Recorded(world) is [ProcessServed served, ..] ? served : null;

    private static bool IsToBeQuashed(GateWorld world) => NaiveProcess.Finding(world) == CounselFinding.Quash;
}
