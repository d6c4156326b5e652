using Coordination.Domain.Gate.Rules;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Gate;

/// <summary>
/// Every rule-set there ever was. A published set is never changed: verdicts were made under it, and are derived again
/// under it. Which one is in force, the task force says by adopting it; where it adopted none, the dates of publication do, among those
/// that a date brings into force.
/// </summary>
public static class RuleSets
{
    /// <summary>
    /// No rules at all, and nothing permits unless a rule does. It is in force before the first set, and when the task force
    /// adopted a set that this version of the software does not know.
    /// </summary>
    public static RuleSet None { get; } = new("none", DateTimeOffset.MinValue, []);

    /// <summary>The first: consent as the statutes on victim services have it, the survivor's own terms, who has standing.</summary>
    public static RuleSet V2025R1 { get; } = new("2025-1", new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
    [
        new Cg01ActiveRelease(), new Cg02WrittenAndDated(), new Cg03Informed(), new Cg04TimeLimited(), new Cg06NamedRecipient(),
        new Cg07ScopeAndPurpose(), new Cg08Direction(), new Cg09MinorsSignatures(), new Cg10MinorAlone(), new Cg11AbuserSigner(),
        new Cg12LegalCapacity(), new Cg14Revocation(), new Cg16Subpoena(), new Cg28DefenseWarning(), new Cg31CaseReview(),
        new Cg32NeedToKnow(), new Cg33Refusal(), new Cg35Deceased(), new Cg36ShelterLocation(), new Cg37Conditions(),
        new Cg38WidestMode(), new Cg39ThirdPersons(), new Cg40Standing(),
    ])
    {
        AnswersAlike = true,
    };

    /// <summary>The second adds what binds a discloser by what it is, privilege, and disclosure that the law compels.</summary>
    public static RuleSet V2026R1 { get; } = V2025R1.FollowedBy("2026-1", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new Cg17CompelledMinimum(), new Cg18ReportNotMandated(), new Cg19MandatedReport(), new Cg20FundersAndDatabases(),
        new Cg22Part2Elements(), new Cg23Part2Proceedings(), new Cg24Part2Notice(), new Cg26VictimAgreement(), new Cg27Privilege(),
        new Cg29ProtectedImmigration());

    /// <summary>
    /// The third says whom each rule binds, by the bodies of law that bind the discloser, and what the law of 2026 says. No date brings it
    /// into force: a task force adopts it, once it has recorded the profiles of its agencies.
    /// </summary>
    public static RuleSet V2026R2 { get; } = V2026R1.FollowedBy(
        "2026-2", new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero), byProfile: true, byAdoptionOnly: true,
        new Cg01ActiveRelease2026R2(),
        new Cg02WrittenAndDated2026R2(),
        new Cg06NamedRecipient2026R2(),
        new Cg08Direction2026R2(),
        new Cg09MinorsSignatures2026R2(),
        new Cg10MinorAlone2026R2(),
        new Cg12LegalCapacity2026R2(),
        new Cg17CompelledMinimum2026R2(),
        new Cg18ReportNotMandated2026R2(),
        new Cg19MandatedReport2026R2(),
        new Cg20FundersAndDatabases2026R2(),
        new Cg22Part2Elements2026R2(),
        new Cg23Part2Proceedings2026R2(),
        new Cg24Part2Notice2026R2(),
        new Cg26VictimAgreement2026R2(),
        new Cg27Privilege2026R2(),
        new Cg28DefenseWarning2026R2(),
        new Cg29ProtectedImmigration2026R2(),
        new Cg32NeedToKnow2026R2(),
        new Cg33Refusal2026R2(),
        new Cg35Deceased2026R2(),
        new Cg36ShelterLocation2026R2(),
        new Cg37Conditions2026R2(),
        new Cg39ThirdPersons2026R2(),
        new Cg40Standing2026R2(),
        new Cg41OwnGenerated(),
        new Cg42TeamStatute(),
        new Cg43ImminentRisk(),
        new Cg44DutyToWarn(),
        new Cg45FatalityReview(),
        new Cg46GuardianConflict(),
        new Cg47RepresentedTogether(),
        new Cg48Media(),
        new Cg49OutsideRecipient(),
        new Cg50WhichRelease());

    /// <summary>All of them, oldest first.</summary>
    public static IReadOnlyList<RuleSet> All { get; } = [V2025R1, V2026R1, V2026R2];

    /// <summary>All of them, as the task force can adopt them, oldest first.</summary>
    public static IReadOnlyList<PublishedRuleSet> Published { get; } =
        [.. All.Select(set => new PublishedRuleSet(set.Version, set.EffectiveFrom) { ByAdoptionOnly = set.ByAdoptionOnly })];

    /// <summary>
    /// The set in force at an instant: the one that the task force had adopted by then, else the one that was published by then.
    /// Where there is neither, or the one adopted is not known here, it is <see cref="None"/>.
    /// </summary>
    public static RuleSet InForce(TaskForceState taskForce, DateTimeOffset at) =>
        taskForce.AdoptedRuleSetAt(at) is { } adopted ? Find(adopted) ?? None : At(at);

    /// <summary>The newest set whose date brought it into force by this instant; before the first, <see cref="None"/>.</summary>
    public static RuleSet At(DateTimeOffset at)
    {
        var inForce = None;
        foreach (var set in All)
        {
            if (!set.ByAdoptionOnly && set.EffectiveFrom <= at)
            {
                inForce = set;
            }
        }

        return inForce;
    }

    public static RuleSet? Find(string version)
    {
        foreach (var set in All)
        {
            if (set.Version == version)
            {
                return set;
            }
        }

        return version == None.Version ? None : null;
    }
}
