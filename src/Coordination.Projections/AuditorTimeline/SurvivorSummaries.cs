using System.Diagnostics;
using Coordination.Domain;
using Coordination.Domain.Survivors;

namespace Coordination.Projections.AuditorTimeline;

internal static class SurvivorSummaries
{
    public static string Of(SurvivorEvent @event) => @event switch
    {
        SurvivorWelcomed e => $"survivor {e.Survivor} welcomed by {e.Custodian}",
        OwnWordsRecorded => "own words recorded",
        SafeContactRecorded => "safe contact recorded",
        MinorStatusRecorded e => $"age group recorded: {(e.UnderEighteen ? "under eighteen" : e.Reached is { } years ? $"{years} or older" : "adult")}{(e.Emancipated ? ", emancipated" : "")}{(e.EighteenFrom is { } from ? $", 18 from {Summaries.Moment(from)}" : "")}",
        ErasureRequested e => $"erasure requested, recorded by {e.By}",
        ErasureRequestWithdrawn e => $"erasure request withdrawn, recorded by {e.By}",
        LegalHoldPlaced e => $"legal hold {e.Hold} placed by {e.By}",
        LegalHoldLifted e => $"legal hold {e.Hold} lifted by {e.By}",
        SurvivorErased e => $"survivor erased by {e.By}, requested through {e.RequestedBy}",
        CopiesOutOfReachListed e => $"out of reach: {string.Join(", ", e.Copies.Select(copy => $"{Quantity.Of(copy.Items, "item")} of disclosure {copy.Disclosure} at {copy.Recipient}"))}",
        RecordsForgotten e => $"forgotten: {Quantity.Of(e.Cases.Count, "case")} and {Quantity.Of(e.Disclosures.Count, "disclosure")}",
        ErasureCarriedOut e => $"keys of {Quantity.Of(e.Subjects, "subject")} destroyed",
        _ => throw new UnreachableException(),
    };
}
