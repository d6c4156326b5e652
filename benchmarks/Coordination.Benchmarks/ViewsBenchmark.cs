using System.Diagnostics;
using Coordination.Host;
using Coordination.Host.CommandLine.Seeding;
using Coordination.Host.Execution;
using Coordination.Host.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Benchmarks;

/// <summary>
/// Every view of an invented task force, asked over HTTP at a steady 50 requests a second by people of many agencies. The times are the
/// server's own (<c>http.server.request.duration</c>), from the arrival of a request to the end of its answer.
/// </summary>
internal static class ViewsBenchmark
{
    private const int PerSecond = 50;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public static async IAsyncEnumerable<Measurement> Run(string server, SeedSize size, TimeSpan duration)
    {
        await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
        var folder = Directory.CreateTempSubdirectory("coordination-bench-").FullName;
        try
        {
            await using var app = Composition.Build(HttpBenchmark.Settings(database, folder));
            using var clock = new ServerClock();
            await app.StartAsync();
            var seeder = new Seeder(app.Services.GetRequiredService<CommandRunner>(), size, seed: 1);
            var begun = Stopwatch.GetTimestamp();
            await seeder.Fill(CancellationToken.None);
            var events = await app.Services.GetRequiredService<IEventStore>().Head(CancellationToken.None);
            yield return new($"seed: {size.Agencies} agencies, {size.Cases} cases, {size.Releases} releases, {size.Reviews} reviews", $"{Figures.Count(events)} events in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s");
            await HttpBenchmark.ViewsCaughtUp(app.Services);
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            var asks = new Asks(http, seeder.Plan, folder, app.Services.GetRequiredService<IdentifierMint>());
            await asks.Steadily(PerSecond, WarmUp);
            clock.Forget();
            await asks.Steadily(PerSecond, duration);
            foreach (var (view, times) in clock.Seen.OrderBy(seen => seen.Key, StringComparer.Ordinal))
                yield return new($"view {view}, {PerSecond} requests/s in all", $"{Figures.Latencies(times)} over {times.Count}", Aim: "p99 ≤ 50 ms");
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
