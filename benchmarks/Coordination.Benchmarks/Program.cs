using Coordination.Benchmarks;
using Coordination.Demo.Seeding;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Microsoft.Extensions.DependencyInjection;
using EventAppendMode = JasperFx.Events.EventAppendMode;

var quick = args.Contains("--quick");
var duration = TimeSpan.FromSeconds(quick ? 2 : 8);
if (Environment.GetEnvironmentVariable("COORDINATION_POSTGRES") is not { Length: > 0 } server)
{
    Console.Error.WriteLine("COORDINATION_POSTGRES names no server. Run ./bench.sh: it starts one.");
    return 2;
}

if (args is ["worker", var store])
{
    // Another of these processes tells it what to do.
    var ground = await BenchmarkDatabase.Create(server, CancellationToken.None);
    EventAppendMode? mode = store switch { "here" => null, "rich" => EventAppendMode.Rich, _ => EventAppendMode.QuickWithServerTimestamps };
    await using var worker = new Worker(ground, ground.Services(withViews: mode is null, store: mode is null ? null : await StockMarten.Open(ground, mode.Value)));
    await worker.Serve(Console.In, Console.Out);
    return 0;
}

// Names of parts, to measure only these: gate append http start replay latency verify checkpoint rebuild sealing views fairness.
var parts = args.Where(argument => !argument.StartsWith('-')).ToHashSet();
bool Wanted(string part) => parts.Count == 0 || parts.Contains(part);

List<Measurement> rows = [];
void Add(Measurement row)
{
    rows.Add(row);
    Console.Error.WriteLine($"{row.Measure}: {row.Value}");
}

async Task Each(string part, Func<IAsyncEnumerable<Measurement>> measure)
{
    if (Wanted(part))
    {
        await foreach (var row in measure())
        {
            Add(row);
        }
    }
}

foreach (var row in Wanted("gate") ? GateBenchmark.Run(duration / 4) : [])
{
    Add(row);
}

await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
await PgBench.Prepare(database, CancellationToken.None);
await using (var services = database.Services())
{
    await new Scene(services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCodec>()).FormTaskForce();
}

var baseline = new Baseline(database, duration / 2);
await Each("append", () => AppendBenchmark.Run(baseline, quick ? 5 : 15));
await Each("http", () => HttpBenchmark.Run(server, database, baseline, duration, quick ? 20_000 : 100_000));
await Each("start", () => StartBenchmark.Run(server, quick ? null : Environment.GetEnvironmentVariable("COORDINATION_BENCH_LOG"), quick ? 50_000 : 1_000_000, quick ? 3 : 7));
await Each("replay", () => ReplayBenchmark.Run(database, duration / 2));
await Each("latency", () => LatencyBenchmark.Run(server, duration));
await Each("verify", () => TransparencyBenchmark.Verify(server, quick ? 50_000 : 200_000));
await Each("checkpoint", () => TransparencyBenchmark.Checkpoint(server, duration));
await Each("rebuild", () => RebuildBenchmark.Run(server, quick ? 20_000 : 100_000, rounds: 5));
await Each("sealing", () => SealingBenchmark.Run(server, duration, quick ? 20_000 : 100_000));
await Each("views", () => ViewsBenchmark.Run(server, SeedSize.Named[quick ? "medium" : "full"], TimeSpan.FromSeconds(quick ? 20 : 90)));
await Each("fairness", () => FairnessBenchmark.Run(server, SeedSize.Named["medium"], TimeSpan.FromSeconds(quick ? 5 : 15)));
Console.WriteLine(Table.Format(rows));
return 0;
