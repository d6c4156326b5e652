using System.Diagnostics;
using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Benchmarks;

/// <summary>
/// From the acknowledgement of an append to the instant at which a view has it, with all projections running in the host: idle,
/// and while commands come in at a steady rate.
/// </summary>
internal static class LatencyBenchmark
{
    // So many that few commands meet on one stream.
    private const int Survivors = 256;
    private const double CommandsPerSecond = 1_000;

    public static async IAsyncEnumerable<Measurement> Run(string server, TimeSpan duration)
    {
        var folder = Directory.CreateTempSubdirectory("coordination-bench-").FullName;
        await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
        try
        {
            await using var app = Composition.Build(HttpBenchmark.Settings(database, folder));
            await app.StartAsync();
            var store = app.Services.GetRequiredService<IEventStore>();
            var views = app.Services.GetRequiredService<IViewReader>();
            var codec = app.Services.GetRequiredService<EventCodec>();
            await Probe(store, codec, views, duration / 4);
            yield return new Measurement("commit to view, idle", Figures.Latencies(await Probe(store, codec, views, duration)), Aim: "p99 ≤ 25 ms");

            using var stop = new CancellationTokenSource();
            var ready = new TaskCompletionSource();
            var load = Load(app.Services.GetRequiredService<CommandRunner>(), CommandsPerSecond, ready, stop.Token);
            await ready.Task;
            var latencies = await Probe(store, codec, views, duration);
            await stop.CancelAsync();
            yield return new Measurement($"commit to view, at {Figures.Count(CommandsPerSecond)} commands a second", Figures.Latencies(latencies), $"done: {Figures.PerSecond(await load)}", Aim: "p99 ≤ 50 ms");
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<TimeSpan>> Probe(IEventStore store, EventCodec codec, IViewReader views, TimeSpan duration)
    {
        List<TimeSpan> latencies = [];
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var position = await AppendOne(store, codec);
            var committed = Stopwatch.GetTimestamp();
            while (await views.Position(AllProjections.AdvocateCaseload.Name, CancellationToken.None) < position)
            {
                await Task.Delay(1);
            }

            latencies.Add(Stopwatch.GetElapsedTime(committed));
            await Task.Delay(20);
        }

        return latencies;
    }

    private static async Task<long> AppendOne(IEventStore store, EventCodec codec)
    {
        var survivor = new SurvivorId(Guid.NewGuid());
        var stream = SurvivorStream.Definition.NameFor(survivor);
        await codec.Prepare(EventFill.Scope, CancellationToken.None);
        var welcomed = codec.Encode(new SurvivorWelcomed(survivor, new AgencyId("open-door"), Sensitive.Of("L."), null), Guid.NewGuid(), stream, EventFill.Scope);
        var write = new StreamWrite(stream, SurvivorStream.Definition.Kind, ExpectedVersion.NoStream, [welcomed]);
        var result = await store.Append(new AppendRequest([write], [], new AppendMetadata("amina.yusuf", "open-door", DateTimeOffset.UtcNow)), CancellationToken.None);
        return ((AppendResult.Appended)result).LastPosition;
    }

    /// <summary>Begins so many commands a second, whether or not those before have ended; returns how many did, a second.</summary>
    private static async Task<double> Load(CommandRunner runner, double perSecond, TaskCompletionSource ready, CancellationToken stop)
    {
        var survivors = new List<SurvivorId>();
        while (survivors.Count < Survivors)
        {
            survivors.Add(await AppendBenchmark.Welcome(runner));
        }

        ready.SetResult();
        var done = 0;
        List<Task> running = [];
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var begun = 0; !stop.IsCancellationRequested; await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            for (; begun < Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond; begun++)
            {
                var survivor = survivors[begun % Survivors];
                running.Add(Task.Run(async () =>
                {
                    await AppendBenchmark.RecordSafeContact(runner, survivor);
                    Interlocked.Increment(ref done);
                }, CancellationToken.None));
            }
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        await Task.WhenAll(running);
        return done / elapsed.TotalSeconds;
    }
}
