using System.Net;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Timekeeping;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Coordination.Host.Tests.Features.ImmigrationRelief;

/// <summary>Immigration relief over HTTP: on no condition, seen by nobody who was not asked, and a no in return for a concern does not go unseen.</summary>
public sealed class ReliefRoutesTests : IDisposable
{
    private readonly AdjustableTime _time = new(DateTimeOffset.UtcNow);
    private readonly CoordinationHost _host;
    private readonly DisclosureWorld _world;
    private readonly ApiClient _auditor;

    public ReliefRoutesTests()
    {
        _host = new CoordinationHost { InMemory = new(), Time = _time };
        _world = new DisclosureWorld(_host);
        _auditor = _host.As("ines.oduya", "state-auditor", "auditor");
    }

    public void Dispose() => _host.Dispose();

    private async Task<string> Sought(string kind = "tDeclaration")
    {
        if (_world.Case.Length == 0)
            await _world.Begin();
        return (await _world.Advocate.Post("/v1/relief", new { survivor = _world.Survivor.ToString(), kind })).Ok().Id;
    }

    private Task<ApiReply> Ask(string relief, string certifier = "county-sheriff") =>
        _world.Advocate.Post($"/v1/relief/{relief}/certifiers", new { certifier, due = _time.GetUtcNow().AddMinutes(2) });

    [Fact]
    public async Task A_certifier_sees_its_own_ask_and_nothing_about_her()
    {
        var relief = await Sought();
        (await Ask(relief)).Ok();
        (await Ask(relief, "district-attorney")).Ok();

        var asked = (await _world.Dana.Get("/v1/certifications")).Ok();
        var one = (await _world.Dana.Get($"/v1/certifications/{relief}")).Ok();

        var item = Assert.Single(asked.Json["items"]!.AsArray())!;
        Assert.Equal(["id", "kind", "askedBy", "due", "says"], item.AsObject().Select(member => member.Key));
        Assert.True(JsonNode.DeepEquals(item, one.Json));
        Assert.Null(one.Version);
        Assert.DoesNotContain(_world.Survivor.ToString(), asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("district-attorney", asked.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _world.Dana.Get($"/v1/certifications/{await Sought()}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Dana.Get($"/v1/relief/{relief}")).Status);
    }

    [Fact]
    public async Task What_a_certifier_gets_does_not_change_with_what_was_not_addressed_to_it()
    {
        var (quiet, busy) = (await Sought(), await Sought());
        foreach (var relief in new[] { quiet, busy })
            (await Ask(relief)).Ok();
        (await Ask(busy, "district-attorney")).Ok();
        (await _world.Prosecutor.Post($"/v1/certifications/{busy}/answer", new { answer = "refused", note = "not us" })).Ok();
        (await _world.Advocate.Post($"/v1/relief/{busy}/end", new { granted = true })).Ok();

        Assert.Equal("not us", Text((await _world.Advocate.Get($"/v1/relief/{busy}")).Ok().Json["certifiers"]![1]!["note"]));
        foreach (var send in new Func<string, Task<ApiReply>>[]
        {
            of => _world.Dana.Get($"/v1/certifications/{of}"),
            of => _world.Dana.Post($"/v1/certifications/{of}/answer", new { answer = "certified", conditions = new[] { "testimony" } }, ifMatch: "\"2\""),
            of => _world.Dana.Post($"/v1/certifications/{of}/answer", new { answer = "refused" }, ifMatch: "\"9\""),
        })
        {
            var (one, other) = (await send(quiet), await send(busy));
            Assert.Equal((one.Status, one.Version, one.Text), (other.Status, other.Version, other.Text.Replace(busy, quiet, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Conditional_relief_is_refused_and_the_auditor_finds_the_attempt_in_her_case()
    {
        var relief = await Sought("uCertification");
        (await Ask(relief)).Ok();

        var ours = await _world.Advocate.Post("/v1/relief", new { survivor = _world.Survivor.ToString(), kind = "continuedPresence", conditions = new[] { "cooperation" } });
        var theirs = await _world.Dana.Post($"/v1/certifications/{relief}/answer", new { answer = "certified", conditions = new[] { "testimony" } });
        var worded = await _world.Dana.Post($"/v1/certifications/{relief}/answer", new { answer = "certified", conditions = new[] { "sobriety" } });
        var timeline = (await _auditor.Get($"/v1/audit/cases/{_world.Case}")).Ok();
        var known = (await _world.Advocate.Get($"/v1/relief/{relief}")).Ok().Json;

        Assert.Equal(("other", "sobriety"), (Text(known["conditionsRefused"]![1]!["conditions"]![0]), Text(known["conditionsRefused"]![1]!["words"]![0])));
        Assert.All([ours, theirs, worded], refused => Assert.Equal(("coercive", "conditions[0]"), (refused.Problem, refused.Field)));
        Assert.Contains("CG-30: open-door refused, on condition of cooperation", timeline.Text, StringComparison.Ordinal);
        Assert.Contains("CG-30: county-sheriff refused, on condition of testimony", timeline.Text, StringComparison.Ordinal);
        Assert.Equal(("waiting", "county-sheriff"), (Text(known["certifiers"]![0]!["status"]), Text(known["conditionsRefused"]![0]!["demandedBy"])));
    }

    [Fact]
    public async Task A_no_after_a_concern_is_marked_for_the_auditor_and_looks_like_any_no_to_the_certifier()
    {
        var (before, after) = (await Sought(), await Sought());
        foreach (var relief in new[] { before, after })
            (await Ask(relief)).Ok();
        var plain = (await _world.Dana.Post($"/v1/certifications/{before}/answer", new { answer = "refused" })).Ok();
        var concern = (await _world.Advocate.Post("/v1/agencies/county-sheriff/concerns", new { kind = "pressure", what = "He waited outside her work." })).Ok().Id;
        var marked = (await _world.Dana.Post($"/v1/certifications/{after}/answer", new { answer = "refused" })).Ok();

        Assert.Equal(plain.Text, marked.Text.Replace(after, before, StringComparison.Ordinal));
        Assert.DoesNotContain("RETALIATION", (await _auditor.Get($"/v1/audit/streams/relief-{before}")).Ok().Text, StringComparison.Ordinal);
        Assert.Contains($"POSSIBLE RETALIATION: it follows concern {concern}", (await _auditor.Get($"/v1/audit/streams/relief-{after}")).Ok().Text, StringComparison.Ordinal);
        Assert.Contains($"possible retaliation: after concern {concern}", (await _auditor.Get($"/v1/audit/state/relief-{after}")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_recorded_when_the_time_has_come_and_stops_nothing()
    {
        var relief = await Sought();
        (await Ask(relief)).Ok();
        var sweep = _host.Services.GetRequiredService<DueSweep>();
        await sweep.Run(default);
        Assert.Equal("waiting", await Status());

        _time.Advance(TimeSpan.FromMinutes(2));
        await sweep.Run(default);
        await sweep.Run(default);

        Assert.Equal("silent", await Status());
        (await _world.Advocate.Post($"/v1/relief/{relief}/end", new { granted = true })).Ok();
        var answer = (await _world.Advocate.Get($"/v1/relief/{relief}")).Ok().Json;
        Assert.Equal("granted", Text(answer["status"]));
        Assert.Contains("does not need this declaration", Text(answer["says"]), StringComparison.Ordinal);
        Assert.Single(await Silences(relief));

        async Task<string?> Status() => Text((await _world.Advocate.Get($"/v1/relief/{relief}")).Ok().Json["certifiers"]![0]!["status"]);
    }

    [Fact]
    public async Task Whatever_she_takes_back_or_declines_relief_is_sought_the_same()
    {
        await Sought();
        await _world.Revoke();
        (await _world.Advocate.Post($"/v1/consent/{_world.Survivor}/declinations", new { through = "inPerson" })).Ok();
        var refusing = await Sought("continuedPresence");

        Assert.Equal(2, (await Ask(refusing)).Ok().Version);
        Assert.Equal(3, (await _world.Advocate.Post($"/v1/relief/{refusing}/certifiers/county-sheriff/answer", new { answer = "certified" })).Ok().Version);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.As("bo", "bridge-housing", "advocate").Post($"/v1/relief/{refusing}/certifiers/county-sheriff/answer", new { answer = "refused" })).Status);
    }

    private async Task<IReadOnlyList<StoredEvent>> Silences(string relief) =>
        [.. (await _host.Store.ReadStream($"relief-{relief}", 0, 100, default)).Where(stored => stored.Type == "certifier-silent.v1")];

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
