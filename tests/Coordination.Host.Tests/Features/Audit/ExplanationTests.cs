using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Host.Features.Audit;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Features.Audit;

public sealed class ExplanationTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private readonly DisclosureWorld _world = new(host);
    private readonly ApiClient _auditor = host.As("ines.oduya", "state-auditor", "auditor");

    [Fact]
    public async Task A_disclosure_is_explained_by_the_release_and_the_versions_it_stood_on()
    {
        await _world.Begin();
        var made = await _world.Made();
        await _world.Revoke();

        var explanation = (await _auditor.Get($"/v1/audit/disclosures/{made}/explanation")).Ok().Json;
        var verdicts = explanation["verdicts"]!.AsArray();

        Assert.Equal([("disclosure-authorized.v1", "permitInPart"), ("disclosure-made.v1", "permit")], verdicts.Select(v => (Text(v!["type"]), Text(v["outcome"]))));
        Assert.Equal([("identifiedVerbatim", "identifiedSummary"), ("identifiedVerbatim", "identifiedVerbatim")], verdicts[0]!["items"]!.AsArray().Select(i => (Text(i!["asked"]), Text(i["mode"]))));
        foreach (var verdict in verdicts)
        {
            Assert.Equal(3, verdict!["consent"]!["version"]!.GetValue<long>());
            Assert.True(verdict["again"]!["identical"]!.GetValue<bool>(), verdict["again"]!.ToJsonString());
            var release = Assert.Single(verdict["releases"]!.AsArray())!;
            Assert.Equal(_world.Release.ToString(), Text(release["release"]));
            Assert.Equal([("release-signed.v1", false), ("release-revoked.v1", true)], release["steps"]!.AsArray().Select(s => (Text(s!["type"]), s["after"]!.GetValue<bool>())));
            Assert.All(verdict["items"]!.AsArray(), item => Assert.NotEmpty(item!["findings"]!.AsArray()));
        }
    }

    [Fact]
    public async Task Every_rule_of_the_set_is_told_with_what_it_said_of_every_release_or_that_it_said_nothing()
    {
        await _world.Begin();
        var made = await _world.Made();

        var items = (await _auditor.Get($"/v1/audit/disclosures/{made}/explanation")).Ok().Json["verdicts"]![0]!["items"]!.AsArray();

        foreach (var item in items)
        {
            var said = item!["rules"]!.AsArray();
            var silent = item["silent"]!.AsArray().Select(Text).ToList();
            Assert.Equal(RuleSets.V2026R1.Rules.Select(rule => rule.Id), said.Select(rule => Text(rule!["rule"])).Concat(silent).Distinct().Order(StringComparer.Ordinal));
            Assert.Contains(said, rule => rule!["decided"]!.GetValue<bool>() && Text(rule["release"]) == _world.Release.ToString() && Text(rule["source"]).Length > 0);
            Assert.Equal(item["findings"]!.AsArray().Count, said.Count(rule => rule!["decided"]!.GetValue<bool>()));
        }
    }

    [Fact]
    public async Task A_refusal_names_the_rules_that_decided_and_where_they_come_from()
    {
        await _world.Begin();
        var authorised = await _world.Authorised();
        await _world.Revoke();
        await _world.Advocate.Post($"/v1/disclosures/{authorised}/make");

        var refusal = (await _auditor.Get($"/v1/audit/disclosures/{authorised}/explanation")).Ok().Json["verdicts"]!.AsArray()[^1]!;
        var findings = refusal["items"]!.AsArray().SelectMany(item => item!["findings"]!.AsArray()).ToList();

        Assert.Equal(("disclosure-refused.v1", "deny"), (Text(refusal["type"]), Text(refusal["outcome"])));
        Assert.True(refusal["again"]!["identical"]!.GetValue<bool>());
        Assert.NotEmpty(findings);
        Assert.All(findings, found => Assert.False(string.IsNullOrEmpty(Text(found!["source"]))));
    }

    [Fact]
    public async Task A_verdict_that_does_not_follow_from_the_history_before_it_is_found()
    {
        await _world.Begin();
        var authorised = await _world.Authorised();
        await _world.Revoke();
        await Forge(authorised);

        var verdicts = (await _auditor.Get($"/v1/audit/disclosures/{authorised}/explanation")).Ok().Json["verdicts"]!.AsArray();

        Assert.True(verdicts[0]!["again"]!["identical"]!.GetValue<bool>());
        Assert.False(verdicts[1]!["again"]!["identical"]!.GetValue<bool>());
        Assert.Contains(verdicts[1]!["again"]!["differences"]!.AsArray(), difference => Text(difference).Contains("stored permitInPart, derived deny", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_answer_follows_again_whatever_was_said_between()
    {
        await _world.Begin();
        var first = await _world.Made();
        var second = await _world.Authorised();
        await _world.Narrow();
        await _world.Advocate.Post($"/v1/disclosures/{second}/make");
        var third = (await _world.Ask()).Ok().Id;
        await _world.Advocate.Post($"/v1/disclosures/{third}/match", new { @case = _world.Case });
        await _world.Advocate.Post($"/v1/disclosures/{third}/authorise", new { });
        await _world.Advocate.Post($"/v1/cases/{_world.Case}/participants/release", new { agency = "county-sheriff", person = "dana.whitfield", purpose = "investigation" });
        await _world.Advocate.Post($"/v1/disclosures/{third}/authorise", new { });
        await _world.Revoke();
        await _world.Advocate.Post($"/v1/disclosures/{third}/authorise", new { });

        var verdicts = new List<JsonNode>();
        foreach (var id in new[] { first, second, third })
            verdicts.AddRange((await _auditor.Get($"/v1/audit/disclosures/{id}/explanation")).Ok().Json["verdicts"]!.AsArray().Select(v => v!));

        Assert.True(verdicts.Select(v => Text(v["outcome"])).Distinct().Count() >= 3, string.Join(' ', verdicts.Select(v => Text(v["outcome"]))));
        Assert.All(verdicts, verdict => Assert.True(verdict["again"]!["identical"]!.GetValue<bool>(), verdict["again"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_text_for_a_terminal_says_the_same()
    {
        await _world.Begin();
        var made = new DisclosureId(Guid.Parse(await _world.Made()));
        var explanation = await host.Services.GetRequiredService<Explainer>().Explain(made, default);
        var timeline = await host.Services.GetRequiredService<TimelineReader>().OfCase(new CaseId(Guid.Parse(_world.Case)), 0, default);

        var text = AuditText.Of(explanation!) + AuditText.Of(timeline!);

        Assert.Contains("the same answer, bit for bit", text, StringComparison.Ordinal);
        Assert.Contains($"release {_world.Release}", text, StringComparison.Ordinal);
        Assert.Contains("CG-01", text, StringComparison.Ordinal);
        Assert.DoesNotContain("plate 123", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Marisol", text, StringComparison.Ordinal);
    }

    /// <summary>Writes the permission of before once more, behind the back of the gate.</summary>
    private async Task Forge(string disclosure)
    {
        var stream = $"disclosure-{disclosure}";
        var stored = await host.Store.ReadStream(stream, 0, 100, default);
        var permitted = stored.Select(e => EventCodec.Current.Decode(e).Event).OfType<DisclosureAuthorized>().Single();
        await host.Store.Append(
            new AppendRequest(
                [new StreamWrite(stream, "disclosure", ExpectedVersion.Exactly(stored.Count), [EventCodec.Current.Encode(permitted, Guid.NewGuid())])],
                [], new AppendMetadata("mallory", "open-door", DateTimeOffset.UnixEpoch)),
            default);
        Assert.NotEqual(Outcome.Deny, permitted.Verdict.Outcome);
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
