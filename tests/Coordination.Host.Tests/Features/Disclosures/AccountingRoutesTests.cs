using System.Net;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Host.Cli;
using Coordination.Host.Tests.Features.Audit;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures;

/// <summary>The accounting of disclosures, for her advocate and for the auditor (CG-25).</summary>
public sealed class AccountingRoutesTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private readonly DisclosureWorld _world = new(host);

    [Fact]
    public async Task Her_advocate_is_told_what_was_given_to_whom_and_what_became_of_it()
    {
        await _world.Begin();
        var made = await _world.Made();
        await _world.OfferAndAuthorise(); // nothing was given yet
        await _world.Revoke();
        await Asked(made);
        (await _world.Dana.Post($"/v1/disclosures/{made}/recall-answer", new { answer = "cannotBeRecalled", whyNot = "it is in the file" })).Ok();

        var given = Assert.Single((await Read()).Json["disclosures"]!.AsArray())!;

        Assert.Equal((made, "county-sheriff", "investigation", "release"), (Text(given, "disclosure"), Text(given["recipient"]!, "agency"), Text(given, "purpose"), Text(given, "basis")));
        Assert.Equal(["narrative", "exploiterInformation"], given["items"]!.AsArray().Select(item => Text(item!, "category")));
        Assert.Equal(["cannotBeRecalled", "cannotBeRecalled"], given["items"]!.AsArray().Select(item => Text(item!, "standing")));
        Assert.Equal("it is in the file", Text(given["recalls"]![0]!, "whyNot"));
        Assert.DoesNotContain("account, in short", given.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_comes_in_pages_and_says_when_nothing_has_changed()
    {
        await _world.Begin();
        await _world.Made();
        await _world.Made();

        var first = await Read("?limit=1");
        var second = await Read($"?limit=1&after={first.Json["next"]}");
        var again = await _world.Advocate.Send(new HttpRequestMessage(HttpMethod.Get, $"/v1/survivors/{_world.Survivor}/accounting?limit=1") { Headers = { IfNoneMatch = { first.Headers.ETag! } } });

        Assert.NotEqual(Text(first.Json["disclosures"]![0]!, "disclosure"), Text(second.Json["disclosures"]![0]!, "disclosure"));
        Assert.Null(second.Json["next"]);
        Assert.Equal(HttpStatusCode.NotModified, again.Status);
    }

    [Fact]
    public async Task Less_than_three_years_is_no_accounting()
    {
        await _world.Begin();

        var refused = await _world.Advocate.Get($"/v1/survivors/{_world.Survivor}/accounting?years=2");

        Assert.Equal(("invalid-input", "years"), (refused.Problem, refused.Field));
        Assert.Empty((await Read("?years=3")).Json["disclosures"]!.AsArray());
    }

    [Fact]
    public async Task It_says_what_the_law_asks_of_this_agency_at_the_least_and_of_a_change_of_that()
    {
        await _world.Begin();
        await _world.Made();
        (await host.As("imani", "task-force-office", "administrator").Post("/v1/agencies/open-door/profiles", new { profiles = new[] { "vawa" } })).Ok();
        var before = await Read();
        (await host.As("helen", "open-door", "counsel").Post("/v1/me/profiles", new { profiles = new[] { "hipaa", "part2" } })).Ok();

        var after = await _world.Advocate.Send(new HttpRequestMessage(HttpMethod.Get, $"/v1/survivors/{_world.Survivor}/accounting") { Headers = { IfNoneMatch = { before.Headers.ETag! } } });

        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.Equal([("hipaa", 6, true), ("part2", 3, false)], after.Json["law"]!.AsArray().Select(floor => (Text(floor!, "profile"), floor!["years"]!.GetValue<int>(), floor["withoutAuthorised"]!.GetValue<bool>())));
        Assert.Equal("45 CFR 164.528(a)(1), (a)(2)", Text(after.Json["law"]![0]!, "citation"));
        Assert.Single(after.Json["disclosures"]!.AsArray());
        (await host.As("helen", "open-door", "counsel").Post("/v1/me/profiles", new { profiles = new[] { "vawa" } })).Ok();
    }

    [Fact]
    public async Task Nobody_else_learns_that_there_is_anything_to_account_for()
    {
        await _world.Begin();
        await _world.Made();
        var other = host.As("lena", "harbor-house", "advocate");

        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/v1/survivors/{_world.Survivor}/accounting")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Dana.Get($"/v1/survivors/{_world.Survivor}/accounting")).Status);
    }

    [Fact]
    public async Task The_auditor_is_told_the_same_on_pseudonyms_over_http_and_on_the_terminal()
    {
        await _world.Begin();
        var made = await _world.Made();
        await _world.Revoke();
        await Asked(made);
        (await _world.Dana.Post($"/v1/disclosures/{made}/recall-answer", new { answer = "cannotBeRecalled", whyNot = "it is in the file" })).Ok();

        var overHttp = (await host.As("ines.oduya", "state-auditor", "auditor").Get($"/v1/audit/survivors/{_world.Survivor}/accounting")).Ok();
        var auditor = host.As("ines.oduya", "state-auditor", "auditor");
        Assert.Empty((await auditor.Get($"/v1/audit/survivors/{_world.Survivor}/accounting?after=1")).Ok().Json["disclosures"]!.AsArray());
        Assert.Equal("limit", (await auditor.Get($"/v1/audit/survivors/{_world.Survivor}/accounting?limit=0")).Field);
        using var json = new StringWriter();
        using var text = new StringWriter();
        Assert.True(await new AuditCommands(host.Services, json, asJson: true).Accounting(_world.Survivor, default));
        Assert.True(await new AuditCommands(host.Services, text, asJson: false).Accounting(_world.Survivor, default));
        Assert.False(await new AuditCommands(host.Services, text, asJson: false).Accounting(new SurvivorId(Guid.NewGuid()), default));

        Assert.Equal(made, Text(Assert.Single(overHttp.Json["disclosures"]!.AsArray())!, "disclosure"));
        Assert.DoesNotContain("it is in the file", overHttp.Text, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(overHttp.Json, JsonNode.Parse(json.ToString())));
        Assert.Contains("cannot be recalled", text.ToString(), StringComparison.Ordinal);
        Assert.All(AuditRoutesTests.Planted, planted => Assert.DoesNotContain(planted, overHttp.Text + text, StringComparison.Ordinal));
    }

    private async Task<ApiReply> Read(string query = "") => (await _world.Advocate.Get($"/v1/survivors/{_world.Survivor}/accounting{query}")).Ok();

    private async Task Asked(string disclosure)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Text((await _world.Dana.Get($"/v1/disclosures/{disclosure}")).Ok().Json, "status") != "recallPending")
            await Task.Delay(50, limit.Token);
    }

    private static string Text(JsonNode node, string field) => node[field]!.GetValue<string>();
}
