using Coordination.Domain.CaseReviews;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class AgendaChangeDeciderTests
{
    private static readonly Member Colleague = new(Detective.Agency, new PersonId("lena"));

    private static ReviewState TwoItems => Given(Called, Proposed, ProposedAs(OtherItem), new AgendaPublished([new AgendaEntry(Item, Invited), new AgendaEntry(OtherItem, Invited)]));

    [Fact]
    public void A_colleague_of_the_same_agency_comes_instead_and_is_told_of_nothing_by_that()
    {
        var replaced = TwoItems.And(TwoItems.When(s => AgendaChangeDecider.Decide(new ReplaceMember(Detective, Colleague), s)).Events);
        var meeting = ((KnownReview)replaced).Meeting;
        Assert.Contains(Colleague, meeting.Invited);
        Assert.Equal(Invited.Count, meeting.Invited.Count);
        Assert.All(meeting.Agenda, item => Assert.False(item.IsKnownTo(Colleague) || item.IsKnownTo(Detective)));
        replaced.When(s => AgendaChangeDecider.Decide(new ReplaceMember(Detective, Colleague), s)).ThenNothing();
    }

    [Fact]
    public void A_replacement_stays_within_an_agency_and_before_the_meeting()
    {
        TwoItems.When(s => AgendaChangeDecider.Decide(new ReplaceMember(Detective, Stranger), s)).ThenRefused(RefusalReason.InvalidInput, "in");
        TwoItems.When(s => AgendaChangeDecider.Decide(new ReplaceMember(Nurse, SecondNurse), s)).ThenRefused(RefusalReason.InvalidInput, "in");
        TwoItems.When(s => AgendaChangeDecider.Decide(new ReplaceMember(Stranger, Colleague), s)).ThenRefused(RefusalReason.InvalidInput, "out");
        TwoItems.And(new ReviewOpened()).When(s => AgendaChangeDecider.Decide(new ReplaceMember(Detective, Colleague), s)).ThenRefused(RefusalReason.WrongState);
        Uncalled.When(s => AgendaChangeDecider.Decide(new ReplaceMember(Detective, Colleague), s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void Nobody_comes_instead_of_a_colleague_who_sits_there_for_another_agency()
    {
        var ninaOfThePolice = new Member(Detective.Agency, Nurse.Person);
        TwoItems.When(s => AgendaChangeDecider.Decide(new ReplaceMember(Detective, ninaOfThePolice), s)).ThenRefused(RefusalReason.InvalidInput, "in");
        TwoItems.And(new MemberReplaced(Nurse, new Member(Nurse.Agency, new PersonId("lena"))))
            .When(s => AgendaChangeDecider.Decide(new ReplaceMember(Detective, ninaOfThePolice), s)).Then(new MemberReplaced(Detective, ninaOfThePolice, Called.StartsAt));
    }

    [Fact]
    public void A_chair_who_is_replaced_hands_over_the_chair() =>
        Assert.Equal(new Member(Coordinator.Agency, new PersonId("tom")), ((KnownReview)TwoItems.And(new MemberReplaced(Coordinator, new Member(Coordinator.Agency, new PersonId("tom"))))).Meeting.Chair);

    [Fact]
    public void An_order_names_every_item_that_is_still_to_be_discussed_once()
    {
        TwoItems.When(s => AgendaChangeDecider.Decide(new OrderAgenda([OtherItem]), s)).ThenRefused(RefusalReason.InvalidInput, "items");
        TwoItems.When(s => AgendaChangeDecider.Decide(new OrderAgenda([OtherItem, OtherItem]), s)).ThenRefused(RefusalReason.InvalidInput, "items");
        TwoItems.When(s => AgendaChangeDecider.Decide(new OrderAgenda([Item, OtherItem]), s)).ThenNothing();
        TwoItems.When(s => AgendaChangeDecider.Decide(new OrderAgenda([OtherItem, Item]), s)).Then(new AgendaOrdered([OtherItem, Item]));
        Assert.Equal([OtherItem, Item], Agenda(TwoItems.And(new AgendaOrdered([OtherItem, Item]))));
        Assert.Equal([OtherItem, Item], Agenda(TwoItems.And(new ReviewOpened(), new ItemClosed(OtherItem)).And(new AgendaOrdered([Item]))));
    }

    [Fact]
    public void An_item_has_the_reviews_time_until_it_is_given_its_own()
    {
        TwoItems.When(s => AgendaChangeDecider.Decide(new SetItemTime(Item, 0), s)).ThenRefused(RefusalReason.InvalidInput, "minutes");
        TwoItems.When(s => AgendaChangeDecider.Decide(new SetItemTime(new AgendaItemId(Guid.NewGuid()), 20), s)).ThenRefused(RefusalReason.NotFound);
        TwoItems.When(s => AgendaChangeDecider.Decide(new SetItemTime(Item, 20), s)).Then(new ItemTimeSet(Item, 20));
        TwoItems.And(new ItemTimeSet(Item, 20)).When(s => AgendaChangeDecider.Decide(new SetItemTime(Item, 20), s)).ThenNothing();
    }

    [Fact]
    public void The_custodian_takes_an_item_off_and_the_event_names_those_who_were_told()
    {
        TwoItems.When(s => AgendaChangeDecider.Decide(new WithdrawAgendaItem(Item, Advocate, Now), s)).Then(new AgendaItemWithdrawn(Item, Advocate.Person, Invited) { At = Now });
        TwoItems.When(s => AgendaChangeDecider.Decide(new WithdrawAgendaItem(Item, Nurse, Now), s)).ThenRefused(RefusalReason.NotYours);
        Given(Called, Proposed).When(s => AgendaChangeDecider.Decide(new WithdrawAgendaItem(Item, Nurse, Now), s)).ThenRefused(RefusalReason.NotFound);
        TwoItems.When(s => AgendaChangeDecider.Decide(new WithdrawAgendaItem(Item, Stranger, Now), s)).ThenRefused(RefusalReason.NotFound);

        var off = TwoItems.And(new AgendaItemWithdrawn(Item, Advocate.Person, Invited));
        off.When(s => AgendaChangeDecider.Decide(new WithdrawAgendaItem(Item, Advocate, Now), s)).ThenNothing();
        off.And(new ReviewOpened()).When(s => AgendaItemDecider.Decide(new OpenAgendaItem(Item, Now), Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);
        Assert.DoesNotContain(((AgendaPublished)off.When(s => AgendaDecider.Decide(new PublishAgenda(), new Dictionary<AgendaItemId, Coverage> { [OtherItem] = Covering(Advocate) }, s)).Events[0]).Entries, entry => entry.Item == Item);
    }

    [Fact]
    public void Nobody_who_may_not_know_of_the_item_learns_that_a_review_is_closed()
    {
        var over = TwoItems.And(new ReviewOpened(), new ReviewClosed());
        over.When(s => AgendaChangeDecider.Decide(new WithdrawAgendaItem(Item, Advocate, Now), s)).ThenRefused(RefusalReason.WrongState);
        over.When(s => AgendaChangeDecider.Decide(new WithdrawAgendaItem(Item, Nurse, Now), s)).ThenRefused(RefusalReason.NotYours);
        over.When(s => AgendaChangeDecider.Decide(new WithdrawAgendaItem(new AgendaItemId(Guid.NewGuid()), Advocate, Now), s)).ThenRefused(RefusalReason.NotFound);
        over.When(s => AgendaChangeDecider.Decide(new WithdrawAgendaItem(Item, Stranger, Now), s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void Taking_an_item_off_in_the_middle_ends_the_talking_and_keeps_what_was_said()
    {
        var off = Discussed.And(new AgendaItemWithdrawn(Item, Advocate.Person, Invited));
        var item = ((KnownReview)off).Meeting.Find(Item)!;
        Assert.True(item is { IsWithdrawn: true, Stage: ClosedItem { Discussion.Options.Count: 1 } });
        off.When(s => AgendaItemDecider.Decide(new ProposeOption(Item, Text("another"), Nurse), Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void What_a_member_knows_of_an_item_goes_to_the_item_and_only_from_who_may_hear_it()
    {
        var command = new SendInformation(Item, Lawyer, Text("the hearing was moved"));
        TwoItems.When(s => AgendaChangeDecider.Decide(command, Covering(Invited), s)).Then(new InformationSentIn(Item, Lawyer, command.Information));
        TwoItems.When(s => AgendaChangeDecider.Decide(command, Covering(Invited.But(Lawyer)), s)).ThenRefused(RefusalReason.NotFound);
        Given(Called, Proposed).When(s => AgendaChangeDecider.Decide(command, Covering(Invited), s)).ThenRefused(RefusalReason.NotFound);
        TwoItems.And(new MemberRecused(Item, Lawyer)).When(s => AgendaChangeDecider.Decide(command, Covering(Invited), s)).ThenRefused(RefusalReason.Recused);
        TwoItems.When(s => AgendaChangeDecider.Decide(command with { Information = Text(" ") }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "information");

        var sent = TwoItems.And(new InformationSentIn(Item, Lawyer, command.Information));
        sent.When(s => AgendaChangeDecider.Decide(command, Covering(Invited), s)).ThenNothing();
        Assert.Single(((KnownReview)sent.And(new InformationSentIn(Item, Lawyer, Text("and moved again")))).Meeting.Find(Item)!.SentIn);
    }

    [Fact]
    public void Nobody_writes_to_a_meeting_without_end()
    {
        var sent = Enumerable.Range(1, AgendaChangeDecider.MostSentIn).Select(n => new InformationSentIn(Item, Lawyer, Text($"number {n}")));
        var more = new SendInformation(Item, Lawyer, Text("and another"));
        TwoItems.And([.. sent.SkipLast(1)]).When(s => AgendaChangeDecider.Decide(more, Covering(Invited), s)).Then(new InformationSentIn(Item, Lawyer, more.Information));
        TwoItems.And([.. sent]).When(s => AgendaChangeDecider.Decide(more, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "information");

        var apologies = Enumerable.Range(1, RoomDecider.MostApologies).Select(n => new ApologiesReceived(Lawyer, Text($"number {n}")));
        TwoItems.And([.. apologies.SkipLast(1)]).When(s => RoomDecider.Decide(new ReceiveApologies(Lawyer, null), s)).Then(new ApologiesReceived(Lawyer, null));
        TwoItems.And([.. apologies]).When(s => RoomDecider.Decide(new ReceiveApologies(Lawyer, null), s)).ThenRefused(RefusalReason.InvalidInput, "information");
    }

    private static IEnumerable<AgendaItemId> Agenda(ReviewState state) => ((KnownReview)state).Meeting.Agenda.Select(item => item.Matter.Item);
}
