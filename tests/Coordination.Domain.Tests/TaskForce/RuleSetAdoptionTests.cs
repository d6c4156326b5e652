using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.TaskForce;

/// <summary>The task force adopts a version of the rules, and sets what binds an agency, for now or later; history stays.</summary>
public sealed class RuleSetAdoptionTests
{
    private static readonly PublishedRuleSet[] Sets = [new("one", Noon.AddDays(-100)), new("two", Noon.AddDays(-10)), new("three", Noon.AddDays(10))];

    [Fact]
    public void A_known_set_is_adopted_for_now_or_later_but_not_before_it_takes_effect()
    {
        Adopt("two", null).Then(new RuleSetAdopted(Noon, "two"));
        Adopt("three", Noon.AddDays(10)).Then(new RuleSetAdopted(Noon.AddDays(10), "three"));
        Adopt("three", Noon.AddDays(10).AddTicks(-1)).ThenRefused(RefusalReason.InvalidInput, "effectiveFrom");
        Adopt("two", Noon.AddTicks(-1)).ThenRefused(RefusalReason.InvalidInput, "effectiveFrom");
        Adopt("four", null).ThenRefused(RefusalReason.InvalidInput, "ruleSet");
        GivenWhenThen.Given(TaskForceStream.Definition).When(s => TaskForceDecider.Decide(new AdoptRuleSet("two", null, Noon, Sets), s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void An_earlier_set_never_takes_the_place_of_a_later_one()
    {
        Adopt("one", null).ThenRefused(RefusalReason.PolicyLimit, "ruleSet");
        Adopt("one", Noon.AddDays(20), new RuleSetAdopted(Noon.AddDays(-50), "one"), new RuleSetAdopted(Noon.AddDays(15), "three")).ThenRefused(RefusalReason.PolicyLimit, "ruleSet");
        Adopt("two", Noon.AddDays(5), new RuleSetAdopted(Noon.AddDays(-50), "one"), new RuleSetAdopted(Noon.AddDays(15), "three")).Then(new RuleSetAdopted(Noon.AddDays(5), "two"));
    }

    [Fact]
    public void A_set_that_only_an_adoption_brings_into_force_is_in_nobodys_way_before()
    {
        PublishedRuleSet[] sets = [.. Sets.Take(2), new("three", Noon.AddDays(-5)) { ByAdoptionOnly = true }];
        var adopted = Force.And(new RuleSetAdopted(Noon.AddDays(-1), "three"));

        Force.When(s => TaskForceDecider.Decide(new AdoptRuleSet("two", null, Noon, sets), s)).Then(new RuleSetAdopted(Noon, "two"));
        Force.When(s => TaskForceDecider.Decide(new AdoptRuleSet("three", null, Noon, sets), s)).Then(new RuleSetAdopted(Noon, "three"));
        adopted.When(s => TaskForceDecider.Decide(new AdoptRuleSet("two", null, Noon, sets), s)).ThenRefused(RefusalReason.PolicyLimit, "ruleSet");
    }

    [Fact]
    public void What_holds_already_is_not_adopted_again()
    {
        Adopt("two", null, new RuleSetAdopted(Noon.AddDays(-1), "two")).ThenNothing();
        Adopt("one", null, new RuleSetAdopted(Noon.AddDays(-50), "one")).ThenNothing();
    }

    [Fact]
    public void There_is_a_limit_to_how_often_a_set_is_adopted_or_a_policy_is_set()
    {
        var often = Enumerable.Range(0, TaskForceDecider.MostAdoptions).ToArray();

        Adopt("two", null, [.. often.Select(_ => new RuleSetAdopted(Noon.AddDays(1), "three"))]).ThenRefused(RefusalReason.InvalidInput, "ruleSet");
        Force.And([.. often.Select(_ => new PolicySet(Noon, new PolicySettings(90, 3, 10)))])
            .When(s => TaskForceDecider.Decide(new AdoptPolicy(new(new PolicySettings(91, 3, 10), null), new(Numbered(7)), Noon), s)).ThenRefused(RefusalReason.InvalidInput, "policy");
    }

    [Fact]
    public void What_binds_an_agency_changes_on_its_date_to_the_tick_and_several_bind_together()
    {
        var later = new AgencyProfilesSet(Noon.AddDays(2), [PolicyProfile.Part2]);
        var state = (PartnerPosition.Partner)Clinical.And(later, new AgencyProfilesSet(Noon, [PolicyProfile.Hipaa, PolicyProfile.Vawa])).State;

        Assert.Equal([PolicyProfile.Hipaa], state.BoundBy(Noon.AddTicks(-1)));
        Assert.Equal([PolicyProfile.Hipaa, PolicyProfile.Vawa], state.BoundBy(Noon));
        Assert.Equal([PolicyProfile.Hipaa, PolicyProfile.Vawa], state.BoundBy(Noon.AddDays(2).AddTicks(-1)));
        Assert.Equal([PolicyProfile.Part2], state.BoundBy(Noon.AddDays(2)));
    }

    [Fact]
    public void Profiles_are_set_for_now_or_later_each_once()
    {
        Clinical.When(s => PartnerDecider.Decide(new SetProfiles([PolicyProfile.Part2, PolicyProfile.Hipaa], null, Noon), s)).Then(Set(PolicyProfile.Part2, PolicyProfile.Hipaa));
        Clinical.When(s => PartnerDecider.Decide(new SetProfiles([PolicyProfile.Hipaa], null, Noon), s)).ThenNothing();
        Clinical.And(new AgencyProfilesSet(Noon.AddDays(1), [])).When(s => PartnerDecider.Decide(new SetProfiles([PolicyProfile.Hipaa], null, Noon), s)).Then(Set(PolicyProfile.Hipaa));
        Clinical.When(s => PartnerDecider.Decide(new SetProfiles([PolicyProfile.Vawa], Noon.AddTicks(-1), Noon), s)).ThenRefused(RefusalReason.InvalidInput, "effectiveFrom");
        Clinical.When(s => PartnerDecider.Decide(new SetProfiles([PolicyProfile.Vawa, PolicyProfile.Vawa], null, Noon), s)).ThenRefused(RefusalReason.InvalidInput, "profiles");
        GivenWhenThen.Given(PartnerStream.Definition).When(s => PartnerDecider.Decide(new SetProfiles([], null, Noon), s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void An_agency_that_joins_again_states_again_what_binds_it()
    {
        var state = (PartnerPosition.Partner)Clinical.And(new AgencyProfilesSet(Noon, [PolicyProfile.Part2]), new AgencyLeft(Sensitive.Of("moved")), Joined).State;

        Assert.Equal([PolicyProfile.Hipaa], state.BoundBy(Noon.AddDays(1)));
    }

    private static AgencyProfilesSet Set(params PolicyProfile[] profiles) => new(Noon, profiles) { SetBy = ProfileSetter.Office, SetAt = Noon };

    private static AgencyJoined Joined => new(Clinic, "Clinic", AgencyKind.HousingAndServices, [PolicyProfile.Hipaa]);

    private static Past<PartnerPosition, PartnerEvent> Clinical => GivenWhenThen.Given(PartnerStream.Definition, Joined);

    private static Past<TaskForceState, TaskForceEvent> Force => GivenWhenThen.Given(TaskForceStream.Definition, new TaskForceFormed("Valley task force", "Valley", Harbor));

    private static Decided<TaskForceState, TaskForceEvent> Adopt(string set, DateTimeOffset? from, params TaskForceEvent[] before) =>
        Force.And(before).When(s => TaskForceDecider.Decide(new AdoptRuleSet(set, from, Noon, Sets), s));
}
