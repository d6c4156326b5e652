using Coordination.Domain;
using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Execution.Webhooks;
using Xunit;

namespace Coordination.Testing;

/// <summary>What every outbox does.</summary>
public abstract class OutboxConformance
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly AgencyId Precinct = new("third-precinct"), Clinic = new("clinic");
    private static readonly Failure Why = new(FailureClass.ServerError, 503);

    private readonly EndpointId _endpoint = new(Guid.NewGuid()), _other = new(Guid.NewGuid());
    private readonly string _leaseName = $"webhooks/{Guid.NewGuid()}";

    protected abstract IOutbox Outbox { get; }
    protected abstract IOutboxReader Reader { get; }
    protected abstract ILeases Leases { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_come_out_one_at_a_time_in_the_order_of_their_numbers()
    {
        var lease = await Lease();
        await Outbox.Add(lease, [Message(1), Message(2), Message(3)], Cancellation);

        foreach (var number in new[] { 1, 2, 3 })
        {
            var first = Assert.Single(await Due(Noon));
            Assert.Equal((number, $"msg_{number}", "{}"), (first.Sequence, first.Message, first.Body));
            await Outbox.Settle(lease, first, new Settlement.Sent(Noon), Cancellation);
        }
        Assert.Null(await Outbox.First(_endpoint, Cancellation));
    }

    [Fact]
    public async Task One_that_failed_holds_up_its_own_endpoint_and_no_other()
    {
        var lease = await Lease();
        await Outbox.Add(lease, [Message(1), Message(2)], Cancellation);
        await Outbox.Add(lease, [Message(1, _other, Clinic)], Cancellation);
        await Outbox.Settle(lease, (await Outbox.First(_endpoint, Cancellation))!, new Settlement.Later(Noon.AddMinutes(1), Why), Cancellation);

        Assert.Equal(_other, Assert.Single(await Due(Noon)).Endpoint);
        var later = (await Due(Noon.AddMinutes(1))).Single(message => message.Endpoint == _endpoint);
        Assert.Equal((1L, 1, Noon.AddMinutes(1)), (later.Sequence, later.Attempts, later.NextAt));
        Assert.Equal((2L, Why), ((await Figures()).Waiting, (await Figures()).LastFailure));
    }

    [Fact]
    public async Task What_was_given_up_lets_the_next_come_and_is_seen_with_its_reason()
    {
        var lease = await Lease();
        await Outbox.Add(lease, [Message(1), Message(2)], Cancellation);
        await GiveUp(lease);

        Assert.Equal(2, (await Outbox.First(_endpoint, Cancellation))!.Sequence);
        Assert.Equal(new DeadLetter(1, "msg_1", "endpoint.test", 1, Noon, Why), Assert.Single(await Reader.DeadLetters(Precinct, _endpoint, 0, 10, Cancellation)));
        Assert.Empty(await Reader.DeadLetters(Precinct, _endpoint, 1, 10, Cancellation));
        Assert.True(await Reader.IsDead(Precinct, _endpoint, "msg_1", Cancellation));
        Assert.False(await Reader.IsDead(Precinct, _endpoint, "msg_2", Cancellation));
    }

    [Fact]
    public async Task What_was_given_up_goes_out_again_first_and_once_for_each_asking()
    {
        var lease = await Lease();
        await Outbox.Add(lease, [Message(1), Message(2)], Cancellation);
        await GiveUp(lease);
        await Outbox.Again(lease, _endpoint, "msg_1", 1, Noon.AddHours(1), Cancellation);

        var again = (await Outbox.First(_endpoint, Cancellation))!;
        Assert.Equal((1L, 0, Noon.AddHours(1), "{}"), (again.Sequence, again.Attempts, again.WaitingSince, again.Body));
        await GiveUp(lease);
        await Outbox.Again(lease, _endpoint, "msg_1", 1, Noon.AddHours(2), Cancellation);
        Assert.True(await Reader.IsDead(Precinct, _endpoint, "msg_1", Cancellation));
        await Outbox.Again(lease, _endpoint, "msg_1", 2, Noon.AddHours(2), Cancellation);
        Assert.False(await Reader.IsDead(Precinct, _endpoint, "msg_1", Cancellation));
    }

    [Fact]
    public async Task It_is_known_what_an_endpoint_was_to_be_sent_whatever_became_of_it()
    {
        var lease = await Lease();
        await Outbox.Add(lease, [Message(1), Message(2)], Cancellation);
        await Outbox.Settle(lease, (await Outbox.First(_endpoint, Cancellation))!, new Settlement.Sent(Noon), Cancellation);

        var gap = await Outbox.Missing(_endpoint, ["msg_1", "msg_2", "msg_3"], Cancellation);
        Assert.Equal(2, gap.LastSequence);
        Assert.Equal(["msg_3"], gap.Missing);
        Assert.Equal(0, (await Outbox.Missing(_other, ["msg_1"], Cancellation)).LastSequence);
    }

    [Fact]
    public async Task What_is_old_is_forgotten_but_for_what_would_be_composed_again_what_waits_and_the_last()
    {
        var lease = await Lease();
        await Outbox.Add(lease, [Message(1), Message(2), Message(3), Message(4)], Cancellation);
        await Outbox.Settle(lease, (await Outbox.First(_endpoint, Cancellation))!, new Settlement.Sent(Noon), Cancellation);
        await Outbox.Settle(lease, (await Outbox.First(_endpoint, Cancellation))!, new Settlement.Sent(Noon), Cancellation);
        await Outbox.Prune(lease, _endpoint, ["msg_2"], Noon.AddDays(1), Cancellation);

        Assert.Equal(["msg_1"], (await Outbox.Missing(_endpoint, ["msg_1", "msg_2", "msg_3", "msg_4"], Cancellation)).Missing);
        await GiveUp(lease);
        await GiveUp(lease);
        await Outbox.Prune(lease, _endpoint, [], Noon.AddDays(1), Cancellation);
        Assert.Equal(4, (await Outbox.Missing(_endpoint, [], Cancellation)).LastSequence);
    }

    [Fact]
    public async Task Whoever_lost_the_lease_changes_nothing()
    {
        var lost = await Lease();
        await Outbox.Add(lost, [Message(1)], Cancellation);
        var message = (await Outbox.First(_endpoint, Cancellation))!;
        await Leases.GiveBack(lost, Cancellation);
        await Lease("another host");

        await Assert.ThrowsAsync<LeaseLostException>(async () => await Outbox.Add(lost, [Message(2)], Cancellation));
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Outbox.Settle(lost, message, new Settlement.Sent(Noon), Cancellation));
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Outbox.Remove(lost, _endpoint, Cancellation));
        Assert.Equal((1, 0), ((await Figures()).Waiting, (await Figures()).Dead));
    }

    [Fact]
    public async Task A_message_is_settled_once()
    {
        var lease = await Lease();
        await Outbox.Add(lease, [Message(1)], Cancellation);
        var message = (await Outbox.First(_endpoint, Cancellation))!;
        await Outbox.Settle(lease, message, new Settlement.Sent(Noon), Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Outbox.Settle(lease, message, new Settlement.Dead(Noon, Why), Cancellation));
        Assert.Equal(Noon, (await Figures()).LastSentAt);
    }

    [Fact]
    public async Task An_agency_sees_its_own_alone()
    {
        var lease = await Lease();
        await Outbox.Add(lease, [Message(1)], Cancellation);
        await GiveUp(lease);

        Assert.Empty(await Reader.DeadLetters(Clinic, _endpoint, 0, 10, Cancellation));
        Assert.False(await Reader.IsDead(Clinic, _endpoint, "msg_1", Cancellation));
        Assert.Equal(new OutboxFigures(0, 0, 0, null, null, null), await Reader.Figures(Clinic, _endpoint, Cancellation));
    }

    [Fact]
    public async Task What_waited_while_it_was_paused_may_be_tried_at_once()
    {
        var lease = await Lease();
        await Outbox.Add(lease, [Message(1)], Cancellation);
        await Outbox.Settle(lease, (await Outbox.First(_endpoint, Cancellation))!, new Settlement.Later(Noon.AddHours(12), Why), Cancellation);
        await Outbox.Hasten(lease, _endpoint, Noon.AddMinutes(1), Cancellation);

        Assert.Equal(_endpoint, Assert.Single(await Due(Noon.AddMinutes(1))).Endpoint);
        await Outbox.Remove(lease, _endpoint, Cancellation);
        Assert.Equal(0, (await Figures()).LastSequence);
    }

    private async Task GiveUp(Lease lease) => await Outbox.Settle(lease, (await Outbox.First(_endpoint, Cancellation))!, new Settlement.Dead(Noon, Why), Cancellation);

    private async Task<List<OutboxMessage>> Due(DateTimeOffset at) =>
        [.. new[] { await Outbox.First(_endpoint, Cancellation), await Outbox.First(_other, Cancellation) }.OfType<OutboxMessage>().Where(first => first.NextAt <= at)];

    private ValueTask<OutboxFigures> Figures() => Reader.Figures(Precinct, _endpoint, Cancellation);

    private async Task<Lease> Lease(string holder = "this host") => Assert.IsType<Lease>(await Leases.TryTake(_leaseName, holder, TimeSpan.FromMinutes(1), Cancellation));

    private OutboxMessage Message(int number, EndpointId? endpoint = null, AgencyId? agency = null) =>
        new(agency ?? Precinct, endpoint ?? _endpoint, number, $"msg_{number}", "endpoint.test", "{}", Noon) { NextAt = Noon };
}
