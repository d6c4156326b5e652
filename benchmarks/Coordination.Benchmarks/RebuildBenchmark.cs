using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Projections;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Coordination.Benchmarks;

/// <summary>
/// Building a projection again from the first event, in turns with the runner of an earlier commit on a log of its own, and with Npgsql reading the same rows and
/// parsing their JSON.
/// </summary>
internal static class RebuildBenchmark
{
    private const string Rows = "select data, headers from events.mt_events order by seq_id";

    public static async IAsyncEnumerable<Measurement> Run(string server, int events, int rounds)
    {
        await using var here = await WorkerProcess.OfThis("here");
        await using var before = await WorkerProcess.OfBefore();
        await here.Ask($"fill {events}");
        if (before is not null)
        {
            await before.Ask($"fill {events}");
        }

        await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
        await using (var services = database.Services())
        {
            await EventFill.ManyStreams(services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCodec>(), events);
            await database.Administer("vacuum analyze events.mt_events", CancellationToken.None);
        }

        foreach (var projection in (IProjection[])[AllProjections.AdvocateCaseload, AllProjections.AuditorTimeline])
        {
            List<double> ours = [], earlier = [], reading = [];
            for (var round = -1; round < rounds; round++) // the first measures the compiler
            {
                var times = (await Seconds(here, projection), before is null ? double.NaN : await Seconds(before, projection), await ReadAndParse(database));
                if (round >= 0)
                {
                    ours.Add(times.Item1);
                    earlier.Add(times.Item2);
                    reading.Add(times.Item3);
                }
            }

            var what = $"rebuild of {projection.Name} over {Figures.Count(events)} events";
            var rate = $"{Figures.PerSecond(events / Figures.Median(ours))} events, {Figures.Median(ours).ToString("0.0", CultureInfo.InvariantCulture)} s";
            yield return new(what, rate, $"reading and parsing: {Figures.PerSecond(events / Figures.Median(reading))}", Ratio(reading, ours), "≥ 0.5 ×");
            yield return before is null
                ? new(what, rate, $"runner of {EarlierCommit.Name}: not in this clone")
                : new(what, rate, $"runner of {EarlierCommit.Name}: {Figures.PerSecond(events / Figures.Median(earlier))}", Ratio(earlier, ours), "≥ 0.8 ×");
        }
    }

    /// <summary>The median of the ratios, round by round.</summary>
    private static double Ratio(List<double> beside, List<double> ours) => Figures.Median(beside.Zip(ours, (others, mine) => others / mine));

    private static async Task<double> Seconds(WorkerProcess worker, IProjection projection) => double.Parse(await worker.Ask($"rebuild {projection.Name}"), CultureInfo.InvariantCulture);

    private static async Task<double> ReadAndParse(BenchmarkDatabase database)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var source = NpgsqlDataSource.Create(database.Writer);
        await using var command = source.CreateCommand(Rows);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            using var data = JsonDocument.Parse(reader.GetFieldValue<byte[]>(0));
            using var headers = JsonDocument.Parse(reader.GetFieldValue<byte[]>(1));
        }

        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
