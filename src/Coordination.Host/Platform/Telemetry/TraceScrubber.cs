using OpenTelemetry;

namespace Coordination.Host.Platform.Telemetry;

/// <summary>
/// Keeps texts of exceptions out of traces. A description of a status is dropped. An exception that a library attached to
/// its span cannot be taken off again, so that such a span is not exported: the one around it says that it failed.
/// </summary>
public sealed class TraceScrubber : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status, description: null);
        if (data.Events.Any(happened => happened.Tags.Any(tag => tag.Key is "exception.message" or "exception.stacktrace")))
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
