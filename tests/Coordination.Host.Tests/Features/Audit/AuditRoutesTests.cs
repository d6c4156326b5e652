using System.Net;
using System.Text.Json.Nodes;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Audit;

public sealed class AuditRoutesTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    internal static readonly string[] Planted = ["Marisol", "He keeps my papers", "account, all of it", "account, in short", "plate 123", "a woman from the farm"];

    private readonly DisclosureWorld _world = new(host);
    private readonly ApiClient _auditor = host.As("ines.oduya", "state-auditor", "auditor");

    [Fact]
    public async Task An_auditor_replays_a_stream_on_pseudonyms()
    {
        await _world.Begin();

        var timeline = (await _auditor.Get($"/v1/audit/streams/consent-{_world.Survivor}")).Ok().Json;

        Assert.Equal(["consent-record-opened.v1", "notice-given.v1", "release-signed.v1"], Events(timeline).Select(e => Text(e["type"])));
        Assert.Equal([1L, 2L, 3L], Events(timeline).Select(e => e["version"]!.GetValue<long>()));
        Assert.All(Events(timeline), e => Assert.Equal("amina.yusuf", Text(e["person"])));
        Assert.Equal(_world.Release.ToString(), Text(Events(timeline)[2]["data"]!["release"]));
    }

    [Fact]
    public async Task A_case_is_replayed_with_everything_that_belongs_to_it_and_nothing_else()
    {
        await _world.Begin();
        var made = await _world.Made();
        await _world.Revoke();
        var other = await new DisclosureWorld(host).Begin();
        await other.Made();

        var events = Events((await _auditor.Get($"/v1/audit/cases/{_world.Case}")).Ok().Json);

        Assert.Equal(
            new[] { $"case-{_world.Case}", $"consent-{_world.Survivor}", $"disclosure-{made}", $"survivor-{_world.Survivor}" },
            events.Select(e => Text(e["stream"])).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(events.Select(e => e["position"]!.GetValue<long>()).Order(), events.Select(e => e["position"]!.GetValue<long>()));
        Assert.Contains("disclosure-requested.v1", events.Select(e => Text(e["type"])));
        Assert.Contains("release-revoked.v1", events.Select(e => Text(e["type"])));
    }

    [Fact]
    public async Task A_timeline_goes_on_where_it_stopped()
    {
        await _world.Begin();
        var all = Events((await _auditor.Get($"/v1/audit/streams/consent-{_world.Survivor}")).Ok().Json);
        var first = all[0]["position"]!.GetValue<long>();

        var rest = Events((await _auditor.Get($"/v1/audit/streams/consent-{_world.Survivor}?afterPosition={first}")).Ok().Json);

        Assert.Equal(all.Skip(1).Select(e => e["position"]!.GetValue<long>()), rest.Select(e => e["position"]!.GetValue<long>()));
    }

    [Fact]
    public async Task The_state_as_of_a_position_is_the_one_that_was_there()
    {
        await _world.Begin();
        await _world.Revoke();
        var stream = $"consent-{_world.Survivor}";
        var signed = Events((await _auditor.Get($"/v1/audit/streams/{stream}")).Ok().Json).Single(e => Text(e["type"]) == "release-signed.v1")["position"]!.GetValue<long>();

        var then = (await _auditor.Get($"/v1/audit/state/{stream}?asOfPosition={signed}")).Ok().Json;
        var before = await _auditor.Get($"/v1/audit/state/{stream}?asOfPosition=1");
        var now = (await _auditor.Get($"/v1/audit/state/{stream}")).Ok().Json;

        Assert.StartsWith("in force until", Fact(then, $"release {_world.Release}"), StringComparison.Ordinal);
        Assert.StartsWith("revoked, inPerson", Fact(now, $"release {_world.Release}"), StringComparison.Ordinal);
        Assert.Equal((3, 4), (then["version"]!.GetValue<int>(), now["version"]!.GetValue<int>()));
        Assert.Equal("not-found", before.Problem);
    }

    [Fact]
    public async Task The_state_as_of_an_instant_knows_what_was_in_force_then()
    {
        await _world.Begin();
        var inAYear = Uri.EscapeDataString(host.Time.GetUtcNow().AddDays(365).ToString("O"));

        var later = (await _auditor.Get($"/v1/audit/state/consent-{_world.Survivor}?asOf={inAYear}")).Ok().Json;
        var longAgo = await _auditor.Get($"/v1/audit/state/consent-{_world.Survivor}?asOf=2020-01-01T00:00:00Z");

        Assert.StartsWith("ended", Fact(later, $"release {_world.Release}"), StringComparison.Ordinal);
        Assert.Equal("not-found", longAgo.Problem);
    }

    [Fact]
    public async Task Every_kind_of_stream_has_a_state()
    {
        await _world.Begin();
        var made = await _world.Made();

        foreach (var stream in new[] { $"case-{_world.Case}", $"survivor-{_world.Survivor}", $"disclosure-{made}", "agency-county-sheriff", "taskforce" })
            Assert.NotEmpty((await _auditor.Get($"/v1/audit/state/{stream}")).Ok().Json["facts"]!.AsArray());
    }

    [Theory]
    [InlineData("/v1/audit/streams/consent-3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35")]
    [InlineData("/v1/audit/streams/Marisol%20of%20the%20farm")]
    [InlineData("/v1/audit/state/nothing-at-all")]
    [InlineData("/v1/audit/cases/3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35")]
    [InlineData("/v1/audit/disclosures/3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35/explanation")]
    public async Task What_is_not_there_is_not_found(string path) => Assert.Equal("not-found", (await _auditor.Get(path)).Problem);

    [Theory]
    [InlineData("asOfPosition=0")]
    [InlineData("asOfPosition=1&asOf=2026-01-01T00:00:00Z")]
    public async Task A_question_that_makes_no_sense_is_refused(string query) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _auditor.Get($"/v1/audit/state/taskforce?{query}")).Status);

    [Theory]
    [InlineData("coordinator")]
    [InlineData("advocate")]
    [InlineData("partner")]
    [InlineData("counsel")]
    [InlineData("administrator")]
    public async Task Nobody_but_an_auditor_reads_the_history(string role)
    {
        var caller = host.As("somebody", "open-door", role);

        foreach (var path in new[] { "streams/taskforce", $"cases/{Guid.NewGuid()}", "state/taskforce", $"disclosures/{Guid.NewGuid()}/explanation" })
            Assert.Equal(HttpStatusCode.Forbidden, (await caller.Get($"/v1/audit/{path}")).Status);
    }

    [Fact]
    public async Task Nothing_that_describes_a_person_is_in_any_answer()
    {
        await _world.Begin();
        var made = await _world.Made();
        string[] paths =
        [
            $"streams/survivor-{_world.Survivor}", $"streams/case-{_world.Case}", $"streams/disclosure-{made}", $"cases/{_world.Case}",
            $"state/survivor-{_world.Survivor}", $"state/case-{_world.Case}", $"state/disclosure-{made}", $"disclosures/{made}/explanation",
        ];

        foreach (var path in paths)
        {
            var answer = (await _auditor.Get($"/v1/audit/{path}")).Ok();
            Assert.All(Planted, planted => Assert.DoesNotContain(planted, answer.Text, StringComparison.Ordinal));
        }
        Assert.Contains("[sensitive]", (await _auditor.Get($"/v1/audit/streams/case-{_world.Case}")).Text, StringComparison.Ordinal);
    }

    internal static List<JsonNode> Events(JsonNode timeline) => [.. timeline["events"]!.AsArray().Select(e => e!)];

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static string Fact(JsonNode state, string about) => Text(state["facts"]!.AsArray().Single(fact => Text(fact!["about"]) == about)!["is"]);
}
