using System.Diagnostics;

namespace Coordination.Benchmarks;

/// <summary>How often something was done in a time, and how long each took.</summary>
internal sealed record LoadResult(double PerSecond, List<TimeSpan> Latencies);

/// <summary>Keeps a number of callers busy for a time, after a moment of warming up.</summary>
internal static class LoadRun
{
    public static Task<LoadResult> Measure(int inFlight, TimeSpan duration, Func<int, Task> once) => Measure(inFlight, duration / 4, duration, once);

    public static async Task<LoadResult> Measure(int inFlight, TimeSpan warmUp, TimeSpan duration, Func<int, Task> once)
    {
        await Keep(inFlight, warmUp, once, CancellationToken.None);
        return await MeasureUntil(inFlight, duration, once, CancellationToken.None);
    }

    /// <summary>For a time, or until it is ended.</summary>
    public static async Task<LoadResult> MeasureUntil(int inFlight, TimeSpan longest, Func<int, Task> once, CancellationToken end)
    {
        var started = Stopwatch.GetTimestamp();
        var latencies = await Keep(inFlight, longest, once, end);
        return new LoadResult(latencies.Count / Stopwatch.GetElapsedTime(started).TotalSeconds, latencies);
    }

    private static async Task<List<TimeSpan>> Keep(int inFlight, TimeSpan duration, Func<int, Task> once, CancellationToken end)
    {
        var started = Stopwatch.GetTimestamp();
        var callers = Enumerable.Range(0, inFlight).Select(caller => Task.Run(async () =>
        {
            List<TimeSpan> latencies = [];
            while (Stopwatch.GetElapsedTime(started) < duration && !end.IsCancellationRequested)
            {
                var begun = Stopwatch.GetTimestamp();
                await once(caller);
                latencies.Add(Stopwatch.GetElapsedTime(begun));
            }

            return latencies;
        }));
        return [.. (await Task.WhenAll(callers)).SelectMany(latencies => latencies)];
    }
}
