using System.Diagnostics;
using Coordination.Domain.Readings;

namespace Coordination.Projections.AuditorTimeline;

/// <summary>What auditors read, in one line each.</summary>
internal static class ReadingSummaries
{
    public static string Of(ReadingEvent @event) => @event switch
    {
        ReadingBegan e => $"reads {e.Kind.Named()} of {e.Subject}",
        _ => throw new UnreachableException(),
    };
}
