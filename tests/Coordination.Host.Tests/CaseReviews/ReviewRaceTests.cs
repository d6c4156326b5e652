using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.CaseReviews;

/// <summary>She takes her release back after the gate was asked and before the answer is stored.</summary>
public sealed class ReviewRaceTests : IDisposable
{
    private readonly Interrupted _store = new(new InMemoryEventStore());
    private readonly CoordinationHost _host;

    public ReviewRaceTests() => _host = new CoordinationHost { Store = _store };

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_revocation_that_is_stored_first_keeps_an_item_closed()
    {
        var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
        _store.BeforeTheNextOf = ("item-opened.v1", scene.Revoke);
        Assert.Equal("room-not-covered", (await scene.Rosa.Post($"{scene.Item}/open")).Problem);
        await AssertNothingAfterTheRevocation(typeof(ItemOpened));
    }

    [Fact]
    public async Task A_revocation_that_is_stored_first_stops_a_decision()
    {
        var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        _store.BeforeTheNextOf = ("decision-recorded.v1", scene.Revoke);
        Assert.Equal("consent-required", (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Problem);
        await AssertNothingAfterTheRevocation(typeof(DecisionRecorded));
    }

    [Fact]
    public async Task A_revocation_that_is_stored_first_keeps_a_case_off_the_agenda()
    {
        var scene = await Called(_host);
        _store.BeforeTheNextOf = ("agenda-item-proposed.v1", scene.Revoke);
        Assert.Equal("consent-required", (await scene.Amina.Post($"{scene.Review}/items", scene.Proposal)).Problem);
        await AssertNothingAfterTheRevocation(typeof(AgendaItemProposed));
    }

    [Fact]
    public async Task A_revocation_that_is_stored_first_keeps_who_comes_late_outside()
    {
        var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        _store.BeforeTheNextOf = ("attendance-recorded.v1", scene.Revoke);
        Assert.Equal("room-not-covered", (await scene.Rosa.Post($"{scene.Review}/attendance", new { member = Housing })).Problem);
    }

    [Fact]
    public async Task What_races_with_a_revocation_is_stored_before_it_or_not_at_all()
    {
        for (var round = 0; round < 25; round++)
        {
            var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
            await scene.Discuss();
            var decisions = Enumerable.Range(0, 4).Select(_ => Task.Run(() => scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for"))), TestContext.Current.CancellationToken)).ToList();
            await Task.WhenAll([.. decisions, Task.Run(scene.Revoke, TestContext.Current.CancellationToken)]);
            var log = await _store.ReadAll(0, int.MaxValue, TestContext.Current.CancellationToken);
            var revoked = log.Single(e => e.Stream == $"consent-{scene.Survivor}" && e.Type == "release-revoked.v1").Position;
            Assert.DoesNotContain(log, e => e.Stream == $"review-{scene.Review[^36..]}" && e.Type == "decision-recorded.v1" && e.Position > revoked);
        }
    }

    private async Task AssertNothingAfterTheRevocation(Type type)
    {
        var events = (await _store.ReadAll(0, int.MaxValue, TestContext.Current.CancellationToken)).Select(EventCodec.Current.Decode).Select(recorded => recorded.Event).ToList();
        Assert.Single(events.OfType<ReleaseRevoked>());
        Assert.DoesNotContain(events.SkipWhile(e => e is not ReleaseRevoked), e => e.GetType() == type);
    }

    /// <summary>A store in front of which something happens just before an event of one type is appended.</summary>
    private sealed class Interrupted(IEventStore inner) : IEventStore
    {
        public (string Type, Func<Task> Happens)? BeforeTheNextOf { get; set; }

        public async ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation)
        {
            if (BeforeTheNextOf is var (type, happens) && request.Writes.Any(write => write.Events.Any(e => e.Type == type)))
            {
                BeforeTheNextOf = null;
                await happens();
            }

            return await inner.Append(request, cancellation);
        }

        public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation) => inner.ReadStream(stream, afterVersion, limit, cancellation);

        public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) => inner.ReadAll(afterPosition, limit, cancellation);

        public IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, CancellationToken cancellation) => inner.Subscribe(afterPosition, cancellation);

        public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation) => inner.FindAnswer(key, cancellation);

        public ValueTask<long> Head(CancellationToken cancellation) => inner.Head(cancellation);
    }
}
