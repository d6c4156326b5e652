using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Disclosures;

/// <summary>What one body of law asks of an accounting at the least (CG-25). The accounting here tells more: everything, since the
/// beginning, also what she authorised.</summary>
/// <param name="Profile">The body of law that binds whoever discloses.</param>
/// <param name="Years">For how many years back.</param>
/// <param name="WithoutAuthorised">Whether what she authorised need not be in it. It is in it here all the same.</param>
/// <param name="MayBeSuspended">Whether an official of law enforcement or health oversight may have a part of it suspended for a time
/// (<see cref="SuspensionDecider"/>).</param>
/// <param name="Citation">Where it is written.</param>
public sealed record AccountingFloor(PolicyProfile Profile, int Years, bool WithoutAuthorised, bool MayBeSuspended, string Citation);

/// <summary>Which law requires an accounting, by the profiles of the discloser (CG-25).</summary>
public static class AccountingLaw
{
    /// <summary>The regulations, for a task force that has loaded no table with a line for the profile.</summary>
    private static readonly AccountingFloor[] Regulations =
    [
        new(PolicyProfile.Hipaa, 6, true, true, "45 CFR 164.528(a)(1), (a)(2)"),
        new(PolicyProfile.Part2, Accounting.FewestYears, false, true, "42 CFR 2.25"),
    ];

    /// <summary>What the law asks of this discloser at an instant, one line for each profile that binds it. When several tables cover one
    /// profile, the one with the longest period counts.</summary>
    public static IReadOnlyList<AccountingFloor> FloorsOf(PartnerPosition discloser, TaskForceState taskForce, DateTimeOffset at)
    {
        var bound = discloser.ProfilesAt(at);
        var loaded = taskForce.TablesAt(at).SelectMany(table => table.Table.Accounting).Where(period => bound.Contains(period.Profile))
            .GroupBy(period => period.Profile).Select(Furthest).ToList();
        return [
            .. loaded.Concat(Regulations.Where(floor => bound.Contains(floor.Profile)
                && loaded.TrueForAll(other => other.Profile != floor.Profile))).OrderBy(floor => floor.Profile)];
    }

    /// <summary>Whether what was given on this basis is what 45 CFR 164.528(a)(2) lets an official have suspended: what goes as 45 CFR
    /// 164.512(d) or (f) provides. A danger and a duty to warn go under (j), reports of a child or of abuse under (b) and (c), and what she
    /// released, a team shares or a review of deaths is given under none of these. For a report this is not enough: a law must require it
    /// (<see cref="IsRequired"/>).</summary>
    public static bool MayBeSuspended(ClaimedBasis basis, ReportKind? report) => basis switch
    {
        ClaimedBasis.Subpoena or ClaimedBasis.CourtOrder or ClaimedBasis.Statute => true,
        ClaimedBasis.MandatedReport => report is ReportKind.Injury or ReportKind.Other,
        _ => false,
    };

    /// <summary>Whether a law is known to require this report of the agency (45 CFR 164.512(f)(1)(i)): a line of a table, as it was
    /// recorded with the report, or a duty of the policy that was in force then. Recording a report as mandatory does not make it required
    /// by law.</summary>
    public static bool IsRequired(ProcessServed report, PartnerPosition reporter, TaskForceState taskForce) =>
        report.Time is { Lines.Count: > 0 }
        || (report is { Duty: { } bound, RecordedAt: { } recorded } && (taskForce.PolicyAt(recorded)?.MandatedReports ?? []).Any(duty =>
            duty.Reporter == reporter.KindIfKnown && duty.Role == bound.Role && duty.Jurisdiction == bound.Jurisdiction
                && duty.Authority == report.Authority.Agency));

    // What one of them lets out or withhold counts only where all of them do.
    private static AccountingFloor Furthest(IGrouping<PolicyProfile, AccountingPeriod> periods)
    {
        var furthest = periods.MaxBy(period => period.Years)!;
        return new AccountingFloor(periods.Key, furthest.Years, periods.All(period => period.WithoutAuthorised),
            periods.All(period => period.MayBeSuspended), furthest.Citation);
    }
}
