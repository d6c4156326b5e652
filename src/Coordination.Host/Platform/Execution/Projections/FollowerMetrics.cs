using System.Diagnostics.Metrics;

namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>What is measured about followers of the log. Tags are names from the code.</summary>
public sealed class FollowerMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Coordination.Projections";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private readonly FollowerStatuses _statuses;
    private readonly IEventStore _log;
    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _delay;

    public FollowerMetrics(IMeterFactory meters, FollowerStatuses statuses, IEventStore log)
    {
        (_statuses, _log) = (statuses, log);
        _meter = meters.Create(Name);
        _events = _meter.CreateCounter<long>("coordination.projection.events", "{event}", "Events that were dealt with.");
        _failures = _meter.CreateCounter<long>("coordination.projection.failures", "{failure}",
            "Pages that could not be dealt with, and are tried again.");
        _delay = _meter.CreateHistogram<double>("coordination.projection.delay", "s", "From the recording of an event to its effect.");
        _meter.CreateObservableGauge("coordination.projection.lag", Lag, "{event}", "Events that were not dealt with yet.");
        _meter.CreateObservableGauge("coordination.projection.stuck", () => statuses.All.Select(s => Of(s, s.Failures)), "{failure}",
            "How often it failed in a row; 0 when all is well.");
    }

    internal void Took(string follower, int events, TimeSpan delay)
    {
        var tag = new KeyValuePair<string, object?>("projection", follower);
        _events.Add(events, tag);
        _delay.Record(Math.Max(0, delay.TotalSeconds), tag);
    }

    internal void Failed(string follower) => _failures.Add(1, new KeyValuePair<string, object?>("projection", follower));

    public void Dispose() => _meter.Dispose();

    /// <summary>The end of the log is asked for when somebody measures, and only of a host that leads. Where it cannot be read, nothing is
    /// said.</summary>
    private IEnumerable<Measurement<long>> Lag()
    {
        var leading = _statuses.All.Where(status => status.Leads).Select(status => (Status: status, status.Position)).ToList();
        if (leading.Count == 0)
            return [];
        using var bounded = new CancellationTokenSource(s_patience);
        try
        {
            var head = _log.Head(bounded.Token).AsTask().GetAwaiter().GetResult();
            return [.. leading.Select(one => Of(one.Status, Math.Max(0, head - one.Position)))];
        }
        catch (Exception outage) when (outage is StoreUnavailableException or OperationCanceledException)
        {
            return [];
        }
    }

    private static Measurement<long> Of(FollowerStatus status, long value) =>
        new(value, new KeyValuePair<string, object?>("projection", status.Name));
}
