using System.Diagnostics;
using System.Text.Json;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;
using Coordination.Host.Execution.Projections;
using Coordination.Host.Storage;
using Coordination.Projections;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Coordination.Benchmarks;

/// <summary>Building a projection again from the first event, beside Npgsql reading the same rows and parsing their JSON.</summary>
internal static class RebuildBenchmark
{
    private const int PageSize = 5_000;
    private const string Rows = "select data, headers from events.mt_events order by seq_id";

    public static async IAsyncEnumerable<Measurement> Run(string server, int events)
    {
        await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
        await using var services = database.Services(withViews: true);
        await EventFill.ManyStreams(services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCodec>(), events);
        await database.Administer("vacuum analyze events.mt_events", CancellationToken.None);
        foreach (var projection in (IProjection[])[AllProjections.AdvocateCaseload, AllProjections.AuditorTimeline])
        {
            var beside = await Time(() => ReadAndParse(database));
            var ours = await Time(() => services.GetRequiredService<ProjectionRebuild>().Rebuild(projection, PageSize, null, CancellationToken.None));
            yield return new Measurement(
                $"rebuild of {projection.Name} over {Figures.Count(events)} events",
                $"{Figures.PerSecond(events / ours.TotalSeconds)} events, {ours.TotalSeconds:0.0} s",
                $"reading and parsing: {Figures.PerSecond(events / beside.TotalSeconds)}",
                beside / ours,
                "≥ 0.7 ×");
        }
    }

    private static async Task<TimeSpan> Time(Func<Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun);
    }

    private static async Task ReadAndParse(BenchmarkDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.Writer);
        await using var command = source.CreateCommand(Rows);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            using var data = JsonDocument.Parse(reader.GetFieldValue<byte[]>(0));
            using var headers = JsonDocument.Parse(reader.GetFieldValue<byte[]>(1));
        }
    }
}
