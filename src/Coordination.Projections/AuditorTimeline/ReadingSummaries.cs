using System.Diagnostics;
using Coordination.Domain.Readings;

namespace Coordination.Projections.AuditorTimeline;

/// <summary>What auditors and the people of serving agencies read, in one line each.</summary>
internal static class ReadingSummaries
{
    public static string Of(ReadingEvent @event) => @event switch
    {
        ReadingBegan e => $"reads {e.Kind.Named()} of {e.Subject}",
        RecordRead e => $"reads {e.Part.Named()} of survivor {e.Survivor}",
        _ => throw new UnreachableException(),
    };
}
