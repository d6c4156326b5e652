// The entry of the benchmarks of an earlier commit, in the place of its own: the same worker, on the store of then.
global using Coordination.Host.EventCatalogue;
global using Coordination.Host.Execution;
global using Coordination.Host.Execution.Projections;
using Coordination.Benchmarks;

var database = await BenchmarkDatabase.Create(Environment.GetEnvironmentVariable("COORDINATION_POSTGRES")!, CancellationToken.None);
await using var worker = new Worker(database, database.Services(withViews: true));
await worker.Serve(Console.In, Console.Out);
