using Coordination.Domain.Gate;
using Coordination.Host.Cli.GateCases;
using Coordination.Host.Tests.Contracts;
using Xunit;

namespace Coordination.Host.Tests.Cli.GateCases;

/// <summary>The published cases are enough: of every rule there is every kind, and no rule could be missing without one of its own cases failing.</summary>
public sealed class GateVectorCoverageTests
{
    /// <summary>
    /// What was taken back is not active, and where a medical agency has no agreement there is no release either: CG-01 keeps
    /// both closed by itself. These rules say why.
    /// </summary>
    private static readonly string[] OnlySayWhy = ["CG-14", "CG-26"];

    private static IReadOnlyList<RuleSet> RuleSetsInUse => [RuleSets.V2026R1];

    [Fact]
    public void Every_rule_has_at_least_four_cases_one_of_each_kind()
    {
        foreach (var rule in RuleSetsInUse.SelectMany(set => set.Rules).Select(rule => rule.Id).Distinct())
        {
            var cases = GateVectors.All.Where(vector => GateVectors.RuleOf(vector.Path) == rule).ToList();

            Assert.True(cases.Count >= 4, $"{rule} has {cases.Count} cases.");
            Assert.Equal(Enum.GetValues<GateCaseKind>(), cases.Select(vector => vector.Case.Kind!.Value).Distinct().Order());
        }
    }

    /// <summary>These are held where nothing is asked that a case could ask: in the accounting, and in what the API answers.</summary>
    private static readonly string[] WithoutCases = ["CG-25", "CG-34"];

    public static TheoryData<string> Table => [.. Enumerable.Range(1, 40).Select(number => $"CG-{number:00}").Except(WithoutCases)];

    [Theory, MemberData(nameof(Table))]
    public void Every_rule_of_the_table_has_at_least_four_cases_one_of_each_kind(string rule)
    {
        var kinds = GateVectors.KindsOf(rule);

        Assert.True(kinds.Values.Sum() >= 4, $"{rule} has {kinds.Values.Sum()} cases.");
        Assert.Equal(Enum.GetValues<GateCaseKind>(), kinds.Keys.Order());
    }

    [Fact]
    public void Every_folder_of_cases_is_a_rule() => Assert.All(GateVectors.All, vector =>
        Assert.Contains(RuleSetsInUse.Append(RuleSets.V2026R2).SelectMany(set => set.Rules), rule => rule.Id == GateVectors.RuleOf(vector.Path)));

    [Fact]
    public void Without_any_one_rule_a_case_of_its_own_is_answered_otherwise()
    {
        foreach (var set in RuleSetsInUse)
        {
            foreach (var rule in set.Rules)
            {
                var without = new RuleSet(set.Version, set.EffectiveFrom, set.Rules.Where(other => other != rule));

                Assert.True(
                    GateVectors.All.Any(vector => GateVectors.RuleOf(vector.Path) == rule.Id && vector.Case.Input.RuleSet is null && AnswersOtherwise(rule.Id, vector.Path, vector.Case, without)),
                    $"Without {rule.Id} every case in its folder is still answered as before: none of them shows what the rule is for.");
            }
        }
    }

    [Fact]
    public void Every_rule_that_2026_2_changes_has_cases_of_each_kind_under_it()
    {
        foreach (var change in RuleSets.V2026R2.Changes)
            Assert.Equal(Enum.GetValues<GateCaseKind>(), GateVectors.All.Where(vector => GateVectors.RuleOf(vector.Path) == change.Rule && vector.Case.Input.RuleSet == RuleSets.V2026R2.Version).Select(vector => vector.Case.Kind!.Value).Distinct().Order());
    }

    [Fact]
    public void Without_any_one_rule_of_2026_2_a_case_of_its_own_is_answered_otherwise()
    {
        var set = RuleSets.V2026R2;
        foreach (var rule in set.Rules)
        {
            var without = new RuleSet(set.Version, set.EffectiveFrom, set.Rules.Where(other => other != rule)) { ByProfile = true };
            Assert.True(
                GateVectors.All.Any(vector => GateVectors.RuleOf(vector.Path) == rule.Id && (vector.Case.Input.RuleSet is null || vector.Case.Input.RuleSet == set.Version)
                    && !Answers(rule.Id, vector.Path, vector.Case, set).SequenceEqual(Answers(rule.Id, vector.Path, vector.Case, without))),
                $"Without {rule.Id} of 2026-2 every case in its folder is still answered as before.");
        }
    }

    private static IEnumerable<string> Answers(string rule, string path, GateCase vector, RuleSet rules) =>
        ConsentGate.Evaluate(vector.Input.Request, new GateCaseWorld(path, vector.Input).Facts(), rules).Lines
            .Select(line => $"{line.Outcome} {line.Mode} {(OnlySayWhy.Contains(rule) ? string.Join(", ", line.Findings.Select(finding => $"{finding.Rule} {finding.Reason}")) : "")}");

    [Fact]
    public void A_case_that_denies_is_denied_by_the_rule_in_whose_folder_it_is()
    {
        foreach (var rule in RuleSetsInUse.SelectMany(set => set.Rules).Select(rule => rule.Id).Distinct())
        {
            Assert.Contains(GateVectors.All, vector => GateVectors.RuleOf(vector.Path) == rule && vector.Case.Kind == GateCaseKind.Denies
                && vector.Case.Expected!.Lines.Any(line => line.Findings.Any(finding => finding.Rule == rule && finding.Effect != RuleEffect.Permit)));
        }
    }

    [Fact]
    public void Of_every_earlier_set_there_is_a_case_that_the_set_after_it_answers_otherwise()
    {
        foreach (var (set, next) in RuleSets.All.Zip(RuleSets.All.Skip(1)))
            Assert.Contains(GateVectors.All, vector => vector.Case.Input.RuleSet == set.Version && AnswersOtherwise("", vector.Path, vector.Case, next));
    }

    // Whether it goes, and how, is what a rule is for; that another reason is given is not enough.
    private static bool AnswersOtherwise(string rule, string path, GateCase vector, RuleSet rules)
    {
        if (OnlySayWhy.Contains(rule))
            return GateCaseCheck.Differences(path, vector, rules).Count > 0;
        var verdict = ConsentGate.Evaluate(vector.Input.Request, new GateCaseWorld(path, vector.Input).Facts(), rules);
        return !verdict.Lines.Select(line => (line.Outcome, line.Mode)).SequenceEqual(vector.Expected!.Lines.Select(line => (line.Outcome, line.Mode)));
    }
}
