using Coordination.Domain.CaseReviews;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class ReviewFrameTests
{
    private static readonly AgendaTemplate Template = new("monthly", ReviewKind.Standing, [new("Welcome", 5), new("Cases", null, HoldsCases: true), new("What we learned", 10)], [AgencyKind.Medical, AgencyKind.Legal]);
    private static readonly ReviewFrame Frame = new(ReviewKind.Standing, Template, 12, new HashSet<AgencyKind> { AgencyKind.Medical, AgencyKind.Legal, AgencyKind.Coordinating });
    private static readonly CallReview Call = new(Review, Called.StartsAt, Called.Place, Invited, Coordinator, 3, Now) { Frame = Frame };

    [Fact]
    public void A_review_is_held_as_its_template_says()
    {
        Uncalled.When(s => MeetingDecider.Decide(Call, s)).Then(Called, new ReviewFrameSet(ReviewKind.Standing, 12, Template.Sections));
        var meeting = ((KnownReview)Given(Called, new ReviewFrameSet(ReviewKind.Extraordinary, 12, Template.Sections))).Meeting;
        Assert.Equal((ReviewKind.Extraordinary, 12, 3), (meeting.Kind, meeting.MinutesPerItem, meeting.Sections.Count));
        Assert.Equal(15, ((KnownReview)Given(Called)).Meeting.MinutesPerItem);
    }

    [Fact]
    public void Each_discipline_of_the_template_is_invited_and_the_kind_is_the_templates()
    {
        var refused = Uncalled.When(s => MeetingDecider.Decide(Call with { Frame = Frame with { Disciplines = new HashSet<AgencyKind> { AgencyKind.Medical } } }, s)).ThenRefused(RefusalReason.InvalidInput, "invited");
        Assert.Contains("legal", refused.Refusal.Message, StringComparison.Ordinal);
        Uncalled.When(s => MeetingDecider.Decide(Call with { Frame = Frame with { Kind = ReviewKind.Extraordinary } }, s)).ThenRefused(RefusalReason.InvalidInput, "template");
        Uncalled.When(s => MeetingDecider.Decide(Call with { Frame = Frame with { MinutesPerItem = 241 } }, s)).ThenRefused(RefusalReason.InvalidInput, "minutesPerItem");
    }

    [Fact]
    public void Where_there_is_consensus_nobody_votes_and_the_quorum_holds_all_the_same()
    {
        var consensus = Decide with { Manner = DecisionManner.Consensus };
        Discussed.When(s => TeamDecisionDecider.Decide(consensus, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "votes");
        var decided = Assert.IsType<DecisionRecorded>(Assert.Single(Discussed.When(s => TeamDecisionDecider.Decide(consensus with { Votes = [] }, Covering(Invited), s)).Events));
        Assert.Equal(DecisionManner.Consensus, decided.Manner);
        Discussed.And(new ConflictDeclared(Item, Nurse, Text("a cousin")), new ConflictDeclared(Item, Detective, Text("her case")))
            .When(s => TeamDecisionDecider.Decide(consensus with { Votes = [] }, Covering(Invited), s)).ThenRefused(RefusalReason.NoQuorum);
    }

    [Fact]
    public void A_meeting_is_moved_or_called_off_until_it_begins_and_the_event_names_those_invited()
    {
        var move = new MoveReview(Now.AddDays(3), Text("the court house"), Now);
        Given(Called).When(s => MeetingDecider.Decide(move, s)).Then(new ReviewMoved(move.StartsAt, move.Place, Invited));
        Given(Called, new ReviewMoved(move.StartsAt, move.Place, Invited)).When(s => MeetingDecider.Decide(move, s)).ThenNothing();
        Given(Called).When(s => MeetingDecider.Decide(move with { StartsAt = Now.AddTicks(-1) }, s)).ThenRefused(RefusalReason.InvalidInput, "startsAt");
        Given(Called).When(s => MeetingDecider.Decide(move with { Place = Text(" ") }, s)).ThenRefused(RefusalReason.InvalidInput, "place");
        Given(Called, Proposed, Published).When(s => MeetingDecider.Decide(new CallOffReview(), s)).Then(new ReviewCalledOff(Invited));
        foreach (var begun in new[] { InTheRoom, Discussed, Decided.And(new ItemClosed(Item), new ReviewClosed()) })
        {
            begun.When(s => MeetingDecider.Decide(move, s)).ThenRefused(RefusalReason.WrongState);
            begun.When(s => MeetingDecider.Decide(new CallOffReview(), s)).ThenRefused(RefusalReason.WrongState);
        }
        Uncalled.When(s => MeetingDecider.Decide(move, s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void What_was_called_off_was_not_reached_and_goes_nowhere()
    {
        var off = Given(Called, Proposed, Published, new ReviewCalledOff(Invited));
        Assert.IsType<NotReachedItem>(((ClosedReview)off).Meeting.Find(Item)!.Stage);
        off.When(s => MeetingDecider.Decide(new CallOffReview(), s)).ThenNothing();
        off.When(s => MeetingDecider.Decide(new OpenMeeting(Now), s)).ThenRefused(RefusalReason.WrongState);
        off.When(s => AgendaDecider.Decide(Proposal with { Item = OtherItem }, Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);
        off.When(s => MeetingDecider.Decide(new MoveReview(Now.AddDays(3), Text("elsewhere"), Now), s)).ThenRefused(RefusalReason.WrongState);
    }
}
