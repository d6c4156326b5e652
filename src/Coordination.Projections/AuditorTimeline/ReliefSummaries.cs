using System.Diagnostics;
using Coordination.Domain.ImmigrationRelief;
using static Coordination.Projections.AuditorTimeline.Summaries;

namespace Coordination.Projections.AuditorTimeline;

/// <summary>Immigration relief in one line each.</summary>
internal static class ReliefSummaries
{
    public static string Of(ReliefEvent @event) => @event switch
    {
        ReliefSought e => $"{e.Kind.Named()} sought for survivor {e.Survivor} by {e.By} of {e.Agency}",
        CertifierAsked e => $"{e.Certifier} asked for {e.Kind.Named()} by {e.AskedBy}, due {Day(e.Due)}",
        CertifierAnswered e => $"{e.Certifier} answered: {e.Answer.Named()}{Retaliation(e)}",
        CertifierSilent e => $"{e.Certifier} has not answered until {Day(e.Due)}",
        ReliefGranted e => $"relief granted, recorded by {e.By}",
        ReliefDenied e => $"relief denied, recorded by {e.By}",
        ReliefConditionRefused e => $"{e.Rule}: {e.DemandedBy} refused, on condition of {Names(e.Conditions)}",
        _ => throw new UnreachableException(),
    };

    private static string Retaliation(CertifierAnswered e) => e is { Answer: CertifierAnswer.Refused, FollowsConcerns.Count: > 0 }
        ? $"; POSSIBLE RETALIATION: it follows concern {Listed(e.FollowsConcerns, concern => concern.ToString())} about the same agency"
        : "";
}
