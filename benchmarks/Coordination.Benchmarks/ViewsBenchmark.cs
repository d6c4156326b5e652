using System.Diagnostics;
using Coordination.Demo.Seeding;
using Coordination.Host;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Identity;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Benchmarks;

/// <summary>
/// Every view of an invented task force, asked over HTTP at a steady 50 requests a second by people of many agencies. The times are the
/// server's own (<c>http.server.request.duration</c>), from the arrival of a request to the end of its answer.
/// </summary>
internal static class ViewsBenchmark
{
    private const int PerSecond = 50;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10), Patience = TimeSpan.FromSeconds(60), s_aim = TimeSpan.FromMilliseconds(50);

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
            yield return new("the same, until every view has it", $"{Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s");
            await database.Administer("vacuum analyze", CancellationToken.None); // which PostgreSQL does by itself sooner or later, and not while it is measured
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            var asks = new Asks(http, seeder.Plan, folder, app.Services.GetRequiredService<IdentifierMint>());
            await asks.FirstOfEach(Patience);
            await asks.Steadily(PerSecond, WarmUp);
            clock.Forget();
            var (processor, from) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            await asks.Steadily(PerSecond, duration);
            var (used, took) = (Environment.CpuUsage.TotalTime - processor, Stopwatch.GetElapsedTime(from));
            foreach (var row in Rows(clock, Asked(app.Services)))
                yield return row;
            yield return new("processor time of host and clients, without PostgreSQL", $"{used / took:P0} of one core, {Figures.Milliseconds(used / (PerSecond * duration.TotalSeconds))} a request");
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Measurement> Rows(ServerClock clock, IReadOnlyCollection<string> views)
    {
        var seen = clock.Seen.ToDictionary(route => route.Key, route => route.Times);
        if (views.FirstOrDefault(view => !seen.ContainsKey(view)) is { } forgotten)
            throw new InvalidOperationException($"Nobody asked for {forgotten}. Every view is measured.");
        foreach (var view in views.Order(StringComparer.Ordinal))
        {
            var latencies = Figures.Latencies(seen[view]); // which sorts them
            var met = Figures.Percentile(seen[view], 0.99) <= s_aim;
            yield return new(view, $"{latencies} of {seen[view].Count}", Aim: $"p99 ≤ {s_aim.TotalMilliseconds:F0} ms: {(met ? "met" : "missed")}");
        }
    }

    /// <summary>The routes of all views that there are.</summary>
    private static HashSet<string> Asked(IServiceProvider services) =>
    [
        .. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ITagsMetadata>()?.Tags.Contains("Views") == true).Select(endpoint => endpoint.RoutePattern.RawText!),
    ];
}
