using System.Net;
using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Services;
using Coordination.Domain.Survivors;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.RoleViews;

/// <summary>What came of what survivors set out to reach.</summary>
public sealed class OutcomeRoutesTests : IDisposable
{
    private static readonly DateTimeOffset Due = new(2026, 9, 29, 0, 0, 0, TimeSpan.Zero);

    private readonly ViewScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_quarter_is_published_once_it_is_due_to_those_who_may_read_it_and_shows_nobody()
    {
        await _scene.FormTaskForce();
        for (var i = 0; i < 30; i++)
            await Comes(i < 25 ? GoalKind.Housing : GoalKind.Legal, reaches: i < 12);
        _scene.At(Due.AddTicks(-1));
        Assert.Equal("2025-q4", (await _scene.Coordinator.Get("/v1/outcomes")).Ok().Json["quarters"]![0]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await _scene.Coordinator.Get("/v1/outcomes/2026-q1")).Status);
        _scene.At(Due);

        var published = (await _scene.Coordinator.Get("/v1/outcomes/2026-q1")).Ok();

        Assert.Equal("2026-q1", (await _scene.Coordinator.Get("/v1/outcomes")).Ok().Json["quarters"]![0]!.GetValue<string>());
        var goals = published.Json["tables"]![0]!;
        var housing = goals["rows"]!.AsArray().Single(row => row!["name"]!.GetValue<string>() == "housing")!;
        Assert.Equal(30, goals["total"]!.GetValue<int>());
        Assert.Equal(12, housing["figures"]![0]!.GetValue<int>());
        Assert.Null(goals["rows"]!.AsArray().Single(row => row!["name"]!.GetValue<string>() == "legal")!["total"]);
        Assert.Null(housing["total"]);
        Assert.Equal(published.Text, (await _scene.Host.As("noor", "audit-office", "auditor").Get("/v1/audit/outcomes/2026-q1")).Ok().Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await _scene.Host.As("else", "harbor", "coordinator").Get("/v1/outcomes/2026-q1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _scene.Detective.Get("/v1/outcomes/2026-q1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _scene.Advocate.Get("/v1/outcomes")).Status);
    }

    [Fact]
    public async Task What_was_published_stays_as_it_is_on_every_host_whatever_is_recorded_afterwards()
    {
        await _scene.FormTaskForce();
        for (var i = 0; i < 20; i++)
            await Comes(GoalKind.Safety, reaches: true);
        var (survivor, goal) = await Comes(GoalKind.Safety, reaches: false);
        _scene.At(Due);
        var published = (await _scene.Coordinator.Get("/v1/outcomes/2026-q1")).Ok().Text;

        await _scene.Record(ViewScene.Harbor, $"services-{survivor}", new GoalReached(goal));
        await _scene.Record(ViewScene.Harbor, $"survivor-{survivor}", new SurvivorErased(new("amina"), new("lee")));
        await Comes(GoalKind.Housing, reaches: false);
        using var another = new CoordinationHost { InMemory = _scene.Host.InMemory, Time = _scene.Host.Time, TokenTime = _scene.Host.TokenTime };

        Assert.Equal(published, (await another.As("rosa", "task-force-office", "coordinator").Get("/v1/outcomes/2026-q1")).Ok().Text);
        Assert.Equal(published, (await _scene.Coordinator.Get("/v1/outcomes/2026-q1")).Ok().Text);
    }

    [Fact]
    public async Task Up_to_the_threshold_a_quarter_looks_like_one_in_which_nobody_came()
    {
        await _scene.FormTaskForce();
        for (var i = 0; i < 10; i++)
            await Comes(GoalKind.Recovery, reaches: true);
        _scene.At(Due);

        var few = (await _scene.Coordinator.Get("/v1/outcomes/2026-q1")).Ok().Json;
        var none = (await _scene.Coordinator.Get("/v1/outcomes/2025-q4")).Ok().Json;

        Assert.Equal(none["tables"]!.ToJsonString(), few["tables"]!.ToJsonString());
        Assert.Null(few["tables"]![0]!["total"]);
    }

    [Theory]
    [InlineData("2026-q3")]
    [InlineData("2026-q5")]
    [InlineData("everything")]
    public async Task A_quarter_that_is_not_over_and_one_that_is_none_are_not_there(string quarter)
    {
        await _scene.FormTaskForce();
        _scene.At(Due);
        Assert.Equal("not-found", (await _scene.Coordinator.Get($"/v1/outcomes/{quarter}")).Problem);
    }

    private async Task<(SurvivorId Survivor, GoalId Goal)> Comes(GoalKind kind, bool reaches)
    {
        var (survivor, @case, goal, offer) = (new SurvivorId(_scene.NewId()), new CaseId(_scene.NewId()), new GoalId(_scene.NewId()), new OfferId(_scene.NewId()));
        await _scene.Record(ViewScene.Harbor, $"survivor-{survivor}", new SurvivorWelcomed(survivor, ViewScene.Harbor, Sensitive.Of("M."), null), new MinorStatusRecorded(false, false));
        await _scene.Record(ViewScene.Harbor, $"case-{@case}", new CaseOpened(@case, survivor, ViewScene.Harbor, ViewScene.Amina),
            new CaseCharacterised([new([], [], TraffickingPurpose.LaborOrServices, null)], 30, ViewScene.Amina));
        await _scene.Record(ViewScene.Harbor, $"services-{survivor}", new GoalSet(goal, kind, Sensitive.Of("words")),
            new ServiceOffered(offer, kind, ViewScene.Harbor, goal, [], null), new ServiceAccepted(offer), reaches ? new GoalReached(goal) : new GoalProgressRatedByStaff(goal, GoalProgress.SomeWay, null));
        return (survivor, goal);
    }
}
