using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Host.Cli;
using Coordination.Host.Features.Audit;
using Coordination.Host.Features.Audit.Replay;
using Coordination.Host.Platform.Identity;
using Coordination.Projections;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Features.Audit.Replay;

/// <summary>The story's log, as it was at every moment of it.</summary>
public sealed class ReplayTests(StoryLog story) : IClassFixture<StoryLog>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ApiClient Auditor => story.Host.As("noor.haddad", "state-auditor", "auditor");

    [Fact]
    public async Task A_replay_ends_each_event_with_the_state_that_was_there_and_says_what_it_changed()
    {
        var states = story.Host.Services.GetRequiredService<PastStates>();
        var replayed = 0;
        foreach (var stream in await Streams())
        {
            IReadOnlyList<StateFact> before = [];
            await foreach (var one in story.Host.Services.GetRequiredService<Replayer>().Replay(stream, AsOf.Everything, Cancellation))
            {
                var there = await states.Of(stream, AsOf.Everything with { Position = one.Event.Position }, one.Event.RecordedAt, Cancellation);
                Assert.Equal(there!.Facts, one.After);
                Assert.Equal(Sorted(one.After), Sorted(Changed(before, one.Changes)));
                before = one.After;
                replayed++;
            }
        }
        Assert.Equal((await story.Events()).Count(e => PastStates.Kinds.Contains(History.KindOf(e.Meta.Stream))), replayed);
    }

    [Fact]
    public async Task Differences_are_told_for_every_stream_that_was_touched_and_add_up_to_the_states_at_both_ends()
    {
        var services = story.Host.Services;
        var (states, when, events) = (services.GetRequiredService<PastStates>(), services.GetRequiredService<AsOfReader>(), await story.Events());
        foreach (var (first, last) in new[] { (0L, 40L), (40, 41), (60, events.Count), (0, events.Count) })
        {
            var (from, to) = (await when.Moment(first, null, Cancellation), await when.Moment(last, null, Cancellation));
            var between = events.Where(e => e.Meta.Position > first && e.Meta.Position <= last).ToList();
            List<StreamDiff> streams = [];
            await foreach (var stream in services.GetRequiredService<LogDiff>().Between(from, to, _ => { }, Cancellation))
                streams.Add(stream);

            Assert.Equal(between.Select(e => e.Meta.Stream).Distinct(), streams.Select(stream => stream.Stream));
            Assert.Equal(between.Count, streams.Sum(stream => stream.ToVersion - stream.FromVersion));
            foreach (var stream in streams)
            {
                var before = (await states.Of(stream.Stream, from.Covered, from.At, Cancellation))?.Facts ?? [];
                var after = (await states.Of(stream.Stream, to.Covered, to.At, Cancellation))?.Facts ?? [];
                Assert.Equal(Sorted(after), Sorted(Changed(before, stream.Changes)));
            }
        }
    }

    [Fact]
    public async Task A_role_s_view_folded_to_the_end_is_the_view_that_serves_and_never_one_row_more()
    {
        var views = story.Host.Services.GetRequiredService<PastViews>();
        var events = (await story.Events()).ToList();
        var agencies = events.Select(e => e.Event).OfType<Domain.Partners.AgencyJoined>().Select(joined => (AgencyId?)joined.Agency).Append(null).ToList();
        foreach (var upTo in new[] { 1, events.Count / 2, events.Count })
            foreach (var name in PastViews.Names)
            {
                var rows = new RowSet(AllProjections.Find(name)!);
                foreach (var e in events.Take(upTo))
                    rows.Apply(e);
                var shown = 0;
                foreach (var agency in agencies)
                {
                    var view = await views.Of(name, PastViews.CompartmentOf(agency), upTo, _ => { }, Cancellation);
                    Assert.Equal(rows.Changes().Where(row => row.View?.Place.Compartment == PastViews.CompartmentOf(agency)).Select(row => row.Key.Id).Order(), view.Rows.Select(row => row.Id).Order());
                    shown += view.Rows.Count;
                    Assert.All(AuditRoutesTests.Planted, planted => Assert.DoesNotContain(planted, JsonSerializer.Serialize(view, JsonSerializerOptions.Web), StringComparison.Ordinal));
                }
                Assert.True(upTo < events.Count || shown > 0 || name == AllProjections.SurvivorLedger.Name, name); // a ledger's rows are each survivor's own, no agency's
            }
    }

    [Fact]
    public async Task A_review_s_room_is_told_as_it_was_when_the_item_was_opened()
    {
        var opened = (await story.Events()).First(e => e.Event is ItemOpened);

        var state = (await Auditor.Get($"/v1/audit/state/{opened.Meta.Stream}?asOfPosition={opened.Meta.Position}")).Ok().Json;
        var before = (await Auditor.Get($"/v1/audit/state/{opened.Meta.Stream}?asOfPosition={opened.Meta.Position - 1}")).Ok().Json;

        Assert.Contains(Facts(state), fact => fact.About == "in the room" && fact.Is != "none");
        Assert.Contains(Facts(state), fact => fact.About.StartsWith("item ", StringComparison.Ordinal) && fact.Is.Contains("under discussion", StringComparison.Ordinal));
        Assert.DoesNotContain(Facts(before), fact => fact.Is.Contains("under discussion", StringComparison.Ordinal) && fact.About == $"item {((ItemOpened)opened.Event).Item}");
    }

    [Fact]
    public async Task An_instant_means_what_had_been_recorded_by_then()
    {
        var history = story.Host.Services.GetRequiredService<History>();
        var events = await story.Events();
        foreach (var e in events.Where((_, i) => i % 7 == 0))
        {
            Assert.Equal(events.Last(other => other.Meta.RecordedAt <= e.Meta.RecordedAt).Meta.Position, await history.PositionAt(e.Meta.RecordedAt, Cancellation));
            Assert.Equal(events.LastOrDefault(other => other.Meta.RecordedAt < e.Meta.RecordedAt).Meta?.Position ?? 0, await history.PositionAt(e.Meta.RecordedAt.AddTicks(-10), Cancellation));
        }
        Assert.Equal(0, await history.PositionAt(DateTimeOffset.UnixEpoch, Cancellation));
        Assert.Equal(events.Count, await history.PositionAt(DateTimeOffset.MaxValue, Cancellation));
    }

    [Fact]
    public async Task The_API_and_the_terminal_say_the_same()
    {
        var (consent, end) = ((await story.Events()).First(e => e.Event is Domain.Consent.ReleaseSigned).Meta.Stream, (await story.Events()).Count);
        var replay = (await Auditor.Get($"/v1/audit/replay/{consent}?asOfPosition={end}")).Ok().Json["events"]!.AsArray();
        var diff = (await Auditor.Get($"/v1/audit/diff?fromPosition=10&toPosition={end}")).Ok().Json["streams"]!.AsArray();
        var view = (await Auditor.Get($"/v1/audit/views/advocate-caseload?agency=open-door&asOfPosition={end}")).Ok().Json;

        Assert.True(JsonNode.DeepEquals(replay, await Lines(desk => desk.Replay(consent, (end, null), false, Cancellation))));
        Assert.True(JsonNode.DeepEquals(diff, await Lines(desk => desk.Diff((10, null), (end, null), Cancellation))));
        Assert.True(JsonNode.DeepEquals(view, (await Lines(desk => desk.View("advocate-caseload", new AgencyId("open-door"), (end, null), Cancellation)))[0]));
        Assert.NotEmpty(view["rows"]!.AsArray());
        Assert.Contains("in force until", await Text(desk => desk.Replay(consent, (end, null), true, Cancellation)), StringComparison.Ordinal);
        Assert.Contains("→", await Text(desk => desk.Diff((10, null), (end, null), Cancellation)), StringComparison.Ordinal);
        Assert.StartsWith("advocate-caseload of open-door at position", await Text(desk => desk.View("advocate-caseload", new AgencyId("open-door"), (end, null), Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_about_a_case_is_told_as_it_stood()
    {
        var opened = (await story.Events()).First(e => e.Event is CaseOpened);
        var @case = ((CaseOpened)opened.Event).Case;

        var now = (await Auditor.Get($"/v1/audit/cases/{@case}/state")).Ok().Json["streams"]!.AsArray();
        var then = (await Auditor.Get($"/v1/audit/cases/{@case}/state?asOfPosition={opened.Meta.Position}")).Ok().Json["streams"]!.AsArray();
        var before = await Auditor.Get($"/v1/audit/cases/{@case}/state?asOfPosition={opened.Meta.Position - 1}");

        Assert.True(now.Count > then.Count);
        Assert.Contains(then, state => state!["stream"]!.GetValue<string>() == opened.Meta.Stream);
        Assert.Equal("not-found", before.Problem);
    }

    [Theory]
    [InlineData("diff")]
    [InlineData("diff?fromPosition=5&from=2026-01-01T00:00:00Z")]
    [InlineData("diff?fromPosition=9&toPosition=3")]
    [InlineData("replay/taskforce?asOfPosition=0")]
    [InlineData("views/coordinator-board?asOfPosition=2&asOf=2026-01-01T00:00:00Z")]
    public async Task A_question_that_makes_no_sense_is_refused_by_its_field(string path)
    {
        var refused = await Auditor.Get($"/v1/audit/{path}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Field);
    }

    [Theory]
    [InlineData("replay/nothing-at-all"), InlineData("views/auditor-timeline"), InlineData("views/nonsense"), InlineData("replay/consent-3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35")]
    public async Task What_is_not_there_is_not_found(string path) => Assert.Equal("not-found", (await Auditor.Get($"/v1/audit/{path}")).Problem);

    [Theory]
    [InlineData("replay/taskforce"), InlineData("diff?fromPosition=1"), InlineData("views/coordinator-board"), InlineData("cases/3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35/state")]
    public async Task Nobody_but_an_auditor_looks_back(string path)
    {
        foreach (var role in new[] { "coordinator", "advocate", "partner", "counsel", "administrator" })
            Assert.Equal(HttpStatusCode.Forbidden, (await story.Host.As("somebody", "open-door", role).Get($"/v1/audit/{path}")).Status);
    }

    [Fact]
    public void A_moment_is_a_position_or_an_instant()
    {
        Assert.Equal((12L, null), ReplayVerbs.Moment("12", "--from"));
        Assert.Equal((null, new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero)), ReplayVerbs.Moment("2026-03-01T09:30:00Z", "--from"));
        Assert.Throws<SettingsException>(() => ReplayVerbs.Moment("yesterday", "--from"));
    }

    private async Task<List<string>> Streams() =>
        [.. (await story.Events()).Select(e => e.Meta.Stream).Where(stream => PastStates.Kinds.Contains(History.KindOf(stream))).Distinct()];

    /// <summary>What the changes make of what was there.</summary>
    private static List<StateFact> Changed(IReadOnlyList<StateFact> before, IReadOnlyList<FactChange> changes)
    {
        List<StateFact> facts = [.. before];
        foreach (var change in changes)
        {
            if (change.Before is { } was)
                Assert.True(facts.Remove(new(change.About, was)), $"{change}");
            if (change.After is { } now)
                facts.Add(new(change.About, now));
        }
        return facts;
    }

    private static IEnumerable<StateFact> Sorted(IEnumerable<StateFact> facts) => facts.OrderBy(fact => fact.About, StringComparer.Ordinal).ThenBy(fact => fact.Is, StringComparer.Ordinal);

    private static List<StateFact> Facts(JsonNode state) => [.. state["facts"]!.AsArray().Select(fact => new StateFact(fact!["about"]!.GetValue<string>(), fact["is"]!.GetValue<string>()))];

    private async Task<JsonArray> Lines(Func<ReplayCommands, Task<bool>> ask) => [.. (await Told(ask, asJson: true)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line))];

    private Task<string> Text(Func<ReplayCommands, Task<bool>> ask) => Told(ask, asJson: false);

    private async Task<string> Told(Func<ReplayCommands, Task<bool>> ask, bool asJson)
    {
        using var output = new StringWriter();
        Assert.True(await ask(new ReplayCommands(story.Host.Services, output, TextWriter.Null, asJson)));
        return output.ToString();
    }
}
