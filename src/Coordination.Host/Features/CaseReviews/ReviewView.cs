using Coordination.Domain.CaseReviews;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>Makes the answer out of what the caller may know, and of nothing else.</summary>
internal static class ReviewView
{
    public static ReviewAnswer For(ReviewVisibility known)
    {
        var meeting = known.Review.Meeting;
        var minutes = meeting.Agenda.All(item => item.Stage is not ClosedItem || known.HearsDiscussionOf(item))
            && known.Room.Attended.Contains(known.Caller) ? meeting.Minutes : null;
        return new ReviewAnswer
        {
            Review = meeting.Review,
            Stage = StageOf(known.Review),
            StartsAt = meeting.StartsAt,
            OpenedAt = meeting.OpenedAt,
            ClosedAt = known.Leads || known.Room.Attended.Contains(known.Caller) ? meeting.ClosedAt : null,
            Place = meeting.Place,
            Invited = meeting.Invited,
            Chair = meeting.Chair,
            Quorum = meeting.Quorum,
            Kind = meeting.Kind,
            MinutesPerItem = meeting.MinutesPerItem,
            Sections = meeting.Sections,
            You = new OwnPart(known.Room.Signatories.Contains(known.Caller), known.Room.Attended.Contains(known.Caller),
                known.Room.Present.Contains(known.Caller)),
            Room = known.Leads ? RoomOf(known.Room) : null,
            Apologies = meeting.Apologies.FindAll(apology => known.Leads || apology.Member == known.Caller),
            Agenda = [.. meeting.Agenda.Where(item => known.Coordinates || known.Hears(item) || known.WasToldOfWithdrawn(item))
                .Select(item => ItemOf(item, known))],
            Actions = [.. meeting.Actions.Select(action => ActionOf(action, known)).OfType<ActionAnswer>()],
            NextReview = meeting.NextReview,
            Minutes = minutes?.Text,
            MinutesAgreedBy = minutes?.AgreedBy,
        };
    }

    private static ReviewStage StageOf(KnownReview review) => review switch
    {
        CalledReview => ReviewStage.Called,
        PublishedReview => ReviewStage.Published,
        OpenReview => ReviewStage.Open,
        ClosedReview { Meeting.IsCalledOff: true } => ReviewStage.CalledOff,
        ClosedReview => ReviewStage.Closed,
        _ => throw new UnreachableException(),
    };

    private static RoomAnswer RoomOf(Room room) =>
        new(room.Present, [.. room.Attended.Where(room.SteppedOut.Contains)], [.. room.Attended.Where(room.Signatories.Contains)]);

    private static ItemAnswer ItemOf(AgendaItem item, ReviewVisibility known)
    {
        var planned = item.Minutes ?? known.Review.Meeting.MinutesPerItem;
        var taken = known.Leads || known.HearsDiscussionOf(item) ? item.TimeTaken(known.Now) : null;
        var scheduled = new ItemAnswer
        {
            Item = item.Matter.Item,
            Stage = ProgressOf(item),
            Minutes = item.IsWithdrawn ? null : planned,
            OpenedAt = known.Hears(item) || known.Leads ? item.OpenedAt : null,
            MinutesTaken = taken is { } time ? (int)time.TotalMinutes : null,
            OverTime = taken > TimeSpan.FromMinutes(planned) ? true : null,
            RestsOnWithdrawnConsent = known.RestsOnWithdrawnConsent(item),
            Blocked = known.Leads ? item.Stage is ProposedItem { NotCovered.IsEmpty: false }
                || (item.Stage is OpenedItem && known.Interrupted) : null,
        };
        return known.Hears(item) ? Heard(scheduled, item, known) : scheduled;
    }

    private static ItemAnswer Heard(ItemAnswer scheduled, AgendaItem item, ReviewVisibility known)
    {
        var members = known.Review.Meeting.Invited;
        var heard = scheduled with
        {
            Title = item.Matter.Title,
            Custodian = item.Matter.Custodian,
            Presenter = item.Matter.Presenter,
            Categories = [.. item.Matter.Items.Select(requested => requested.Category).Distinct().Order()],
            Retracted = known.WasRetracted(item) ? true : null,
            Conflicted = members.FindAll(item.Conflicted.Contains),
            Recused = members.FindAll(item.Recused.Contains),
            Custodians = known.Brought(item) ? CustodiansOf(item, known) : null,
        };
        return known.HearsDiscussionOf(item) ? Discussed(heard, item, known) : heard;
    }

    private static ItemAnswer Discussed(ItemAnswer heard, AgendaItem item, ReviewVisibility known)
    {
        return heard with
        {
            SentIn = [.. item.SentIn.Select(sent => new SentInAnswer(sent.Member, sent.Information))],
            Heard = item.Heard,
            Minute = item.WrittenMinutes is { } minutes
                ? new ItemMinutesAnswer(minutes.Text, minutes.Edition, minutes.By, minutes.AgreedBy)
                : null,
            SurvivorsView = item.Said.View is { } view ? new ViewAnswer(view.Way, view.View) : null,
            Options = item.Said.Options,
            Decisions = [.. known.Review.Meeting.Decisions.Where(decision => decision.Recorded.Item == item.Matter.Item)
                .Select(decision => DecisionOf(decision, known))],
        };
    }

    private static CustodiansPart CustodiansOf(AgendaItem item, ReviewVisibility known)
    {
        var uncovered = known.CoverageOf(item).NotCovered(known.Review.Meeting.Invited, item.Matter);
        return new CustodiansPart(
            item.Matter.Survivor,
            item.Matter.Case,
            [.. item.Matter.Items.Select(requested => requested.Item)],
            known.Review.Meeting.Invited.RemoveAll(uncovered.Contains),
            known.Review is OpenReview ? known.Room.Present.FindAll(uncovered.Contains) : []);
    }

    private static ItemProgress ProgressOf(AgendaItem item) => item.Stage switch
    {
        _ when item.IsWithdrawn => ItemProgress.Withdrawn,
        ProposedItem => ItemProgress.Proposed,
        OpenedItem => ItemProgress.Open,
        ClosedItem => ItemProgress.Closed,
        NotReachedItem => ItemProgress.NotReached,
        _ => throw new UnreachableException(),
    };

    private static DecisionAnswer DecisionOf(TeamDecision decision, ReviewVisibility known)
    {
        var recorded = decision.Recorded;
        return new DecisionAnswer
        {
            Decision = recorded.Decision,
            OptionChosen = recorded.OptionChosen,
            OptionsConsidered = recorded.OptionsConsidered,
            Rationale = recorded.Rationale,
            Manner = recorded.Manner ?? DecisionManner.Vote,
            Votes = recorded.Votes,
            Present = recorded.Present,
            Quorum = recorded.Quorum,
            Outcome = decision.Outcome,
            SurvivorsView = decision.SurvivorsView,
            ReasonAgainstSurvivorsView = decision.AgainstSurvivorsView,
            Objections = [.. decision.Objections.Select(objection => new ObjectionAnswer(objection.By, objection.At, objection.Reason))],
            Corrections = [.. decision.Corrections.Select(corrected =>
                new ViewCorrectionAnswer(corrected.Before, corrected.Answer, corrected.By, corrected.At, corrected.Reason))],
            Dissents = [.. decision.Dissents.Select(dissent => new DissentAnswer(dissent.Member, dissent.Reason))],
            RestsOnWithdrawnConsent = known.BasisOf(recorded) is { } standing ? standing != BasisStanding.Stands : null,
            Superseded = decision.Superseded is { } superseded ? new SupersededAnswer(superseded.By, superseded.Reason) : null,
            Basis = known.Brought(known.Review.Meeting.Find(recorded.Item)!) && known.BasisOf(recorded) is { } basis
                ? new BasisAnswer(recorded.ConsentVersion, recorded.ReleasesReliedOn, basis != BasisStanding.Stands, basis)
                : null,
        };
    }

    private static ActionAnswer? ActionOf(ReviewAction action, ReviewVisibility known)
    {
        var assigned = action.Assigned;
        // The owner was covered when it was given to them; a colleague may not be.
        var hears = assigned.Owner == known.Caller
            || (known.Review.Meeting.Find(assigned.Item) is { } item && known.HearsDiscussionOf(item));
        var (status, reason) = ResultOf(action.Status);
        var scheduled = new ActionAnswer
        {
            Action = assigned.Action,
            Item = assigned.Item,
            Owner = assigned.Owner,
            Due = assigned.Due,
            DueBy = assigned.DueBy,
            Status = status
        };
        return hears ? scheduled with { Decision = assigned.Decision, Task = assigned.Task, Reason = reason }
            : known.Coordinates ? scheduled
            : null;
    }

    internal static (ActionProgress Status, Sensitive<string>? Reason) ResultOf(ActionStatus status) => status switch
    {
        PendingAction => (ActionProgress.Pending, null),
        CompletedAction => (ActionProgress.Completed, null),
        NotUndertakenAction not => (ActionProgress.NotUndertaken, not.Reason),
        NotPossibleAction not => (ActionProgress.NotPossible, not.Reason),
        _ => throw new UnreachableException(),
    };
}
