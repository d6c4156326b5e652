using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;
using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.CaseReviews;

/// <summary>One meeting of the team: stream <c>review-{id}</c>.</summary>
[JsonDerivedType(typeof(ReviewCalled), "review-called.v1")]
[JsonDerivedType(typeof(AgendaItemProposed), "agenda-item-proposed.v1")]
[JsonDerivedType(typeof(AgendaPublished), "agenda-published.v1")]
[JsonDerivedType(typeof(ReviewOpened), "review-opened.v1")]
[JsonDerivedType(typeof(ConfidentialityStatementSigned), "confidentiality-statement-signed.v1")]
[JsonDerivedType(typeof(AttendanceRecorded), "attendance-recorded.v1")]
[JsonDerivedType(typeof(ApologiesReceived), "apologies-received.v1")]
[JsonDerivedType(typeof(ConflictDeclared), "conflict-declared.v1")]
[JsonDerivedType(typeof(MemberRecused), "member-recused.v1")]
[JsonDerivedType(typeof(MemberSteppedOut), "member-stepped-out.v1")]
[JsonDerivedType(typeof(MemberReturned), "member-returned.v1")]
[JsonDerivedType(typeof(ItemOpened), "item-opened.v1")]
[JsonDerivedType(typeof(ItemOpeningRefused), "item-opening-refused.v1")]
[JsonDerivedType(typeof(PriorActionsReviewed), "prior-actions-reviewed.v1")]
[JsonDerivedType(typeof(SurvivorViewStated), "survivor-view-stated.v1")]
[JsonDerivedType(typeof(OptionProposed), "option-proposed.v1")]
[JsonDerivedType(typeof(DecisionRecorded), "decision-recorded.v1")]
[JsonDerivedType(typeof(DissentRecorded), "dissent-recorded.v1")]
[JsonDerivedType(typeof(DecisionSuperseded), "decision-superseded.v1")]
[JsonDerivedType(typeof(ActionAssigned), "action-assigned.v1")]
[JsonDerivedType(typeof(ActionCompleted), "action-completed.v1")]
[JsonDerivedType(typeof(ActionNotUndertaken), "action-not-undertaken.v1")]
[JsonDerivedType(typeof(ActionNotPossible), "action-not-possible.v1")]
[JsonDerivedType(typeof(ItemClosed), "item-closed.v1")]
[JsonDerivedType(typeof(NextReviewScheduled), "next-review-scheduled.v1")]
[JsonDerivedType(typeof(MinutesAgreed), "minutes-agreed.v1")]
[JsonDerivedType(typeof(ReviewClosed), "review-closed.v1")]
[JsonDerivedType(typeof(ReviewFrameSet), "review-frame-set.v1")]
[JsonDerivedType(typeof(MemberReplaced), "member-replaced.v2")]
[JsonDerivedType(typeof(ReviewMoved), "review-moved.v1")]
[JsonDerivedType(typeof(ReviewCalledOff), "review-called-off.v1")]
[JsonDerivedType(typeof(ChairHandedOver), "chair-handed-over.v1")]
[JsonDerivedType(typeof(AgendaOrdered), "agenda-ordered.v1")]
[JsonDerivedType(typeof(ItemTimeSet), "item-time-set.v1")]
[JsonDerivedType(typeof(AgendaItemWithdrawn), "agenda-item-withdrawn.v1")]
[JsonDerivedType(typeof(InformationSentIn), "information-sent-in.v1")]
[JsonDerivedType(typeof(ItemMinutesWritten), "item-minutes-written.v1")]
[JsonDerivedType(typeof(ItemMinutesAgreed), "item-minutes-agreed.v1")]
[JsonDerivedType(typeof(CustodianObjected), "custodian-objected.v1")]
[JsonDerivedType(typeof(SurvivorsViewAnswerCorrected), "survivors-view-answer-corrected.v1")]
[JsonDerivedType(typeof(MinutesAgreementAdded), "minutes-agreement-added.v1")]
public abstract record ReviewEvent : DomainEvent
{
    private protected ReviewEvent() { }

    private protected static string Answered(SurvivorsViewAnswer answer) => answer switch
    {
        SurvivorsViewAnswer.NotAnswered => "not answered whether it follows the survivor's view",
        SurvivorsViewAnswer.Follows => "follows the survivor's view",
        SurvivorsViewAnswer.Opposes => "is against the survivor's view",
        SurvivorsViewAnswer.Unclear => "may or may not follow the survivor's view: unclear",
        SurvivorsViewAnswer.NoneStated => "was made with no view of the survivor stated",
        _ => throw new UnreachableException(),
    };
}

/// <summary>
/// An event about one item of the agenda. Its texts are kept under the key of the survivor whom the item is about, and the auditor's
/// timeline of the case shows it.
/// </summary>
public interface IAboutItem
{
    /// <summary>The item.</summary>
    AgendaItemId Item { get; }
}

/// <summary>An event about a decision: kept and shown as an event about the item that was decided.</summary>
public interface IAboutDecision
{
    /// <summary>The decision.</summary>
    DecisionId Decision { get; }
}

/// <summary>An event about an action: kept and shown as an event about the item from which the action came.</summary>
public interface IAboutAction
{
    /// <summary>The action.</summary>
    ActionId Action { get; }
}

/// <summary>A member of the team: a person, for an agency.</summary>
public sealed record Member(AgencyId Agency, PersonId Person);

/// <summary>A meeting was called.</summary>
public sealed record ReviewCalled(ReviewId Review, DateTimeOffset StartsAt, Sensitive<string> Place, IReadOnlyList<Member> Invited,
    Member Chair, int Quorum) : ReviewEvent
{
    internal override string Summary =>
        $"review {Review} called for {Instant(StartsAt)}, chair {Text(Chair)}, invited {Listed(Invited, Text)}, quorum {Text(Quorum)}";
}

/// <summary>How a meeting is held was set when it was called: of which kind it is, how long an item takes, what else is gone
/// through.</summary>
/// <param name="Kind">Of which kind the meeting is.</param>
/// <param name="MinutesPerItem">The time for each case, unless it is given another.</param>
/// <param name="Sections">What is gone through besides the cases, and where these stand, in order. Empty when no template was
/// followed.</param>
public sealed record ReviewFrameSet(ReviewKind Kind, int MinutesPerItem, IReadOnlyList<AgendaSection> Sections) : ReviewEvent
{
    internal override string Summary =>
        $"{Kind.Named()} review, {Quantity.Of(MinutesPerItem, "minute")} a case, {Quantity.Of(Sections.Count, "section")}";
}

/// <summary>Instead of an invited member a colleague of the same agency comes.</summary>
public sealed record MemberReplaced(Member Out, Member In, DateTimeOffset? StartsAt = null) : ReviewEvent
{
    internal override string Summary => $"{Text(In)} comes instead of {Text(Out)}";
}

/// <summary>Another member leads the meeting from here on.</summary>
public sealed record ChairHandedOver(Member To, Member By) : ReviewEvent
{
    internal override string Summary => $"{Text(To)} leads from here on, handed over by {Text(By)}";
}

/// <summary>The meeting was put to another time or place, before it was opened.</summary>
public sealed record ReviewMoved(DateTimeOffset StartsAt, Sensitive<string> Place, IReadOnlyList<Member> Invited) : ReviewEvent
{
    internal override string Summary => $"moved to {Instant(StartsAt)}";
}

/// <summary>The meeting was called off, before it was opened. What was to be discussed was not reached.</summary>
public sealed record ReviewCalledOff(IReadOnlyList<Member> Invited) : ReviewEvent
{
    internal override string Summary => "called off";
}

/// <summary>A custodian put a case on the agenda, with a release that covers review by the agencies named.</summary>
/// <param name="Item">Minted for this review.</param>
/// <param name="Survivor">Never shown to anybody but the custodian and the auditor.</param>
/// <param name="Case">Never shown to anybody but the custodian and the auditor.</param>
/// <param name="Custodian">The agency that brings it.</param>
/// <param name="Presenter">Who presents it.</param>
/// <param name="Title">What the agenda calls it, for those who are covered.</param>
/// <param name="Items">What is to be discussed.</param>
/// <param name="CoveredFor">The invited members for whom the gate permitted it.</param>
/// <param name="Verdicts">The gate's answer for each invited agency.</param>
public sealed record AgendaItemProposed(AgendaItemId Item, SurvivorId Survivor, CaseId Case, AgencyId Custodian, PersonId Presenter,
    Sensitive<string> Title, IReadOnlyList<RequestedItem> Items, IReadOnlyList<Member> CoveredFor,
    IReadOnlyList<MemberVerdict> Verdicts) : ReviewEvent, IAboutItem
{
    internal override string Summary =>
        $"item {Item} by {Presenter} of {Custodian}, survivor {Survivor}, case {Case}, covered {Listed(CoveredFor, Text)}";
}

/// <summary>What the gate said about one member and one agenda item.</summary>
public sealed record MemberVerdict(Member Member, Verdict Verdict);

/// <summary>The agenda went out. Each invitee gets the items for which they are covered, and no hint of the others.</summary>
public sealed record AgendaPublished(IReadOnlyList<AgendaEntry> Entries) : ReviewEvent
{
    internal override string Summary => $"agenda published: {Listed(Entries, entry => $"{entry.Item} told to {Text(entry.ToldTo.Count)}")}";
}

/// <summary>One item of the published agenda and who is told of it.</summary>
public sealed record AgendaEntry(AgendaItemId Item, IReadOnlyList<Member> ToldTo);

/// <summary>The order of the items that are still to be discussed was set.</summary>
public sealed record AgendaOrdered(IReadOnlyList<AgendaItemId> Items) : ReviewEvent
{
    internal override string Summary => $"order set: {Listed(Items, item => item.ToString())}";
}

/// <summary>An item was given a time of its own, in minutes.</summary>
public sealed record ItemTimeSet(AgendaItemId Item, int Minutes) : ReviewEvent, IAboutItem
{
    internal override string Summary => $"item {Item}: {Quantity.Of(Minutes, "minute")}";
}

/// <summary>The custodian took its item off the agenda. Whoever was told of the item is told of that.</summary>
public sealed record AgendaItemWithdrawn(AgendaItemId Item, PersonId By, IReadOnlyList<Member> ToldTo) : ReviewEvent, IAboutItem
{
    /// <summary>When; null in records from before this was kept.</summary>
    public DateTimeOffset? At { get; init; }

    internal override string Summary => $"item {Item} taken off by {By}; had been told to {Listed(ToldTo, Text)}";
}

/// <summary>A member who was told of an item sent in what they know about it: for those who may hear the item, and for nobody
/// else.</summary>
public sealed record InformationSentIn(AgendaItemId Item, Member Member, Sensitive<string> Information) : ReviewEvent, IAboutItem
{
    internal override string Summary => $"item {Item}: {Text(Member)} sent something in";
}

/// <summary>The meeting began.</summary>
public sealed record ReviewOpened() : ReviewEvent
{
    /// <summary>When; null in records from before this was kept.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Who is invited, and does not have to be reminded of it any more; null in records from before this was kept.</summary>
    public IReadOnlyList<Member>? Invited { get; init; }

    internal override string Summary => "review opened";
}

/// <summary>A member signed the confidentiality statement of this meeting.</summary>
public sealed record ConfidentialityStatementSigned(Member Member) : ReviewEvent
{
    internal override string Summary => $"confidentiality signed by {Text(Member)}";
}

/// <summary>A member is in the room.</summary>
public sealed record AttendanceRecorded(Member Member) : ReviewEvent
{
    internal override string Summary => $"{Text(Member)} is in the room";
}

/// <summary>A member cannot come.</summary>
public sealed record ApologiesReceived(Member Member, Sensitive<string>? Information) : ReviewEvent
{
    internal override string Summary => $"apologies of {Text(Member)}";
}

/// <summary>A member said that they have a conflict of interest with an item.</summary>
public sealed record ConflictDeclared(AgendaItemId Item, Member Member, Sensitive<string> Nature) : ReviewEvent, IAboutItem
{
    internal override string Summary => $"item {Item}: conflict declared by {Text(Member)}";
}

/// <summary>A member takes no part in an item.</summary>
public sealed record MemberRecused(AgendaItemId Item, Member Member) : ReviewEvent, IAboutItem
{
    internal override string Summary => $"item {Item}: {Text(Member)} takes no part";
}

/// <summary>A member left the room.</summary>
public sealed record MemberSteppedOut(Member Member) : ReviewEvent
{
    internal override string Summary => $"{Text(Member)} stepped out";
}

/// <summary>A member came back into the room.</summary>
public sealed record MemberReturned(Member Member) : ReviewEvent
{
    internal override string Summary => $"{Text(Member)} came back";
}

/// <summary>An item was opened: everybody in the room is covered for it.</summary>
public sealed record ItemOpened(AgendaItemId Item, IReadOnlyList<Member> InTheRoom, IReadOnlyList<MemberVerdict> Verdicts)
    : ReviewEvent, IAboutItem
{
    /// <summary>When; null in records from before this was kept.</summary>
    public DateTimeOffset? At { get; init; }

    internal override string Summary => $"item {Item} opened with {Listed(InTheRoom, Text)}";
}

/// <summary>An item could not be opened, because somebody in the room is not covered. That they are, is all that is recorded to the
/// room.</summary>
public sealed record ItemOpeningRefused(AgendaItemId Item, IReadOnlyList<MemberVerdict> Verdicts) : ReviewEvent, IAboutItem
{
    internal override string Summary => $"item {Item} not opened: the room is not covered";
}

/// <summary>The actions of earlier reviews were gone through first.</summary>
public sealed record PriorActionsReviewed(AgendaItemId Item, IReadOnlyList<ActionId> Actions) : ReviewEvent, IAboutItem
{
    internal override string Summary => $"item {Item}: earlier actions gone through: {Listed(Actions, a => a.ToString())}";
}

/// <summary>The survivor's view was heard, or she chose not to give one.</summary>
public sealed record SurvivorViewStated(AgendaItemId Item, SurvivorViewWay Way, Sensitive<string>? View) : ReviewEvent, IAboutItem
{
    internal override string Summary => $"item {Item}: survivor's view, {Way.Named()}";
}

/// <summary>How the survivor's view was given.</summary>
[JsonConverter(typeof(NameConverter<SurvivorViewWay>))]
public enum SurvivorViewWay
{
    /// <summary>In person.</summary>
    InPerson,
    /// <summary>Through her advocate.</summary>
    ThroughAdvocate,
    /// <summary>In writing.</summary>
    InWriting,
    /// <summary>She chose not to.</summary>
    ChoseNotTo,
}

/// <summary>Something that the team could do.</summary>
public sealed record OptionProposed(AgendaItemId Item, int Number, Sensitive<string> Option, Member By) : ReviewEvent, IAboutItem
{
    internal override string Summary => $"item {Item}: option {Text(Number)} by {Text(By)}";
}

/// <summary>Somebody was asked to do something until a date.</summary>
public sealed record ActionAssigned(ActionId Action, AgendaItemId Item, DecisionId? Decision, Member Owner, Sensitive<string> Task,
    DateOnly Due) : ReviewEvent, IAboutItem
{
    /// <summary>The instant at which that day ends where the task force is; null in records from before this was kept, where it ends in
    /// UTC.</summary>
    public DateTimeOffset? DueBy { get; init; }

    internal override string Summary =>
        $"action {Action} of item {Item} to {Text(Owner)}, due " +
        $"{Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}{(DueBy is { } end ? $", until {Instant(end)}" : "")}";
}

/// <summary>The action was done.</summary>
public sealed record ActionCompleted(ActionId Action, Member By) : ReviewEvent, IAboutAction
{
    internal override string Summary => $"action {Action} completed";
}

/// <summary>The action was not undertaken: the first kind of unfinished.</summary>
public sealed record ActionNotUndertaken(ActionId Action, Sensitive<string> Reason, Member By) : ReviewEvent, IAboutAction
{
    internal override string Summary => $"action {Action} not undertaken";
}

/// <summary>The action was overtaken by events: the second kind of unfinished.</summary>
public sealed record ActionNotPossible(ActionId Action, Sensitive<string> Reason, Member By) : ReviewEvent, IAboutAction
{
    internal override string Summary => $"action {Action} not possible";
}

/// <summary>Somebody who was in the room for an item wrote down its minutes, or wrote them again.</summary>
public sealed record ItemMinutesWritten(AgendaItemId Item, Sensitive<string> Text, Member By) : ReviewEvent, IAboutItem
{
    internal override string Summary => $"item {Item}: minutes written by {SummaryText.Text(By)}";
}

/// <summary>Somebody else who was in the room for an item agrees to its minutes.</summary>
public sealed record ItemMinutesAgreed(AgendaItemId Item, Member Member) : ReviewEvent, IAboutItem
{
    /// <summary>When; null in records from before this was kept.</summary>
    public DateTimeOffset? At { get; init; }

    internal override string Summary => $"item {Item}: minutes agreed by {Text(Member)}";
}

/// <summary>The item was closed.</summary>
public sealed record ItemClosed(AgendaItemId Item) : ReviewEvent, IAboutItem
{
    /// <summary>When; null in records from before this was kept.</summary>
    public DateTimeOffset? At { get; init; }

    internal override string Summary => $"item {Item} closed";
}

/// <summary>The next meeting was set.</summary>
public sealed record NextReviewScheduled(DateTimeOffset StartsAt) : ReviewEvent
{
    internal override string Summary => $"next review {Instant(StartsAt)}";
}

/// <summary>The attendees agreed to the minutes.</summary>
public sealed record MinutesAgreed(Sensitive<string> Minutes, IReadOnlyList<Member> AgreedBy) : ReviewEvent
{
    /// <summary>When; null in records from before this was kept.</summary>
    public DateTimeOffset? At { get; init; }

    internal override string Summary => $"minutes agreed by {Listed(AgreedBy, Text)}";
}

/// <summary>More attendees agreed to the same minutes.</summary>
public sealed record MinutesAgreementAdded(IReadOnlyList<Member> AgreedBy, DateTimeOffset At) : ReviewEvent
{
    internal override string Summary => $"minutes agreed by {Listed(AgreedBy, Text)} as well";
}

/// <summary>The meeting was closed.</summary>
public sealed record ReviewClosed() : ReviewEvent
{
    /// <summary>When; null in records from before this was kept.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Who was invited, and finds in their inbox that it is over; null in records from before this was kept.</summary>
    public IReadOnlyList<Member>? Invited { get; init; }

    internal override string Summary => "review closed";
}
