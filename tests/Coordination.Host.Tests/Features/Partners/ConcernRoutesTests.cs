using System.Net;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Tests.Features.Consent;
using Coordination.Host.Tests.Features.RoleViews;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Partners;

/// <summary>Concerns: who learns of them, and who decides.</summary>
public sealed class ConcernRoutesTests(CoordinationHost host) : IClassFixture<CoordinationHost>, IAsyncLifetime
{
    private const string Said = "They waited outside the laundry and asked whom she talks to.";
    private readonly ConsentWorld _world = new(host);

    private ApiClient Coordinator => host.As("rosa.delgado", "task-force-office", "coordinator");
    private ApiClient Nurse => host.As("priya.nair", "river-clinic", "partner");
    private ApiClient Auditor => host.As("noor.haddad", "state-auditor", "auditor");

    public async ValueTask InitializeAsync() => await _world.Begin();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_coordinator_sees_it_the_agency_only_what_was_put_to_it_and_nobody_else_that_there_is_one()
    {
        var (concern, _) = await Raise();

        Assert.Equal(Said, (await Coordinator.Get($"/v1/concerns/{concern}")).Ok().Json["what"]!.GetValue<string>());
        Assert.Equal(Said, (await _world.Advocate.Get($"/v1/concerns/{concern}")).Ok().Json["what"]!.GetValue<string>());
        foreach (var nobody in new[] { _world.Detective, Nurse, _world.Elsewhere })
        {
            Assert.Equal("not-found", (await nobody.Get($"/v1/concerns/{concern}")).Problem);
            Assert.Equal("not-found", (await nobody.Post($"/v1/concerns/{concern}/answer", new { answer = "No." })).Problem);
            Assert.DoesNotContain(concern, (await nobody.Get("/v1/concerns")).Ok().Text, StringComparison.Ordinal);
        }

        (await Coordinator.Post($"/v1/concerns/{concern}/put", new { words = "Deputies are said to question people at their work." })).Ok();

        var put = (await _world.Detective.Get($"/v1/concerns/{concern}")).Ok();
        Assert.Equal("Deputies are said to question people at their work.", put.Json["putAs"]!.GetValue<string>());
        Assert.DoesNotContain("open-door", put.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("laundry", put.Text, StringComparison.Ordinal);
        Assert.Equal("open", (await _world.Advocate.Get($"/v1/concerns/{concern}")).Ok().Json["standing"]!.GetValue<string>());
        Assert.Equal("not-found", (await Nurse.Get($"/v1/concerns/{concern}")).Problem);
    }

    [Fact]
    public async Task It_is_answered_and_decided_and_those_who_are_party_to_it_learn_why()
    {
        var (concern, _) = await Raise();
        Assert.Equal("wrong-state", (await Coordinator.Post($"/v1/concerns/{concern}/uphold", new { reason = "Clear enough." })).Problem);
        (await Coordinator.Post($"/v1/concerns/{concern}/put", new { words = "Deputies are said to question people at their work." })).Ok();
        (await _world.Detective.Post($"/v1/concerns/{concern}/answer", new { answer = "It was two deputies, and it has stopped." })).Ok();

        (await Coordinator.Post($"/v1/concerns/{concern}/uphold", new { reason = "They say so themselves." })).Ok();

        foreach (var party in new[] { Coordinator, _world.Detective, _world.Advocate })
        {
            var seen = (await party.Get($"/v1/concerns/{concern}")).Ok().Json;
            Assert.Equal(("upheld", "They say so themselves."), (seen["standing"]!.GetValue<string>(), seen["reason"]!.GetValue<string>()));
        }
        Assert.Equal("wrong-state", (await Coordinator.Post($"/v1/concerns/{concern}/dismiss", new { reason = "No." })).Problem);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Advocate.Post($"/v1/concerns/{concern}/dismiss", new { reason = "No." })).Status);
        var account = await Account(concern, "upheld");
        Assert.Equal("pressure", account["kind"]!.GetValue<string>());
        Assert.DoesNotContain("laundry", account.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_upheld_without_an_answer_only_when_the_time_to_answer_is_over()
    {
        var time = new AdjustableTime(DateTimeOffset.UtcNow);
        using var later = new CoordinationHost { InMemory = new(), Time = time, TokenTime = time };
        var world = await new ConsentWorld(later).Begin();
        ApiClient Office() => later.As("rosa.delgado", "task-force-office", "coordinator");
        var concern = (await world.Advocate.Post("/v1/agencies/county-sheriff/concerns", new { kind = "pressure", what = Said })).Ok().Id;
        (await Office().Post($"/v1/concerns/{concern}/put", new { words = "Deputies are said to question people at their work." })).Ok();

        Assert.Equal("wrong-state", (await Office().Post($"/v1/concerns/{concern}/uphold", new { reason = "Clear enough." })).Problem);
        var due = (await world.Detective.Get($"/v1/concerns/{concern}")).Ok().Json["answerDue"]!.GetValue<DateTimeOffset>();
        Assert.Equal(14, (int)Math.Round((due - time.GetUtcNow()).TotalDays));
        Assert.Null((await world.Advocate.Get($"/v1/concerns/{concern}")).Ok().Json["answerDue"]);
        time.Advance(TimeSpan.FromDays(14));
        (await Office().Post($"/v1/concerns/{concern}/uphold", new { reason = "They had two weeks." })).Ok();
    }

    [Fact]
    public async Task The_person_who_raised_it_does_not_decide_about_it()
    {
        var concern = (await Coordinator.Post("/v1/agencies/county-sheriff/concerns", new { kind = "retaliation", what = Said })).Ok().Id;

        Assert.Equal("second-person-needed", (await Coordinator.Post($"/v1/concerns/{concern}/dismiss", new { reason = "Mine." })).Problem);
        (await host.As("lee.park", "task-force-office", "coordinator").Post($"/v1/concerns/{concern}/dismiss", new { reason = "Looked into." })).Ok();
    }

    [Fact]
    public async Task What_a_survivor_said_through_her_advocate_goes_with_her_erasure_and_the_concern_stays()
    {
        var survivor = (await _world.Welcome()).Split('/')[^1];
        Assert.Equal("survivor", (await Nurse.Post("/v1/agencies/county-sheriff/concerns", new { kind = "pressure", what = Said, survivor })).Field);
        var (concern, _) = await Raise(survivor);
        (await _world.Advocate.Post($"/v1/survivors/{survivor}/erasure-request")).Ok();
        (await host.As("berta.okoye", "open-door", "advocate").Post($"/v1/survivors/{survivor}/erase")).Ok();
        await RoleViewsTests.Until(Coordinator, $"/v1/concerns/{concern}", json => json["what"] is JsonObject);

        var left = (await Coordinator.Get($"/v1/concerns/{concern}")).Ok().Json;
        Assert.Equal("keyDestroyed", left["what"]!["unreadable"]!.GetValue<string>());
        Assert.Equal("open", left["standing"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_auditor_sees_that_it_was_raised_and_how_it_went_but_no_words()
    {
        var (concern, _) = await Raise();
        var timeline = (await Auditor.Get($"/v1/audit/streams/concern-{concern}")).Ok().Text;
        Assert.Contains(concern, timeline, StringComparison.Ordinal);
        Assert.DoesNotContain("laundry", timeline, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_raises_so_many_within_a_day_however_many_at_once_and_is_told_when_they_go_on()
    {
        var eager = host.As("somebody.eager", "river-clinic", "partner");
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(n => eager.Post("/v1/agencies/county-sheriff/concerns", new { kind = "pressure", what = $"number {n}" })));

        Assert.Equal(PolicySettings.UsualConcernsPerDay, replies.Count(reply => reply.Status == HttpStatusCode.Created));
        Assert.All(replies.Where(reply => reply.Status != HttpStatusCode.Created), refused =>
        {
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "policy-limit"), (refused.Status, refused.Problem));
            Assert.Contains($"{DateTimeOffset.UtcNow.AddDays(1):yyyy-MM-dd}", refused.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        });
        (await Nurse.Post("/v1/agencies/county-sheriff/concerns", new { kind = "pressure", what = Said })).Ok();
    }

    [Fact]
    public async Task Concerns_come_in_pages_and_what_is_raised_meanwhile_moves_nothing()
    {
        var (busy, other) = (host.As("somebody.busy", "bridge-housing", "partner"), host.As("somebody.else", "legal-aid", "partner"));
        List<string> raised = [];
        Task<ApiReply> RaiseOne() => busy.Post("/v1/agencies/county-sheriff/concerns", new { kind = "pressure", what = Said });
        for (var i = 0; i < 7; i++)
            raised.Add((await RaiseOne()).Ok().Id);

        List<string> seen = [];
        for (var next = ""; next is not null;)
        {
            var page = (await busy.Get($"/v1/concerns?limit=3{(next.Length > 0 ? $"&after={next}" : "")}")).Ok().Json;
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()));
            Assert.Equal(["items", "next"], page.AsObject().Select(member => member.Key).Concat(["next"]).Distinct());
            if (seen.Count == 3)
                raised.Add((await RaiseOne()).Ok().Id);
            next = page["next"]?.GetValue<string>();
            if (next is not null)
                Assert.Equal("after", (await other.Get($"/v1/concerns?after={next}")).Field);
        }
        Assert.Equal(raised, seen);
        Assert.Equal("limit", (await busy.Get("/v1/concerns?limit=201")).Field);
    }

    [Fact]
    public async Task One_that_was_recorded_before_concerns_had_streams_of_their_own_is_still_read_and_goes_on()
    {
        var concern = new ConcernId(Guid.NewGuid());
        await Before(new ConcernRaised(new(Guid.NewGuid()), ConcernKind.Redisclosure, new("open-door"), Sensitive.Of("Somebody told her landlord.")) { Person = new("teresa.vega") });
        await Before(new ConcernRaised(concern, ConcernKind.Pressure, new("open-door"), Sensitive.Of(Said)) { Person = new("amina.yusuf") });

        Assert.Equal(Said, (await _world.Advocate.Get($"/v1/concerns/{concern}")).Ok().Json["what"]!.GetValue<string>());
        Assert.Equal("not-found", (await _world.Detective.Get($"/v1/concerns/{concern}")).Problem);
        (await Coordinator.Post($"/v1/concerns/{concern}/put", new { words = "Deputies are said to question people at their work." })).Ok();
        (await _world.Detective.Post($"/v1/concerns/{concern}/answer", new { answer = "It has stopped." })).Ok();
        Assert.Contains(concern.ToString(), (await _world.Detective.Get("/v1/concerns")).Ok().Text, StringComparison.Ordinal);
        (await Coordinator.Post($"/v1/concerns/{concern}/uphold", new { reason = "They say so." })).Ok();

        var seen = (await Coordinator.Get($"/v1/concerns/{concern}")).Ok().Json;
        Assert.Equal(("upheld", Said, "It has stopped."), (seen["standing"]!.GetValue<string>(), seen["what"]!.GetValue<string>(), seen["answer"]!.GetValue<string>()));
        Assert.Equal("pressure", (await Account(concern.ToString(), "upheld"))["kind"]!.GetValue<string>());
        Assert.Equal(1, (await host.Store.ReadStream("agency-county-sheriff", 0, 1_000, default)).Count(e => System.Text.Encoding.UTF8.GetString(e.Data.Span).Contains(concern.ToString(), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_concern_changes_no_byte_and_no_entity_tag_of_the_agency_that_it_is_about()
    {
        var before = (await _world.Admin.Get("/v1/agencies/county-sheriff")).Ok();
        await Raise();
        await Before(new ConcernRaised(new(Guid.NewGuid()), ConcernKind.Pressure, new("open-door"), Sensitive.Of(Said)));

        var after = (await _world.Admin.Get("/v1/agencies/county-sheriff")).Ok();
        Assert.Equal((before.Text, before.Headers.ETag), (after.Text, after.Headers.ETag));

        var training = new { person = "somebody.new", validUntil = DateTimeOffset.UtcNow.AddDays(90) };
        var changed = (await _world.Admin.Post("/v1/agencies/county-sheriff/trainings", training, ifMatch: before.Headers.ETag!.Tag)).Ok();
        Assert.Equal((before.Version + 1, before.Version + 1), (changed.Version, changed.Json["version"]!.GetValue<long>()));
        var late = await _world.Admin.Post("/v1/agencies/county-sheriff/trainings", training with { person = "somebody.else" }, ifMatch: before.Headers.ETag!.Tag);
        Assert.Equal("version-changed", late.Problem);
        var refused = await _world.Admin.Post("/v1/agencies/county-sheriff/trainings", training with { validUntil = DateTimeOffset.UnixEpoch }, ifMatch: before.Headers.ETag!.Tag);
        Assert.Equal("invalid-input", refused.Problem);
    }

    /// <summary>Puts a concern where concerns were put before they had streams of their own.</summary>
    private async Task Before(ConcernRaised raised)
    {
        const string Stream = "agency-county-sheriff";
        var version = (await host.Store.ReadStream(Stream, 0, 1_000, default)).Count;
        var write = new StreamWrite(Stream, "agency", ExpectedVersion.Exactly(version), [EventCodec.Current.Encode(raised, Guid.NewGuid())]);
        Assert.IsType<AppendResult.Appended>(await host.Store.Append(new([write], [], new("amina.yusuf", "open-door", DateTimeOffset.UtcNow)), default));
    }

    private async Task<(string Concern, ApiReply Reply)> Raise(string? survivor = null)
    {
        var raised = (await _world.Advocate.Post("/v1/agencies/county-sheriff/concerns", new { kind = "pressure", what = Said, survivor })).Ok();
        return (raised.Id, raised);
    }

    private async Task<JsonNode> Account(string concern, string standing)
    {
        JsonNode? Find(JsonNode json) => json["items"]!.AsArray().SelectMany(agency => agency!["concerns"]!.AsArray()).FirstOrDefault(known => known!["concern"]!.GetValue<string>() == concern && known["standing"]!.GetValue<string>() == standing);
        return Find(await RoleViewsTests.Until(Coordinator, "/v1/accountability/agencies", json => Find(json) is not null))!;
    }
}
