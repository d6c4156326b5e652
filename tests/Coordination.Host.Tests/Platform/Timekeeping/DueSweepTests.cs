using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Messaging;
using Coordination.Host.Platform.Timekeeping;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Coordination.Host.Tests.Platform.Timekeeping;

/// <summary>What becomes a fact by the passing of time, on a clock that the test sets: it calls the sweep itself.</summary>
public sealed class DueSweepTests
{
    private readonly AdjustableTime _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task A_release_is_recorded_as_ended_once_when_its_time_has_come()
    {
        using var host = Host();
        var world = await new DisclosureWorld(host).Begin();
        var sweep = Sweep(host);

        await sweep.Run(default);
        Assert.Empty(await Events<ReleaseExpired>(host, ConsentStream.Definition.NameFor(world.Survivor)));

        _time.Advance(TimeSpan.FromDays(90));
        await sweep.Run(default);
        await Sweep(host).Run(default); // another host, or the same after a restart
        await sweep.Run(default);

        Assert.Equal(world.Release, Assert.Single(await Events<ReleaseExpired>(host, ConsentStream.Definition.NameFor(world.Survivor))).Release);
    }

    [Fact]
    public async Task A_release_that_was_revoked_does_not_end_again()
    {
        using var host = Host();
        var world = await new DisclosureWorld(host).Begin();
        await world.Revoke();

        _time.Advance(TimeSpan.FromDays(90));
        await Sweep(host).Run(default);

        Assert.Empty(await Events<ReleaseExpired>(host, ConsentStream.Definition.NameFor(world.Survivor)));
    }

    [Fact]
    public async Task A_recall_that_nobody_answered_is_overdue_after_the_days_that_the_policy_gives()
    {
        using var host = Host();
        var world = await new DisclosureWorld(host).Begin();
        var disclosure = new DisclosureId(Guid.Parse(await world.Made()));
        await world.Revoke();
        await Recalled(host, disclosure);

        _time.Advance(TimeSpan.FromDays(9));
        await Sweep(host).Run(default);
        Assert.Empty(await Events<RecallOverdue>(host, DisclosureStream.Definition.NameFor(disclosure)));

        _time.Advance(TimeSpan.FromDays(1));
        await Sweep(host).Run(default);
        await Sweep(host).Run(default);
        Assert.Single(await Events<RecallOverdue>(host, DisclosureStream.Definition.NameFor(disclosure)));
    }

    [Fact]
    public async Task No_more_is_recorded_at_once_than_the_bound_allows()
    {
        using var host = Host();
        for (var i = 0; i < 3; i++)
            await new DisclosureWorld(host).Begin();
        var sweep = Sweep(host, new SweepOptions { MostAtOnce = 2, PageSize = 1 });

        _time.Advance(TimeSpan.FromDays(90));

        Assert.Equal(2, await sweep.Run(default));
        Assert.Equal(1, await sweep.Run(default));
        Assert.Equal(0, await sweep.Run(default));
    }

    [Fact]
    public async Task A_clock_that_jumps_far_ahead_has_everything_recorded_and_nothing_twice()
    {
        using var host = Host();
        var world = await new DisclosureWorld(host).Begin();
        var disclosure = new DisclosureId(Guid.Parse(await world.Made()));
        await world.Revoke();
        await Recalled(host, disclosure);
        var other = await new DisclosureWorld(host).Begin();

        _time.Advance(TimeSpan.FromDays(3_000));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Sweep(host).Run(default).AsTask())); // on several hosts at once
        await Sweep(host).Run(default);

        Assert.Single(await Events<RecallOverdue>(host, DisclosureStream.Definition.NameFor(disclosure)));
        Assert.Equal(other.Release, Assert.Single(await Events<ReleaseExpired>(host, ConsentStream.Definition.NameFor(other.Survivor))).Release);
    }

    [Fact]
    public async Task A_message_that_comes_early_by_the_clock_of_the_gate_does_nothing_and_loses_nothing()
    {
        using var host = Host();
        var world = await new DisclosureWorld(host).Begin();
        var signed = (await host.Store.ReadStream(ConsentStream.Definition.NameFor(world.Survivor), 0, 1_000, default)).Single(e => e.Type.StartsWith("release-signed", StringComparison.Ordinal));
        var message = new InstantReached(new(signed.Id, signed.Stream, signed.Version));
        var recorder = host.Services.GetRequiredService<DueFactRecorder>();

        await recorder.Handle(message, default); // the clock by which messages come was ahead, or this one was set back
        Assert.Empty(await Events<ReleaseExpired>(host, signed.Stream));

        _time.Advance(TimeSpan.FromDays(90));
        Assert.Equal(1, await Sweep(host).Run(default));
        await recorder.Handle(message, default);
        Assert.Single(await Events<ReleaseExpired>(host, signed.Stream));
    }

    private CoordinationHost Host() => new() { InMemory = new(), Time = _time };

    private DueSweep Sweep(CoordinationHost host, SweepOptions? options = null) => new(
        host.Services.GetRequiredService<Lookups>(), host.Services.GetRequiredService<DueFactRecorder>(), host.Services.GetRequiredService<Recurrence<SweepDueFacts>>(), options ?? new(),
        _time, NullLogger<DueSweep>.Instance);

    private static async Task Recalled(CoordinationHost host, DisclosureId disclosure)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await Events<RecallNoticeSent>(host, DisclosureStream.Definition.NameFor(disclosure)) is [])
            await Task.Delay(20, limit.Token);
    }

    private static async Task<List<TEvent>> Events<TEvent>(CoordinationHost host, string stream) where TEvent : DomainEvent =>
        [.. (await host.Store.ReadStream(stream, 0, 1_000, default)).Select(e => EventCodec.Current.Decode(e).Event).OfType<TEvent>()];
}
