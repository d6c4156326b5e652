namespace Coordination.Projections.CoordinatorBoard;

internal static class BoardReviewFold
{
    public static BoardReview? Apply(BoardReview? view, DomainEvent @event) => (@event, view) switch
    {
        (ReviewCalled e, _) => Called(e),
        (_, null) => null,
        (AgendaItemProposed e, _) =>
            view with { Agenda = [.. view.Agenda, new() { Item = e.Item, BroughtBy = e.Custodian, Presenter = e.Presenter }] },
        (AgendaPublished e, _) => Published(view, e),
        (ReviewFrameSet e, _) => view with { KindOfReview = e.Kind, MinutesPerItem = e.MinutesPerItem },
        (MemberReplaced e, _) => view with
        {
            Invited = view.Invited.Without(m => m == e.Out).Put(e.In, Name),
            Chair = view.Chair == e.Out ? e.In : view.Chair
        },
        (ReviewMoved e, _) => view with { StartsAt = e.StartsAt, MeetingPlace = e.Place },
        (ReviewCalledOff, _) => view with { Progress = ReviewProgress.CalledOff },
        (ChairHandedOver e, _) => view with { Chair = e.To },
        (AgendaOrdered e, _) => view with { Agenda = [.. view.Agenda.OrderBy(i => PlaceOf(i, e))] },
        (ReviewOpened e, _) => view with { Progress = ReviewProgress.Open, OpenedAt = e.At },
        (ConfidentialityStatementSigned e, _) => view with { SignedConfidentiality = view.SignedConfidentiality.Put(e.Member, Name) },
        (AttendanceRecorded e, _) => view with { Attended = view.Attended.Put(e.Member, Name) },
        (ApologiesReceived e, _) => view with { Apologies = view.Apologies.Put(e.Member, Name) },
        (NextReviewScheduled e, _) => view with { NextReviewAt = e.StartsAt },
        (ReviewClosed e, _) => view with { Progress = ReviewProgress.Closed, ClosedAt = e.At },
        (DissentRecorded e, _) => OnDecision(view, e.Decision, d => d with { Dissent = d.Dissent.Put(e.Member, Name) }),
        (DecisionSuperseded e, _) => OnDecision(view, e.Decision, d => d with { SupersededBy = e.By }),
        (CustodianObjected e, _) => OnDecision(view, e.Decision, d => d with { Objected = true }),
        (SurvivorsViewAnswerCorrected e, _) =>
            OnDecision(view, e.Decision,
                d => d with { SurvivorsView = e.Answer, AgainstSurvivorsView = e.Answer == SurvivorsViewAnswer.Opposes }),
        _ => OnItem(view, @event),
    };

    private static BoardReview OnItem(BoardReview view, DomainEvent @event) => @event switch
    {
        MemberRecused e => OnItem(view, e.Item, i => i with { Recused = i.Recused.Put(e.Member, Name) }),
        ItemOpened e => OnItem(view, e.Item, i => i with { Progress = AgendaProgress.Open, BlockedForConsent = false }),
        ItemOpeningRefused e => OnItem(view, e.Item, i => i with { BlockedForConsent = true }),
        DecisionRecorded e => OnItem(view, e.Item, i => i with { Decisions = [.. i.Decisions, Decided(e)] }),
        SurvivorViewStated e => OnItem(view, e.Item, i => i with { Decisions = [.. i.Decisions.Select(ToBeAnsweredAnew)] }),
        ItemClosed e => OnItem(view, e.Item, i => i with { Progress = AgendaProgress.Closed }),
        AgendaItemWithdrawn e => OnItem(view, e.Item, i => i with { Progress = AgendaProgress.Withdrawn, BlockedForConsent = false }),
        ItemTimeSet e => OnItem(view, e.Item, i => i with { Minutes = e.Minutes }),
        _ => throw new UnreachableException(),
    };

    private static BoardReview Called(ReviewCalled e) => new()
    {
        Review = e.Review,
        StartsAt = e.StartsAt,
        MeetingPlace = e.Place,
        Chair = e.Chair,
        Quorum = e.Quorum,
        Invited = [.. e.Invited.OrderBy(Name, StringComparer.Ordinal)],
    };

    private static BoardReview Published(BoardReview view, AgendaPublished e) => view with
    {
        Progress = ReviewProgress.Published,
        Agenda = view.Agenda.Change(i => e.Entries.Any(entry => entry.Item == i.Item), i => i with { Progress = AgendaProgress.Published }),
    };

    private static int PlaceOf(BoardAgendaItem item, AgendaOrdered ordered) =>
        item.Progress is AgendaProgress.Closed or AgendaProgress.Withdrawn ? -1
        : ordered.Items.Index().Where(entry => entry.Item == item.Item).Select(entry => entry.Index).DefaultIfEmpty(int.MaxValue).First();

    private static BoardDecision Decided(DecisionRecorded e) => new()
    {
        Decision = e.Decision,
        OptionChosen = e.OptionChosen,
        AgainstSurvivorsView = e.AgainstSurvivorsView is not null,
        Manner = e.Manner ?? DecisionManner.Vote,
        Outcome = e.Outcome ?? DecisionOutcome.Carried,
        SurvivorsView = e.SurvivorsView,
        Votes = [.. e.Votes.OrderBy(v => Name(v.Member), StringComparer.Ordinal)],
    };

    // As in the meeting itself: what was said of an earlier view says nothing of the one that she stated since.
    private static BoardDecision ToBeAnsweredAnew(BoardDecision d) =>
        d.AgainstSurvivorsView ? d : d with { SurvivorsView = SurvivorsViewAnswer.NotAnswered };

    private static BoardReview OnItem(BoardReview view, AgendaItemId item, Func<BoardAgendaItem, BoardAgendaItem> change) =>
        view with { Agenda = view.Agenda.Change(i => i.Item == item, change) };

    private static BoardReview OnDecision(BoardReview view, DecisionId decision, Func<BoardDecision, BoardDecision> change) =>
        view with
        {
            Agenda = view.Agenda.Change(_ => true,
            i => i with { Decisions = i.Decisions.Change(d => d.Decision == decision, change) })
        };

    private static string Name(Member member) => $"{member.Agency}/{member.Person}";
}
