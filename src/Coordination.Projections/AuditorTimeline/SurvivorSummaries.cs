using System.Diagnostics;
using Coordination.Domain.Survivors;

namespace Coordination.Projections.AuditorTimeline;

internal static class SurvivorSummaries
{
    public static string Of(SurvivorEvent @event) => @event switch
    {
        SurvivorWelcomed e => $"survivor {e.Survivor} welcomed by {e.Custodian}",
        OwnWordsRecorded => "own words recorded",
        SafeContactRecorded => "safe contact recorded",
        MinorStatusRecorded e => $"age group recorded: {(e.UnderEighteen ? "under eighteen" : "adult")}{(e.Emancipated ? ", emancipated" : "")}",
        _ => throw new UnreachableException(),
    };
}
