using Coordination.Domain.TaskForce;
using Xunit;
using static Coordination.Testing.GivenWhenThen;

namespace Coordination.Domain.Tests.TaskForce;

public sealed class SamePolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PolicySettings Settings = new(365, 3, 10);
    private static readonly TaskForceEvent Formed = new TaskForceFormed("River County", "River County", new AgencyId("office"));

    [Fact]
    public void Setting_the_policy_that_is_in_force_records_nothing() =>
        Given(TaskForceStream.Definition, Formed, new PolicySet(Now.AddDays(-1), Settings))
            .When(state => TaskForceDecider.Decide(new SetPolicy(Settings, null, Now), state))
            .ThenNothing();

    [Theory]
    [InlineData("")]
    [InlineData("Chicago")]
    [InlineData("../etc/passwd")]
    [InlineData("America/Chicago ")]
    [InlineData("Americ\u00e1/Chicago")]
    public void A_time_zone_is_named_as_the_database_of_zones_names_it(string zone) =>
        Given(TaskForceStream.Definition, Formed)
            .When(state => TaskForceDecider.Decide(new SetPolicy(Settings with { TimeZone = zone }, null, Now), state))
            .ThenRefused(RefusalReason.InvalidInput, "settings.timeZone");

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("Etc/GMT+6")]
    public void Another_time_zone_is_another_policy(string zone) =>
        Given(TaskForceStream.Definition, Formed, new PolicySet(Now.AddDays(-1), Settings))
            .When(state => TaskForceDecider.Decide(Adopt(Settings with { TimeZone = zone }), state))
            .Then(new PolicySet(Now, Settings with { TimeZone = zone }) { Change = Change });

    [Fact]
    public void Adopting_the_policy_that_is_in_force_records_nothing() =>
        Given(TaskForceStream.Definition, Formed, new PolicySet(Now.AddDays(-1), Settings))
            .When(state => TaskForceDecider.Decide(Adopt(Settings), state))
            .ThenNothing();

    [Fact]
    public void Where_another_policy_was_set_for_later_adopting_the_one_in_force_is_a_decision() =>
        Given(TaskForceStream.Definition, Formed, new PolicySet(Now.AddDays(-1), Settings), new PolicySet(Now.AddDays(1), Settings with { RecallDays = 5 }))
            .When(state => TaskForceDecider.Decide(Adopt(Settings), state))
            .Then(new PolicySet(Now, Settings) { Change = Change });

    private static readonly ProtocolChangeId Change = new(Guid.NewGuid());

    private static AdoptPolicy Adopt(PolicySettings settings) => new(new(settings, null), Change, Now);
}
