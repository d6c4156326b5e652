using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.TaskForce;

public sealed class TaskForceDeciderTests
{
    private static readonly TaskForceFormed Formed = new("Valley task force", "Valley", Harbor);
    private static readonly PolicySettings Settings = new(90, 3, 10);

    [Fact]
    public void A_task_force_is_formed_once()
    {
        GivenWhenThen.Given(TaskForceStream.Definition).When(s => TaskForceDecider.Decide(new FormTaskForce("Valley task force", "Valley", Harbor), s)).Then(Formed);
        Force.When(s => TaskForceDecider.Decide(new FormTaskForce("Valley task force", "Valley", Harbor), s)).ThenNothing();
        Force.When(s => TaskForceDecider.Decide(new FormTaskForce("Another", "Valley", Harbor), s)).ThenRefused(RefusalReason.AlreadyExists);
        GivenWhenThen.Given(TaskForceStream.Definition).When(s => TaskForceDecider.Decide(new FormTaskForce("", "Valley", Harbor), s)).ThenRefused(RefusalReason.InvalidInput, "name");
    }

    [Fact]
    public void A_policy_takes_effect_now_or_later_and_never_in_the_past()
    {
        Force.When(s => TaskForceDecider.Decide(new SetPolicy(Settings, null, Noon), s)).Then(new PolicySet(Noon, Settings));
        Force.When(s => TaskForceDecider.Decide(new SetPolicy(Settings, Noon.AddDays(1), Noon), s)).Then(new PolicySet(Noon.AddDays(1), Settings));
        Force.When(s => TaskForceDecider.Decide(new SetPolicy(Settings, Noon.AddTicks(-1), Noon), s)).ThenRefused(RefusalReason.InvalidInput, "effectiveFrom");
        GivenWhenThen.Given(TaskForceStream.Definition).When(s => TaskForceDecider.Decide(new SetPolicy(Settings, null, Noon), s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void The_policy_in_force_is_the_one_that_took_effect_last()
    {
        var later = Settings with { LongestReleaseDays = 30 };
        var state = Force.And(new PolicySet(Noon, Settings), new PolicySet(Noon.AddDays(2), later)).State;

        Assert.Null(state.PolicyAt(Noon.AddTicks(-1)));
        Assert.Equal(Settings, state.PolicyAt(Noon));
        Assert.Equal(Settings, state.PolicyAt(Noon.AddDays(2).AddTicks(-1)));
        Assert.Equal(later, state.PolicyAt(Noon.AddDays(2)));
        Assert.Equal(later, Force.And(new PolicySet(Noon, Settings), new PolicySet(Noon, later)).State.PolicyAt(Noon));
    }

    [Fact]
    public void Members_come_and_go_once_each()
    {
        Force.When(s => TaskForceDecider.Decide(new AddMemberAgency(Police), s)).Then(new MemberAgencyAdded(Police));
        Force.And(new MemberAgencyAdded(Police)).When(s => TaskForceDecider.Decide(new AddMemberAgency(Police), s)).ThenNothing();
        Force.And(new MemberAgencyAdded(Police)).When(s => TaskForceDecider.Decide(new RemoveMemberAgency(Police), s)).Then(new MemberAgencyRemoved(Police));
        Force.When(s => TaskForceDecider.Decide(new RemoveMemberAgency(Police), s)).ThenNothing();
    }

    [Fact]
    public void Every_event_folds_onto_every_stage()
    {
        var events = EventSamples.All().OfType<TaskForceEvent>().ToList();
        Assert.All(events, one => Assert.All(events, other => Assert.NotNull(TaskForceStream.Definition.Fold(TaskForceState.Initial, [one, other]))));
    }

    private static Past<TaskForceState, TaskForceEvent> Force => GivenWhenThen.Given(TaskForceStream.Definition, Formed);
}
