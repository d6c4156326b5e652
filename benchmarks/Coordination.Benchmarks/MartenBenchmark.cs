using System.Diagnostics;
using System.Globalization;
using Coordination.Host.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Benchmarks;

/// <summary>The same commands through Marten and through the store that was written by hand, in turns, each on a database of its own.</summary>
internal static class MartenBenchmark
{
    private static readonly TimeSpan AppendTurn = TimeSpan.FromMilliseconds(400);

    public static async IAsyncEnumerable<Measurement> Run(string server, TimeSpan duration)
    {
        var pairs = (int)(duration.TotalSeconds * 2) + 8;
        foreach (var inFlight in (int[])[1, 16, 64, 256])
        {
            await using var marten = await Bench.Create(server, byHand: false);
            await using var byHand = await Bench.Create(server, byHand: true);
            var compared = await Compared.InTurns(pairs, await marten.Appends(inFlight), await byHand.Appends(inFlight));
            yield return new Measurement(
                $"decide and append in Marten, {inFlight} in flight",
                $"{Figures.PerSecond(compared.PerSecond)}, {Figures.Latencies(marten.Latencies)}, host + server {compared.Processor} a command",
                string.Create(CultureInfo.InvariantCulture, $"written by hand: {Figures.PerSecond(compared.OtherPerSecond)}, {Figures.Latencies(byHand.Latencies)}, {compared.OtherProcessor}; Marten costs {compared.Cost * 100:0} % ({compared.LowCost * 100:0} to {compared.HighCost * 100:0})"),
                compared.PerSecond / compared.OtherPerSecond,
                "≥ 0.9 ×");
        }
    }

    private sealed class Bench(BenchmarkDatabase database, ServiceProvider services) : IAsyncDisposable
    {
        public List<TimeSpan> Latencies { get; } = [];

        public static async Task<Bench> Create(string server, bool byHand)
        {
            var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
            return new(database, database.Services(byHand: byHand));
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
                Latencies.AddRange(done.Latencies);
                return new Turn(done.Latencies.Count, Stopwatch.GetElapsedTime(begun));
            });
        }
    }
}
