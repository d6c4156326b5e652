using System.Diagnostics;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;
using Coordination.Host.Execution.Projections;
using Coordination.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Benchmarks;

/// <summary>What sealing costs: the same work with everything sensitive sealed, and with all of it in clear, in turns, in one run.</summary>
internal static class SealingBenchmark
{
    private const int Turns = 3;
    private const int PageSize = 5_000;

    public static async IAsyncEnumerable<Measurement> Run(string server, TimeSpan duration, int events)
    {
        foreach (var inFlight in (int[])[1, 64])
        {
            var (sealing, clear) = await InTurns(inClear => Appends(server, inFlight, duration / Turns, inClear));
            yield return Row($"decide and append, {inFlight} in flight, sealed", sealing, clear, "≤ 15 %");
        }

        var (rebuilt, rebuiltClear) = await InTurns(inClear => Rebuild(server, events, inClear));
        yield return Row($"rebuild of advocate-caseload over {Figures.Count(events)} events, sealed", rebuilt, rebuiltClear, "≤ 25 %");
    }

    /// <summary>The medians of both; who comes first changes with each turn.</summary>
    private static async Task<(double Sealed, double Clear)> InTurns(Func<bool, Task<double>> measure)
    {
        List<double> sealing = [], clear = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (var inClear in turn % 2 == 0 ? (bool[])[true, false] : [false, true])
            {
                (inClear ? clear : sealing).Add(await measure(inClear));
            }
        }

        return (sealing.Order().ElementAt(Turns / 2), clear.Order().ElementAt(Turns / 2));
    }

    private static async Task<double> Appends(string server, int inFlight, TimeSpan duration, bool inClear)
    {
        await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
        await using var services = database.Services(inClear: inClear);
        var runner = services.GetRequiredService<CommandRunner>();
        var survivors = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => AppendBenchmark.Welcome(runner)));
        return (await LoadRun.Measure(inFlight, duration, caller => AppendBenchmark.RecordSafeContact(runner, survivors[caller]))).PerSecond;
    }

    private static async Task<double> Rebuild(string server, int events, bool inClear)
    {
        await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
        await using var services = database.Services(withViews: true, inClear);
        await EventFill.ManyStreams(services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCodec>(), events);
        await database.Administer("vacuum analyze events.mt_events", CancellationToken.None);
        var begun = Stopwatch.GetTimestamp();
        await services.GetRequiredService<ProjectionRebuild>().Rebuild(AllProjections.AdvocateCaseload, PageSize, null, CancellationToken.None);
        return events / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static Measurement Row(string what, double sealing, double clear, string aim) => new(
        what, Figures.PerSecond(sealing), $"in clear: {Figures.PerSecond(clear)}; sealing costs {(clear / sealing - 1) * 100:0} %", sealing / clear, aim);
}
