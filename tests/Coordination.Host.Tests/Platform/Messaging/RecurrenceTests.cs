using System.Collections.Concurrent;
using Coordination.Host.Platform.Messaging;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wolverine;
using Xunit;

namespace Coordination.Host.Tests.Platform.Messaging;

/// <summary>What is done at intervals is done once for all hosts, and goes on when a host ends or the work fails.</summary>
public sealed class RecurrenceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Hosts_do_what_recurs_once_for_each_interval_and_go_on_without_one_of_them()
    {
        Ticks ticks = new();
        await using var second = Host(ticks, "second");
        await using (var first = Host(ticks, "first"))
        {
            first.Start();
            second.Start();
            await Until(() => ticks.Seen.Count >= 3);
        }
        var before = ticks.Seen.Count;
        await Until(() => ticks.Seen.Count >= before + 2); // each of them failed

        var slots = ticks.Seen.Select(seen => seen.Slot).ToList();
        Assert.Equal(slots.Distinct(), slots);
        Assert.All(slots, slot => Assert.Equal(0, slot.UtcTicks % TimeSpan.TicksPerSecond));
    }

    private CoordinationHost Host(Ticks ticks, string name) => new()
    {
        Database = database,
        Replace = services =>
        {
            services.AddSingleton(ticks).AddSingleton(new HostName(name)).AddSingleton<IWolverineExtension, Probes.Impatient>();
            services.AddRecurringMessage<Tick, TickHandler>("ticks", _ => TimeSpan.FromSeconds(1), slot => new(slot));
        },
    };

    private static async Task Until(Func<bool> holds)
    {
        for (var patience = 600; !holds(); patience--)
        {
            Assert.True(patience > 0, "It did not happen in time.");
            await Task.Delay(50);
        }
    }
}

public sealed record Tick(DateTimeOffset Slot, int Part = 0) : IntervalMessage(Slot, Part);

public sealed record HostName(string Name);

public sealed class Ticks
{
    public ConcurrentQueue<(DateTimeOffset Slot, string Host)> Seen { get; } = [];
}

/// <summary>Notes that it was called, and fails.</summary>
public sealed class TickHandler(Ticks ticks, HostName host, Recurrence<Tick> recurrence, ILogger<TickHandler> logger) : RecurringWork<Tick>(recurrence, logger)
{
    protected override ValueTask<bool> Do(Tick message, CancellationToken cancellation)
    {
        ticks.Seen.Enqueue((message.Slot, host.Name));
        throw new InvalidOperationException("It fails each time.");
    }
}
