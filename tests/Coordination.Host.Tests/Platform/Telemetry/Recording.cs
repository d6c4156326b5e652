using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Coordination.Host.Platform.Telemetry;
using Microsoft.Extensions.Logging;

namespace Coordination.Host.Tests.Platform.Telemetry;

/// <summary>Writes down everything that a process tells about itself: logs of all levels, activities, metrics.</summary>
internal sealed class Recording : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _metrics;
    private readonly TraceScrubber _faultless = new();

    public Recording()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Write,
        };
        ActivitySource.AddActivityListener(_activities);
        _metrics = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        _metrics.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Write(instrument, tags));
        _metrics.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Write(instrument, tags));
        _metrics.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Write(instrument, tags));
        _metrics.Start();
    }

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>As it is exported.</summary>
    private void Write(Activity activity)
    {
        _faultless.OnEnd(activity);
        if (!activity.Recorded)
            return;
        _lines.Enqueue($"activity {activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.StatusDescription}");
        foreach (var (key, value) in activity.TagObjects.Concat(activity.Baggage.Select(pair => new KeyValuePair<string, object?>(pair.Key, pair.Value))))
            _lines.Enqueue($"activity {key}={value}");
        foreach (var happened in activity.Events)
            _lines.Enqueue($"activity event {happened.Name} {string.Join(' ', happened.Tags)}");
    }

    private void Write(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
            _lines.Enqueue($"metric {instrument.Name} {key}={value}");
    }

    public ILogger CreateLogger(string categoryName) => this;
    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull
    {
        WriteState("scope", state);
        return null;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue($"log {formatter(state, exception)} {exception}");
        WriteState("log", state);
    }

    private void WriteState<TState>(string what, TState state)
    {
        if (state is IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            foreach (var (key, value) in pairs)
                _lines.Enqueue($"{what} {key}={value}");
        }
        else
        {
            _lines.Enqueue($"{what} {state}");
        }
    }

    public void Dispose()
    {
        _activities.Dispose();
        _metrics.Dispose();
        _faultless.Dispose();
    }
}
