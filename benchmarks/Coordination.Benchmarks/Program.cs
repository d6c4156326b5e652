using Coordination.Benchmarks;

var quick = args.Contains("--quick");
var duration = TimeSpan.FromSeconds(quick ? 2 : 8);
if (Environment.GetEnvironmentVariable("COORDINATION_POSTGRES") is not { Length: > 0 } server)
{
    Console.Error.WriteLine("COORDINATION_POSTGRES names no server. Run ./bench.sh: it starts one.");
    return 2;
}

List<Measurement> rows = [];
void Add(Measurement row)
{
    rows.Add(row);
    Console.Error.WriteLine($"{row.Measure}: {row.Value}");
}

foreach (var row in GateBenchmark.Run(duration / 4))
{
    Add(row);
}

await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
await PgBench.Prepare(database, CancellationToken.None);
var baseline = new Baseline(
    await PgBench.InsertsPerSecond(database, 1, duration, CancellationToken.None),
    await PgBench.InsertsPerSecond(database, 16, duration, CancellationToken.None));
await foreach (var row in AppendBenchmark.Run(database, baseline, duration))
{
    Add(row);
}

await foreach (var row in HttpBenchmark.Run(database, baseline, duration))
{
    Add(row);
}

var fullLoad = rows.Max(row => row.PerSecond);
Add(await StartBenchmark.Run(database, quick ? 3 : 7));
await foreach (var row in ReplayBenchmark.Run(database, duration / 2))
{
    Add(row);
}

await foreach (var row in LatencyBenchmark.Run(server, fullLoad, duration))
{
    Add(row);
}

await foreach (var row in RebuildBenchmark.Run(server, quick ? 20_000 : 100_000))
{
    Add(row);
}

Console.WriteLine(Table.Format(rows));
return 0;
