using System.Diagnostics;
using Coordination.Domain;
using Coordination.Domain.LegalProcesses;
using static Coordination.Projections.AuditorTimeline.Summaries;

namespace Coordination.Projections.AuditorTimeline;

/// <summary>Legal processes in one line each.</summary>
internal static class ProcessSummaries
{
    public static string Of(ProcessEvent @event) => @event switch
    {
        ProcessServed e => $"{e.Kind.Named()}{Part2(e.Part2Order)} on {e.Agency} for {Text(e.Authority)}, case {e.Case}: {Quantity.Of(e.Names.Items.Count, "item")}, {Names(e.Names.Categories)}{(e.Due is { } due ? $", due {Day(due)}" : "")}; recorded by {e.By}",
        CounselReviewed e => $"counsel {e.By}: {e.Finding.Named()}",
        SurvivorTold e => $"survivor told {e.Through.Named()} by {e.By}",
        SurvivorCouldNotBeTold e => $"survivor could not be told {e.Through.Named()}, tried by {e.By}",
        ProtectiveStepsTaken e => $"protective steps by {e.By}: {Names(e.Steps)}",
        ProcessClosed e => $"closed by {e.By}: {e.End.Named()}",
        _ => throw new UnreachableException(),
    };

    private static string Part2(bool made) => made ? " under 42 CFR 2.61 to 2.67" : "";
}
