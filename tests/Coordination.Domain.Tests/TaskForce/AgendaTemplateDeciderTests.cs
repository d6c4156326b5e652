using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.TaskForce;

public class AgendaTemplateDeciderTests
{
    private static readonly AgendaTemplate Monthly = new("monthly", ReviewKind.Standing, [new("Welcome", 5), new("Cases", null, HoldsCases: true)], [AgencyKind.Medical]);
    private static readonly TaskForceState Formed = TaskForceStream.Definition.Fold(TaskForceState.Initial, [new TaskForceFormed("River County", "River County", new AgencyId("office"))]);

    [Fact]
    public void A_template_is_set_replaced_and_retired()
    {
        var set = After(Formed, new AgendaTemplateSet(Monthly));
        Assert.Same(Monthly, set.Template("monthly"));
        Assert.Empty(Decide(set, Monthly with { Sections = [.. Monthly.Sections], Disciplines = [AgencyKind.Medical] }).Events);
        Assert.IsType<AgendaTemplateSet>(Assert.Single(Decide(set, Monthly with { MinutesPerItem = 12 }).Events));
        Assert.IsType<AgendaTemplateRetired>(Assert.Single(AgendaTemplateDecider.Decide(new RetireAgendaTemplate("monthly"), set).Events));
        Assert.Null(After(set, new AgendaTemplateRetired("monthly")).Template("monthly"));
        Assert.IsType<Refused<TaskForceEvent>>(AgendaTemplateDecider.Decide(new RetireAgendaTemplate("weekly"), set));
    }

    public static TheoryData<string, AgendaTemplate> Wrong => new()
    {
        { "name", Monthly with { Name = " " } },
        { "sections", Monthly with { Sections = [] } },
        { "sections", Monthly with { Sections = [new("Welcome", 5)] } },
        { "sections", Monthly with { Sections = [new("Cases", null, HoldsCases: true), new("More cases", null, HoldsCases: true)] } },
        { "sections[0].minutes", Monthly with { Sections = [new("Welcome", null), new("Cases", null, HoldsCases: true)] } },
        { "sections[0].minutes", Monthly with { Sections = [new("Welcome", 0), new("Cases", null, HoldsCases: true)] } },
        { "sections[1].minutes", Monthly with { Sections = [new("Welcome", 5), new("Cases", 60, HoldsCases: true)] } },
        { "sections[0].heading", Monthly with { Sections = [new("", 5), new("Cases", null, HoldsCases: true)] } },
        { "minutesPerItem", Monthly with { MinutesPerItem = 0 } },
        { "disciplines", Monthly with { Disciplines = [AgencyKind.Legal, AgencyKind.Legal] } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_with_a_template_is_named(string field, AgendaTemplate template) =>
        Assert.Equal(field, Assert.IsType<Refused<TaskForceEvent>>(Decide(Formed, template)).Refusal.Field);

    [Fact]
    public void The_time_for_a_case_is_a_matter_of_policy()
    {
        var policy = new PolicySettings(365, 3, 14) { MinutesPerItem = 500 };
        Assert.Equal("settings.minutesPerItem", Assert.IsType<Refused<TaskForceEvent>>(TaskForceDecider.Decide(new SetPolicy(policy, null, DateTimeOffset.UnixEpoch), Formed)).Refusal.Field);
        Assert.IsType<Accepted<TaskForceEvent>>(TaskForceDecider.Decide(new SetPolicy(policy with { MinutesPerItem = 12 }, null, DateTimeOffset.UnixEpoch), Formed));
    }

    private static Decision<TaskForceEvent> Decide(TaskForceState state, AgendaTemplate template) => AgendaTemplateDecider.Decide(new SetAgendaTemplate(template), state);

    private static TaskForceState After(TaskForceState state, TaskForceEvent @event) => TaskForceStream.Definition.Fold(state, [@event]);
}
