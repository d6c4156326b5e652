using System.Net;
using System.Text.Json.Nodes;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Consent;

/// <summary>Before she changes a release her advocate can say what closes, what stays and what is out of her hands.</summary>
public sealed class ComparisonRoutesTests(DisclosureHost host)
{
    private readonly DisclosureWorld _world = new(host);

    private string Address => $"/v1/consent/{_world.Survivor}/releases/{_world.Release}";

    [Fact]
    public async Task Taking_it_back_closes_what_it_opens_and_says_what_was_given_already()
    {
        await _world.Begin();
        var made = await _world.Made();

        var compared = await Compare("revoke", new { through = "telephone" });

        Assert.Null(compared["refusal"]);
        Assert.All(Lines(compared), line => Assert.Equal(("closes", "permit", "deny"), (Text(line["effect"]), Text(line["before"]), Text(line["after"]))));
        var disclosed = Assert.Single(compared["disclosed"]!.AsArray())!;
        Assert.Equal((made, "county-sheriff"), (Text(disclosed["disclosure"]), Text(disclosed["agency"])));
        Assert.All(disclosed["items"]!.AsArray(), item => Assert.True(item!["askedBack"]!.GetValue<bool>()));
        Assert.Equal(["county-sheriff"], compared["cannotBeCalledBack"]!.AsArray().Select(Text));
    }

    [Fact]
    public async Task Narrowing_says_which_part_stays_and_asks_back_only_the_other()
    {
        await _world.Begin();
        await _world.Made();

        var compared = await Compare("narrow", new { through = "inPerson", grants = new[] { new { category = "narrative", widestMode = "identifiedSummary" } } });

        Assert.Equal([("exploiterInformation", "closes"), ("narrative", "stays")], Lines(compared).Select(line => (Text(line["category"]), Text(line["effect"]))).Distinct().Order());
        Assert.Equal([("exploiterInformation", true), ("narrative", false)],
            compared["disclosed"]![0]!["items"]!.AsArray().Select(item => (Text(item!["category"]), item["askedBack"]!.GetValue<bool>())).Order());
    }

    [Fact]
    public async Task What_is_compared_is_what_the_gate_answers_once_it_is_done()
    {
        await _world.Begin();
        var compared = await Compare("revoke", new { through = "telephone" });
        var waiting = await _world.Authorised();
        await _world.Revoke();

        Assert.Equal("consent-required", (await _world.Advocate.Post($"/v1/disclosures/{waiting}/make")).Problem);
        Assert.All(compared["compared"]!.AsArray(), one => Assert.Equal("deny", Text(one!["after"])));
        var again = await Compare("revoke", new { through = "telephone" });
        Assert.All(Lines(again), line => Assert.Equal("staysClosed", Text(line["effect"])));
    }

    [Fact]
    public async Task A_change_that_could_not_be_recorded_names_its_field_and_its_limit_and_changes_nothing()
    {
        await _world.Begin();

        var wider = await Compare("narrow", new { through = "inPerson", purposes = new[] { "investigation", "prosecution" } });
        var longer = await Compare("renew", new
        {
            terms = new
            {
                recipients = new[] { new { agency = "county-sheriff" } },
                grants = new[] { new { category = "narrative", widestMode = "identifiedSummary" } },
                purposes = new[] { "investigation" },
                days = 4000,
            },
            signatures = new[] { new { capacity = "survivor", method = "electronic" } },
            warningsAcknowledged = new[] { "mayReachDefense" },
        });

        Assert.NotNull(wider["refusal"]);
        Assert.Equal("terms.expires", Text(longer["refusal"]!["field"]));
        Assert.Contains("365", Text(longer["refusal"]!["message"]), StringComparison.Ordinal);
        Assert.All(Lines(wider).Concat(Lines(longer)), line => Assert.Contains(Text(line["effect"]), new[] { "stays", "staysClosed" }));
    }

    [Fact]
    public async Task For_everybody_but_the_custodian_there_is_nothing_to_compare()
    {
        await _world.Begin();
        var elsewhere = host.As("somebody", "district-attorney", "advocate");

        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.Post($"{Address}/revoke/comparison", new { through = "telephone" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _world.Advocate.Post($"/v1/consent/{_world.Survivor}/releases/{Guid.NewGuid()}/revoke/comparison", new { through = "telephone" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Dana.Post($"{Address}/revoke/comparison", new { through = "telephone" })).Status);
    }

    private async Task<JsonNode> Compare(string change, object body) => (await _world.Advocate.Post($"{Address}/{change}/comparison", body)).Ok().Json;

    private static IEnumerable<JsonNode> Lines(JsonNode compared) => compared["compared"]!.AsArray().SelectMany(one => one!["lines"]!.AsArray()).Select(line => line!);

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
