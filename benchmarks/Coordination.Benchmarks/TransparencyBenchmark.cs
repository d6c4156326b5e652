using System.Diagnostics;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Signing;
using Coordination.Host.TransparencyLog;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Coordination.Benchmarks;

/// <summary>Recomputing the log, and how long an append waits for its signed checkpoint while appends come as fast as they can.</summary>
internal static class TransparencyBenchmark
{
    private const int InFlight = 64;
    private const string Rows = "select id, stream_id, version, type, data, headers, user_name, correlation_id, causation_id, timestamp from events.mt_events order by seq_id";

    public static async IAsyncEnumerable<Measurement> Verify(string server, int events)
    {
        await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
        await using var services = database.Services(withViews: true);
        var keys = new KeyRing([SigningKey.Generate("bench.example/log", SignatureType.Ed25519)], []);
        await EventFill.ManyStreams(services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCodec>(), events);
        await database.Administer("vacuum analyze events.mt_events", CancellationToken.None);
        await Integrate(services, keys);

        var rows = await Load(database);
        var recomputing = Enumerable.Range(0, 5).Select(_ => Time(() => Recompute(rows))).Min();
        yield return new Measurement($"recompute leaves, tiles and root of {Figures.Count(rows.Count)} events, one core, beyond reading them", Figures.PerSecond(rows.Count / recomputing.TotalSeconds), Aim: "≥ 150,000/s");

        var verifier = services.GetRequiredService<LogVerifier>();
        var reading = await Time(() => Load(database));
        var report = await verifier.Verify(new("bench.example/log", keys.Known, null), null, null, CancellationToken.None);
        var verifying = await Time(() => verifier.Verify(new("bench.example/log", keys.Known, null), null, null, CancellationToken.None));
        if (!report.Holds || report.Events != rows.Count)
        {
            throw new InvalidOperationException("The log of the benchmark does not hold.");
        }

        yield return new Measurement("audit verify, with reading", Figures.PerSecond(rows.Count / verifying.TotalSeconds), $"reading: {Figures.PerSecond(rows.Count / reading.TotalSeconds)}", reading / verifying);
        yield return await Export(services, keys, rows.Count);
    }

    private static async Task<Measurement> Export(IServiceProvider services, KeyRing keys, int events)
    {
        var folder = Directory.CreateTempSubdirectory("coordination-export-").FullName;
        try
        {
            var export = ActivatorUtilities.CreateInstance<LogExport>(services);
            var exporting = await Time(async () => Written(await export.Export(folder, keys.Known, null, CancellationToken.None), events));
            return new Measurement($"audit export of {Figures.Count(events)} events", Figures.PerSecond(events / exporting.TotalSeconds), Aim: "≥ 50,000/s");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Written(long? exported, int events)
    {
        if (exported != events)
        {
            throw new InvalidOperationException("Something was not exported.");
        }
    }

    public static async IAsyncEnumerable<Measurement> Checkpoint(string server, TimeSpan duration)
    {
        await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
        await using var services = database.Services(withViews: true);
        var runner = services.GetRequiredService<CommandRunner>();
        var survivors = await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => AppendBenchmark.Welcome(runner)));
        var alone = await LoadRun.Measure(InFlight, duration, caller => AppendBenchmark.RecordSafeContact(runner, survivors[caller]));
        using var integrator = Integrator(services, new([SigningKey.Generate("bench.example/log", SignatureType.Ed25519)], []));
        await integrator.StartAsync(CancellationToken.None);
        await CatchUp(services);
        using var end = new CancellationTokenSource();
        var waits = Task.Run(() => Waits(services, end.Token));
        var together = await LoadRun.Measure(InFlight, duration, caller => AppendBenchmark.RecordSafeContact(runner, survivors[caller]));
        await end.CancelAsync();
        var latencies = await waits;
        await integrator.StopAsync(CancellationToken.None);
        latencies.Sort();
        yield return new Measurement($"append to signed checkpoint, {InFlight} appends in flight", $"{Figures.Latencies(latencies)}, longest {Figures.Milliseconds(latencies[^1])}", Aim: "≤ 2 s");
        yield return new Measurement($"decide and append, {InFlight} in flight, while the log is signed", Figures.PerSecond(together.PerSecond), $"not signed: {Figures.PerSecond(alone.PerSecond)}", together.PerSecond / alone.PerSecond);
    }

    private static async Task<List<TimeSpan>> Waits(IServiceProvider services, CancellationToken end)
    {
        var (store, tree) = (services.GetRequiredService<IEventStore>(), services.GetRequiredService<ITreeStore>());
        List<TimeSpan> waits = [];
        var seen = 0L;
        while (!end.IsCancellationRequested)
        {
            var begun = Stopwatch.GetTimestamp();
            if (await store.Head(CancellationToken.None) is var head && head == seen)
            {
                await Task.Delay(1, CancellationToken.None);
                continue;
            }

            seen = head;
            while (await tree.Newest(head, 0, CancellationToken.None) is null)
            {
                await Task.Delay(5, CancellationToken.None);
            }

            waits.Add(Stopwatch.GetElapsedTime(begun));
        }

        return waits;
    }

    private static async Task Integrate(IServiceProvider services, KeyRing keys)
    {
        using var integrator = Integrator(services, keys);
        await integrator.StartAsync(CancellationToken.None);
        await CatchUp(services);
        await integrator.StopAsync(CancellationToken.None);
    }

    private static async Task CatchUp(IServiceProvider services)
    {
        var (store, tree) = (services.GetRequiredService<IEventStore>(), services.GetRequiredService<ITreeStore>());
        while (await tree.Size(CancellationToken.None) < await store.Head(CancellationToken.None))
        {
            await Task.Delay(20);
        }
    }

    private static Integrator Integrator(IServiceProvider services, KeyRing keys) => ActivatorUtilities.CreateInstance<Integrator>(services, keys);

    private static RootHash Recompute(List<Row> rows)
    {
        var encoder = new LeafEncoder();
        var tree = new TileTree();
        foreach (var row in rows)
        {
            encoder.Encode(row.Id, row.Stream, row.Version, row.Type, row.Data, row.Metadata, row.RecordedAt);
            tree.Append(encoder.Hash());
        }

        return tree.Root();
    }

    private static async Task<List<Row>> Load(BenchmarkDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.Writer);
        await using var command = source.CreateCommand(Rows);
        await using var reader = await command.ExecuteReaderAsync();
        List<Row> rows = [];
        while (await reader.ReadAsync())
        {
            var metadata = new LeafMetadata(reader.GetFieldValue<byte[]>(5), Text(reader, 6), Text(reader, 7), Text(reader, 8));
            rows.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3), reader.GetFieldValue<byte[]>(4), metadata, reader.GetFieldValue<DateTimeOffset>(9)));
        }

        return rows;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static async Task<TimeSpan> Time(Func<Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun);
    }

    private static TimeSpan Time(Action work)
    {
        var begun = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(begun);
    }

    private sealed record Row(Guid Id, string Stream, long Version, string Type, byte[] Data, LeafMetadata Metadata, DateTimeOffset RecordedAt);
}
