using System.Net;
using Coordination.Domain.CaseReviews;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.Features.CaseReviews;

/// <summary>
/// What happens in a room happens at the same time: two coordinators, a revocation, a suspension, on PostgreSQL. Whoever comes second
/// is told why, and the log reads as if everything had happened one after the other.
/// </summary>
public sealed class RoomConcurrencyTests : IAsyncDisposable
{
    private const int Rounds = 4;
    private readonly CoordinationHost _host = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private ApiClient SecondCoordinator => _host.As("rita", "task-force-office", "coordinator");

    [Fact]
    public async Task When_two_coordinators_open_two_items_one_succeeds_and_the_other_is_told_to_wait()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var scene = await Called(_host);
            await scene.Propose();
            var first = scene.Item;
            await scene.Propose();
            await scene.Begin(Coordinator, Advocate, Nurse);

            var replies = await AtOnce(() => scene.Rosa.Post($"{first}/open"), () => SecondCoordinator.Post($"{scene.Item}/open"));

            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], replies.Select(reply => reply.Status).Order());
            var late = replies.Single(reply => reply.Status == HttpStatusCode.Conflict);
            Assert.Equal(("wrong-state", "Another item is being discussed. Close it first."), (late.Problem, late.Json["detail"]!.GetValue<string>()));
            Assert.Single((await Log(scene)).Select(e => e.Event).OfType<ItemOpened>());
        }
    }

    [Fact]
    public async Task A_decision_that_meets_the_closing_of_its_item_was_taken_before_it_or_not_at_all()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
            await scene.Discuss();

            var replies = await AtOnce(() => scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for"))), () => SecondCoordinator.Post($"{scene.Item}/close"));

            var closed = await PositionOf<ItemClosed>(scene);
            var decided = (await Log(scene)).Where(e => e.Event is DecisionRecorded).ToList();
            Assert.Equal(HttpStatusCode.OK, replies[1].Status);
            Assert.All(decided, e => Assert.True(e.Meta.Position < closed));
            Assert.Equal(decided.Count == 1 ? null : "wrong-state", replies[0].Problem);
        }
    }

    [Fact]
    public async Task A_revocation_in_the_middle_of_an_item_ends_what_is_written_down_and_says_so()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
            await scene.Discuss();

            var replies = await AtOnce(
                () => scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for"))),
                () => scene.Priya.Post($"{scene.Item}/options", new { option = "Another motel." }),
                () => scene.Rosa.Post($"{scene.Item}/actions", new { owner = Nurse, task = "Call.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)) }),
                () => scene.Rosa.Post($"{scene.Review}/attendance", new { member = Housing }),
                () => scene.Rosa.Post($"{scene.Item}/minutes", new { minutes = "So far." }),
                async () => { await scene.Revoke(); return await scene.Rosa.Get(scene.Review); });

            var revoked = (await _host.Store.ReadStream($"consent-{scene.Survivor}", 0, 100, Cancellation)).Single(e => e.Type == "release-revoked.v1").Position;
            Assert.DoesNotContain(await Log(scene), e => e.Meta.Position > revoked && e.Event is (DecisionRecorded or OptionProposed or ActionAssigned or AttendanceRecorded or ItemMinutesWritten));
            Assert.All(replies.SkipLast(1).Where(reply => reply.Problem is not null), reply => Assert.Contains(reply.Problem, new[] { "consent-required", "room-not-covered", "not-found", "contended" }));
            Assert.True((await scene.Rosa.Get(scene.Review)).Ok().Json["agenda"]![0]!["blocked"]!.GetValue<bool>());
            (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        }
    }

    [Fact]
    public async Task A_member_whose_agency_is_suspended_while_they_attend_stops_the_item_until_they_leave()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
            await scene.Discuss();

            var replies = await AtOnce(
                () => scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for"))),
                async () => { await scene.Suspend("river-clinic"); return await scene.Amina.Get(scene.Review); });

            var suspended = (await _host.Store.ReadStream("agency-river-clinic", 0, 1_000, Cancellation)).Last(e => e.Type == "standing-suspended.v2").Position;
            Assert.DoesNotContain(await Log(scene), e => e.Event is DecisionRecorded && e.Meta.Position > suspended);
            Assert.Contains(replies[0].Problem, new[] { null, "consent-required" });
            await AssertExplained(scene);
            (await scene.Rosa.Post($"{scene.Review}/departures", new { member = Nurse })).Ok();
            (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Detective, "for")))).Ok();
            Assert.Equal("room-not-covered", (await scene.Rosa.Post($"{scene.Review}/returns", new { member = Nurse })).Problem);
            await scene.Restore("river-clinic");
            (await scene.Rosa.Post($"{scene.Review}/returns", new { member = Nurse })).Ok();
        }
    }

    [Fact]
    public async Task Minutes_are_agreed_as_they_were_read_or_replaced_and_never_both()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
            await scene.Discuss();
            (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
            (await scene.Rosa.Post($"{scene.Item}/minutes", new { minutes = "A room." })).Ok();

            var replies = await AtOnce(
                () => scene.Priya.Post($"{scene.Item}/minutes/agreement", new { edition = 1 }),
                () => scene.Rosa.Post($"{scene.Item}/minutes", new { minutes = "A room until May." }));

            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], replies.Select(reply => reply.Status).Order());
        }
    }

    [Fact]
    public async Task An_item_that_is_taken_off_while_it_is_opened_is_off_in_the_end()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse);

            var replies = await AtOnce(() => scene.Rosa.Post($"{scene.Item}/open"), () => scene.Amina.Post($"{scene.Item}/withdrawal"));

            Assert.Equal(HttpStatusCode.OK, replies[1].Status);
            Assert.Contains(replies[0].Problem, new[] { null, "wrong-state" });
            Assert.Equal("withdrawn", (await scene.Priya.Get(scene.Review)).Ok().Json["agenda"]![0]!["stage"]!.GetValue<string>());
            Assert.Equal("wrong-state", (await scene.Priya.Post($"{scene.Item}/options", new { option = "A motel." })).Problem);
        }
    }

    // The coordinator sees that it is blocked, the agency that brought it sees by whom, and who would write is told what to do.
    private static async Task AssertExplained(ReviewScene scene)
    {
        Assert.True((await scene.Rosa.Get(scene.Review)).Ok().Json["agenda"]![0]!["blocked"]!.GetValue<bool>());
        Assert.Equal("priya", (await scene.Amina.Get(scene.Review)).Ok().Json["agenda"]![0]!["custodians"]!["inTheRoomNotCovered"]!.AsArray().Single()!["person"]!.GetValue<string>());
        var refused = await scene.Dana.Post($"{scene.Item}/options", new { option = "Another." });
        Assert.Contains("Not everybody in the room may hear this item any more", refused.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
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

    private async Task<List<Domain.Recorded<Domain.DomainEvent>>> Log(ReviewScene scene) =>
        [.. (await _host.Store.ReadStream($"review-{scene.Review[^36..]}", 0, 1_000, Cancellation)).Select(EventCodec.Current.Decode)];

    private async Task<long> PositionOf<T>(ReviewScene scene) => (await Log(scene)).Single(e => e.Event is T).Meta.Position;
}
