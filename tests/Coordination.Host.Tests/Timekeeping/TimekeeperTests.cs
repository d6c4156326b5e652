using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;
using Coordination.Host.Tests.Disclosures;
using Coordination.Host.Timekeeping;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Coordination.Host.Tests.Timekeeping;

public sealed class TimekeeperTests
{
    private readonly AdjustableTime _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task A_release_is_recorded_as_ended_once_when_its_time_has_come()
    {
        using var host = Host();
        var world = await new DisclosureWorld(host).Begin();
        var keeper = Keeper(host);

        await keeper.Tick(default);
        Assert.Empty(await Events<ReleaseExpired>(host, ConsentStream.Definition.NameFor(world.Survivor)));

        _time.Advance(TimeSpan.FromDays(90));
        await keeper.Tick(default);
        await Keeper(host).Tick(default); // another host, or the same after a restart
        await keeper.Tick(default);

        Assert.Equal(world.Release, Assert.Single(await Events<ReleaseExpired>(host, ConsentStream.Definition.NameFor(world.Survivor))).Release);
    }

    [Fact]
    public async Task A_release_that_was_revoked_does_not_end_again()
    {
        using var host = Host();
        var world = await new DisclosureWorld(host).Begin();
        await world.Revoke();

        _time.Advance(TimeSpan.FromDays(90));
        await Keeper(host).Tick(default);

        Assert.Empty(await Events<ReleaseExpired>(host, ConsentStream.Definition.NameFor(world.Survivor)));
    }

    [Fact]
    public async Task A_recall_that_nobody_answered_is_overdue_after_the_days_that_the_policy_gives()
    {
        using var host = Host();
        var world = await new DisclosureWorld(host).Begin();
        var disclosure = new DisclosureId(Guid.Parse(await world.Made()));
        await world.Revoke();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await Events<RecallNoticeSent>(host, DisclosureStream.Definition.NameFor(disclosure)) is [])
            await Task.Delay(20, limit.Token);

        _time.Advance(TimeSpan.FromDays(9));
        await Keeper(host).Tick(default);
        Assert.Empty(await Events<RecallOverdue>(host, DisclosureStream.Definition.NameFor(disclosure)));

        _time.Advance(TimeSpan.FromDays(1));
        await Keeper(host).Tick(default);
        await Keeper(host).Tick(default);
        Assert.Single(await Events<RecallOverdue>(host, DisclosureStream.Definition.NameFor(disclosure)));
    }

    [Fact]
    public async Task No_more_is_recorded_at_once_than_the_bound_allows()
    {
        using var host = Host();
        for (var i = 0; i < 3; i++)
            await new DisclosureWorld(host).Begin();
        var keeper = Keeper(host, new TimekeeperOptions { MostPerTick = 2 });

        _time.Advance(TimeSpan.FromDays(90));

        Assert.Equal(2, await keeper.Tick(default));
        Assert.Equal(1, await keeper.Tick(default));
        Assert.Equal(0, await keeper.Tick(default));
    }

    // Its own timekeeper looks at the clock once, at the start.
    private CoordinationHost Host() => new()
    {
        InMemory = new(),
        Time = _time,
        Replace = services => services.AddSingleton(new TimekeeperOptions { Interval = TimeSpan.FromDays(1) }),
    };

    private Timekeeper Keeper(CoordinationHost host, TimekeeperOptions? options = null) => new(
        new DueFacts(host.Services.GetRequiredService<Lookups>()), host.Services.GetRequiredService<InternalCommands>(), options ?? new(), _time, NullLogger<Timekeeper>.Instance);

    private static async Task<List<TEvent>> Events<TEvent>(CoordinationHost host, string stream) where TEvent : DomainEvent =>
        [.. (await host.Store.ReadStream(stream, 0, 1_000, default)).Select(e => EventCodec.Current.Decode(e).Event).OfType<TEvent>()];
}
