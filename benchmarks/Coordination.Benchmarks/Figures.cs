using System.Globalization;

namespace Coordination.Benchmarks;

/// <summary>Writes figures, and picks percentiles.</summary>
internal static class Figures
{
    public static string PerSecond(double value) => value.ToString("#,0", CultureInfo.InvariantCulture) + "/s";

    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Milliseconds(TimeSpan value) =>
        value.TotalMilliseconds.ToString(value.TotalMilliseconds < 10 ? "0.00" : "#,0.0", CultureInfo.InvariantCulture) + " ms";

    public static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + " ×";

    /// <summary>The value below which a share of the values lies.</summary>
    public static TimeSpan Percentile(IReadOnlyList<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? TimeSpan.Zero : sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(share * sorted.Count) - 1 is var index && index < 0 ? 0 : index)];

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    public static string Latencies(List<TimeSpan> latencies)
    {
        latencies.Sort();
        return $"p50 {Milliseconds(Percentile(latencies, 0.50))}, p99 {Milliseconds(Percentile(latencies, 0.99))}";
    }
}
