using Coordination.Domain.Gate.Rules;

namespace Coordination.Domain.Gate;

/// <summary>Every rule-set there ever was.</summary>
public static class RuleSets
{
    /// <summary>The first.</summary>
    public static RuleSet V2026R1 { get; } = new("2026-1", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
    [
        new Cg01ActiveRelease(), new Cg02WrittenAndDated(), new Cg03Informed(), new Cg04TimeLimited(), new Cg06NamedRecipient(),
        new Cg07ScopeAndPurpose(), new Cg08Direction(), new Cg09MinorsSignatures(), new Cg10MinorAlone(), new Cg11AbuserSigner(),
        new Cg12LegalCapacity(), new Cg14Revocation(), new Cg16Subpoena(), new Cg17CompelledMinimum(),
        new Cg18ReportNotMandated(), new Cg19MandatedReport(), new Cg20FundersAndDatabases(),
        new Cg22Part2Elements(), new Cg23Part2Proceedings(), new Cg24Part2Notice(), new Cg26VictimAgreement(), new Cg27Privilege(),
        new Cg28DefenseWarning(), new Cg29ProtectedImmigration(), new Cg31CaseReview(),
        new Cg32NeedToKnow(), new Cg33Refusal(), new Cg35Deceased(), new Cg36ShelterLocation(), new Cg37Conditions(),
        new Cg38WidestMode(), new Cg40Standing(),
    ]);

    /// <summary>All of them, oldest first.</summary>
    public static IReadOnlyList<RuleSet> All { get; } = [V2026R1];

    /// <summary>The set in force at an instant; before the first took effect, the first.</summary>
    public static RuleSet At(DateTimeOffset at)
    {
        var inForce = All[0];
        foreach (var set in All)
        {
            if (set.EffectiveFrom <= at && set.EffectiveFrom >= inForce.EffectiveFrom)
            {
                inForce = set;
            }
        }

        return inForce;
    }

    /// <summary>The set of this version, or null.</summary>
    public static RuleSet? Find(string version) => All.FirstOrDefault(set => set.Version == version);
}
