using Coordination.Domain.CaseReviews;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

/// <summary>What an earlier review of the same case asked for and decided.</summary>
public class SupersessionDeciderTests
{
    private static readonly ReviewId EarlierReview = new(Guid.NewGuid());
    private static readonly DecisionId EarlierDecision = new(Guid.NewGuid());
    private static readonly ActionId Undone = new(Guid.NewGuid());
    private static readonly ActionId Done = new(Guid.NewGuid());
    private static readonly SupersedeDecision Supersede = new(EarlierDecision, Housing, Text("the motel is full"), Coordinator);

    // The same case on the agenda of another review, under another id.
    private static ReviewState Earlier { get; } = Given(
        Called with { Review = EarlierReview }, ProposedAs(OtherItem), new AgendaPublished([new AgendaEntry(OtherItem, Invited)]), new ReviewOpened())
        .And(Entering(Advocate, Coordinator, Nurse))
        .And(new ItemOpened(OtherItem, [Advocate, Coordinator, Nurse], []), new PriorActionsReviewed(OtherItem, []), View with { Item = OtherItem }, Option with { Item = OtherItem })
        .And(new DecisionRecorded(OtherItem, EarlierDecision, 1, [1], Text("so"), [], [Advocate, Coordinator, Nurse], 3, null, 7, [Release]))
        .And(new ActionAssigned(Undone, OtherItem, null, Nurse, Text("call"), Assign.Due), new ActionAssigned(Done, OtherItem, null, Nurse, Text("write"), Assign.Due), new ActionCompleted(Done, Nurse))
        .And(new ItemClosed(OtherItem));

    private static IReadOnlyCollection<PriorAction> Prior { get; } = [.. PriorAction.Of(Proposal.Case, Review, Earlier)];

    private static ReviewState JustOpened => InTheRoom.And(Opened);

    [Fact]
    public void The_actions_of_an_earlier_review_are_those_about_the_same_case_when_its_item_is_over()
    {
        Assert.Equal([Undone, Done], Prior.Select(prior => prior.Action.Action));
        Assert.Empty(PriorAction.Of(new CaseId(Guid.NewGuid()), Review, Earlier));
        Assert.Empty(PriorAction.Of(Proposal.Case, EarlierReview, Earlier));
        Assert.Empty(PriorAction.Of(Proposal.Case, EarlierReview, Discussed.And(new ActionAssigned(FindRoom, Item, null, Nurse, Text("call"), Assign.Due))));
        Assert.Empty(PriorAction.Of(Proposal.Case, Review, Uncalled));
    }

    [Fact]
    public void All_that_is_still_to_be_done_is_gone_through_and_nothing_that_no_earlier_review_asked_for()
    {
        GoThrough([]).ThenRefused(RefusalReason.InvalidInput, "actions");
        GoThrough([Done]).ThenRefused(RefusalReason.InvalidInput, "actions");
        GoThrough([Undone, FindRoom]).ThenRefused(RefusalReason.InvalidInput, "actions[1]");
        GoThrough([Undone]).Then(new PriorActionsReviewed(Item, [Undone]));
        GoThrough([Undone, Done, Undone]).Then(new PriorActionsReviewed(Item, [Undone, Done]));
    }

    [Fact]
    public void A_later_review_of_the_case_replaces_what_an_earlier_one_decided()
    {
        Earlier.When(s => SupersessionDecider.Decide(Supersede, Covering(Invited), Covering(Invited), Decided, s)).Then(new DecisionSuperseded(EarlierDecision, Housing, Supersede.Reason));
        var replaced = Earlier.And(new DecisionSuperseded(EarlierDecision, Housing, Supersede.Reason));
        replaced.When(s => SupersessionDecider.Decide(Supersede, Covering(Invited), Covering(Invited), Decided, s)).ThenNothing();
        replaced.And(new ReviewClosed()).When(s => SupersessionDecider.Decide(Supersede with { By = EarlierDecision }, Covering(Invited), Covering(Invited), Decided, s)).ThenRefused(RefusalReason.NotFound);
        Earlier.When(s => SupersessionDecider.Decide(Supersede with { Reason = Text("") }, Covering(Invited), Covering(Invited), Decided, s)).ThenRefused(RefusalReason.InvalidInput, "reason");
    }

    [Fact]
    public void Who_may_not_know_of_the_earlier_decision_is_told_that_there_is_none()
    {
        Earlier.When(s => SupersessionDecider.Decide(Supersede, Covering(Invited.But(Coordinator)), Covering(Invited), Decided, s)).ThenRefused(RefusalReason.NotFound);
        Earlier.And(new MemberRecused(OtherItem, Coordinator)).When(s => SupersessionDecider.Decide(Supersede, Covering(Invited), Covering(Invited), Decided, s)).ThenRefused(RefusalReason.NotFound);
        Earlier.When(s => SupersessionDecider.Decide(Supersede with { RecordedBy = Lawyer }, Covering(Invited), Covering(Invited), Decided, s)).ThenRefused(RefusalReason.NotFound);
        Earlier.When(s => SupersessionDecider.Decide(Supersede with { Decision = Housing }, Covering(Invited), Covering(Invited), Decided, s)).ThenRefused(RefusalReason.NotFound);
        Uncalled.When(s => SupersessionDecider.Decide(Supersede, Covering(Invited), Covering(Invited), Decided, s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void Nothing_is_replaced_while_somebody_in_the_room_may_not_hear_the_item_or_when_the_meeting_is_over()
    {
        Earlier.When(s => SupersessionDecider.Decide(Supersede, Covering(Invited), Covering(Invited.But(Nurse)), Decided, s)).ThenRefused(RefusalReason.ConsentRequired);
        Earlier.When(s => SupersessionDecider.Decide(Supersede, Covering(Invited), Covering(Invited), Decided.And(new ItemClosed(Item), new ReviewClosed()), s)).ThenRefused(RefusalReason.WrongState);
    }

    private static Decision<ReviewEvent> GoThrough(IReadOnlyList<ActionId> actions) =>
        JustOpened.When(s => AgendaItemDecider.Decide(new ReviewPriorActions(Item, actions, Coordinator), Prior, Covering(Invited), s));
}
