using System.Diagnostics.Metrics;
using Coordination.Host.Platform.Execution.Webhooks;

namespace Coordination.Host.Features.Webhooks;

/// <summary>What is measured about deliveries: of all agencies together, never of one.</summary>
public sealed class WebhookMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Coordination.Webhooks";

    private readonly Meter _meter;
    private readonly Counter<long> _attempts, _dead, _composed;
    private readonly Histogram<double> _delay;

    public WebhookMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _composed = _meter.CreateCounter<long>("coordination.webhooks.composed", "{message}", "Messages that were composed.");
        _attempts = _meter.CreateCounter<long>("coordination.webhooks.attempts", "{attempt}", "Attempts to deliver, by what came of them.");
        _dead = _meter.CreateCounter<long>("coordination.webhooks.dead_letters", "{message}", "Messages that were given up.");
        _delay = _meter.CreateHistogram<double>("coordination.webhooks.delay", "s", "From composing a message to its arrival.");
    }

    internal void Composed(int messages) => _composed.Add(messages);

    internal void Arrived(TimeSpan delay)
    {
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", "taken"));
        _delay.Record(Math.Max(0, delay.TotalSeconds));
    }

    internal void Failed(FailureClass why) => _attempts.Add(1, new KeyValuePair<string, object?>("outcome", why.ToString()));

    internal void GaveUp() => _dead.Add(1);

    public void Dispose() => _meter.Dispose();
}
