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
    private const int Turns = 3;
    private const string Rows = "select data, headers from events.mt_events order by seq_id";

    public static async IAsyncEnumerable<Measurement> Run(string server, int events)
    {
        await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
        await using var services = database.Services(withViews: true);
        await EventFill.ManyStreams(services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCodec>(), events);
        await database.Administer("vacuum analyze events.mt_events", CancellationToken.None);
        foreach (var projection in (IProjection[])[AllProjections.AdvocateCaseload, AllProjections.AuditorTimeline])
        {
            var (ours, beside) = await InTurns(
                () => services.GetRequiredService<ProjectionRebuild>().Rebuild(projection, ProjectionRebuild.PageSize, null, CancellationToken.None),
                () => ReadAndParse(database));
            yield return new Measurement(
                $"rebuild of {projection.Name} over {Figures.Count(events)} events",
                $"{Figures.PerSecond(events / ours.TotalSeconds)} events, {ours.TotalSeconds:0.0} s",
                $"reading and parsing: {Figures.PerSecond(events / beside.TotalSeconds)}",
                beside / ours,
                "≥ 0.7 ×");
        }
    }

    /// <summary>The medians of both, after one of each that measured the compiler.</summary>
    private static async Task<(TimeSpan Ours, TimeSpan Beside)> InTurns(Func<Task> ours, Func<Task> beside)
    {
        List<TimeSpan> first = [], second = [];
        await ours();
        await beside();
        for (var turn = 0; turn < Turns; turn++)
        {
            first.Add(await Time(ours));
            second.Add(await Time(beside));
        }

        return (first.Order().ElementAt(Turns / 2), second.Order().ElementAt(Turns / 2));
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
