using Coordination.Domain.CaseReviews;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class RoomDeciderTests
{
    private static readonly RecuseMember DetectiveRecuses = new(Item, Detective);

    [Fact]
    public void Only_invited_members_come_in()
    {
        InTheRoom.When(s => RoomDecider.Decide(new RecordAttendance(Stranger), Covering(Invited), s)).ThenRefused(RefusalReason.NotFound);
        InTheRoom.When(s => RoomDecider.Decide(new SignConfidentialityStatement(Stranger), s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void Between_items_every_member_comes_in() =>
        InTheRoom.When(s => RoomDecider.Decide(new RecordAttendance(Lawyer), Coverage.None, s)).Then(new AttendanceRecorded(Lawyer));

    [Fact]
    public void While_an_item_is_discussed_only_somebody_who_may_hear_it_comes_in()
    {
        var signed = Discussed.And(new ConfidentialityStatementSigned(Lawyer));
        signed.When(s => RoomDecider.Decide(new RecordAttendance(Lawyer), Covering(Invited.But(Lawyer)), s)).ThenRefused(RefusalReason.RoomNotCovered);
        signed.When(s => RoomDecider.Decide(new RecordAttendance(Lawyer), Coverage.None, s)).ThenRefused(RefusalReason.RoomNotCovered);
        signed.When(s => RoomDecider.Decide(new RecordAttendance(Lawyer), Covering(Invited), s)).Then(new AttendanceRecorded(Lawyer));
    }

    [Fact]
    public void Who_has_to_wait_at_the_door_is_not_told_why()
    {
        var unsigned = Discussed.When(s => RoomDecider.Decide(new RecordAttendance(Lawyer), Covering(Invited), s)).ThenRefused(RefusalReason.RoomNotCovered);
        var uncovered = Discussed.And(new ConfidentialityStatementSigned(Lawyer)).When(s => RoomDecider.Decide(new RecordAttendance(Lawyer), Covering(), s)).ThenRefused(RefusalReason.RoomNotCovered);
        var recused = Discussed.And(new ConfidentialityStatementSigned(Lawyer), new MemberRecused(Item, Lawyer)).When(s => RoomDecider.Decide(new RecordAttendance(Lawyer), Covering(Invited), s)).ThenRefused(RefusalReason.RoomNotCovered);
        Assert.Equal(unsigned.Refusal, uncovered.Refusal);
        Assert.Equal(unsigned.Refusal, recused.Refusal);
    }

    [Fact]
    public void Who_stepped_out_comes_back_when_they_may_hear_what_is_said()
    {
        var outside = Discussed.And(new MemberSteppedOut(Nurse));
        outside.When(s => RoomDecider.Decide(new ReturnToRoom(Nurse), Covering(Invited.But(Nurse)), s)).ThenRefused(RefusalReason.RoomNotCovered);
        outside.When(s => RoomDecider.Decide(new ReturnToRoom(Nurse), Covering(Invited), s)).Then(new MemberReturned(Nurse));
        outside.And(new ItemClosed(Item)).When(s => RoomDecider.Decide(new ReturnToRoom(Nurse), Coverage.None, s)).Then(new MemberReturned(Nurse));
    }

    [Fact]
    public void Coming_twice_is_coming_once_and_coming_back_is_said_as_such()
    {
        InTheRoom.When(s => RoomDecider.Decide(new RecordAttendance(Nurse), Coverage.None, s)).ThenNothing();
        InTheRoom.When(s => RoomDecider.Decide(new ReturnToRoom(Nurse), Coverage.None, s)).ThenNothing();
        InTheRoom.When(s => RoomDecider.Decide(new ReturnToRoom(Lawyer), Coverage.None, s)).ThenRefused(RefusalReason.WrongState);
        InTheRoom.And(new MemberSteppedOut(Nurse)).When(s => RoomDecider.Decide(new RecordAttendance(Nurse), Coverage.None, s)).ThenRefused(RefusalReason.WrongState);
        InTheRoom.When(s => RoomDecider.Decide(new StepOut(Lawyer), s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void Apologies_come_with_information_and_not_from_somebody_who_is_there()
    {
        Given(Called).When(s => RoomDecider.Decide(new ReceiveApologies(Lawyer, Text("the visa is filed")), s)).Then(new ApologiesReceived(Lawyer, Text("the visa is filed")));
        InTheRoom.When(s => RoomDecider.Decide(new ReceiveApologies(Nurse, null), s)).ThenRefused(RefusalReason.WrongState);
        Given(Called).When(s => RoomDecider.Decide(new ReceiveApologies(Stranger, null), s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void Who_was_not_told_of_an_item_gets_the_answer_for_an_item_that_does_not_exist()
    {
        var told = Given(Called, Proposed, new AgendaPublished([new AgendaEntry(Item, [Advocate, Nurse])]), new ReviewOpened());
        var withheld = told.When(s => RoomDecider.Decide(DetectiveRecuses, s)).ThenRefused(RefusalReason.NotFound);
        var unknown = told.When(s => RoomDecider.Decide(DetectiveRecuses with { Item = OtherItem }, s)).ThenRefused(RefusalReason.NotFound);
        Assert.Equal(unknown.Refusal, withheld.Refusal);
        told.When(s => RoomDecider.Decide(new DeclareConflict(Item, Detective, Text("my cousin")), s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void Who_recuses_themselves_during_an_item_leaves_at_once() =>
        Discussed.When(s => RoomDecider.Decide(DetectiveRecuses, s)).Then(new MemberSteppedOut(Detective), new MemberRecused(Item, Detective));

    [Fact]
    public void An_item_does_not_open_before_the_recused_have_left()
    {
        var recused = InTheRoom.And(new MemberRecused(Item, Detective));
        recused.When(s => AgendaItemDecider.Decide(new OpenAgendaItem(Item, Now), Covering(Invited), s)).ThenRefused(RefusalReason.Recused);
        Assert.IsType<ItemOpened>(Assert.Single(recused.And(new MemberSteppedOut(Detective)).When(s => AgendaItemDecider.Decide(new OpenAgendaItem(Item, Now), Covering(Invited), s)).Events));
        recused.And(new MemberSteppedOut(Detective), Opened).When(s => RoomDecider.Decide(new ReturnToRoom(Detective), Covering(Invited), s)).ThenRefused(RefusalReason.RoomNotCovered);
    }

    [Fact]
    public void The_chair_is_handed_to_somebody_invited_and_while_the_meeting_is_open_to_somebody_in_the_room()
    {
        var hand = new HandOverChair(Nurse, Coordinator);
        Given(Called).When(s => MeetingDecider.Decide(hand with { To = Lawyer }, s)).Then(new ChairHandedOver(Lawyer, Coordinator));
        Given(Called).When(s => MeetingDecider.Decide(hand with { To = Stranger }, s)).ThenRefused(RefusalReason.InvalidInput, "member");
        Discussed.When(s => MeetingDecider.Decide(hand with { To = Lawyer }, s)).ThenRefused(RefusalReason.InvalidInput, "member");
        Discussed.When(s => MeetingDecider.Decide(hand with { To = Coordinator }, s)).ThenNothing();
        Discussed.And(new ItemClosed(Item), new ReviewClosed()).When(s => MeetingDecider.Decide(hand, s)).ThenRefused(RefusalReason.WrongState);
        var handed = Discussed.And(MeetingDecider.Decide(hand, Discussed).Events);
        Assert.Null(ReviewStanding.ToLead(Item, Nurse, isCoordinator: false, handed));
        Assert.Equal(RefusalReason.NotYours, ReviewStanding.ToLead(Item, Coordinator, isCoordinator: false, handed)!.Reason);
    }

    [Fact]
    public void A_conflict_is_declared_with_its_nature_once()
    {
        var declare = new DeclareConflict(Item, Detective, Text("I arrested her once"));
        InTheRoom.When(s => RoomDecider.Decide(declare, s)).Then(new ConflictDeclared(Item, Detective, declare.Nature));
        InTheRoom.And(new ConflictDeclared(Item, Detective, declare.Nature)).When(s => RoomDecider.Decide(declare, s)).ThenNothing();
        InTheRoom.When(s => RoomDecider.Decide(declare with { Nature = Text(" ") }, s)).ThenRefused(RefusalReason.InvalidInput, "nature");
    }
}
