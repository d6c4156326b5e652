using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Coordination.Domain.Gate;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>
/// The gate against a second one, written from the table and not from the code: on many random questions, with every rule
/// missing in turn, and with faults planted that somebody could really make.
/// </summary>
[Trait("Sweep", "true")]
public sealed partial class GateOracle
{
    private const int EnoughToNotice = 2_000_000, OfManyWorlds = 500;

    /// <summary>The set in which every rule binds everybody, and the one in which each binds by profile.</summary>
    public static TheoryData<string> Versions => [RuleSets.V2026R1.Version, RuleSets.V2026R2.Version];

    [Theory, MemberData(nameof(Versions))]
    public void It_agrees_with_a_second_gate_written_from_the_table_and_every_reason_of_every_rule_occurs(string version)
    {
        var set = RuleSets.Find(version)!;
        var (outcomes, reasons, done, watch) = (new ConcurrentDictionary<Outcome, int>(), new ConcurrentDictionary<string, int>(), 0, Stopwatch.StartNew());
        ProofRun.Say($"{version}, seed {ProofRun.Seed}");
        Parallel.For(0, ProofRun.OracleCases, place =>
        {
            var world = GateWorlds.Of(ProofRun.World(place), set);
            var verdict = world.Evaluate();
            Agree(world, verdict, ProofRun.World(place));
            outcomes.AddOrUpdate(verdict.Outcome, 1, (_, count) => count + 1);
            foreach (var reason in verdict.Lines.SelectMany(line => line.Findings).Select(Reason).Distinct())
            {
                reasons.AddOrUpdate(reason, 1, (_, count) => count + 1);
            }

            ProofRun.Progress("The second gate", Interlocked.Increment(ref done), ProofRun.OracleCases);
        });
        ProofRun.Tell($"It_agrees_with_a_second_gate_written_from_the_table_{version}", done, watch.Elapsed);
        ProofRun.Say("Outcomes: " + string.Join(", ", outcomes.OrderBy(o => o.Key).Select(o => $"{o.Key} {o.Value * 100.0 / done:0.0} %")));
        ProofRun.Say("Reasons, in verdicts: " + string.Join(", ", reasons.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Value}")));
        Assert.All(Enum.GetValues<Outcome>(), outcome => Assert.True(outcomes.GetValueOrDefault(outcome) > done / 50, $"{outcome} hardly ever occurs."));
        Assert.Empty(NeverGiven(set, reasons.Keys).Order());
    }

    // A reason that is rare among the worlds is looked for in more of them, and compared where it occurs.
    private static HashSet<string> NeverGiven(RuleSet set, IEnumerable<string> given)
    {
        var missing = Written(set).Except(given).ToHashSet();
        for (var place = ProofRun.OracleCases; missing.Count > 0 && place < EnoughToNotice; place++)
        {
            var world = GateWorlds.Of(ProofRun.World(place), set);
            var verdict = world.Evaluate();
            var found = verdict.Lines.SelectMany(line => line.Findings).Select(Reason).Where(missing.Contains).ToList();
            if (found.Count > 0)
            {
                Agree(world, verdict, ProofRun.World(place));
                missing.ExceptWith(found);
            }
        }

        return missing;
    }

    [Theory, MemberData(nameof(Versions))]
    public void Without_any_one_rule_the_second_gate_notices(string version)
    {
        var set = RuleSets.Find(version)!;
        foreach (var rule in set.Rules)
        {
            Assert.True(Noticed(Without(rule, set)) is not null, $"Nobody misses {rule.Id}.");
        }
    }

    [Fact]
    public void No_rule_of_an_older_set_could_be_missing_unnoticed()
    {
        foreach (var (set, rule) in RuleSets.All.SkipLast(1).SelectMany(set => set.Rules.Select(rule => (set, rule))))
        {
            var without = Without(rule, set);
            Assert.Contains(Enumerable.Range(0, EnoughToNotice).Select(place => GateWorlds.Of(ProofRun.World(place))), world =>
                !ConsentGate.Evaluate(world.Request, world.Facts, set).Lines.Select(GateProperties.Text).SequenceEqual(ConsentGate.Evaluate(world.Request, world.Facts, without).Lines.Select(GateProperties.Text)));
        }
    }

    [Fact]
    public void The_second_gate_notices_every_planted_fault() => AllAreNoticed(RuleSets.V2026R1, PlantedFaults.All);

    [Fact]
    public void The_second_gate_notices_every_planted_fault_in_what_2026_2_changes()
    {
        var changed = RuleSets.V2026R2.Changes.Select(change => change.Rule).ToHashSet();
        AllAreNoticed(RuleSets.V2026R2, [.. PlantedFaults.All.Where(fault => changed.Contains(fault.Rule) && !PlantedFaults.NoneIn2026R2.Contains(fault.Name)), .. PlantedFaults.Of2026R2]);
    }

    [Fact]
    public void A_fault_is_planted_in_every_rule()
    {
        Assert.Empty(RuleSets.V2026R1.Rules.Select(rule => rule.Id).Except(PlantedFaults.All.Select(fault => fault.Rule)));
        Assert.Empty(RuleSets.V2026R2.Changes.Select(change => change.Rule).Except(PlantedFaults.Of2026R2.Select(fault => fault.Rule)));
    }

    [Theory, MemberData(nameof(Versions))]
    public void A_rule_that_is_only_wrapped_is_no_fault(string version)
    {
        var set = RuleSets.Find(version)!;
        var wrapped = Changed(set, set.Rules.Select(rule => PlantedFaults.Nothing(rule)));
        Assert.All(Enumerable.Range(0, 2_000).Select(place => GateWorlds.Of(ProofRun.World(place), set)), world =>
            Assert.False(GateComparison.Differs(world, ConsentGate.Evaluate(world.Request, world.Facts, wrapped))));
    }

    // A world is made once for all faults that no world before it showed, and the second gate is asked only where a fault changes what the sound set answers.
    // Some faults show in one world of 100,000: those worlds are remembered and come first, and without them a fault is looked for in more worlds. A run
    // that is given a seed remembers none.
    private static void AllAreNoticed(RuleSet set, IReadOnlyList<(string Name, string Rule, Func<GateRule, GateRule> Plant)> faults)
    {
        var file = Path.Combine(Snapshot.RepositoryRoot, $"tests/Coordination.Domain.Tests/Gate/worlds-of-rare-faults.{set.Version}.txt");
        var accepts = Environment.GetEnvironmentVariable(Snapshot.AcceptVariable) == "1";
        var remembered = accepts || ProofRun.IsSeeded ? [] : File.ReadAllLines(file).Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)).ToList();
        var unnoticed = faults.Select(fault => (fault.Name, fault.Rule, Rules: Changed(set, set.Rules.Select(rule => rule.Id == fault.Rule ? fault.Plant(rule) : rule)))).ToList();
        List<string> rare = [];
        for (var place = 0; place < EnoughToNotice && unnoticed.Count > 0; place++)
        {
            var number = place < remembered.Count ? remembered[place] : ProofRun.World(place - remembered.Count);
            var world = GateWorlds.Of(number, set);
            var (request, facts) = (world.Request, world.Facts);
            var sound = ConsentGate.Evaluate(request, facts, set);
            for (var i = unnoticed.Count - 1; i >= 0; i--)
            {
                var (name, rule, rules) = unnoticed[i];
                var answer = ConsentGate.Evaluate(request, facts, rules);
                if (!IsSame(sound, answer) && GateComparison.Differs(world with { Rules = rules }, answer))
                {
                    ProofRun.Say($"Noticed by world {place + 1:#,0}: {rule}, {name}");
                    unnoticed.RemoveAt(i);
                    if (place >= OfManyWorlds)
                    {
                        rare.Add($"{number} {rule}: {name}");
                    }
                }
            }
        }

        Assert.Empty(unnoticed.Select(fault => $"{fault.Rule}: {fault.Name}"));
        if (accepts)
        {
            File.WriteAllLines(file, rare);
        }
    }

    private static bool IsSame(Verdict one, Verdict other) =>
        one.Outcome == other.Outcome && one.Obligations.SequenceEqual(other.Obligations) && one.Lines.Count == other.Lines.Count
        && one.Lines.Zip(other.Lines).All(pair =>
            (pair.First.Outcome, pair.First.Mode, pair.First.Release) == (pair.Second.Outcome, pair.Second.Mode, pair.Second.Release)
            && pair.First.Findings.SequenceEqual(pair.Second.Findings)
            && (pair.First.LeftOut ?? []).SequenceEqual(pair.Second.LeftOut ?? [])
            && (pair.First.ReleasesOfOthers ?? []).SequenceEqual(pair.Second.ReleasesOfOthers ?? []));

    private static RuleSet Without(GateRule rule, RuleSet set) => Changed(set, set.Rules.Where(other => other != rule));

    private static RuleSet Changed(RuleSet set, IEnumerable<GateRule> rules) => new(set.Version, set.EffectiveFrom, rules) { ByProfile = set.ByProfile };

    private static int? Noticed(RuleSet rules)
    {
        for (var place = 0; place < EnoughToNotice; place++)
        {
            var world = GateWorlds.Of(ProofRun.World(place), rules);
            if (GateComparison.Differs(world, ConsentGate.Evaluate(world.Request, world.Facts, rules)))
            {
                return place;
            }
        }

        return null;
    }

    private static void Agree(GateWorld world, Verdict verdict, int number)
    {
        try
        {
            GateComparison.Compare(world, verdict);
        }
        catch (Xunit.Sdk.XunitException different)
        {
            Assert.Fail($"World {number} (GateWorlds.Of({number})): {different.Message}");
        }
    }

    private static string Reason(RuleFinding finding) => $"{finding.Rule} {finding.Reason}";

    // A rule that is added brings its reasons with it: they are read from its file.
    private static IEnumerable<string> Written(RuleSet set) =>
        from file in SourceTree.Under("src/Coordination.Domain/Gate/Rules")
        let rule = set.Rules.FirstOrDefault(known => file.Path.EndsWith($"/{known.GetType().Name}.cs", StringComparison.Ordinal))
        where rule is not null
        from Match reason in ReasonCode().Matches(file.Text)
        select $"{rule.Id} {reason.Groups[1].Value}";

    [GeneratedRegex("\"([a-z0-9]+(?:-[a-z0-9]+)*)\"")]
    private static partial Regex ReasonCode();
}
