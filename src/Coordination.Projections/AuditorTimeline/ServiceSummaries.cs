using System.Diagnostics;
using Coordination.Domain;
using Coordination.Domain.Services;
using static Coordination.Projections.AuditorTimeline.Summaries;

namespace Coordination.Projections.AuditorTimeline;

/// <summary>Services in one line each.</summary>
internal static class ServiceSummaries
{
    public static string Of(ServiceEvent @event) => @event switch
    {
        GoalSet e => $"goal {e.Goal} set: {e.Kind.Named()}",
        GoalProgressRatedBySurvivor e => $"goal {e.Goal}: she says {e.Progress.Named()}",
        GoalProgressRatedByStaff e => $"goal {e.Goal}: staff say {e.Progress.Named()}",
        GoalReached e => $"goal {e.Goal} reached, as she says",
        GoalDropped e => $"goal {e.Goal} dropped",
        ServiceOffered e => $"offer {e.Offer}: {e.Kind.Named()} by {e.Provider}, conditions {Conditions(e.Conditions)}",
        ServiceAccepted e => $"offer {e.Offer} accepted",
        ServiceDeclined e => $"offer {e.Offer} declined",
        ReferralMade e => $"referral {e.Referral}: {e.Kind.Named()} to {e.To}, conditions {Conditions(e.Conditions)}",
        ReferralOutcomeRecorded e => $"referral {e.Referral}: {e.Result.Named()}",
        CoerciveConditionRefused e => $"{e.Rule}: {e.Attached.Named()} of {e.Kind.Named()} by {e.Provider} refused, on condition of {Names(e.Conditions)}",
        _ => throw new UnreachableException(),
    };

    private static string Conditions(IReadOnlyList<Condition> conditions) => Listed(conditions, condition => condition.Kind.Named());
}
