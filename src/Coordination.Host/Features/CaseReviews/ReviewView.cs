using Coordination.Domain.CaseReviews;
using Agreement = Coordination.Domain.CaseReviews.Agreement;

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

/// <summary>A review, as far as it is the caller's to know.</summary>
public sealed record ReviewAnswer
{
    public required ReviewId Review { get; init; }
    public required ReviewStage Stage { get; init; }

    /// <summary>For when it is scheduled.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it was opened. Left out before that, and where that was not kept.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it was closed: for those who lead the meeting, and those who attended it.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
    public required Sensitive<string> Place { get; init; }
    public required IReadOnlyList<Member> Invited { get; init; }
    public required Member Chair { get; init; }
    public required int Quorum { get; init; }
    public required ReviewKind Kind { get; init; }
    public required int MinutesPerItem { get; init; }

    /// <summary>What is gone through besides the cases, and where these stand.</summary>
    public required IReadOnlyList<AgendaSection> Sections { get; init; }

    /// <summary>What the caller did themselves.</summary>
    public required OwnPart You { get; init; }

    /// <summary>Who is in the room: for those who lead the meeting.</summary>
    public RoomAnswer? Room { get; init; }

    /// <summary>Apologies: for those who lead the meeting, and the caller's own.</summary>
    public required IReadOnlyList<Apology> Apologies { get; init; }

    /// <summary>The items of which the caller was told, and is covered for now, in their order; and of those of which they were told and
    /// that were taken off, that they were.</summary>
    public required IReadOnlyList<ItemAnswer> Agenda { get; init; }

    /// <summary>Actions of those items, and the caller's own.</summary>
    public required IReadOnlyList<ActionAnswer> Actions { get; init; }

    public DateTimeOffset? NextReview { get; init; }

    /// <summary>The minutes, for those who may hear everything that was discussed.</summary>
    public Sensitive<string>? Minutes { get; init; }

    /// <summary>Who agreed to them, and when.</summary>
    public IReadOnlyList<Agreement>? MinutesAgreedBy { get; init; }
}

/// <summary>Where a review stands.</summary>
[JsonConverter(typeof(NameConverter<ReviewStage>))]
public enum ReviewStage
{
    Called,
    Published,
    Open,
    Closed,
    CalledOff,
}

/// <summary>What the caller did themselves.</summary>
public sealed record OwnPart(bool SignedStatement, bool Attended, bool InTheRoom);

/// <summary>The room.</summary>
public sealed record RoomAnswer(IReadOnlyList<Member> Present, IReadOnlyList<Member> SteppedOut, IReadOnlyList<Member> Signatories);

/// <summary>An item. Whoever schedules it without being covered sees that it is there, where it stands, and whether it is blocked: never
/// why.</summary>
public sealed record ItemAnswer
{
    public required AgendaItemId Item { get; init; }
    public required ItemProgress Stage { get; init; }

    /// <summary>It could not be opened when that was last tried, or may not be discussed any further with those in the room. For those who
    /// lead the meeting.</summary>
    public bool? Blocked { get; init; }

    /// <summary>The time for it.</summary>
    public int? Minutes { get; init; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>For how many minutes it is being discussed by now, or was: for those who lead the meeting, and those who heard
    /// it.</summary>
    public int? MinutesTaken { get; init; }

    /// <summary>That is more than its time. Left out when it is not.</summary>
    public bool? OverTime { get; init; }

    /// <summary>A decision on it rests on consent that was withdrawn since, or ran out. For the custodian, and the coordinator whose agency
    /// heard it: act on it no more. Left out when none does.</summary>
    public bool? RestsOnWithdrawnConsent { get; init; }

    public Sensitive<string>? Title { get; init; }
    public AgencyId? Custodian { get; init; }
    public PersonId? Presenter { get; init; }

    /// <summary>What it is about.</summary>
    public IReadOnlyList<InformationCategory>? Categories { get; init; }

    /// <summary>Something that it is about was found wrong since, and taken out of the record: do not rely on it. Left out when nothing
    /// was.</summary>
    public bool? Retracted { get; init; }
    public IReadOnlyList<Member>? Conflicted { get; init; }
    public IReadOnlyList<Member>? Recused { get; init; }

    /// <summary>What members sent in about it.</summary>
    public IReadOnlyList<SentInAnswer>? SentIn { get; init; }

    /// <summary>Who was in the room while it was discussed, or a part of it.</summary>
    public IReadOnlyList<Member>? Heard { get; init; }

    /// <summary>Its minutes.</summary>
    public ItemMinutesAnswer? Minute { get; init; }

    public ViewAnswer? SurvivorsView { get; init; }
    public IReadOnlyList<ReviewOption>? Options { get; init; }
    public IReadOnlyList<DecisionAnswer>? Decisions { get; init; }

    /// <summary>What only the agency that brought it knows.</summary>
    public CustodiansPart? Custodians { get; init; }
}

/// <summary>How far an item came.</summary>
[JsonConverter(typeof(NameConverter<ItemProgress>))]
public enum ItemProgress
{
    Proposed,
    Open,
    Closed,
    NotReached,
    Withdrawn,
}

/// <summary>What a member sent in about an item.</summary>
public sealed record SentInAnswer(Member Member, Sensitive<string> Information);

/// <summary>The minutes of an item: agreement names the edition that was read.</summary>
public sealed record ItemMinutesAnswer(Sensitive<string> Text, int Edition, Member By, IReadOnlyList<Agreement> AgreedBy);

/// <summary>The survivor's view.</summary>
public sealed record ViewAnswer(SurvivorViewWay Way, Sensitive<string>? View);

/// <summary>For the agency that brought the item: whom it is about, who is covered now, and who in the room is not.</summary>
public sealed record CustodiansPart(SurvivorId Survivor, CaseId Case, IReadOnlyList<RecordItemId> Items, IReadOnlyList<Member> CoveredNow,
    IReadOnlyList<Member> InTheRoomNotCovered);

/// <summary>A decision.</summary>
public sealed record DecisionAnswer
{
    public required DecisionId Decision { get; init; }
    public required int OptionChosen { get; init; }
    public required IReadOnlyList<int> OptionsConsidered { get; init; }
    public required Sensitive<string> Rationale { get; init; }
    public required DecisionManner Manner { get; init; }
    public required IReadOnlyList<MemberVote> Votes { get; init; }
    public required IReadOnlyList<Member> Present { get; init; }
    public required int Quorum { get; init; }

    /// <summary>What came of the motion. One that was tied or failed decides nothing.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>Whether it follows the survivor's view, after all corrections.</summary>
    public required SurvivorsViewAnswer SurvivorsView { get; init; }
    public Sensitive<string>? ReasonAgainstSurvivorsView { get; init; }

    /// <summary>What the agency that serves her objects: that it opposes her view and was not marked so.</summary>
    public required IReadOnlyList<ObjectionAnswer> Objections { get; init; }

    /// <summary>How it was corrected whether it follows her view, the first correction first.</summary>
    public required IReadOnlyList<ViewCorrectionAnswer> Corrections { get; init; }
    public required IReadOnlyList<DissentAnswer> Dissents { get; init; }
    public SupersededAnswer? Superseded { get; init; }

    /// <summary>Whether the consent on which it stood was withdrawn since, or ran out. For the custodian, and the coordinator whose agency
    /// heard it.</summary>
    public bool? RestsOnWithdrawnConsent { get; init; }

    /// <summary>What it stood on. For the custodian.</summary>
    public BasisAnswer? Basis { get; init; }
}

/// <summary>What a decision stood on, whether that was withdrawn since, and how.</summary>
public sealed record BasisAnswer(long ConsentVersion, IReadOnlyList<ReleaseId> ReleasesReliedOn, bool RestsOnWithdrawnConsent,
    BasisStanding Standing);

/// <summary>A dissent.</summary>
public sealed record DissentAnswer(Member Member, Sensitive<string> Reason);

/// <summary>An objection of the agency that serves the survivor.</summary>
public sealed record ObjectionAnswer(Member By, DateTimeOffset At, Sensitive<string> Reason);

/// <summary>A correction of whether a decision follows the survivor's view: what was answered before, what is right, and why.</summary>
public sealed record ViewCorrectionAnswer(SurvivorsViewAnswer Before, SurvivorsViewAnswer After, Member By, DateTimeOffset At,
    Sensitive<string> Reason);

/// <summary>What replaced a decision, and why.</summary>
public sealed record SupersededAnswer(DecisionId By, Sensitive<string> Reason);

/// <summary>An action. Who schedules it without being covered for its item sees owner and date, not what is to be done.</summary>
public sealed record ActionAnswer
{
    public required ActionId Action { get; init; }
    public required AgendaItemId Item { get; init; }
    public required Member Owner { get; init; }
    public required DateOnly Due { get; init; }

    /// <summary>When that day ends where the task force is. Left out where that was not kept: there it ends in UTC.</summary>
    public DateTimeOffset? DueBy { get; init; }
    public required ActionProgress Status { get; init; }
    public DecisionId? Decision { get; init; }
    public Sensitive<string>? Task { get; init; }
    public Sensitive<string>? Reason { get; init; }
}

/// <summary>What came of an action.</summary>
[JsonConverter(typeof(NameConverter<ActionProgress>))]
public enum ActionProgress
{
    Pending,
    Completed,
    NotUndertaken,
    NotPossible,
}
