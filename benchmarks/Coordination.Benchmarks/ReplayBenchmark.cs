using System.Diagnostics;
using System.Text.Json;
using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Coordination.Benchmarks;

/// <summary>Reading one stream and folding it, with nothing cached, beside Npgsql reading the same rows and parsing their JSON.</summary>
internal static class ReplayBenchmark
{
    private const string Rows = "select data, headers from events.mt_events where stream_id = $1 order by version";

    public static async IAsyncEnumerable<Measurement> Run(BenchmarkDatabase database, TimeSpan duration)
    {
        await using var services = database.Services();
        await using var source = PlainReading(database);
        foreach (var length in (int[])[10, 100, 1_000, 10_000])
        {
            var survivor = await EventFill.OneStream(services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCodec>(), length);
            var (times, beside) = await Alternate(duration, () => Replay(services, survivor), () => ReadAndParse(source, survivor));
            yield return new Measurement(
                $"replay of a stream of {Figures.Count(length)} events",
                $"{Figures.PerSecond(length / times.TotalSeconds)} events, {Figures.Milliseconds(times)}",
                $"reading and parsing: {Figures.PerSecond(length / beside.TotalSeconds)}",
                beside / times,
                "≥ 0.8 ×");
        }
    }

    private static NpgsqlDataSource PlainReading(BenchmarkDatabase database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.Writer) { NoResetOnClose = true, MaxAutoPrepare = 8, AutoPrepareMinUsages = 2 };
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>The median time of each, taken in turns, so that neither has a quieter machine than the other.</summary>
    private static async Task<(TimeSpan Ours, TimeSpan Beside)> Alternate(TimeSpan duration, Func<Task> ours, Func<Task> beside)
    {
        List<TimeSpan> first = [], second = [];
        await ours();
        await beside();
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < duration || first.Count < 3)
        {
            first.Add(await Time(ours));
            second.Add(await Time(beside));
        }

        first.Sort();
        second.Sort();
        return (Figures.Percentile(first, 0.5), Figures.Percentile(second, 0.5));
    }

    private static async Task<TimeSpan> Time(Func<Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun);
    }

    private static async Task Replay(ServiceProvider services, SurvivorId survivor)
    {
        var loader = new StateLoader(services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCodec>(), new StateCache());
        var (state, _) = await loader.CaughtUp(SurvivorStream.Definition, SurvivorStream.Definition.NameFor(survivor), CancellationToken.None);
        GC.KeepAlive(state);
    }

    private static async Task ReadAndParse(NpgsqlDataSource source, SurvivorId survivor)
    {
        await using var command = source.CreateCommand(Rows);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = SurvivorStream.Definition.NameFor(survivor) });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            using var data = JsonDocument.Parse(reader.GetFieldValue<byte[]>(0));
            using var headers = JsonDocument.Parse(reader.GetFieldValue<byte[]>(1));
        }
    }
}
