using System.Diagnostics.Metrics;

namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>What is measured about followers of the log. Tags are names from the code.</summary>
public sealed class FollowerMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Coordination.Projections";

    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _delay;

    public FollowerMetrics(IMeterFactory meters, FollowerStatuses statuses, LogWakeUp log)
    {
        _meter = meters.Create(Name);
        _events = _meter.CreateCounter<long>("coordination.projection.events", "{event}", "Events that were dealt with.");
        _failures = _meter.CreateCounter<long>("coordination.projection.failures", "{failure}", "Pages that could not be dealt with, and are tried again.");
        _delay = _meter.CreateHistogram<double>("coordination.projection.delay", "s", "From the recording of an event to its effect.");
        _meter.CreateObservableGauge("coordination.projection.lag", () => Leading(s => Math.Max(0, log.Head - s.Position)), "{event}", "Events that were not dealt with yet.");
        _meter.CreateObservableGauge("coordination.projection.stuck", () => statuses.All.Select(s => Of(s, s.Failures)), "{failure}", "How often it failed in a row; 0 when all is well.");

        IEnumerable<Measurement<long>> Leading(Func<FollowerStatus, long> value) => statuses.All.Where(s => s.Leads).Select(s => Of(s, value(s)));
    }

    internal void Took(string follower, int events, TimeSpan delay)
    {
        var tag = new KeyValuePair<string, object?>("projection", follower);
        _events.Add(events, tag);
        _delay.Record(Math.Max(0, delay.TotalSeconds), tag);
    }

    internal void Failed(string follower) => _failures.Add(1, new KeyValuePair<string, object?>("projection", follower));

    public void Dispose() => _meter.Dispose();

    private static Measurement<long> Of(FollowerStatus status, long value) => new(value, new KeyValuePair<string, object?>("projection", status.Name));
}
