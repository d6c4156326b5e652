using System.Net;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Host.Tests.Features.Consent;
using Coordination.Host.Tests.Features.RoleViews;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Mandates;

/// <summary>What courts require, as those who represent her and she herself read it, and nobody else.</summary>
public sealed class MandateRoutesTests(ConsentHost host) : IAsyncLifetime
{
    private readonly ConsentWorld _world = new(host);

    private ApiClient Counsel => host.As("clara.voss", "open-door", "counsel");

    public async ValueTask InitializeAsync() => await _world.Begin();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_burden_is_there_for_her_lawyer_for_her_advocate_and_for_herself()
    {
        var (survivor, mandate, requirement) = await Missed();

        var read = (await Counsel.Get($"/v1/mandates/{mandate}")).Ok().Json;
        Assert.Equal((8, 120), (read["hoursEachWeek"]!.GetValue<int>(), read["feesInDollars"]!.GetValue<int>()));
        Assert.Equal("work", read["missedBecause"]![0]!["why"]!.GetValue<string>());
        Assert.Equal("custody", read["consequences"]![0]!["consequence"]!.GetValue<string>());
        var hers = await RoleViewsTests.Until(host.AsSurvivor(new SurvivorId(Guid.Parse(survivor)), "open-door"), "/v1/ledger/mandates", Shows(mandate));
        Assert.Contains("Her shift was changed", hers.ToJsonString(), StringComparison.Ordinal);
        var caseload = await RoleViewsTests.Until(_world.Advocate, "/v1/caseload/mandates?status=open&limit=200", Shows(mandate));
        Assert.Contains(requirement, caseload.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_court_and_no_other_agency_reads_it()
    {
        var (_, mandate, requirement) = await Missed();

        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Detective.Get($"/v1/mandates/{mandate}")).Status);
        Assert.Equal("not-found", (await _world.Elsewhere.Get($"/v1/mandates/{mandate}")).Problem);
        Assert.Equal("not-found", (await _world.Elsewhere.Post($"/v1/mandates/{mandate}/requirements/{requirement}/met")).Problem);
        Assert.DoesNotContain(mandate, (await _world.Elsewhere.Get("/v1/caseload/mandates")).Ok().Text, StringComparison.Ordinal);
        Assert.DoesNotContain(mandate, (await host.AsSurvivor(new SurvivorId(Guid.NewGuid()), "open-door").Get("/v1/ledger/mandates")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_of_it_goes_with_her_erasure()
    {
        var (survivor, mandate, _) = await Missed();
        (await _world.Advocate.Post($"/v1/survivors/{survivor}/erasure-request")).Ok();
        (await host.As("berta.okoye", "open-door", "advocate").Post($"/v1/survivors/{survivor}/erase")).Ok();

        var left = await RoleViewsTests.Until(Counsel, $"/v1/mandates/{mandate}", json => json["authority"] is JsonObject);

        Assert.DoesNotContain("Her shift was changed", left.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("keyDestroyed", left["requirements"]![0]!["what"]!["unreadable"]!.GetValue<string>());
    }

    private static Func<JsonNode, bool> Shows(string mandate) => json => json.ToJsonString().Contains(mandate, StringComparison.Ordinal) && json.ToJsonString().Contains("custody", StringComparison.Ordinal);

    private async Task<(string Survivor, string Mandate, string Requirement)> Missed()
    {
        var survivor = (await _world.Welcome()).Split('/')[^1];
        var mandate = (await _world.Advocate.Post("/v1/mandates", new { survivor, kind = "diversionCourt", authority = "Valley diversion court" })).Ok().Id;
        var requirement = (await _world.Advocate.Post($"/v1/mandates/{mandate}/requirements", new { kind = "classes", what = "Two evenings a week, across town.", hoursEachWeek = 8, feeInDollars = 120 })).Ok().Id;
        (await _world.Advocate.Post($"/v1/mandates/{mandate}/requirements/{requirement}/missed", new { why = new[] { "work" }, note = "Her shift was changed." })).Ok();
        (await Counsel.Post($"/v1/mandates/{mandate}/consequences", new { consequence = "custody", requirement })).Ok();
        return (survivor, mandate, requirement);
    }
}
