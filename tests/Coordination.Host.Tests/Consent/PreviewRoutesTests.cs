using System.Text.Json.Nodes;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Consent.ConsentWorld;

namespace Coordination.Host.Tests.Consent;

/// <summary>What she is shown before she signs is what the gate would do.</summary>
public sealed class PreviewRoutesTests(CoordinationHost host) : IClassFixture<CoordinationHost>, IAsyncLifetime
{
    private readonly ConsentWorld _world = new(host);

    public async ValueTask InitializeAsync() => await _world.Begin();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_preview_says_what_opens_for_whom_how_and_what_cannot_be_called_back()
    {
        var preview = await Preview(await _world.Explained(), Release());
        var opens = Assert.Single(preview["opens"]!.AsArray())!;

        Assert.Null(preview["refusal"]);
        Assert.Equal(("county-sheriff", "dana.whitfield", "permit"), (Text(opens["agency"]), Text(opens["person"]), Text(opens["outcome"])));
        Assert.Equal(["identifiedSummary", "identifiedVerbatim"], opens["lines"]!.AsArray().Select(line => Text(line!["mode"])));
        Assert.Equal("county-sheriff", Text(Assert.Single(preview["cannotBeCalledBack"]!.AsArray())));
    }

    [Fact]
    public async Task A_preview_records_nothing()
    {
        var consent = await _world.Explained();
        var before = (await _world.Advocate.Get(consent)).Text;

        await Preview(consent, Release());

        Assert.Equal(before, (await _world.Advocate.Get(consent)).Text);
    }

    [Fact]
    public async Task A_preview_says_why_a_release_could_not_be_captured_and_why_nothing_would_open()
    {
        var preview = await Preview(await _world.Welcome(), Release());

        Assert.Equal("terms.recipients[0].agency", Text(preview["refusal"]!["field"]));
        Assert.Equal("deny", Text(preview["opens"]![0]!["outcome"]));
        Assert.Contains(preview["opens"]![0]!["lines"]![0]!["findings"]!.AsArray(), finding => Text(finding!["rule"]) == "CG-03");
    }

    private async Task<JsonNode> Preview(string consent, object release) => (await _world.Advocate.Post($"{consent}/preview", release)).Ok().Json;

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
