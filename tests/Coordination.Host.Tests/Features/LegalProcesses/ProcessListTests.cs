using System.Net;
using System.Text.Json.Nodes;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.LegalProcesses;

/// <summary>What an agency was served with, so that nothing is overlooked.</summary>
public sealed class ProcessListTests : IDisposable
{
    private readonly AdjustableTime _time = new(DateTimeOffset.UtcNow);
    private readonly CoordinationHost _host;
    private readonly DisclosureWorld _world;
    private readonly ApiClient _counsel;

    public ProcessListTests()
    {
        _host = new CoordinationHost { InMemory = new(), Time = _time, TokenTime = _time };
        _world = new DisclosureWorld(_host);
        _counsel = _host.As("carla.ng", "open-door", "counsel");
    }

    public void Dispose() => _host.Dispose();

    private async Task<string> Serve(string kind, int? dueInDays) => (await _world.Advocate.Post("/v1/processes", new
    {
        kind,
        @case = _world.Case,
        authority = new { agency = "superior-court" },
        issuedBy = "Superior Court",
        reference = "26-CR-1",
        names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
        due = dueInDays is { } days ? _time.GetUtcNow().AddDays(days) : (DateTimeOffset?)null,
    })).Ok().Id;

    // A token lasts shorter than these days.
    private async Task<JsonArray> List(string query = "") => (await _host.As("amina.yusuf", "open-door", "advocate").Get($"/v1/processes{query}")).Ok().Json["items"]!.AsArray();

    [Fact]
    public async Task It_is_listed_by_due_date_with_what_it_waits_for_and_is_overdue_at_that_instant()
    {
        await _world.Begin();
        var (never, late, soon) = (await Serve("courtOrder", null), await Serve("subpoena", 20), await Serve("courtOrder", 5));

        Assert.Equal([(soon, "tellingHer"), (late, "counsel"), (never, "tellingHer")], (await List()).Select(WaitsFor));
        (await _world.Advocate.Post($"/v1/processes/{soon}/survivor-told", new { through = "inPerson" })).Ok();
        (await _counsel.Post($"/v1/processes/{late}/review", new { finding = "complies" })).Ok();
        Assert.Equal([(soon, "protection"), (late, "answer"), (never, "tellingHer")], (await List()).Select(WaitsFor));
        Assert.Equal([(late, "answer")], (await List("?status=answer,nothing")).Select(WaitsFor));
        Assert.Equal([soon], (await List($"?dueBefore={Uri.EscapeDataString(_time.GetUtcNow().AddDays(6).ToString("O"))}")).Select(Id));

        _time.Advance(TimeSpan.FromDays(5));
        Assert.Equal([true, false, false], (await List()).Select(line => line!["overdue"]!.GetValue<bool>()));
        (await _host.As("carla.ng", "open-door", "counsel").Post($"/v1/processes/{soon}/close", new { end = "answered" })).Ok();
        Assert.Equal([false, false, false], (await List()).Select(line => line!["overdue"]!.GetValue<bool>()));
        Assert.Equal([(soon, "nothing")], (await List("?status=nothing")).Select(WaitsFor));
    }

    [Fact]
    public async Task What_was_told_before_it_was_recorded_waits_for_nothing_and_is_never_overdue()
    {
        await _world.Begin();
        var now = _time.GetUtcNow();
        var told = (await _world.Advocate.Post("/v1/processes", new
        {
            kind = "imminentRisk",
            @case = _world.Case,
            authority = new { agency = DisclosureWorld.Sheriff.Value },
            issuedBy = "the advocate on duty",
            reference = "call at night",
            names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
            due = now.AddDays(1),
            risk = new { kind = "harmToHer", what = "he is at the door", foundAt = now },
            made = new { through = "telephone", at = now },
        })).Ok().Id;
        _time.Advance(TimeSpan.FromDays(2));

        var line = Assert.Single(await List())!;
        Assert.Equal(((told, "nothing"), false), (WaitsFor(line), line["overdue"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task It_comes_in_pages()
    {
        await _world.Begin();
        List<string> served = [];
        for (var day = 1; day <= 5; day++)
            served.Add(await Serve("courtOrder", day));

        List<string> found = [];
        string? next = null;
        do
        {
            var page = (await _world.Advocate.Get($"/v1/processes?limit=2{(next is null ? "" : $"&after={next}")}")).Ok().Json;
            found.AddRange(page["items"]!.AsArray().Select(Id));
            next = page["next"]?.GetValue<string>();
        } while (next is not null);

        Assert.Equal(served, found);
    }

    [Fact]
    public async Task What_is_asked_wrongly_names_the_field()
    {
        await _world.Begin();
        foreach (var (query, field) in new[] { ("limit=0", "limit"), ("limit=201", "limit"), ("status=late", "status"), ($"after={Guid.NewGuid()}", "after") })
        {
            var answer = await _world.Advocate.Get($"/v1/processes?{query}");
            Assert.Equal(("invalid-input", field), (answer.Problem, answer.Field));
        }
    }

    [Fact]
    public async Task Another_agency_sees_none_of_it_and_neither_does_a_partner()
    {
        await _world.Begin();
        var process = await Serve("subpoena", 3);
        var stranger = _host.As("sam.roe", "other-shelter", "advocate");

        Assert.Empty((await stranger.Get("/v1/processes")).Ok().Json["items"]!.AsArray());
        Assert.Equal("after", (await stranger.Get($"/v1/processes?after={process}")).Field);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Dana.Get("/v1/processes")).Status);
    }

    private static (string, string) WaitsFor(JsonNode? line) => (Id(line), line!["waitsFor"]!.GetValue<string>());

    private static string Id(JsonNode? line) => line!["id"]!.GetValue<string>();
}
