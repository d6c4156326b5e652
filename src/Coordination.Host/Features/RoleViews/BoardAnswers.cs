using Coordination.Domain.CaseReviews;
using Coordination.Projections.CoordinatorBoard;

namespace Coordination.Host.Features.RoleViews;

/// <summary>What a coordinator works with: the reviews that are not closed, and the open actions by the day on which they are
/// due.</summary>
/// <param name="Reviews">Reviews, the next one first.</param>
/// <param name="Actions">Actions, the most urgent first.</param>
/// <param name="RecallsOverdue">Whether an agency has not answered in time when it was asked to give a copy back;
/// <c>/v1/accountability/recalls</c> says which.</param>
/// <param name="UpToDate">Whether what was waited for is in it; null when nothing was.</param>
public sealed record BoardAnswer(PageOf<BoardReviewAnswer> Reviews, PageOf<BoardActionAnswer> Actions, bool RecallsOverdue, bool? UpToDate);

/// <summary>A review.</summary>
public sealed record BoardReviewAnswer(
    ReviewId Review, DateTimeOffset StartsAt, Sensitive<string> Place, Member Chair, int Quorum, ReviewProgress Progress,
    IReadOnlyList<Member> Invited, IReadOnlyList<Member> SignedConfidentiality, IReadOnlyList<Member> Attended,
    IReadOnlyList<Member> Apologies,
    IReadOnlyList<BoardAgendaAnswer> Agenda, DateTimeOffset? NextReviewAt, ReviewKind Kind, DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt)
{
    internal static BoardReviewAnswer Of(BoardReview r, BoardVisibility sight) => new(
        r.Review, r.StartsAt, r.MeetingPlace, r.Chair, r.Quorum, r.Progress, r.Invited, r.SignedConfidentiality, r.Attended, r.Apologies,
        [.. r.Agenda.Select(i => BoardAgendaAnswer.Of(i, sight.Of(r.Review, i.Item), r.MinutesPerItem))], r.NextReviewAt, r.KindOfReview,
        r.OpenedAt, r.ClosedAt);
}

/// <summary>
/// An item of an agenda. That it is blocked for consent is said, why is not. The rest is for a coordinator who is covered for
/// it at this moment, and the decisions for one who did not recuse themselves. To a coordinator whose agency heard it, it is said
/// that a decision on it rests on withdrawn consent, also when they are not covered any more: they are to act on it no more.
/// </summary>
public sealed record BoardAgendaAnswer(
    AgendaItemId Item, AgendaProgress Progress, bool BlockedForConsent, int? Minutes, AgencyId? BroughtBy = null,
    PersonId? Presenter = null,
    IReadOnlyList<Member>? Recused = null, IReadOnlyList<BoardDecisionAnswer>? Decisions = null, bool? RestsOnWithdrawnConsent = null)
{
    internal static BoardAgendaAnswer Of(BoardAgendaItem i, ItemVisibility? seen, int? minutesPerItem)
    {
        var scheduled = new BoardAgendaAnswer(i.Item, i.Progress, i.BlockedForConsent, i.Minutes ?? minutesPerItem);
        if (seen is null)
            return scheduled;
        if (seen.Basis != BasisStanding.Stands)
            scheduled = scheduled with { RestsOnWithdrawnConsent = true };
        if (!seen.Hears)
            return scheduled;
        var heard = scheduled with { BroughtBy = i.BroughtBy, Presenter = i.Presenter, Recused = i.Recused };
        return seen.Discussion ? heard
            with
        { Decisions = [.. i.Decisions.Select(d => BoardDecisionAnswer.Of(d, seen.Decisions.GetValueOrDefault(d.Decision)))] }
            : heard;
    }
}

/// <summary>
/// A decision, whether it follows the survivor's view, whether the agency that serves her objected, and whether it rests on consent that
/// was withdrawn since. How it was is the custodian's and the auditor's to know.
/// </summary>
public sealed record BoardDecisionAnswer(
    DecisionId Decision, int OptionChosen, DecisionManner Manner, IReadOnlyList<MemberVote> Votes, DecisionOutcome Outcome,
    SurvivorsViewAnswer SurvivorsView,
    bool Objected, IReadOnlyList<Member> Dissent, DecisionId? SupersededBy, bool RestsOnWithdrawnConsent)
{
    internal static BoardDecisionAnswer Of(BoardDecision d, BasisStanding basis) => new(
        d.Decision, d.OptionChosen, d.Manner, d.Votes, d.Outcome,
        d.SurvivorsView ?? (d.AgainstSurvivorsView ? SurvivorsViewAnswer.Opposes : SurvivorsViewAnswer.NotAnswered),
        d.Objected, d.Dissent, d.SupersededBy, basis != BasisStanding.Stands);
}

/// <summary>
/// An action. The task is shown to its owner, and to a coordinator who may know what was said about its item; to one whose agency
/// heard that, it is said when a decision on the item rests on withdrawn consent.
/// </summary>
public sealed record BoardActionAnswer(
    ActionId Action, ReviewId Review, AgendaItemId Item, Member Owner, Sensitive<string>? Task, DateOnly Due,
    ActionProgress Progress, bool Overdue,
    bool? RestsOnWithdrawnConsent, DateTimeOffset? DueBy)
{
    internal static BoardActionAnswer Of(BoardAction a, Member reader, ItemVisibility? seen, DateTimeOffset now) => new(
        a.Action, a.Review, a.Item, a.Owner, a.Owner == reader || seen is { Discussion: true } ? a.Task : null, a.Due, a.Progress,
        a.Progress == ActionProgress.Open && a.Place.Due <= now, seen is { Basis: not BasisStanding.Stands } ? true : null, a.DueBy);
}
