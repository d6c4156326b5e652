using Coordination.Domain.CaseReviews;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class ClosingTests
{
    private static readonly AgreeMinutes Minutes = new(Text("a room was found"), [Advocate, Nurse]);

    [Fact]
    public void A_review_closes_when_every_item_is_closed_and_the_minutes_are_agreed()
    {
        Discussed.When(s => MeetingDecider.Decide(new CloseReview(), s)).ThenRefused(RefusalReason.WrongState);
        var itemClosed = Discussed.And(new ItemClosed(Item));
        itemClosed.When(s => MeetingDecider.Decide(new CloseReview(), s)).ThenRefused(RefusalReason.WrongState);
        itemClosed.And(new MinutesAgreed(Minutes.Minutes, Minutes.AgreedBy)).When(s => MeetingDecider.Decide(new CloseReview(), s)).Then(new ReviewClosed());
    }

    [Fact]
    public void An_item_that_was_not_reached_needs_no_minutes() =>
        InTheRoom.And(new ItemClosed(Item)).When(s => MeetingDecider.Decide(new CloseReview(), s)).Then(new ReviewClosed());

    [Fact]
    public void Minutes_are_agreed_by_those_who_attended()
    {
        var closed = Discussed.And(new ItemClosed(Item));
        Discussed.When(s => MeetingDecider.Decide(Minutes, s)).ThenRefused(RefusalReason.WrongState);
        closed.When(s => MeetingDecider.Decide(Minutes with { AgreedBy = [Advocate, Lawyer] }, s)).ThenRefused(RefusalReason.InvalidInput, "agreedBy");
        closed.When(s => MeetingDecider.Decide(Minutes with { AgreedBy = [] }, s)).ThenRefused(RefusalReason.InvalidInput, "agreedBy");
        closed.When(s => MeetingDecider.Decide(Minutes, s)).Then(new MinutesAgreed(Minutes.Minutes, Minutes.AgreedBy));
    }

    [Fact]
    public void The_next_review_lies_in_the_future()
    {
        InTheRoom.When(s => MeetingDecider.Decide(new ScheduleNextReview(Now, Now), s)).ThenRefused(RefusalReason.InvalidInput, "startsAt");
        InTheRoom.When(s => MeetingDecider.Decide(new ScheduleNextReview(Now.AddDays(14), Now), s)).Then(new NextReviewScheduled(Now.AddDays(14)));
    }

    [Fact]
    public void Closed_means_closed()
    {
        var closed = Decided.And(new ItemClosed(Item), new MinutesAgreed(Minutes.Minutes, Minutes.AgreedBy), new ReviewClosed());
        closed.When(s => MeetingDecider.Decide(new CloseReview(), s)).ThenNothing();
        Func<ReviewState, Decision<ReviewEvent>>[] attempts =
        [
            s => MeetingDecider.Decide(new OpenMeeting(), s),
            s => MeetingDecider.Decide(Minutes, s),
            s => MeetingDecider.Decide(new ScheduleNextReview(Now.AddDays(1), Now), s),
            s => AgendaDecider.Decide(Proposal with { Item = OtherItem }, Covering(Invited), s),
            s => AgendaDecider.Decide(new PublishAgenda(), new Dictionary<AgendaItemId, Coverage>(), s),
            s => RoomDecider.Decide(new RecordAttendance(Lawyer), Covering(Invited), s),
            s => RoomDecider.Decide(new RecuseMember(Item, Nurse), s),
            s => RoomDecider.Decide(new StepOut(Nurse), s),
            s => ItemDecider.Decide(new OpenAgendaItem(Item, Now), Covering(Invited), s),
            s => ItemDecider.Decide(new CloseAgendaItem(Item, Now), s),
            s => TeamDecisionDecider.Decide(Decide, Covering(Invited), s),
            s => TeamDecisionDecider.Decide(new RecordDissent(Housing, Nurse, Text("no")), Covering(Invited), s),
            s => ActionDecider.Decide(Assign, Covering(Invited), s),
        ];
        Assert.All(attempts, attempt => closed.When(attempt).ThenRefused(RefusalReason.WrongState));
    }
}
