using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.TaskForce;

public sealed class TaskForceDeciderTests
{
    private static readonly TaskForceFormed Formed = new("Valley task force", "Valley", Harbor);
    private static readonly PolicySettings Settings = new(90, 3, 10);
    private static readonly ProtocolChangeId Change = new(Numbered(7));

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
    public void Only_the_first_policy_is_set_in_one_step() =>
        Force.And(new PolicySet(Noon, Settings)).When(s => TaskForceDecider.Decide(new SetPolicy(Settings with { QuorumMembers = 4 }, null, Noon), s)).ThenRefused(RefusalReason.WrongState);

    [Fact]
    public void A_policy_that_was_adopted_holds_at_once_or_from_its_later_date()
    {
        var past = Force.And(new PolicySet(Noon.AddDays(-1), Settings));
        var other = Settings with { RecallDays = 5 };

        past.When(s => TaskForceDecider.Decide(new AdoptPolicy(new(other, null), Change, Noon), s)).Then(new PolicySet(Noon, other) { Change = Change });
        past.When(s => TaskForceDecider.Decide(new AdoptPolicy(new(other, Noon.AddDays(1)), Change, Noon), s)).Then(new PolicySet(Noon.AddDays(1), other) { Change = Change });
        past.When(s => TaskForceDecider.Decide(new AdoptPolicy(new(other, Noon.AddDays(-9)), Change, Noon), s)).Then(new PolicySet(Noon, other) { Change = Change });
        past.When(s => TaskForceDecider.Decide(new AdoptPolicy(new(other with { QuorumMembers = 1 }, null), Change, Noon), s)).ThenRefused(RefusalReason.InvalidInput, "policy.settings.quorumMembers");
    }

    // One number beyond each end, and the number at each end: a bound that moves is seen here.
    [Fact]
    public void Every_number_of_a_policy_has_a_least_and_a_most()
    {
        (string Field, int Least, int Most, Func<int, PolicySettings> With)[] bounds =
        [
            ("longestReleaseDays", 1, 366, n => Settings with { LongestReleaseDays = n }),
            ("quorumMembers", 3, 100, n => Settings with { QuorumMembers = n }),
            ("recallDays", 1, 90, n => Settings with { RecallDays = n }),
            ("paperDays", 1, 30, n => Settings with { PaperDays = n }),
            ("minutesPerItem", 1, 240, n => Settings with { MinutesPerItem = n }),
            ("smallCellThreshold", 2, 100, n => Settings with { SmallCellThreshold = n }),
            ("concernAnswerDays", 3, 90, n => Settings with { ConcernAnswerDays = n }),
            ("concernsPerDay", 1, 1_000, n => Settings with { ConcernsPerDay = n }),
            ("councilSeats", 2, 50, n => Settings with { CouncilSeats = n }),
            ("councilCompensationInDollars", 1, 10_000, n => Settings with { CouncilCompensationInDollars = n }),
        ];
        var numbers = typeof(PolicySettings).GetProperties().Where(p => p.CanWrite && (p.PropertyType == typeof(int) || p.PropertyType == typeof(int?))).Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]);

        Assert.Equal(numbers.Order(), bounds.Select(bound => bound.Field).Order());
        foreach (var (field, least, most, with) in bounds)
        {
            foreach (var outside in new[] { int.MinValue, least - 1, most + 1, int.MaxValue })
                Force.When(s => TaskForceDecider.Decide(new SetPolicy(with(outside), null, Noon), s)).ThenRefused(RefusalReason.InvalidInput, $"settings.{field}");
            foreach (var inside in new[] { least, most })
                Force.When(s => TaskForceDecider.Decide(new SetPolicy(with(inside), null, Noon), s)).Then(new PolicySet(Noon, with(inside)));
        }
    }

    [Fact]
    public void A_quorum_is_a_third_of_the_members_at_least_and_no_more_than_there_are()
    {
        var twelve = Force.And([.. Enumerable.Range(0, 12).Select(n => new MemberAgencyAdded(new($"agency-{n}")))]);

        twelve.When(s => TaskForceDecider.Decide(new SetPolicy(Settings, null, Noon), s)).ThenRefused(RefusalReason.InvalidInput, "settings.quorumMembers");
        twelve.When(s => TaskForceDecider.Decide(new SetPolicy(Settings with { QuorumMembers = 13 }, null, Noon), s)).ThenRefused(RefusalReason.InvalidInput, "settings.quorumMembers");
        twelve.When(s => TaskForceDecider.Decide(new SetPolicy(Settings with { QuorumMembers = 4 }, null, Noon), s)).ThenOne<PolicySet>();
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
