using System.Runtime.CompilerServices;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;
using Outcome = Coordination.Domain.Gate.Outcome;

namespace Coordination.Domain.Tests.Gate;

/// <summary>
/// What holds for every world. <c>COORDINATION_PROPERTY_CASES</c> says how many are tried for each property; a failure
/// prints the number of the world and the seed of the run (<see cref="ProofRun"/>).
/// </summary>
public sealed class GateProperties
{
    [Fact]
    public void The_same_question_gets_the_same_verdict_bit_for_bit() =>
        ForEvery(world => Assert.Equal(Text(world.Evaluate()), Text(world.Evaluate())));

    [Fact]
    public void The_same_question_gets_the_same_verdict_by_law_too() =>
        ForEveryByLaw((world, _) => Assert.Equal(Text(world.Evaluate()), Text(world.Evaluate())));

    [Fact]
    public void The_order_of_rules_releases_lists_and_items_changes_nothing() => ForEvery((world, dice) => OrderChangesNothing(world with { Rules = RuleSets.V2026R1 }, dice));

    [Fact]
    public void The_order_of_rules_releases_lists_and_items_changes_nothing_by_law() => ForEveryByLaw(OrderChangesNothing);

    [Fact]
    public void A_denial_beats_every_permission()
    {
        ForEvery((world, dice) =>
        {
            var denier = new RuleSet("x", Noon, [.. RuleSets.V2026R1.Rules, new DenyOne(world.Request.Items[dice.Next(world.Request.Items.Count)])]);
            var verdict = ConsentGate.Evaluate(world.Request, world.Facts, denier);
            Assert.Contains(verdict.Lines, line => line.Findings.Any(finding => finding.Rule == "X-99") && line.Outcome == Outcome.Deny);
        });
    }

    [Fact]
    public void Nothing_is_permitted_without_rules() =>
        ForEvery(world => Assert.All(ConsentGate.Evaluate(world.Request, world.Facts, new RuleSet("none", Noon, [])).Lines, line => Assert.Equal(Outcome.Deny, line.Outcome)));

    [Fact]
    public void Several_releases_never_give_more_than_one_of_them_by_itself() => ForEvery(world => NoMoreThanOneByItself(world with { Rules = RuleSets.InForce(world.Facts.TaskForce, world.Now) }));

    [Fact]
    public void Several_releases_never_give_more_than_one_of_them_by_itself_by_law() => ForEveryByLaw((world, _) => NoMoreThanOneByItself(world));

    [Fact]
    public void Explaining_finds_every_finding_of_a_verdict_by_law() => ForEveryByLaw((world, _) =>
    {
        foreach (var item in GateExplainer.Explain(world.Request, world.Facts, world.Rules).Items)
        {
            foreach (var finding in item.Line.Findings.Where(finding => finding.Reason != "absent"))
            {
                Assert.Contains(item.Rules, rule => rule.Decided && rule.Rule == finding.Rule && rule.Reason == finding.Reason && rule.Release == finding.Release);
            }
        }
    });

    [Fact]
    public void Explaining_finds_every_finding_of_the_verdict() => ForEvery(world =>
    {
        foreach (var item in GateExplainer.Explain(world.Request, world.Facts).Items)
        {
            foreach (var finding in item.Line.Findings.Where(finding => finding.Reason != "absent"))
            {
                Assert.Contains(item.Rules, rule => rule.Decided && rule.Rule == finding.Rule && rule.Reason == finding.Reason && rule.Release == finding.Release);
            }
        }
    });

    internal static void ForEvery(Action<GateWorld> holds, [CallerMemberName] string property = "") => ForEvery((world, _) => holds(world), property);

    internal static void ForEvery(Action<GateWorld, Random> holds, [CallerMemberName] string property = "") =>
        ProofRun.ForEvery(number => holds(GateWorlds.Of(number), new Random(number)), property);

    /// <summary>Worlds of what the law says, under the rules that bind by profile.</summary>
    internal static void ForEveryByLaw(Action<GateWorld, Random> holds, [CallerMemberName] string property = "") =>
        ProofRun.ForEvery(number => holds(GateWorlds.Of(number, RuleSets.V2026R2), new Random(number)), property);

    private static void OrderChangesNothing(GateWorld world, Random dice)
    {
        var (facts, rules, items, releases) = (world.Facts, world.Rules!.Rules.ToArray(), world.Request.Items.ToArray(), world.Facts.Consent.Releases.Select(r => r with { Terms = Shuffled(r.Terms, dice) }).ToArray());
        dice.Shuffle(rules);
        dice.Shuffle(items);
        dice.Shuffle(releases);
        var request = world.Request with { Items = items, Involvements = [.. world.Request.Involvements.Reverse()] };
        var set = new RuleSet(world.Rules.Version, Noon, rules) { ByProfile = world.Rules.ByProfile };

        var shuffled = ConsentGate.Evaluate(request, facts with { Consent = facts.Consent with { Releases = [.. releases] } }, set);

        var expected = world.Evaluate();
        Assert.Equal(expected.Lines.Select(Text).Order(), shuffled.Lines.Select(Text).Order());
        Assert.Equal((expected.Outcome, Text(expected.Obligations), Text(expected.ReleasesReliedOn)), (shuffled.Outcome, Text(shuffled.Obligations), Text(shuffled.ReleasesReliedOn)));
    }

    private static void NoMoreThanOneByItself(GateWorld world)
    {
        var facts = world.Facts;
        var alone = facts.Consent.Releases.Select(one => ConsentGate.Evaluate(world.Request, facts with { Consent = facts.Consent with { Releases = [one] } }, world.Rules!)).ToList();
        var together = world.Evaluate();
        for (var i = 0; i < together.Lines.Count; i++)
        {
            var line = together.Lines[i];
            Assert.True(line.Release is null || alone.Any(verdict => verdict.Lines[i].Mode >= line.Mode || IsRefusedAlone(verdict.Lines[i])), Text(line));
        }
    }

    // Words that there are not (a mode 9) can be asked about but not be stored, so this is not the stored form.
    internal static string Text(VerdictLine line) => $"{line.Item} {line.Outcome} {line.Mode} {line.Release} [{string.Join("; ", line.Findings)}] [{Text(line.LeftOut ?? [])}] [{Text(line.ReleasesOfOthers ?? [])}]";

    private static string Text(Verdict verdict) =>
        $"{verdict with { Lines = [], Obligations = [], ReleasesReliedOn = [], ThirdPersons = null }} {Text(verdict.ThirdPersons ?? [])} {Text(verdict.Obligations)} {Text(verdict.ReleasesReliedOn)} {string.Join('\n', verdict.Lines.Select(Text))}";

    private static string Text<T>(IEnumerable<T> values) => string.Join(", ", values);

    // A refusal that a newer release answers is unanswered when that release is looked at without the others, and the other way round.
    private static bool IsRefusedAlone(VerdictLine line) => line.Findings.Any(finding => finding.Rule == "CG-33");

    private static ReleaseTerms Shuffled(ReleaseTerms terms, Random dice) => terms with
    {
        Recipients = [.. terms.Recipients.OrderBy(_ => dice.Next())],
        Grants = [.. terms.Grants.OrderBy(_ => dice.Next())],
        Purposes = [.. terms.Purposes.OrderBy(_ => dice.Next())],
        Conditions = [.. terms.Conditions.OrderBy(_ => dice.Next())],
    };

    private sealed class DenyOne(RequestedItem denied) : GateRule("X-99", "a rule of this test", RuleBindings.ByPolicy("a rule of this test")), IItemRule
    {
        public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) => Ruling.DenyWhen(item == denied, "denied");
    }
}
