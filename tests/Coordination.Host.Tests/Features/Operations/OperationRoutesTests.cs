using System.Text.Json.Nodes;
using Coordination.Host.Tests.Features.Consent;
using Coordination.Host.Tests.Features.RoleViews;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Operations;

/// <summary>Requests for advocates at operations: who sees what, and that nothing follows from a no.</summary>
public sealed class OperationRoutesTests(CoordinationHost host) : IClassFixture<CoordinationHost>, IAsyncLifetime
{
    private static readonly string[] AllThree = ["servicesOfferedToAll", "noIdentificationDuty", "noArrestAsDoorToServices"];
    private readonly ConsentWorld _world = new(host);

    private ApiClient Coordinator => host.As("rosa.delgado", "task-force-office", "coordinator");
    private ApiClient Nurse => host.As("priya.nair", "river-clinic", "partner");

    public async ValueTask InitializeAsync() => await _world.Begin();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Both_agencies_see_the_request_and_the_answer_and_nobody_else_that_there_is_one()
    {
        var operation = await Ask();
        Assert.Equal("conditions", (await _world.Advocate.Post($"/v1/operations/{operation}/agree", new { conditions = AllThree[..2] })).Field);
        (await _world.Advocate.Post($"/v1/operations/{operation}/agree", new { conditions = AllThree, note = "Two of us." })).Ok();

        foreach (var party in new[] { _world.Detective, _world.Advocate })
        {
            var seen = (await party.Get($"/v1/operations/{operation}")).Ok().Json;
            Assert.Equal(("agreed", "A motel, on Friday night.", "Two of us."), (seen["standing"]!.GetValue<string>(), seen["plan"]!.GetValue<string>(), seen["note"]!.GetValue<string>()));
            Assert.Contains(operation, (await party.Get("/v1/operations")).Ok().Text, StringComparison.Ordinal);
        }
        foreach (var nobody in new[] { Nurse, _world.Elsewhere, Coordinator })
        {
            Assert.Equal("not-found", (await nobody.Get($"/v1/operations/{operation}")).Problem);
            Assert.DoesNotContain(operation, (await nobody.Get("/v1/operations")).Ok().Text, StringComparison.Ordinal);
        }
        Assert.Equal("not-found", (await _world.Elsewhere.Post($"/v1/operations/{operation}/decline")).Problem);
        Assert.Equal("not-yours", (await Nurse.Post("/v1/operations", new { asked = "open-door", startsAt = DateTimeOffset.UtcNow.AddDays(3), plan = "x" })).Problem);
    }

    [Fact]
    public async Task Harm_that_was_seen_is_told_to_those_to_whom_the_agency_answers_and_not_to_it()
    {
        var time = new AdjustableTime(DateTimeOffset.UtcNow);
        using var later = new CoordinationHost { InMemory = new(), Time = time, TokenTime = time };
        var world = await new ConsentWorld(later).Begin();
        var operation = (await world.Detective.Post("/v1/operations", new { asked = "open-door", startsAt = time.GetUtcNow().AddMinutes(5), plan = "A motel." })).Ok().Id;
        (await world.Advocate.Post($"/v1/operations/{operation}/agree", new { conditions = AllThree })).Ok();
        Assert.Equal("wrong-state", (await world.Advocate.Post($"/v1/operations/{operation}/debrief", new { offered = new[] { "housing" }, harms = new[] { "arrest" } })).Problem);
        time.Advance(TimeSpan.FromMinutes(10));
        (await world.Advocate.Post($"/v1/operations/{operation}/debrief", new { offered = new[] { "housing" }, harms = new[] { "arrest", "humiliation" }, account = "Two were led out in handcuffs." })).Ok();

        var told = (await world.Detective.Get($"/v1/operations/{operation}")).Ok();
        Assert.Equal("agreed", told.Json["standing"]!.GetValue<string>());
        Assert.DoesNotContain("handcuffs", told.Text, StringComparison.Ordinal);
        Assert.Contains("handcuffs", (await world.Advocate.Get($"/v1/operations/{operation}")).Ok().Text, StringComparison.Ordinal);
        var account = await Account(later.As("rosa.delgado", "task-force-office", "coordinator"), agency => agency["harmsSeen"]!.AsArray().Count == 1);
        Assert.Equal(["arrest", "humiliation"], account["harmsSeen"]![0]!["harms"]!.AsArray().Select(harm => harm!.GetValue<string>()));
        Assert.DoesNotContain("handcuffs", account.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_follows_from_declining_and_what_they_do_differently_since_is_a_concern()
    {
        var operation = await Ask();
        Assert.Equal("operation", (await Concern(operation)).Field);
        (await _world.Advocate.Post($"/v1/operations/{operation}/decline")).Ok();

        Assert.Equal("declined", (await _world.Detective.Get($"/v1/operations/{operation}")).Ok().Json["standing"]!.GetValue<string>());
        var survivor = (await _world.Welcome()).Split('/')[^1];
        (await _world.Advocate.Post($"/v1/services/{survivor}/offers", new { kind = "housing", provider = "open-door", conditions = Array.Empty<object>() })).Ok();
        var relief = (await _world.Advocate.Post("/v1/relief", new { survivor, kind = "tDeclaration" })).Ok().Id;
        (await _world.Advocate.Post($"/v1/relief/{relief}/certifiers", new { certifier = "county-sheriff", due = DateTimeOffset.UtcNow.AddDays(30) })).Ok();
        (await _world.Detective.Post($"/v1/certifications/{relief}/answer", new { answer = "certified" })).Ok();
        (await Concern(operation)).Ok();
        Assert.Equal("operation", (await Nurse.Post("/v1/agencies/county-sheriff/concerns", new { kind = "retaliation", what = "x", operation })).Field);
        await Account(Coordinator, agency => agency["signals"]!.ToJsonString().Contains("concernAfterDeclinedPresence", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_condition_on_which_advocates_came_and_that_was_broken_is_a_concern_that_names_the_operation()
    {
        var operation = await Ask();
        (await _world.Advocate.Post($"/v1/operations/{operation}/agree", new { conditions = AllThree })).Ok();
        Task<ApiReply> Raise(string kind) => _world.Advocate.Post("/v1/agencies/county-sheriff/concerns", new { kind, what = "Two were arrested so that they came to us.", operation });

        int Signals(JsonNode row) => row["signals"]!.AsArray().Count(signal => signal!["kind"]!.GetValue<string>() == "concernAfterDeclinedPresence");
        await host.Settled();
        var before = Signals(await Account(Coordinator, _ => true));
        var concern = (await Raise("breachOfCondition")).Ok().Id;
        var retaliation = await Raise("retaliation");

        Assert.Equal(("invalid-input", "operation"), (retaliation.Problem, retaliation.Field));
        Assert.Contains("breachOfCondition", retaliation.Text, StringComparison.Ordinal);
        var account = await Account(Coordinator, agency => agency["concerns"]!.ToJsonString().Contains(concern, StringComparison.Ordinal));
        Assert.Equal(before, Signals(account));
    }

    private Task<ApiReply> Concern(string operation) =>
        _world.Advocate.Post("/v1/agencies/county-sheriff/concerns", new { kind = "retaliation", what = "They answer no call of ours since.", operation });

    private async Task<string> Ask() =>
        (await _world.Detective.Post("/v1/operations", new { asked = "open-door", startsAt = DateTimeOffset.UtcNow.AddDays(3), plan = "A motel, on Friday night." })).Ok().Id;

    private static async Task<JsonNode> Account(ApiClient coordinator, Func<JsonNode, bool> asItShouldBe)
    {
        JsonNode? Find(JsonNode json) => json["items"]!.AsArray().FirstOrDefault(agency => agency!["agency"]!.GetValue<string>() == "county-sheriff" && asItShouldBe(agency));
        return Find(await RoleViewsTests.Until(coordinator, "/v1/accountability/agencies", json => Find(json) is not null))!;
    }
}
