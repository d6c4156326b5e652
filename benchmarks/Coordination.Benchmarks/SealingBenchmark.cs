using System.Diagnostics;
using System.Globalization;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Benchmarks;

/// <summary>What sealing costs: the same work with everything sensitive sealed, and with all of it in clear, in turns, in one run.</summary>
internal static class SealingBenchmark
{
    private const double MostForAppends = 0.15, MostForRebuilds = 0.25;
    private static readonly TimeSpan AppendTurn = TimeSpan.FromMilliseconds(400);

    public static async IAsyncEnumerable<Measurement> Run(string server, TimeSpan duration, int events)
    {
        var pairs = (int)(duration.TotalSeconds * 2) + 8;
        foreach (var inFlight in (int[])[1, 64])
        {
            await using var sealing = await Bench.Create(server, inClear: false);
            await using var clear = await Bench.Create(server, inClear: true);
            var compared = await Compared.InTurns(pairs, await sealing.Appends(inFlight), await clear.Appends(inFlight));
            yield return Row($"decide and append, {inFlight} in flight, sealed", "command", compared, MostForAppends);
        }

        await using var sealedLog = await Bench.Create(server, inClear: false);
        await using var clearLog = await Bench.Create(server, inClear: true);
        var rebuilds = await Compared.InTurns(pairs, await sealedLog.Rebuilds(events), await clearLog.Rebuilds(events));
        yield return Row($"rebuild of advocate-caseload over {Figures.Count(events)} events, sealed", "event", rebuilds, MostForRebuilds);
    }

    private static Measurement Row(string what, string each, Compared compared, double most) => new(
        what,
        $"{Figures.PerSecond(compared.PerSecond)}, host + server {compared.Processor} of processor a {each}",
        string.Create(CultureInfo.InvariantCulture, $"in clear: {Figures.PerSecond(compared.OtherPerSecond)}, {compared.OtherProcessor}; sealing costs {compared.Cost * 100:0} % ({compared.LowCost * 100:0} to {compared.HighCost * 100:0})"),
        compared.PerSecond / compared.OtherPerSecond,
        string.Create(CultureInfo.InvariantCulture, $"≤ {most * 100:0} %: {(compared.Cost <= most ? "met" : "missed")}"));

    /// <summary>A database and what works on it, sealing or not.</summary>
    private sealed class Bench(BenchmarkDatabase database, ServiceProvider services) : IAsyncDisposable
    {
        public static async Task<Bench> Create(string server, bool inClear)
        {
            var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
            return new(database, database.Services(withViews: true, inClear));
        }

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            await database.DisposeAsync();
        }

        public async Task<Side> Appends(int inFlight)
        {
            var runner = services.GetRequiredService<CommandRunner>();
            var survivors = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => AppendBenchmark.Welcome(runner)));
            return new(database, async () =>
            {
                var begun = Stopwatch.GetTimestamp();
                var done = await LoadRun.Measure(inFlight, TimeSpan.Zero, AppendTurn, caller => AppendBenchmark.RecordSafeContact(runner, survivors[caller]));
                return new Turn(done.Latencies.Count, Stopwatch.GetElapsedTime(begun));
            });
        }

        public async Task<Side> Rebuilds(int events)
        {
            await EventFill.ManyStreams(services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCodec>(), events);
            await database.Administer("vacuum analyze events.mt_events", CancellationToken.None);
            return new(database, async () =>
            {
                var begun = Stopwatch.GetTimestamp();
                await services.GetRequiredService<ProjectionRebuild>().Rebuild(AllProjections.AdvocateCaseload, ProjectionRebuild.PageSize, null, CancellationToken.None);
                return new Turn(events, Stopwatch.GetElapsedTime(begun));
            });
        }
    }
}
