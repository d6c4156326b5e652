using System.Text.Json.Nodes;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.Consent.ConsentWorld;

namespace Coordination.Host.Tests.Features.Consent;

/// <summary>What she is shown before she signs is what the gate would do.</summary>
public sealed class PreviewRoutesTests(ConsentHost host) : IAsyncLifetime
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

    [Fact]
    public async Task With_a_case_it_says_item_by_item_whose_part_would_be_left_out()
    {
        var consent = await _world.Explained();
        var survivor = consent.Split('/')[^1];
        var @case = (await _world.Advocate.Post("/v1/cases", new { survivor })).Ok().Id;
        var item = (await _world.Advocate.Post($"/v1/cases/{@case}/items", new
        {
            category = "narrative",
            sensitivity = "identifying",
            verbatim = "She and her daughter Luz hid.",
            summary = "She hid with Luz.",
            thirdPersons = new[] { new { relation = "child", verbatim = new { passages = new[] { "her daughter Luz" } }, summary = new { passages = new[] { "Luz" } } } },
        })).Ok().Id;

        var whole = (await Preview(consent, Release()))["opens"]![0]!;
        var byItem = (await Preview(consent, new { terms = Terms(), signatures = new[] { new { capacity = "survivor", method = "electronic" } }, warningsAcknowledged = new[] { "mayReachDefense" }, @case }))["opens"]![0]!;

        Assert.Null(whole["lines"]![0]!["leftOut"]);
        var line = Assert.Single(byItem["lines"]!.AsArray())!;
        Assert.Equal((item, "permitInPart"), (Text(line["item"]), Text(byItem["outcome"])));
        Assert.Equal([0], line["leftOut"]!.AsArray().Select(at => at!.GetValue<int>()));
        Assert.Contains("leaveOthersOut", byItem["obligations"]!.AsArray().Select(Text));
    }

    [Fact]
    public async Task A_case_of_somebody_else_is_answered_like_one_that_does_not_exist()
    {
        var consent = await _world.Explained();
        var other = (await _world.Welcome()).Split('/')[^1];
        var @case = (await _world.Advocate.Post("/v1/cases", new { survivor = other })).Ok().Id;
        object With(object id) => new { terms = Terms(), signatures = new[] { new { capacity = "survivor", method = "electronic" } }, warningsAcknowledged = Array.Empty<string>(), @case = id };

        var (theirs, none) = (await _world.Advocate.Post($"{consent}/preview", With(@case)), await _world.Advocate.Post($"{consent}/preview", With(Guid.NewGuid())));

        Assert.Equal("not-found", theirs.Problem);
        Assert.Equal(none.Text, theirs.Text);
    }

    private async Task<JsonNode> Preview(string consent, object release) => (await _world.Advocate.Post($"{consent}/preview", release)).Ok().Json;

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
