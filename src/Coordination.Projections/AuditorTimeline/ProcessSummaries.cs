using System.Diagnostics;
using Coordination.Domain;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.TaskForce;
using static Coordination.Projections.AuditorTimeline.Summaries;

namespace Coordination.Projections.AuditorTimeline;

/// <summary>Legal processes in one line each.</summary>
internal static class ProcessSummaries
{
    public static string Of(ProcessEvent @event) => @event switch
    {
        ProcessServed e => $"{e.Kind.Named()}{(e.Report is { } report ? $" of {report.Named()}" : "")}{Part2(e.Part2Order)}{Said(e.Mandate, " with a mandate", " without a mandate")}{(e.Jurisdiction is { } law ? $" under the law of {law}" : "")}{Besides(e)} on {e.Agency} for {Text(e.Authority)}, case {e.Case}: {Quantity.Of(e.Names.Items.Count, "item")}, {Names(e.Names.Categories)}{(e.Due is { } due ? $", due {Day(due)}" : "")}; recorded by {e.By}",
        CounselReviewed e => $"counsel {e.By}: {e.Finding.Named()}",
        SurvivorTold e => $"survivor told {e.Through.Named()} by {e.By}",
        SurvivorCouldNotBeTold e => $"survivor could not be told {e.Through.Named()}, tried by {e.By}",
        ProtectiveStepsTaken e => $"protective steps by {e.By}: {Names(e.Steps)}",
        AuthorityTold e => $"{Which(e.Elsewhere)}{(e.To is { } to ? $", {Text(to)}," : "")} told {e.Made.Through.Named()} {Moment(e.Made.At)}, recorded by {e.By}",
        AuthorityNotRequired e => $"{Which(e.Elsewhere)} need not be told, found by {e.By}",
        AuthorityLeftToProcess e => $"{Which(e.Elsewhere)} {(e.Process is { } process ? $"told by process {process}" : "told by no process of its own any more")}, recorded by {e.By}",
        ProcessClosed e => $"closed by {e.By}: {e.End.Named()}",
        ProcessEntrusted e => $"{e.Colleague} named to act on it by {e.By}",
        ReportAccountingSuspended e => $"accounting to her suspended until {Moment(e.Until)}, {e.Form.Named()} statement of {Moment(e.GivenAt)}, recorded by {e.By}",
        ReportAccountingResumed e => $"accounting to her goes on, found by {e.By}",
        _ => throw new UnreachableException(),
    };

    private static string Besides(ProcessServed e) =>
        (e.Rulings is { Count: > 0 } rulings ? $", with rulings on {Listed(rulings, ruling => $"{ruling.Subject.Named()} of {Quantity.Of(ruling.Items.Count, "item")}")}" : "")
        + (e.TellingForbidden is { } forbidden ? $", which forbids telling her{(forbidden.Until is { } until ? $" until {Moment(until)}" : "")}" : "")
        + (e.Risk is { } risk ? $", {risk.Kind.Named()} found {Moment(risk.FoundAt)}" : "")
        + (e.Conditions is { Count: > 0 } conditions ? $", conditions {Names(conditions)}" : "")
        + (e.Made is { } made ? $", reported already {made.Through.Named()} {Moment(made.At)}" : "")
        + (e.Time?.LearnedAt is { } learned ? $", learned {Moment(learned)}{(e.Time.Due is { } latest ? $" and to be reported until {Moment(latest)}" : "")}" : "")
        + (e.Time?.TableSince is { } since ? $" by the first table since, of {Moment(since)}" : "")
        + (e.Time?.AlsoTo is { Count: > 0 } others ? $", besides to {Listed(others, other => $"{other.Authority.Named()}{(other.Due is { } until ? $" until {Moment(until)}" : "")}")}" : "")
        + (e.Besides is { } besides ? $", besides process {besides.Process} to {besides.Authority.Named()}" : "");

    private static string Which(AuthorityKind? elsewhere) => elsewhere is { } other ? $"other authority {other.Named()}" : "authority";

    private static string Part2(bool made) => made ? " under 42 CFR 2.61 to 2.67" : "";
}
