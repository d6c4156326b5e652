using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.CaseReviews;

public sealed record CallReview(ReviewId Review, DateTimeOffset StartsAt, Sensitive<string> Place, IReadOnlyList<Member> Invited,
    Member Chair, int Quorum, DateTimeOffset At)
{
    /// <summary>How it is held; null for a standing review that takes the usual time for each case.</summary>
    public ReviewFrame? Frame { get; init; }
}

/// <summary>How a meeting is held.</summary>
/// <param name="Kind">Of which kind it is.</param>
/// <param name="Template">The template that is followed; null for none.</param>
/// <param name="MinutesPerItem">The time for each case.</param>
/// <param name="Disciplines">The disciplines of the agencies that are invited.</param>
public sealed record ReviewFrame(ReviewKind Kind, AgendaTemplate? Template, int MinutesPerItem,
    IReadOnlySet<Partners.AgencyKind> Disciplines);

/// <summary>Invites a colleague instead of a member who cannot come.</summary>
public sealed record ReplaceMember(Member Out, Member In);

/// <summary>Lets another member lead the meeting: because the chair leaves, or takes no part in an item.</summary>
public sealed record HandOverChair(Member To, Member By);

/// <summary>Puts the meeting to another time, at this place.</summary>
public sealed record MoveReview(DateTimeOffset StartsAt, Sensitive<string> Place, DateTimeOffset At);

public sealed record CallOffReview;

/// <summary>Puts a case on the agenda. Everything about the case comes from the custodian's own record of it.</summary>
public sealed record ProposeAgendaItem(AgendaItemId Item, SurvivorId Survivor, CaseId Case, AgencyId Custodian, PersonId Presenter,
    Sensitive<string> Title, IReadOnlyList<RequestedItem> Items);

/// <summary>Sends the agenda out, or sends it again after a change.</summary>
public sealed record PublishAgenda;

/// <summary>Sets the order of all items that are still to be discussed.</summary>
public sealed record OrderAgenda(IReadOnlyList<AgendaItemId> Items);

/// <summary>Gives an item a time of its own.</summary>
public sealed record SetItemTime(AgendaItemId Item, int Minutes);

/// <summary>Takes an item off the agenda.</summary>
public sealed record WithdrawAgendaItem(AgendaItemId Item, Member By, DateTimeOffset At);

/// <summary>Sends in what a member knows about an item.</summary>
public sealed record SendInformation(AgendaItemId Item, Member Member, Sensitive<string> Information);

public sealed record OpenMeeting(DateTimeOffset At);

/// <summary>A member signs the confidentiality statement.</summary>
public sealed record SignConfidentialityStatement(Member Member);

public sealed record RecordAttendance(Member Member);

/// <summary>Records that a member cannot come, and what they want the others to have.</summary>
public sealed record ReceiveApologies(Member Member, Sensitive<string>? Information);

/// <summary>A member declares a conflict of interest.</summary>
public sealed record DeclareConflict(AgendaItemId Item, Member Member, Sensitive<string> Nature);

public sealed record RecuseMember(AgendaItemId Item, Member Member);

/// <summary>Records that a member left the room.</summary>
public sealed record StepOut(Member Member);

/// <summary>Records that a member comes back.</summary>
public sealed record ReturnToRoom(Member Member);

/// <summary>Opens an item for discussion.</summary>
public sealed record OpenAgendaItem(AgendaItemId Item, DateTimeOffset At);

/// <summary>Goes through the actions of earlier reviews. None is an answer, too.</summary>
public sealed record ReviewPriorActions(AgendaItemId Item, IReadOnlyList<ActionId> Actions, Member By);

/// <summary>States the survivor's view, or that she chose to give none.</summary>
public sealed record StateSurvivorView(AgendaItemId Item, SurvivorViewWay Way, Sensitive<string>? View, Member By);

/// <summary>Proposes something that the team could do.</summary>
public sealed record ProposeOption(AgendaItemId Item, Sensitive<string> Option, Member By);

/// <summary>Records what the team decided.</summary>
public sealed record RecordDecision
{
    public required AgendaItemId Item { get; init; }
    public required DecisionId Decision { get; init; }
    /// <summary>The number of the option chosen.</summary>
    public required int OptionChosen { get; init; }
    public required Sensitive<string> Rationale { get; init; }
    /// <summary>How the team came to it.</summary>
    public DecisionManner Manner { get; init; } = DecisionManner.Vote;
    /// <summary>Who voted how; nobody, where the decision is by consensus: one vote for each agency, by one of its members in the
    /// room.</summary>
    public required IReadOnlyList<MemberVote> Votes { get; init; }
    /// <summary>What came of it, where that is stated: it is checked against the votes. Without it, what the votes say.</summary>
    public DecisionOutcome? Outcome { get; init; }
    /// <summary>Whether what came of it follows the survivor's view. Required where she stated one.</summary>
    public required SurvivorsViewAnswer? SurvivorsView { get; init; }
    /// <summary>Why all the same; required when it opposes her view.</summary>
    public Sensitive<string>? ReasonToOppose { get; init; }
    public required Member By { get; init; }
}

public sealed record RecordDissent(DecisionId Decision, Member Member, Sensitive<string> Reason);

/// <summary>Objects, for the survivor, to a decision that opposes her view and is not marked so.</summary>
public sealed record ObjectToDecision(DecisionId Decision, Sensitive<string> Reason, Member By, DateTimeOffset At);

/// <summary>Corrects whether a decision follows the survivor's view.</summary>
public sealed record CorrectSurvivorsViewAnswer(DecisionId Decision, SurvivorsViewAnswer? Answer, Sensitive<string>? ReasonToOppose,
    Sensitive<string> Reason, Member By, DateTimeOffset At);

/// <summary>Replaces a decision by a later one on the same item.</summary>
public sealed record SupersedeDecision(DecisionId Decision, DecisionId By, Sensitive<string> Reason, Member RecordedBy);

/// <summary>Asks somebody to do something until a date.</summary>
public sealed record AssignAction(ActionId Action, AgendaItemId Item, DecisionId? Decision, Member Owner, Sensitive<string> Task,
    DateOnly Due, Member By, DateOnly Today)
{
    /// <summary>The instant at which the day on which it is due ends where the task force is.</summary>
    public DateTimeOffset? DueBy { get; init; }
}

/// <summary>Ends an action: <paramref name="Outcome"/> says how. <see cref="PendingAction"/> is not an end.</summary>
public sealed record EndAction(ActionId Action, ActionStatus Outcome, Member By);

/// <summary>Writes the minutes of an item, or replaces them while nobody has agreed.</summary>
public sealed record WriteItemMinutes(AgendaItemId Item, Sensitive<string> Text, Member By);

/// <summary>Agrees to the minutes of an item, in the edition that the member read.</summary>
public sealed record AgreeItemMinutes(AgendaItemId Item, int Edition, Member Member, DateTimeOffset At);

/// <summary>Closes an item, discussed or not.</summary>
public sealed record CloseAgendaItem(AgendaItemId Item, DateTimeOffset At);

public sealed record ScheduleNextReview(DateTimeOffset StartsAt, DateTimeOffset At);

/// <summary>Records the minutes and who agreed to them, or who else agreed to them.</summary>
public sealed record AgreeMinutes(Sensitive<string> Minutes, IReadOnlyList<Member> AgreedBy, DateTimeOffset At);

public sealed record CloseReview(DateTimeOffset At);
