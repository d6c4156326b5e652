using System.Collections.Concurrent;
using Coordination.Domain;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Messaging;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace Coordination.Host.Tests.Platform.Messaging;

/// <summary>A message of the tests.</summary>
public sealed record Probe(Guid Number) : IQueuedMessage;

/// <summary>Notes what it was given, and fails as often as it is told to.</summary>
public sealed class ProbeHandler(Probes probes) : IMessageHandler<Probe>
{
    public async ValueTask Handle(Probe message, CancellationToken cancellation)
    {
        await probes.Before(message);
        probes.Handled.Enqueue((message.Number, DateTimeOffset.UtcNow));
    }
}

/// <summary>What handlers of the tests were given, on a host.</summary>
public sealed class Probes
{
    public ConcurrentQueue<(Guid Number, DateTimeOffset At)> Handled { get; } = [];

    public Func<Probe, ValueTask> Before { get; set; } = _ => ValueTask.CompletedTask;

    public int Times(Guid number) => Handled.Count(one => one.Number == number);

    public static async Task Until(Func<bool> holds, int seconds = 20)
    {
        for (var patience = seconds * 50; !holds(); patience--)
        {
            if (patience == 0)
                throw new TimeoutException($"It did not happen within {seconds} seconds.");
            await Task.Delay(20);
        }
    }

    /// <summary>A host on this database, whose queue of probes notes here.</summary>
    public CoordinationHost Host(TestDatabase database, Action<IServiceCollection>? more = null) => new()
    {
        Database = database,
        Replace = services =>
        {
            services.AddSingleton(this).AddMessageHandler<Probe, ProbeHandler>("probes");
            services.AddSingleton<IWolverineExtension, Impatient>();
            services.AddSingleton(new RetryPauses { AtOnce = [TimeSpan.FromMilliseconds(10)], Later = [TimeSpan.FromMilliseconds(10)] });
            more?.Invoke(services);
        },
    };

    /// <summary>An append of one event with messages.</summary>
    public static AppendRequest Request(params OutgoingMessage[] messages)
    {
        var stream = $"sample-{Guid.NewGuid():n}";
        return new AppendRequest([new StreamWrite(stream, "sample", ExpectedVersion.NoStream, [new(Guid.NewGuid(), "sample.v1", "{}"u8.ToArray())])], [],
            new AppendMetadata("amina.yusuf", "open-door", DateTimeOffset.UnixEpoch))
        { Messages = messages };
    }

    /// <summary>Looks more often than a host in service, so that tests need not wait.</summary>
    internal sealed class Impatient : IWolverineExtension
    {
        public void Configure(WolverineOptions options)
        {
            options.Durability.ScheduledJobFirstExecution = options.Durability.ScheduledJobPollingTime = options.Durability.OrphanedMessageSweepPollingTime = TimeSpan.FromMilliseconds(300);
            options.Durability.FirstHealthCheckExecution = options.Durability.HealthCheckPollingTime = TimeSpan.FromMilliseconds(500);
            options.Durability.StaleNodeTimeout = TimeSpan.FromSeconds(3);
        }
    }
}
