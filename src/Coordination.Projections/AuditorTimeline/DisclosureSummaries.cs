using System.Diagnostics;
using Coordination.Domain;
using Coordination.Domain.Disclosures;
using static Coordination.Projections.AuditorTimeline.Summaries;

namespace Coordination.Projections.AuditorTimeline;

internal static class DisclosureSummaries
{
    public static string Of(DisclosureEvent @event) => @event switch
    {
        DisclosureRequested e => $"{Text(e.Requester)} asked {e.Discloser} for {Names(e.Categories)}, {e.Purpose.Named()}, basis {e.Basis.Named()}",
        DisclosureOffered e => $"{e.Discloser} prepares for {Text(e.Recipient)}, {e.Purpose.Named()}, survivor {e.Survivor}, case {e.Case}{(e.Basis is { } basis ? $", by {basis.Named()}" : "")}",
        RequestMatched e => $"matched to survivor {e.Survivor}, case {e.Case} by {e.By}",
        RequestUnmatched e => $"matched to nobody by {e.By}",
        DisclosureAuthorized e => $"authorised by {e.By}: {e.Verdict.On()}",
        DisclosureRefused e => $"refused, asked by {e.By}: {e.Verdict.On()}",
        DisclosureHeld e => $"held, asked by {e.By}: {e.Verdict.On()}",
        DisclosureMade e => $"made for {Text(e.Recipient)} by {e.By}, {e.Purpose.Named()}: {Listed(e.Items, i => $"{i.Category.Named()} {i.Mode.Named()}")}; obligations {Names(e.Obligations)}; {e.Verdict.On()}{(e.HandOverBy is { } until ? $"; to be handed over until {Moment(until)}" : "")}",
        CopyHandedOver e => $"handed over {e.Through.Named()} {Moment(e.HandedAt)} by {e.HandedBy}{(e.Process is { } process ? $" under process {process}" : "")}, recorded by {e.By}",
        DisclosureAcknowledged e => $"acknowledged by {e.By}{(e.Process is { } process ? $", before it was handed over, under process {process}" : "")}",
        RecallNoticeSent e => $"{Quantity.Of(e.Copies.Count, "copy", "copies")} recalled, release {e.Release} {e.Cause.Named()}, due {Day(e.Due)}{Said(e.ByLetter, ", by a letter", ", not by a letter")}{Letter(e.LetterBy)}",
        RetractionNoticeSent e => $"{Quantity.Of(e.Copies.Count, "copy", "copies")} recalled, item {e.Item} {e.Cause.Named()}, due {Day(e.Due)}{Said(e.ByLetter, ", by a letter", ", not by a letter")}{Letter(e.LetterBy)}",
        ErrorNoticeSent e => $"{Quantity.Of(e.Copies.Count, "copy", "copies")} recalled, process {e.Process} {(e.Cause is { } cause ? cause.Named() : "recorded in error")}, due {Day(e.Due)}{Said(e.ByLetter, ", by a letter", ", not by a letter")}{Letter(e.LetterBy)}",
        StandingNoticeSent e => $"{Quantity.Of(e.Copies.Count, "copy", "copies")} recalled, {e.Cause.Named()}, due {Day(e.Due)}",
        RecallLetterSent e => $"letter that asks {Quantity.Of(e.Copies.Count, "copy", "copies")} back sent {Moment(e.SentAt)} by {e.By}",
        RecallAcknowledged e => $"recall answered by {e.By}: {e.Answer.Named()}{(e.Copies is { Count: > 0 } others ? $"; otherwise {Listed(others, copy => $"{copy.Copy} {copy.Answer.Named()}")}" : "")}",
        RecallOverdue e => $"recall overdue since {Day(e.Due)}{(e.Recipient is { } recipient ? $" at {recipient}" : "")}",
        AccountingSuspended e => $"accounting to her suspended until {Moment(e.Until)}, {e.Form.Named()} statement of {Moment(e.GivenAt)}, recorded by {e.By}",
        AccountingResumed e => $"accounting to her goes on, found by {e.By}",
        _ => throw new UnreachableException(),
    };

    private static string Letter(DateTimeOffset? until) => until is { } by ? $" until {Moment(by)}" : "";
}
