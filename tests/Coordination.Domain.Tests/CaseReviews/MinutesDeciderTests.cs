using Coordination.Domain.CaseReviews;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class MinutesDeciderTests
{
    private static readonly WriteItemMinutes Write = new(Item, Text("A room until May."), Coordinator);
    private static readonly ItemMinutesWritten Written = new(Item, Write.Text, Coordinator);

    private static ReviewState Closed => Discussed.And(new ItemClosed(Item));

    [Fact]
    public void Who_heard_an_item_writes_its_minutes()
    {
        Discussed.When(s => MinutesDecider.Decide(Write, Covering(Invited), s)).Then(Written);
        Closed.When(s => MinutesDecider.Decide(Write, Covering(Invited), s)).Then(Written);
        Closed.When(s => MinutesDecider.Decide(Write with { By = Lawyer }, Covering(Invited), s)).ThenRefused(RefusalReason.NotYours);
        Closed.When(s => MinutesDecider.Decide(Write with { Text = Text("") }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "minutes");
        Closed.And(Written).When(s => MinutesDecider.Decide(Write, Covering(Invited), s)).ThenNothing();
    }

    [Fact]
    public void Who_comes_in_for_the_rest_of_an_item_heard_it_too()
    {
        var late = Discussed.And(Entering(Lawyer));
        late.When(s => MinutesDecider.Decide(Write with { By = Lawyer }, Covering(Invited), s)).Then(Written with { By = Lawyer });
        Assert.DoesNotContain(Lawyer, ((KnownReview)Closed.And(Entering(Lawyer))).Meeting.Find(Item)!.Heard);
    }

    [Fact]
    public void Who_is_not_covered_any_more_is_told_that_there_is_no_such_item()
    {
        Closed.When(s => MinutesDecider.Decide(Write, Covering(Invited.But(Coordinator)), s)).ThenRefused(RefusalReason.NotFound);
        Closed.And(Written).When(s => MinutesDecider.Decide(new AgreeItemMinutes(Item, 1, Nurse, Now), Covering(Invited.But(Nurse)), s)).ThenRefused(RefusalReason.NotFound);
        Closed.And(new MemberRecused(Item, Coordinator)).When(s => MinutesDecider.Decide(Write, Covering(Invited), s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void Nothing_is_written_while_somebody_in_the_room_may_not_hear_it() =>
        Discussed.When(s => MinutesDecider.Decide(Write, Covering(Invited.But(Nurse)), s)).ThenRefused(RefusalReason.ConsentRequired);

    [Fact]
    public void Attendees_agree_to_the_edition_that_they_read()
    {
        Closed.When(s => MinutesDecider.Decide(new AgreeItemMinutes(Item, 1, Nurse, Now), Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);
        var again = Closed.And(Written, Written with { Text = Text("A room until June.") });
        again.When(s => MinutesDecider.Decide(new AgreeItemMinutes(Item, 1, Nurse, Now), Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);
        again.When(s => MinutesDecider.Decide(new AgreeItemMinutes(Item, 2, Nurse, Now), Covering(Invited), s)).Then(new ItemMinutesAgreed(Item, Nurse) { At = Now });
        again.When(s => MinutesDecider.Decide(new AgreeItemMinutes(Item, 2, Coordinator, Now), Covering(Invited), s)).ThenNothing();
        again.When(s => MinutesDecider.Decide(new AgreeItemMinutes(Item, 2, Lawyer, Now), Covering(Invited), s)).ThenRefused(RefusalReason.NotYours);
    }

    [Fact]
    public void Nobody_agrees_a_second_time_for_another_agency()
    {
        // As it may be in a review that was called before nobody could be invited for two agencies.
        var maraOfTheHarbor = new Member(Advocate.Agency, Coordinator.Person);
        var written = Given(Called with { Invited = [.. Invited, maraOfTheHarbor] }, Proposed, new AgendaPublished([new AgendaEntry(Item, [.. Invited, maraOfTheHarbor])]), new ReviewOpened())
            .And(Entering(Advocate, Coordinator, Nurse, maraOfTheHarbor))
            .And(Opened with { InTheRoom = [Advocate, Coordinator, Nurse, maraOfTheHarbor] }, Written);

        written.When(s => MinutesDecider.Decide(new AgreeItemMinutes(Item, 1, maraOfTheHarbor, Now), Covering(Invited), s)).ThenNothing();
        written.When(s => MinutesDecider.Decide(new AgreeItemMinutes(Item, 1, Nurse, Now), Covering(Invited), s)).Then(new ItemMinutesAgreed(Item, Nurse) { At = Now });
    }

    [Fact]
    public void Minutes_that_somebody_agreed_to_are_not_replaced()
    {
        var agreed = Closed.And(Written, new ItemMinutesAgreed(Item, Nurse));
        agreed.When(s => MinutesDecider.Decide(Write with { Text = Text("Something else.") }, Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);
        agreed.When(s => MinutesDecider.Decide(new AgreeItemMinutes(Item, 1, Nurse, Now), Covering(Invited), s)).ThenNothing();
    }

    [Fact]
    public void A_review_closes_with_minutes_item_by_item_and_agreement_can_follow()
    {
        Closed.When(s => MeetingDecider.Decide(new CloseReview(Now), s)).ThenRefused(RefusalReason.WrongState);
        var over = Closed.And(Written).When(s => MeetingDecider.Decide(new CloseReview(Now), s));
        over.Then(new ReviewClosed { At = Now, Invited = Invited });
        Closed.And(Written, new ReviewClosed()).When(s => MinutesDecider.Decide(new AgreeItemMinutes(Item, 1, Nurse, Now), Covering(Invited), s)).Then(new ItemMinutesAgreed(Item, Nurse) { At = Now });
        Closed.And(Written, new ReviewClosed()).When(s => MinutesDecider.Decide(Write, Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);
    }
}
