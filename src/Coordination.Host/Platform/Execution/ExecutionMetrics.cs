using System.Diagnostics.Metrics;

namespace Coordination.Host.Platform.Execution;

/// <summary>What is measured about commands. Tags are names from the code, never values from a request.</summary>
public sealed class ExecutionMetrics : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Coordination.Execution";

    internal static readonly ActivitySource Activities = new(Name);

    private readonly Meter _meter;
    private readonly Counter<long> _commands;
    private readonly Counter<long> _conflicts;
    private readonly Histogram<double> _duration;

    public ExecutionMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _commands = _meter.CreateCounter<long>("coordination.commands", "{command}", "Commands by what became of them.");
        _conflicts = _meter.CreateCounter<long>("coordination.command.conflicts", "{conflict}",
            "Attempts that were decided on what had changed meanwhile.");
        _duration = _meter.CreateHistogram<double>("coordination.command.duration", "s", "From the first load to the answer.");
    }

    internal void Conflicted(string command) => _conflicts.Add(1, new KeyValuePair<string, object?>("command", command));

    internal void Finished(string command, string outcome, TimeSpan took)
    {
        var tags = new TagList { { "command", command }, { "outcome", outcome } };
        _commands.Add(1, tags);
        _duration.Record(took.TotalSeconds, tags);
    }

    public void Dispose() => _meter.Dispose();
}
