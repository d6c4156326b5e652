using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.Features.CaseReviews;

/// <summary>She takes her release back after the gate was asked and before the answer is stored.</summary>
public sealed class ReviewRaceTests : IDisposable
{
    private readonly InterferingStore _store = new();
    private readonly CoordinationHost _host;

    public ReviewRaceTests() => _host = new CoordinationHost { Around = _store.Over };

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_revocation_that_is_stored_first_keeps_an_item_closed()
    {
        var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
        BeforeTheNext("item-opened.v1", scene.Revoke);
        Assert.Equal("room-not-covered", (await scene.Rosa.Post($"{scene.Item}/open")).Problem);
        await AssertNothingAfterTheRevocation(typeof(ItemOpened));
    }

    [Fact]
    public async Task A_revocation_that_is_stored_first_stops_a_decision()
    {
        var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        BeforeTheNext("decision-recorded.v1", scene.Revoke);
        Assert.Equal("consent-required", (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Problem);
        await AssertNothingAfterTheRevocation(typeof(DecisionRecorded));
    }

    [Fact]
    public async Task A_revocation_that_is_stored_first_keeps_a_case_off_the_agenda()
    {
        var scene = await Called(_host);
        BeforeTheNext("agenda-item-proposed.v1", scene.Revoke);
        Assert.Equal("consent-required", (await scene.Amina.Post($"{scene.Review}/items", scene.Proposal)).Problem);
        await AssertNothingAfterTheRevocation(typeof(AgendaItemProposed));
    }

    [Fact]
    public async Task A_revocation_that_is_stored_first_keeps_who_comes_late_outside()
    {
        var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        BeforeTheNext("attendance-recorded.v1", scene.Revoke);
        Assert.Equal("room-not-covered", (await scene.Rosa.Post($"{scene.Review}/attendance", new { member = Housing })).Problem);
    }

    [Fact, Trait("Sweep", "true")]
    public async Task What_races_with_a_revocation_is_stored_before_it_or_not_at_all()
    {
        var cancellation = TestContext.Current.CancellationToken;
        for (var round = 0; round < Sweep.Of(8, 50); round++)
        {
            var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
            await scene.Discuss();
            var decisions = Enumerable.Range(0, 4).Select(_ => Task.Run(() => scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for"))), cancellation));
            await Task.WhenAll([.. decisions, Task.Run(scene.Revoke, cancellation)]);
            var consent = await _host.Store.ReadStream($"consent-{scene.Survivor}", 0, 100, cancellation);
            var review = await _host.Store.ReadStream($"review-{scene.Review[^36..]}", 0, 100, cancellation);
            var revoked = consent.Single(e => e.Type == "release-revoked.v1").Position;
            Assert.DoesNotContain(review, e => e.Type == "decision-recorded.v1" && e.Position > revoked);
        }
    }

    private void BeforeTheNext(string type, Func<Task> happens) => _store.BeforeAppend = async (_, request) =>
    {
        if (!request.Writes.Any(write => write.Events.Any(e => e.Type == type)))
            return;
        _store.BeforeAppend = (_, _) => Task.CompletedTask;
        await happens();
    };

    private async Task AssertNothingAfterTheRevocation(Type type)
    {
        var events = (await _store.ReadAll(0, 100_000, TestContext.Current.CancellationToken)).Select(EventCodec.Current.Decode).Select(recorded => recorded.Event).ToList();
        Assert.Single(events.OfType<ReleaseRevoked>());
        Assert.DoesNotContain(events.SkipWhile(e => e is not ReleaseRevoked), e => e.GetType() == type);
    }
}
