using System.Net;
using Coordination.Host.Tests.Features.Consent;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Partners;

public sealed class PartnerRoutesTests(CoordinationHost host) : IClassFixture<CoordinationHost>, IAsyncLifetime
{
    private readonly ConsentWorld _world = new(host);

    public async ValueTask InitializeAsync() => await _world.Begin();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_agency_that_joined_is_a_member_in_standing_until_it_leaves()
    {
        await _world.Join("bridge-housing", "housingAndServices", "sam.okafor");
        var joined = (await _world.Admin.Get("/v1/agencies/bridge-housing")).Ok().Json;
        var members = (await _world.Detective.Get("/v1/task-force")).Ok().Json["members"]!.AsArray().Select(m => m!.GetValue<string>());

        (await _world.Admin.Post("/v1/agencies/bridge-housing/leave", new { reason = "moved away" })).Ok();

        Assert.True(joined["inStanding"]!.GetValue<bool>());
        Assert.Contains("bridge-housing", members);
        Assert.True((await _world.Admin.Get("/v1/agencies/bridge-housing")).Json["hasLeft"]!.GetValue<bool>());
        Assert.DoesNotContain("bridge-housing", (await _world.Detective.Get("/v1/task-force")).Json["members"]!.AsArray().Select(m => m!.GetValue<string>()));
    }

    [Fact]
    public async Task A_suspension_is_seen_and_lifted()
    {
        (await _world.Admin.Post("/v1/agencies/river-clinic/suspend", new { reason = "a breach" })).Ok();
        var suspended = (await _world.Admin.Get("/v1/agencies/river-clinic")).Json;
        (await _world.Admin.Post("/v1/agencies/river-clinic/restore", new { reason = "answered" })).Ok();

        Assert.False(suspended["inStanding"]!.GetValue<bool>());
        Assert.True((await _world.Admin.Get("/v1/agencies/river-clinic")).Json["inStanding"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Only_the_office_runs_the_task_force()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Detective.Post("/v1/agencies/river-clinic/suspend", new { reason = "rivalry" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Detective.Get("/v1/agencies/river-clinic")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Advocate.Post("/v1/task-force/policy", new { settings = new { longestReleaseDays = 3000, quorumMembers = 1, recallDays = 1 } })).Status);
    }

    [Theory]
    [InlineData(0, 3, 10, "policy.settings.longestReleaseDays")]
    [InlineData(3650, 3, 10, "policy.settings.longestReleaseDays")]
    [InlineData(90, 1, 10, "policy.settings.quorumMembers")]
    [InlineData(90, 3, 366, "policy.settings.recallDays")]
    public async Task A_policy_out_of_bounds_is_refused_by_its_field(int days, int quorum, int recall, string field)
    {
        var policy = new { settings = new { longestReleaseDays = days, quorumMembers = quorum, recallDays = recall } };
        var refused = await _world.Admin.Post("/v1/council/changes", new { title = "Policy", text = "Other settings.", policy });

        Assert.Equal(("invalid-input", field), (refused.Problem, refused.Field));
    }
}
