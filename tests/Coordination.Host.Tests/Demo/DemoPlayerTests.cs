using System.Text.Json;
using System.Text.Json.Nodes;
using Alba;
using Coordination.Demo.Story;
using Coordination.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Coordination.Host.Tests.Demo;

/// <summary>The player against a small API that answers with what it was sent.</summary>
public sealed class DemoPlayerTests : IAsyncLifetime
{
    private static readonly Dictionary<string, DemoPerson> People = new() { ["amina"] = new("amina", "Amina", "advocate", "open-door", ["advocate"]) };

    private readonly StringWriter _output = new();
    private IAlbaHost _api = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var looks = 0;
        _api = await AlbaHost.For(builder, api =>
        {
            api.MapPost("/things", (HttpContext context, JsonObject sent) =>
                Results.Json(new JsonObject { ["id"] = "t-1", ["by"] = context.Request.Headers.Authorization.ToString(), ["key"] = context.Request.Headers["Idempotency-Key"].ToString(), ["sent"] = sent.DeepClone() }, statusCode: 201));
            api.MapGet("/things/t-1", () => Results.Json(new JsonObject { ["looks"] = ++looks, ["names"] = new JsonArray("a", "b") }));
            api.MapGet("/things", (int? after) => Results.Json(new JsonObject { ["items"] = new JsonArray(new JsonObject { ["n"] = after ?? 0 }), ["next"] = after is 2 ? null : $"{(after ?? 0) + 1}" }));
            api.MapPost("/refused", () => Results.Problem("Sign first.", statusCode: 422, title: "Refused"));
        });
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private async Task<string> Play(string steps)
    {
        var story = JsonSerializer.Deserialize($$"""{ "title": "A story", "steps": {{steps}} }""", DemoJson.Default.DemoStory)!;
        var player = new DemoPlayer(new HttpClient(new ScenarioHandler(_api)) { BaseAddress = new("http://localhost") }, People, person => "token-of-" + person.Person, new DemoText(_output, colours: false, width: 100), TimeProvider.System);
        await player.Play(story, TestContext.Current.CancellationToken);
        return _output.ToString();
    }

    [Fact]
    public async Task Each_request_carries_the_persons_token_and_a_key_and_what_was_captured_goes_on()
    {
        var told = await Play("""
            [ { "who": "amina", "does": "makes a thing", "method": "POST", "path": "/things", "body": { "name": "n" }, "expect": 201, "capture": { "thing": "id" },
                "show": [ { "label": "made by", "at": "by" } ], "check": [ { "at": "key", "lacks": "x-never-x", "because": "it has a key" } ] },
              { "who": "amina", "does": "looks at it", "method": "GET", "path": "/things/${thing}", "show": [ { "label": "names", "at": "names" } ] } ]
            """);

        Assert.Contains("Amina (advocate) makes a thing", told, StringComparison.Ordinal);
        Assert.Contains("made by: Bearer token-of-amina", told, StringComparison.Ordinal);
        Assert.Contains("✓ it has a key", told, StringComparison.Ordinal);
        Assert.Contains("GET /things/{thing} → 200", told, StringComparison.Ordinal);
        Assert.Contains("names: a, b", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_that_was_not_expected_stops_the_story_with_the_problem()
    {
        var problem = await Assert.ThrowsAsync<DemoProblem>(() => Play("""[ { "say": "first" }, { "who": "amina", "does": "tries", "method": "POST", "path": "/refused", "body": {} } ]"""));

        Assert.Contains("Step 2 of 2", problem.Message, StringComparison.Ordinal);
        Assert.Contains("answered 422; expected was 2xx", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Sign first.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_that_was_expected_is_part_of_the_story()
    {
        var told = await Play("""[ { "who": "amina", "does": "tries", "method": "POST", "path": "/refused", "body": {}, "expect": 422, "show": [ { "label": "told", "at": "detail" } ] } ]""");

        Assert.Contains("told: Sign first.", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_is_asked_again_until_the_checks_hold() =>
        Assert.Contains("GET /things/t-1 → 200", await Play("""[ { "who": "amina", "does": "waits", "method": "GET", "path": "/things/t-1", "check": [ { "at": "looks", "is": 3 } ], "within": 20 } ]"""), StringComparison.Ordinal);

    [Fact]
    public async Task A_list_is_read_to_its_last_page_unless_the_step_sets_a_limit()
    {
        await Play("""[ { "who": "amina", "does": "looks", "method": "GET", "path": "/things", "check": [ { "at": "items", "count": 3 }, { "at": "items[n=2].n", "is": 2 } ] } ]""");
        await Play("""[ { "who": "amina", "does": "looks", "method": "GET", "path": "/things?limit=1", "check": [ { "at": "items", "count": 1 } ] } ]""");
    }

    [Theory]
    [InlineData(""" "is": "c" """)]
    [InlineData(""" "exists": false """)]
    [InlineData(""" "contains": "c" """)]
    [InlineData(""" "lacks": "a" """)]
    [InlineData(""" "count": 3 """)]
    public async Task A_check_that_does_not_hold_stops_the_story(string condition)
    {
        var problem = await Assert.ThrowsAsync<DemoProblem>(() => Play($$"""[ { "who": "amina", "does": "looks", "method": "GET", "path": "/things/t-1", "check": [ { "at": "names", {{condition}}, "otherwise": "Take another one." } ] } ]"""));

        Assert.Contains("names was", problem.Message, StringComparison.Ordinal);
        Assert.Contains(". Take another one.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_is_played_for_each_item()
    {
        var told = await Play("""[ { "who": "amina", "does": "makes ${item.name}", "method": "POST", "path": "/things", "forEach": [ { "name": "one" }, { "name": "two" } ], "body": { "name": "${item.name}" }, "show": [ { "label": "sent", "at": "sent.name" } ] } ]""");

        Assert.Contains("sent: one", told, StringComparison.Ordinal);
        Assert.Contains("sent: two", told, StringComparison.Ordinal);
    }
}
