using System.Diagnostics;
using System.Globalization;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using static Coordination.Projections.AuditorTimeline.Summaries;

namespace Coordination.Projections.AuditorTimeline;

internal static class ReviewSummaries
{
    public static string Of(ReviewEvent @event) => @event switch
    {
        ReviewCalled e => $"review {e.Review} called for {Instant(e.StartsAt)}, chair {Text(e.Chair)}, invited {Listed(e.Invited, Text)}, quorum {Text(e.Quorum)}",
        ReviewFrameSet e => $"{e.Kind.Named()} review, {Quantity.Of(e.MinutesPerItem, "minute")} a case, {Quantity.Of(e.Sections.Count, "section")}",
        MemberReplaced e => $"{Text(e.In)} comes instead of {Text(e.Out)}",
        ReviewMoved e => $"moved to {Instant(e.StartsAt)}",
        ReviewCalledOff => "called off",
        ChairHandedOver e => $"{Text(e.To)} leads from here on, handed over by {Text(e.By)}",
        AgendaOrdered e => $"order set: {Listed(e.Items, item => item.ToString())}",
        AgendaItemProposed e => $"item {e.Item} by {e.Presenter} of {e.Custodian}, survivor {e.Survivor}, case {e.Case}, covered {Listed(e.CoveredFor, Text)}",
        AgendaPublished e => $"agenda published: {Listed(e.Entries, entry => $"{entry.Item} told to {Text(entry.ToldTo.Count)}")}",
        ReviewOpened => "review opened",
        ConfidentialityStatementSigned e => $"confidentiality signed by {Text(e.Member)}",
        AttendanceRecorded e => $"{Text(e.Member)} is in the room",
        ApologiesReceived e => $"apologies of {Text(e.Member)}",
        MemberSteppedOut e => $"{Text(e.Member)} stepped out",
        MemberReturned e => $"{Text(e.Member)} came back",
        NextReviewScheduled e => $"next review {Instant(e.StartsAt)}",
        MinutesAgreed e => $"minutes agreed by {Listed(e.AgreedBy, Text)}",
        MinutesAgreementAdded e => $"minutes agreed by {Listed(e.AgreedBy, Text)} as well",
        ReviewClosed => "review closed",
        _ => OfItem(@event),
    };

    private static string OfItem(ReviewEvent @event) => @event switch
    {
        ItemTimeSet e => $"item {e.Item}: {Quantity.Of(e.Minutes, "minute")}",
        AgendaItemWithdrawn e => $"item {e.Item} taken off by {e.By}; had been told to {Listed(e.ToldTo, Text)}",
        InformationSentIn e => $"item {e.Item}: {Text(e.Member)} sent something in",
        ItemMinutesWritten e => $"item {e.Item}: minutes written by {Text(e.By)}",
        ItemMinutesAgreed e => $"item {e.Item}: minutes agreed by {Text(e.Member)}",
        ConflictDeclared e => $"item {e.Item}: conflict declared by {Text(e.Member)}",
        MemberRecused e => $"item {e.Item}: {Text(e.Member)} takes no part",
        ItemOpened e => $"item {e.Item} opened with {Listed(e.InTheRoom, Text)}",
        ItemOpeningRefused e => $"item {e.Item} not opened: the room is not covered",
        PriorActionsReviewed e => $"item {e.Item}: earlier actions gone through: {Listed(e.Actions, a => a.ToString())}",
        SurvivorViewStated e => $"item {e.Item}: survivor's view, {e.Way.Named()}",
        OptionProposed e => $"item {e.Item}: option {Text(e.Number)} by {Text(e.By)}",
        DecisionRecorded e => Decided(e),
        DissentRecorded e => $"decision {e.Decision}: dissent by {Text(e.Member)}",
        DecisionSuperseded e => $"decision {e.Decision} superseded by {e.By}",
        CustodianObjected e => $"item {e.Item}: {Text(e.By)} objected for the survivor that decision {e.Decision} opposes her view",
        SurvivorsViewAnswerCorrected e => $"item {e.Item}: corrected by {Text(e.By)} that decision {e.Decision} {Answered(e.Answer)}; before: {Answered(e.Before)}",
        ActionAssigned e => $"action {e.Action} of item {e.Item} to {Text(e.Owner)}, due {e.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}{(e.DueBy is { } end ? $", until {Instant(end)}" : "")}",
        ActionCompleted e => $"action {e.Action} completed",
        ActionNotUndertaken e => $"action {e.Action} not undertaken",
        ActionNotPossible e => $"action {e.Action} not possible",
        ItemClosed e => $"item {e.Item} closed",
        _ => throw new UnreachableException(),
    };

    private static string Decided(DecisionRecorded e) =>
        $"item {e.Item}: decision {e.Decision}, option {Text(e.OptionChosen)}, {(e.Outcome ?? DecisionOutcome.Carried).Named()}, by {(e.Manner ?? DecisionManner.Vote).Named()}, votes {Listed(e.Votes, v => $"{Text(v.Member)} {v.Vote.Named()}")}, "
        + $"present {Listed(e.Present, Text)}, quorum {Text(e.Quorum)}, consent version {Text(e.ConsentVersion)}, releases {Listed(e.ReleasesReliedOn, r => r.ToString())}"
        + $", {Answered(e.SurvivorsView ?? (e.AgainstSurvivorsView is null ? SurvivorsViewAnswer.NotAnswered : SurvivorsViewAnswer.Opposes))}";

    private static string Answered(SurvivorsViewAnswer answer) => answer switch
    {
        SurvivorsViewAnswer.NotAnswered => "not answered whether it follows the survivor's view",
        SurvivorsViewAnswer.Follows => "follows the survivor's view",
        SurvivorsViewAnswer.Opposes => "is against the survivor's view",
        SurvivorsViewAnswer.Unclear => "may or may not follow the survivor's view: unclear",
        SurvivorsViewAnswer.NoneStated => "was made with no view of the survivor stated",
        _ => throw new UnreachableException(),
    };
}
