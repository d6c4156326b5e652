using System.Diagnostics.Metrics;

namespace Coordination.Host.Platform.Storage;

/// <summary>What the store tells about itself: counts and durations, never names of streams or people.</summary>
public static class StoreTelemetry
{
    /// <summary>The name of the store's meter and of its activity source.</summary>
    public const string Name = "Coordination.Store";

    internal static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<int> BatchSize =
        Meter.CreateHistogram<int>("coordination.store.batch.size", "{request}", "Requests carried by one transaction.");
    internal static readonly Histogram<double> AppendDuration =
        Meter.CreateHistogram<double>("coordination.store.append.duration", "s", "From handing over a request to its result.");
    internal static readonly Counter<long> Events =
        Meter.CreateCounter<long>("coordination.store.events", "{event}", "Events stored.");
    internal static readonly Counter<long> Conflicts =
        Meter.CreateCounter<long>("coordination.store.conflicts", "{request}", "Requests whose expectation did not hold.");
    internal static readonly Counter<long> Failures =
        Meter.CreateCounter<long>("coordination.store.failures", "{request}", "Requests that got no result.");
}
