using Coordination.Domain.CaseReviews;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class MeetingDeciderTests
{
    private static readonly AgreeMinutes Minutes = new(Text("a room was found"), [Advocate, Nurse], Now);
    private static readonly CallReview Call = new(Review, Called.StartsAt, Called.Place, Invited, Coordinator, 3, Now);

    [Fact]
    public void A_review_is_called_once() =>
        Given(Called).When(s => MeetingDecider.Decide(Call, s)).ThenRefused(RefusalReason.AlreadyExists);

    [Fact]
    public void A_review_is_called_with_its_members_and_its_quorum() =>
        Uncalled.When(s => MeetingDecider.Decide(Call, s)).Then(Called);

    [Fact]
    public void A_review_that_could_decide_nothing_is_not_called() =>
        Uncalled.When(s => MeetingDecider.Decide(Call with { Quorum = 6 }, s)).ThenRefused(RefusalReason.NoQuorum, "invited");

    [Fact]
    public void A_review_is_not_called_for_the_past_nor_led_by_somebody_who_is_not_invited()
    {
        Uncalled.When(s => MeetingDecider.Decide(Call with { StartsAt = Now.AddMinutes(-1) }, s)).ThenRefused(RefusalReason.InvalidInput, "startsAt");
        Uncalled.When(s => MeetingDecider.Decide(Call with { Chair = Stranger }, s)).ThenRefused(RefusalReason.InvalidInput, "chair");
        Uncalled.When(s => MeetingDecider.Decide(Call with { Invited = [] }, s)).ThenRefused(RefusalReason.InvalidInput, "invited");
    }

    [Fact]
    public void Nobody_is_invited_for_two_agencies()
    {
        var ninaOfThePolice = new Member(Detective.Agency, Nurse.Person);
        Uncalled.When(s => MeetingDecider.Decide(Call with { Invited = [.. Invited, ninaOfThePolice] }, s)).ThenRefused(RefusalReason.InvalidInput, "invited[3]");
        Uncalled.When(s => MeetingDecider.Decide(Call with { Invited = [.. Invited, Nurse] }, s)).Then(Called);
    }

    [Fact]
    public void A_meeting_opens_after_its_agenda_went_out()
    {
        Given(Called, Proposed).When(s => MeetingDecider.Decide(new OpenMeeting(Now), s)).ThenRefused(RefusalReason.WrongState);
        Given(Called, Proposed, Published).When(s => MeetingDecider.Decide(new OpenMeeting(Now), s)).Then(new ReviewOpened { At = Now, Invited = Invited });
        Uncalled.When(s => MeetingDecider.Decide(new OpenMeeting(Now), s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void A_review_closes_when_every_item_is_closed_and_the_minutes_are_agreed()
    {
        Discussed.When(s => MeetingDecider.Decide(new CloseReview(Now), s)).ThenRefused(RefusalReason.WrongState);
        var itemClosed = Discussed.And(new ItemClosed(Item));
        itemClosed.When(s => MeetingDecider.Decide(new CloseReview(Now), s)).ThenRefused(RefusalReason.WrongState);
        itemClosed.And(new MinutesAgreed(Minutes.Minutes, Minutes.AgreedBy)).When(s => MeetingDecider.Decide(new CloseReview(Now), s)).Then(new ReviewClosed { At = Now, Invited = Invited });
    }

    [Fact]
    public void An_item_that_was_not_reached_needs_no_minutes() =>
        InTheRoom.And(new ItemClosed(Item)).When(s => MeetingDecider.Decide(new CloseReview(Now), s)).Then(new ReviewClosed { At = Now, Invited = Invited });

    [Fact]
    public void Minutes_are_agreed_by_those_who_attended()
    {
        var closed = Discussed.And(new ItemClosed(Item));
        Discussed.When(s => MeetingDecider.Decide(Minutes, s)).ThenRefused(RefusalReason.WrongState);
        closed.When(s => MeetingDecider.Decide(Minutes with { AgreedBy = [Advocate, Lawyer] }, s)).ThenRefused(RefusalReason.InvalidInput, "agreedBy[1]");
        closed.When(s => MeetingDecider.Decide(Minutes with { AgreedBy = [] }, s)).ThenRefused(RefusalReason.InvalidInput, "agreedBy");
        closed.When(s => MeetingDecider.Decide(Minutes, s)).Then(new MinutesAgreed(Minutes.Minutes, Minutes.AgreedBy) { At = Now });
    }

    [Fact]
    public void Nobody_agrees_who_was_absent_or_outside_or_recused_or_not_invited_also_when_the_minutes_stand()
    {
        var closed = Discussed.And(Entering(SecondNurse)).And(new ItemClosed(Item)).And(Entering(Lawyer));
        foreach (var state in new[] { closed, closed.And(new MinutesAgreed(Minutes.Minutes, [Advocate])) })
        {
            foreach (var member in new[] { Lawyer, Stranger }) // who came when the item was over, and who never was invited
                state.When(s => MeetingDecider.Decide(Minutes with { AgreedBy = [Nurse, member] }, s)).ThenRefused(RefusalReason.InvalidInput, "agreedBy[1]");
            state.And(new MemberRecused(Item, Nurse)).When(s => MeetingDecider.Decide(Minutes with { AgreedBy = [Nurse] }, s)).ThenRefused(RefusalReason.InvalidInput, "agreedBy[0]");
            Assert.Single(MeetingDecider.Decide(Minutes with { AgreedBy = [SecondNurse] }, state).Events); // who heard a part of it
        }
    }

    [Fact]
    public void Others_agree_to_the_same_minutes_later_each_once()
    {
        var agreed = Discussed.And(new ItemClosed(Item), new MinutesAgreed(Minutes.Minutes, [Advocate]) { At = Now });
        foreach (var state in new[] { agreed, agreed.And(new ReviewClosed()) })
        {
            var later = Minutes with { AgreedBy = [Advocate, Nurse, Nurse], At = Now.AddDays(1) };
            state.When(s => MeetingDecider.Decide(later, s)).Then(new MinutesAgreementAdded([Nurse], Now.AddDays(1)));
            var after = (KnownReview)state.And(new MinutesAgreementAdded([Nurse], Now.AddDays(1)));
            Assert.Equal([new Agreement(Advocate, Now), new Agreement(Nurse, Now.AddDays(1))], after.Meeting.Minutes!.AgreedBy);
            after.When(s => MeetingDecider.Decide(later, s)).ThenNothing();
            after.When(s => MeetingDecider.Decide(later with { Minutes = Text("something else") }, s)).ThenRefused(RefusalReason.WrongState);
        }
    }

    [Fact]
    public void A_meeting_was_held_when_it_was_opened_and_closed_and_not_when_it_was_scheduled()
    {
        var early = Called.StartsAt.AddDays(-2);
        var published = Given(Called, Proposed, Published);
        var open = published.And(MeetingDecider.Decide(new OpenMeeting(early), published).Events).And(new ItemClosed(Item));
        var closed = (ClosedReview)open.And(MeetingDecider.Decide(new CloseReview(early.AddHours(2)), open).Events);
        Assert.Equal((Called.StartsAt, early, early.AddHours(2)), (closed.Meeting.StartsAt, closed.Meeting.OpenedAt, closed.Meeting.ClosedAt));
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
        closed.When(s => MeetingDecider.Decide(new CloseReview(Now), s)).ThenNothing();
        Func<ReviewState, Decision<ReviewEvent>>[] attempts =
        [
            s => MeetingDecider.Decide(new OpenMeeting(Now), s),
            s => MeetingDecider.Decide(Minutes with { Minutes = Text("something else") }, s),
            s => MeetingDecider.Decide(new ScheduleNextReview(Now.AddDays(1), Now), s),
            s => AgendaDecider.Decide(Proposal with { Item = OtherItem }, Covering(Invited), s),
            s => AgendaDecider.Decide(new PublishAgenda(), new Dictionary<AgendaItemId, Coverage>(), s),
            s => RoomDecider.Decide(new RecordAttendance(Lawyer), Covering(Invited), s),
            s => RoomDecider.Decide(new RecuseMember(Item, Nurse), s),
            s => RoomDecider.Decide(new StepOut(Nurse), s),
            s => AgendaItemDecider.Decide(new OpenAgendaItem(Item, Now), Covering(Invited), s),
            s => AgendaItemDecider.Decide(new CloseAgendaItem(Item, Now), s),
            s => TeamDecisionDecider.Decide(Decide, Covering(Invited), s),
            s => TeamDecisionDecider.Decide(new RecordDissent(Housing, Nurse, Text("no")), Covering(Invited), s),
            s => ActionDecider.Decide(Assign, Covering(Invited), s),
        ];
        Assert.All(attempts, attempt => closed.When(attempt).ThenRefused(RefusalReason.WrongState));
    }
}
