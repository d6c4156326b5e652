using System.Net;
using Coordination.Host.Tests.Features.Consent;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Council;

public sealed class CouncilRoutesTests(ConsentHost host) : IAsyncLifetime
{
    private readonly ConsentWorld _world = new(host);

    private ApiClient Rosa => host.As("rosa.delgado", "task-force-office", "coordinator");

    public async ValueTask InitializeAsync() => await _world.Begin();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_change_is_adopted_once_survivors_were_asked_and_by_somebody_else_than_who_wrote_it_down()
    {
        var change = (await _world.Admin.Post("/v1/council/changes", new { title = "Interviews", text = "No interview without an advocate." })).Ok().Id;
        Assert.Equal("wrong-state", (await _world.Admin.Post($"/v1/council/changes/{change}/adopt")).Problem);
        (await Rosa.Post($"/v1/council/changes/{change}/consultations", new { stage = "inform", seatsFilled = 4, seats = 5, compensationInDollars = 0 })).Ok();
        Assert.Equal("wrong-state", (await _world.Admin.Post($"/v1/council/changes/{change}/adopt")).Problem);
        (await Rosa.Post($"/v1/council/changes/{change}/consultations", new { stage = "collaborate", seatsFilled = 1, seats = 5, compensationInDollars = 0 })).Ok();
        var few = await _world.Admin.Post($"/v1/council/changes/{change}/adopt");
        Assert.Equal("wrong-state", few.Problem);
        Assert.Contains("at least 3 seats", few.Text, StringComparison.Ordinal);
        (await Rosa.Post($"/v1/council/changes/{change}/consultations", new { stage = "collaborate", seatsFilled = 4, seats = 5, compensationInDollars = 150, advice = "Say so on the door." })).Ok();
        Assert.Equal("second-person-needed", (await Rosa.Post($"/v1/council/changes/{change}/adopt")).Problem);
        (await _world.Admin.Post($"/v1/council/changes/{change}/adopt")).Ok();

        var seen = (await Rosa.Get("/v1/council/changes")).Ok().Json["items"]!.AsArray().Single(known => known!["id"]!.GetValue<string>() == change)!;
        Assert.Equal(("adopted", true), (seen["standing"]!.GetValue<string>(), seen["councilWasConsulted"]!.GetValue<bool>()));
        Assert.Equal("Say so on the door.", seen["consultations"]![2]!["advice"]!.GetValue<string>());
        var timeline = (await host.As("noor.haddad", "state-auditor", "auditor").Get("/v1/audit/streams/council")).Ok().Text;
        Assert.Contains("collaborate, 4 of 5 seats, 150 dollars each", timeline, StringComparison.Ordinal);
        Assert.DoesNotContain("on the door", timeline, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_coordinating_agency_sees_and_changes_it()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Detective.Get("/v1/council/changes")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.As("else", "harbor-house", "coordinator").Get("/v1/council/changes")).Status);
        Assert.Equal("forbidden", (await host.As("else", "harbor-house", "administrator").Post("/v1/council/changes", new { title = "x", text = "y" })).Problem);
    }
}
