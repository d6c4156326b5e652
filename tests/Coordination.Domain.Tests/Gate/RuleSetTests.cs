using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Versions of the rules stand side by side; which one is asked, is a fact with a date.</summary>
public sealed class RuleSetTests
{
    private static readonly DateTimeOffset Published = RuleSets.V2026R1.EffectiveFrom;

    private static GateWorld Privileged { get; } = Permitting
        .WithTerms(terms => terms with { Grants = [.. terms.Grants, new CategoryGrant(InformationCategory.PrivilegedCommunication, SharingMode.IdentifiedVerbatim)] })
        .AskingFor(item => item with { Category = InformationCategory.PrivilegedCommunication });

    [Fact]
    public void Published_sets_have_dates_in_order_and_say_what_each_changed()
    {
        foreach (var (before, set) in RuleSets.All.Zip(RuleSets.All.Skip(1)))
        {
            Assert.True(before.EffectiveFrom < set.EffectiveFrom);
            Assert.Equal(before.Version, set.Follows);
            Assert.NotEmpty(set.Changes);
            Assert.Equal(set.Rules.Select(rule => rule.Id).Except(before.Rules.Select(rule => rule.Id)), set.Changes.Where(change => change.Kind == RuleChangeKind.Added).Select(change => change.Rule));
            Assert.Empty(before.Rules.Select(rule => rule.Id).Except(set.Rules.Select(rule => rule.Id)));
        }

        Assert.All(RuleSets.All, set => Assert.Equal(set.Rules.Count, set.Rules.DistinctBy(rule => rule.Id).Count()));
        Assert.All(RuleSets.All, set => Assert.Same(set, RuleSets.Find(set.Version)));
        Assert.Null(RuleSets.Find("2019-1"));
    }

    [Fact]
    public void A_set_that_binds_by_profile_is_in_force_where_it_was_adopted_and_never_by_its_date()
    {
        Assert.True(RuleSets.V2026R2 is { ByProfile: true, ByAdoptionOnly: true });
        Assert.All(RuleSets.All.Except([RuleSets.V2026R2]), set => Assert.False(set.ByProfile || set.ByAdoptionOnly));
        Assert.Same(RuleSets.V2026R1, RuleSets.At(RuleSets.V2026R2.EffectiveFrom.AddYears(10)));
        Assert.Contains(RuleSets.Published, set => set.Version == RuleSets.V2026R2.Version && set.ByAdoptionOnly);

        var world = Permitting with { TaskForce = [.. Permitting.TaskForce, new RuleSetAdopted(Noon, RuleSets.V2026R2.Version)] };
        Assert.Equal((RuleSets.V2026R1.Version, RuleSets.V2026R2.Version), ((world with { Now = Noon.AddTicks(-1) }).Evaluate().RuleSet, world.Evaluate().RuleSet));
    }

    [Fact]
    public void A_rule_of_the_same_id_takes_the_place_of_the_one_before()
    {
        var next = RuleSets.V2025R1.FollowedBy("next", Published, new Domain.Gate.Rules.Cg27Privilege(), new Domain.Gate.Rules.Cg04TimeLimited());

        Assert.Equal([("CG-04", RuleChangeKind.Replaced), ("CG-27", RuleChangeKind.Added)], next.Changes.Select(change => (change.Rule, change.Kind)));
        Assert.Equal(RuleSets.V2025R1.Rules.Count + 1, next.Rules.Count);
        Assert.NotSame(RuleSets.V2025R1.Find("CG-04"), next.Find("CG-04"));
        Assert.Throws<ArgumentException>(() => RuleSets.V2026R1.FollowedBy("too early", RuleSets.V2026R1.EffectiveFrom));
    }

    [Fact]
    public void Without_an_adoption_the_date_of_publication_decides_to_the_tick()
    {
        Assert.Same(RuleSets.None, RuleSets.At(RuleSets.V2025R1.EffectiveFrom.AddTicks(-1)));
        Assert.Same(RuleSets.V2025R1, RuleSets.At(RuleSets.V2025R1.EffectiveFrom));
        Assert.Same(RuleSets.V2025R1, RuleSets.At(Published.AddTicks(-1)));
        Assert.Same(RuleSets.V2026R1, RuleSets.At(Published));
        Assert.Same(RuleSets.V2026R1, RuleSets.At(Published.ToOffset(TimeSpan.FromHours(-8))));
    }

    [Fact]
    public void An_adoption_decides_from_its_first_tick_on_and_until_then_what_held_before()
    {
        var world = Privileged with { TaskForce = [.. Privileged.TaskForce, new RuleSetAdopted(Noon.AddDays(-300), "2025-1"), new RuleSetAdopted(Noon, "2026-1")] };

        Assert.Equal(("2025-1", Outcome.Permit), Asked(world with { Now = Noon.AddTicks(-1) }));
        Assert.Equal(("2026-1", Outcome.PermitInPart), Asked(world));
        Assert.Equal(("2026-1", Outcome.PermitInPart), Asked(Privileged));
    }

    [Fact]
    public void A_set_that_this_software_does_not_know_permits_nothing()
    {
        var world = Permitting with { TaskForce = [.. Permitting.TaskForce, new RuleSetAdopted(Noon, "2031-4")] };

        var verdict = world.Evaluate();

        Assert.Equal(("none", Outcome.Deny), (verdict.RuleSet, verdict.Outcome));
        Assert.Equal(Outcome.Permit, (world with { Now = Noon.AddTicks(-1) }).Evaluate().Outcome);
        Assert.Equal(Outcome.Deny, ConsentGate.Evaluate(world.Request, world.Facts, RuleSets.Find(verdict.RuleSet)!).Outcome);
    }

    [Fact]
    public void Sets_side_by_side_answer_one_question_each_in_its_own_way()
    {
        var (request, facts) = (Privileged.Request, Privileged.Facts);

        Assert.Equal(Outcome.Permit, ConsentGate.Evaluate(request, facts, RuleSets.V2025R1).Lines[0].Outcome);
        Assert.Equal(Outcome.Deny, ConsentGate.Evaluate(request, facts, RuleSets.V2026R1).Lines[0].Outcome);
        Assert.Equal("2025-1", GateExplainer.Explain(request, facts, RuleSets.V2025R1).Verdict.RuleSet);
    }

    private static (string, Outcome) Asked(GateWorld world) => (world.Evaluate().RuleSet, world.Evaluate().Outcome);
}
