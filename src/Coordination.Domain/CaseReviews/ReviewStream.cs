namespace Coordination.Domain.CaseReviews;

/// <summary>How the stream <c>review-{id}</c> is named and folded.</summary>
public static class ReviewStream
{
    public static StreamDefinition<ReviewState, ReviewEvent> Definition { get; } = new("review", new NotCalledReview(), Evolve)
    {
        Owner = CompartmentOwner.CoordinatingOffice,
        Protect = (_, state, @event) => ReviewProtection.Of(state, @event),
        Counts = IsOfTheFrame,
    };

    /// <summary>
    /// Whether an event is one that the coordinator, who alone is shown a version, sees of every item: when it is opened, closed, taken
    /// off, who is there, what is due. What is said about an item is for those who may hear it, and the coordinator may be none of them.
    /// </summary>
    private static bool IsOfTheFrame(ReviewEvent @event) =>
        @event is not (InformationSentIn or ConflictDeclared or MemberRecused or ItemOpeningRefused or PriorActionsReviewed
        or SurvivorViewStated or OptionProposed or DecisionRecorded or DissentRecorded or DecisionSuperseded or ItemMinutesWritten
        or ItemMinutesAgreed or MinutesAgreed);

    /// <summary>Folds one event into the state. Facts of a meeting that was never called leave nothing behind.</summary>
    public static ReviewState Evolve(ReviewState state, ReviewEvent @event) => (state, @event) switch
    {
        (_, ReviewCalled called) => new CalledReview(ToMeeting(called)),
        (KnownReview known, AgendaPublished published) => new PublishedReview(Told(known.Meeting, published)),
        (KnownReview known, ReviewOpened opened) => new OpenReview(known.Meeting with { OpenedAt = opened.At }, Room.Empty),
        (KnownReview known, ReviewCalledOff) =>
            new ClosedReview(known.Meeting with { IsCalledOff = true, Agenda = known.Meeting.Agenda.ConvertAll(AgendaStream.NotReached) },
                Room.Empty),
        (OpenReview open, ReviewClosed closed) => new ClosedReview(open.Meeting with { ClosedAt = closed.At }, open.Room),
        (OpenReview open, ConfidentialityStatementSigned or AttendanceRecorded or MemberSteppedOut or MemberReturned) =>
            Heard(open with { Room = InRoom(open.Room, @event) }),
        (KnownReview known, _) => known with { Meeting = InMeeting(known.Meeting, @event) },
        (NotCalledReview, _) => state,
        _ => throw new UnreachableException(),
    };

    private static Room InRoom(Room room, ReviewEvent @event) => @event switch
    {
        ConfidentialityStatementSigned signed => room with { Signatories = room.Signatories.Add(signed.Member) },
        AttendanceRecorded came => new Room(room.Attended.Add(came.Member), room.SteppedOut.Remove(came.Member), room.Signatories),
        MemberSteppedOut left => new Room(room.Attended, room.SteppedOut.Add(left.Member), room.Signatories),
        MemberReturned back => new Room(room.Attended, room.SteppedOut.Remove(back.Member), room.Signatories),
        _ => throw new UnreachableException(),
    };

    private static Meeting InMeeting(Meeting meeting, ReviewEvent @event) => @event switch
    {
        ReviewClosed or ConfidentialityStatementSigned or AttendanceRecorded or MemberSteppedOut or MemberReturned => meeting,
        ApologiesReceived a => meeting
            with
        {
            Apologies = meeting.Apologies.RemoveAll(x => x.Member == a.Member)
                .Add(new Apology(a.Member,
                    a.Information)
                { Times = (meeting.Apologies.Find(x => x.Member == a.Member)?.Times ?? 0) + 1 })
        },
        NextReviewScheduled next => meeting with { NextReview = next.StartsAt },
        MinutesAgreed agreed => meeting with { Minutes = new AgreedMinutes(agreed.Minutes, []).With(agreed.AgreedBy, agreed.At) },
        MinutesAgreementAdded added => meeting with { Minutes = meeting.Minutes?.With(added.AgreedBy, added.At) },
        DecisionRecorded decided => meeting with { Decisions = meeting.Decisions.Add(new TeamDecision(decided)) },
        SurvivorViewStated stated =>
            AgendaStream.Evolve(meeting, stated)
                with
            { Decisions = meeting.Decisions.ConvertAll(decision => ToBeAnsweredAnew(decision, stated)) },
        DissentRecorded or DecisionSuperseded or CustodianObjected or SurvivorsViewAnswerCorrected =>
            meeting with { Decisions = [.. meeting.Decisions.Select(decision => Amended(decision, @event))] },
        ActionAssigned assigned => meeting with { Actions = meeting.Actions.Add(new ReviewAction(assigned, new PendingAction())) },
        ActionCompleted or ActionNotUndertaken or ActionNotPossible =>
            meeting with { Actions = [.. meeting.Actions.Select(action => Ended(action, @event))] },
        ReviewFrameSet frame => meeting with { Kind = frame.Kind, MinutesPerItem = frame.MinutesPerItem, Sections = [.. frame.Sections] },
        MemberReplaced replaced => Replaced(meeting, replaced),
        ReviewMoved moved => meeting with { StartsAt = moved.StartsAt, Place = moved.Place },
        ChairHandedOver handed => meeting with { Chair = handed.To },
        AgendaOrdered ordered => meeting with { Agenda = [.. meeting.Agenda.OrderBy(item => PlaceOf(item, ordered))] },
        AgendaItemProposed proposed =>
            meeting with { Agenda = meeting.Agenda.Add(new AgendaItem(ToMatter(proposed), new ProposedItem([]))) },
        _ => AgendaStream.Evolve(meeting, @event),
    };

    // Who comes in while an item is discussed hears the rest of it.
    private static OpenReview Heard(OpenReview open) =>
        open.UnderDiscussion is { } item
            ? open with { Meeting = AgendaStream.Heard(open.Meeting, item.Matter.Item, open.Room.Present) }
            : open;

    // What is over keeps its place before what is still to come; what was brought since comes last.
    private static int PlaceOf(AgendaItem item, AgendaOrdered ordered) => item.IsOver ? -1
        : ordered.Items.Index().Where(entry => entry.Item == item.Matter.Item).Select(entry => entry.Index)
            .DefaultIfEmpty(int.MaxValue).First();

    private static Meeting Replaced(Meeting meeting, MemberReplaced replaced) => meeting with
    {
        Invited = [.. meeting.Invited.Select(member => member == replaced.Out ? replaced.In : member)],
        Chair = meeting.Chair == replaced.Out ? replaced.In : meeting.Chair,
        Agenda = [.. meeting.Agenda.Select(item => item with { ToldTo = item.ToldTo.Remove(replaced.Out) })],
    };

    private static TeamDecision Amended(TeamDecision decision, ReviewEvent @event) => @event switch
    {
        DissentRecorded dissent when dissent.Decision == decision.Decision => decision with { Dissents = decision.Dissents.Add(dissent) },
        DecisionSuperseded superseded when superseded.Decision == decision.Decision => decision with { Superseded = superseded },
        CustodianObjected objected when objected.Decision == decision.Decision =>
            decision with { Objections = decision.Objections.Add(objected) },
        SurvivorsViewAnswerCorrected corrected when corrected.Decision == decision.Decision => decision with
        {
            SurvivorsView = corrected.Answer,
            AgainstSurvivorsView = corrected.AgainstSurvivorsView,
            Corrections = decision.Corrections.Add(corrected),
        },
        DissentRecorded or DecisionSuperseded or CustodianObjected or SurvivorsViewAnswerCorrected => decision,
        _ => throw new UnreachableException(),
    };

    // What the team said of an earlier view says nothing of the one that she stated since. That it decided against her once is kept.
    private static TeamDecision ToBeAnsweredAnew(TeamDecision decision, SurvivorViewStated stated) =>
        decision.Recorded.Item == stated.Item && decision.SurvivorsView != SurvivorsViewAnswer.Opposes
            ? decision with { SurvivorsView = SurvivorsViewAnswer.NotAnswered }
            : decision;

    private static ReviewAction Ended(ReviewAction action, ReviewEvent @event) => @event switch
    {
        ActionCompleted done when done.Action == action.Action => action with { Status = new CompletedAction() },
        ActionNotUndertaken not when not.Action == action.Action => action with { Status = new NotUndertakenAction(not.Reason) },
        ActionNotPossible not when not.Action == action.Action => action with { Status = new NotPossibleAction(not.Reason) },
        ActionCompleted or ActionNotUndertaken or ActionNotPossible => action,
        _ => throw new UnreachableException(),
    };

    private static Meeting Told(Meeting meeting, AgendaPublished published)
    {
        var told = published.Entries.ToDictionary(entry => entry.Item, entry => entry.ToldTo);
        return meeting with
        {
            Agenda =
            [.. meeting.Agenda.Select(item =>
                told.TryGetValue(item.Matter.Item, out var members) ? item with { ToldTo = [.. members], IsPublished = true } : item)]
        };
    }

    private static Meeting ToMeeting(ReviewCalled called) => new()
    {
        Review = called.Review,
        StartsAt = called.StartsAt,
        Place = called.Place,
        Invited = [.. called.Invited],
        Chair = called.Chair,
        Quorum = called.Quorum,
    };

    private static Matter ToMatter(AgendaItemProposed proposed) =>
        new(proposed.Item, proposed.Survivor, proposed.Case, proposed.Custodian, proposed.Presenter, proposed.Title, [.. proposed.Items]);
}
