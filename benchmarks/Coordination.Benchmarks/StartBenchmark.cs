using System.Diagnostics;
using System.Globalization;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Benchmarks;

/// <summary>From starting the process of the host to its first acknowledged append, over HTTP: on a log of ten events, and on a long one whose views are up to date.</summary>
internal static class StartBenchmark
{
    private const int Short = 10;
    private static readonly TimeSpan s_longestCatchUp = TimeSpan.FromMinutes(20);

    /// <param name="server">Where databases of the run are made.</param>
    /// <param name="kept">Where the long log is kept from run to run; null makes one for this run.</param>
    /// <param name="events">How long the long one is.</param>
    /// <param name="times">How often each is measured.</param>
    public static async IAsyncEnumerable<Measurement> Run(string server, string? kept, int events, int times)
    {
        await using (var database = await BenchmarkDatabase.Create(server, CancellationToken.None))
        {
            await Fill(database, Short);
            yield return await Measure(database, Short, times);
        }

        await using var longLog = kept is null ? await BenchmarkDatabase.Create(server, CancellationToken.None) : await BenchmarkDatabase.Kept(kept, $"long_log_{events}", CancellationToken.None);
        var begun = Stopwatch.GetTimestamp();
        await Fill(longLog, events);
        yield return new($"a log of {Figures.Count(events)} events made ready", $"{Stopwatch.GetElapsedTime(begun).TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s", kept is null ? "" : "kept from run to run");
        yield return await Measure(longLog, events, times);
    }

    /// <summary>Fills it where it is shorter, and has a host catch up with it.</summary>
    private static async Task Fill(BenchmarkDatabase database, int events)
    {
        await using var services = database.Services(withViews: true);
        var store = services.GetRequiredService<IEventStore>();
        if (await store.Head(CancellationToken.None) is 0)
        {
            await new Scene(store, services.GetRequiredService<EventCodec>()).FormTaskForce();
        }

        if (await store.Head(CancellationToken.None) is var head && head < events)
        {
            await EventFill.ManyStreams(store, services.GetRequiredService<EventCodec>(), (int)(events - head));
            await database.Administer("vacuum analyze events.mt_events", CancellationToken.None);
        }

        var folder = Directory.CreateTempSubdirectory("coordination-bench-").FullName;
        await using (HostProcess.OfTheHost(database, folder))
        {
            await HttpBenchmark.ViewsCaughtUp(services, s_longestCatchUp);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Measurement> Measure(BenchmarkDatabase database, int events, int times)
    {
        List<TimeSpan> starts = [], used = [];
        for (var round = 0; round < times; round++)
        {
            var (elapsed, processor) = await Start(database);
            starts.Add(elapsed);
            used.Add(processor);
        }

        starts.Sort();
        used.Sort();
        return new Measurement(
            $"process start to first append, log of {Figures.Count(events)} events",
            $"{Figures.Milliseconds(Figures.Percentile(starts, 0.5))}, {Figures.Milliseconds(Figures.Percentile(used, 0.5))} of processor (medians of {times})", Aim: "≤ 1.5 s");
    }

    private static async Task<(TimeSpan Elapsed, TimeSpan Processor)> Start(BenchmarkDatabase database)
    {
        var folder = Directory.CreateTempSubdirectory("coordination-bench-").FullName;
        try
        {
            using var client = HttpBenchmark.Client(new Uri("http://127.0.0.1"), folder); // which makes the keys that the host finds
            var begun = Stopwatch.GetTimestamp();
            await using var host = HostProcess.OfTheHost(database, folder);
            client.BaseAddress = host.Address;
            await host.Until(() => HttpBenchmark.Command(client, "/v1/survivors", """{"calledBy":"L."}"""));
            return (Stopwatch.GetElapsedTime(begun), host.Process.TotalProcessorTime);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
