using System.Net;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.Features.CaseReviews;

/// <summary>
/// What breaks into the discussion of an item, on PostgreSQL: the chair leaves, a release runs out, she is forgotten, two write down the same
/// decision, the quorum goes. What is on record is consistent, and whoever was interrupted is told what happened and what to do.
/// </summary>
public sealed class RoomInterruptionTests : IAsyncLifetime
{
    private const int Rounds = 4;
    private readonly AdjustableTime _time = new(DateTimeOffset.UtcNow);
    private TestDatabase _database = null!;
    private CoordinationHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.Create();
        _host = new CoordinationHost { Database = _database, Time = _time, TokenTime = _time };
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task When_the_chair_leaves_somebody_in_the_room_goes_on_once_the_chair_is_handed_over()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var scene = await Discussed(Coordinator, Advocate, Nurse, Detective);

            var replies = await AtOnce(
                () => scene.Rosa.Post($"{scene.Review}/departures", new { member = Advocate }),
                () => scene.Amina.Post($"{scene.Item}/decisions", Decision((Nurse, "for"), (Detective, "for"))));

            Assert.Equal(HttpStatusCode.OK, replies[0].Status);
            Assert.Equal((await Log(scene)).Exists(e => e is DecisionRecorded) ? null : "not-yours", replies[1].Problem);
            Assert.DoesNotContain((await Log(scene)).SkipWhile(e => e is not MemberSteppedOut), e => e is DecisionRecorded);
            Explains(await scene.Amina.Post($"{scene.Item}/options", new { option = "Another motel." }), "not-yours", "come back in", "hand the chair");
            Assert.Equal("member", (await scene.Amina.Post($"{scene.Review}/chair", new { member = Housing })).Field);
            (await scene.Amina.Post($"{scene.Review}/chair", new { member = Nurse })).Ok();
            (await scene.Priya.Post($"{scene.Item}/decisions", Decision((Detective, "for")))).Ok();
            Assert.Equal("not-yours", (await scene.Amina.Post($"{scene.Item}/close")).Problem);
            (await scene.Priya.Post($"{scene.Item}/close")).Ok();
        }
    }

    [Fact]
    public async Task A_release_that_runs_out_in_the_middle_ends_what_is_written_down_and_nobody_has_to_record_it_first()
    {
        var scene = await Discussed(Coordinator, Advocate, Nurse, Detective);
        await scene.LetItEnd(_time.GetUtcNow().AddMinutes(20), "task-force-office", "county-sheriff", "river-clinic");
        (await scene.Priya.Post($"{scene.Item}/options", new { option = "A room in town." })).Ok();
        Assert.Null((await Item(scene.Rosa, scene))["overTime"]);

        _time.Advance(TimeSpan.FromMinutes(21));

        Explains(await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for"))), "consent-required", "ran out", "Nothing was recorded", "close the item");
        var shown = await Item(scene.Rosa, scene);
        Assert.Equal((true, 21, true), (shown["blocked"]!.GetValue<bool>(), shown["minutesTaken"]!.GetValue<int>(), shown["overTime"]!.GetValue<bool>()));
        Assert.Equal(3, (await Item(scene.Amina, scene))["custodians"]!["inTheRoomNotCovered"]!.AsArray().Count);
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        Assert.DoesNotContain(await Log(scene), e => e is DecisionRecorded);
    }

    [Fact]
    public async Task When_she_is_forgotten_in_the_middle_nothing_more_is_written_down_and_the_meeting_goes_on()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var scene = await Discussed(Coordinator, Advocate, Nurse, Detective);
            await scene.Record($"survivor-{scene.Survivor}", new SurvivorWelcomed(scene.Survivor, new("open-door"), Sensitive.Of("Marisol"), null));
            (await scene.Amina.Post($"/v1/survivors/{scene.Survivor}/erasure-request")).Ok();

            await AtOnce(
                () => scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for"))),
                () => scene.Priya.Post($"{scene.Item}/options", new { option = "Another motel." }),
                () => _host.As("bea", "open-door", "advocate").Post($"/v1/survivors/{scene.Survivor}/erase"));

            var erased = (await _host.Store.ReadStream($"survivor-{scene.Survivor}", 0, 100, Cancellation)).Single(e => e.Type == "survivor-erased.v1").Position;
            var review = await _host.Store.ReadStream($"review-{scene.Review[^36..]}", 0, 1_000, Cancellation);
            Assert.DoesNotContain(review, e => e.Position > erased && e.Type is "decision-recorded.v1" or "option-proposed.v1" && e.Position > erased);
            Explains(await scene.Priya.Post($"{scene.Item}/options", new { option = "Another room." }), "consent-required", "Nothing was recorded");
            Assert.True((await Item(scene.Rosa, scene))["blocked"]!.GetValue<bool>());
            (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
            await KeysAreGone(scene);
            Assert.Equal("unreadable", (await scene.Amina.Post($"{scene.Item}/minutes", new { minutes = "She asked for a room." })).Problem);
            (await scene.Amina.Get(scene.Review)).Ok();
        }
    }

    [Fact]
    public async Task Two_who_lead_write_down_the_same_decision_and_the_same_action_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var scene = await Discussed(Coordinator, Advocate, Nurse, Detective);
            var action = new { owner = Nurse, task = "Call the motel.", due = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime.AddDays(7)) };

            var decided = await AtOnce(Both($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for"))));
            var assigned = await AtOnce(Both($"{scene.Item}/actions", action));

            foreach (var replies in new[] { decided, assigned })
            {
                Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict], replies.Select(reply => reply.Status).Order());
                Explains(replies.Single(reply => reply.Status == HttpStatusCode.Conflict), "already-exists", "not recorded a second time", "read the item again");
            }
            Assert.Single((await Log(scene)).OfType<DecisionRecorded>());
            Assert.Single((await Log(scene)).OfType<ActionAssigned>());

            Func<Task<ApiReply>>[] Both(string path, object body) => [() => scene.Rosa.Post(path, body), () => scene.Amina.Post(path, body)];
        }
    }

    [Fact]
    public async Task A_quorum_that_is_lost_during_a_vote_leaves_no_decision_and_says_how_many_are_missing()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var scene = await Discussed(Coordinator, Advocate, Nurse);

            var replies = await AtOnce(
                () => scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for"))),
                () => scene.Amina.Post($"{scene.Review}/departures", new { member = Nurse }));

            Assert.Equal(HttpStatusCode.OK, replies[1].Status);
            var taken = (await Log(scene)).TakeWhile(e => e is not MemberSteppedOut).OfType<DecisionRecorded>().Count();
            Assert.Equal(taken, (await Log(scene)).OfType<DecisionRecorded>().Count());
            if (taken == 0)
                Explains(replies[0], "no-quorum", "3 agencies", "2 do", "Nothing was recorded");
            var late = await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for")));
            Explains(late, "no-quorum", "Wait until enough are back, or leave it to the next review");
            (await scene.Rosa.Post($"{scene.Review}/returns", new { member = Nurse })).Ok();
            (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for")))).Ok();
        }
    }

    private static void Explains(ApiReply reply, string problem, params string[] words)
    {
        Assert.Equal(problem, reply.Problem);
        Assert.All(words, word => Assert.Contains(word, reply.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    private async Task<ReviewScene> Discussed(params object[] members)
    {
        var scene = await InTheRoom(_host, members);
        await scene.Discuss();
        return scene;
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> Item(ApiClient client, ReviewScene scene) => (await client.Get(scene.Review)).Ok().Json["agenda"]![0]!;

    private async Task KeysAreGone(ReviewScene scene)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!(await _host.Store.ReadStream($"survivor-{scene.Survivor}", 0, 100, limit.Token)).Any(e => e.Type == "erasure-carried-out.v1"))
            await Task.Delay(20, limit.Token);
    }

    private static async Task<ApiReply[]> AtOnce(params Func<Task<ApiReply>>[] commands)
    {
        using var start = new ManualResetEventSlim();
        var running = commands.Select(command => Task.Run(async () =>
        {
            start.Wait(Cancellation);
            return await command();
        }, Cancellation)).ToList();
        start.Set();
        return await Task.WhenAll(running);
    }

    private async Task<List<DomainEvent>> Log(ReviewScene scene) =>
        [.. (await _host.Store.ReadStream($"review-{scene.Review[^36..]}", 0, 1_000, Cancellation)).Select(EventCodec.Current.Decode).Select(recorded => recorded.Event)];
}
