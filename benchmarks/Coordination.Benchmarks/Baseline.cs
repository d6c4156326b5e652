namespace Coordination.Benchmarks;

/// <summary>
/// What <c>pgbench</c> does on the same server right before and right after a measurement: on a machine that others use too, a
/// figure from minutes ago says nothing.
/// </summary>
internal sealed class Baseline(BenchmarkDatabase database, TimeSpan duration)
{
    /// <summary>Measures between two runs of <c>pgbench</c>, and gives the mean of these beside it.</summary>
    public async Task<(T Result, double Beside)> Around<T>(int clients, Func<Task<T>> measure)
    {
        var before = await PgBench.InsertsPerSecond(database, clients, duration, CancellationToken.None);
        var result = await measure();
        var after = await PgBench.InsertsPerSecond(database, clients, duration, CancellationToken.None);
        return (result, (before + after) / 2);
    }

    public static string Tell(int clients, double perSecond) => $"pgbench, {clients} client{(clients == 1 ? "" : "s")}: {Figures.PerSecond(perSecond)}";
}
