using System.Diagnostics;
using Coordination.Domain;
using Coordination.Domain.Council;
using Coordination.Domain.Mandates;
using Coordination.Domain.Operations;
using static Coordination.Projections.AuditorTimeline.Summaries;

namespace Coordination.Projections.AuditorTimeline;

/// <summary>Operations, mandates and the council in one line each.</summary>
internal static class PracticeSummaries
{
    public static string Of(OperationEvent @event) => @event switch
    {
        PresenceRequested e => $"{e.RequestedBy} asks {e.Asked} for advocates at an operation on {Day(e.StartsAt)}",
        PresenceAgreed e => $"agreed, on condition of {Names(e.Conditions)}",
        PresenceDeclined => "declined",
        OperationDebriefed e => $"debriefed, operation of {e.RequestedBy}: offered {Names(e.Offered)}; harm seen: {Names(e.Harms)}",
        _ => throw new UnreachableException(),
    };

    public static string Of(MandateEvent @event) => @event switch
    {
        MandateRecorded e => $"{e.Kind.Named()} recorded for survivor {e.Survivor} by {e.Agency}",
        RequirementImposed e => $"requirement {e.Requirement}: {e.Kind.Named()}{(e.Due is { } due ? $", due {Day(due)}" : "")}{(e.HoursEachWeek is { } hours ? $", {Quantity.Of(hours, "hour")} a week" : "")}{(e.FeeInDollars is { } fee ? $", {Quantity.Of(fee, "dollar")}" : "")}",
        RequirementMet e => $"requirement {e.Requirement} met",
        RequirementMissed e => $"requirement {e.Requirement} missed because of {Names(e.Why)}",
        ConsequenceApplied e => $"consequence: {e.Consequence.Named()}{(e.Requirement is { } requirement ? $", for requirement {requirement}" : "")}",
        MandateEnded e => $"mandate {e.End.Named()}",
        _ => throw new UnreachableException(),
    };

    public static string Of(CouncilEvent @event) => @event switch
    {
        ProtocolChangeProposed e => $"change {e.Change} proposed by {e.By}: {e.Title}{(e.Policy is { } policy ? $"; policy{(policy.EffectiveFrom is { } from ? $" effective {Moment(from)}" : "")}: {PartnerSummaries.Settings(policy.Settings)}" : "")}",
        CouncilConsulted e => $"council on change {e.Change}: {e.Stage.Named()}, {Text(e.SeatsFilled)} of {Quantity.Of(e.Seats, "seat")}, {Quantity.Of(e.CompensationInDollars, "dollar")} each, recorded by {e.RecordedBy}",
        ProtocolAdopted e => $"change {e.Change} adopted by {e.By}",
        ProtocolRejected e => $"change {e.Change} rejected by {e.By}: {e.Reason}",
        _ => throw new UnreachableException(),
    };
}
