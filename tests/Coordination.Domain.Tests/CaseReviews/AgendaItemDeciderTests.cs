using Coordination.Domain.CaseReviews;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class AgendaItemDeciderTests
{
    private static readonly OpenAgendaItem Open = new(Item, Now);

    [Fact]
    public void An_item_opens_when_everybody_in_the_room_may_hear_it()
    {
        var opened = Assert.IsType<ItemOpened>(Assert.Single(InTheRoom.When(s => AgendaItemDecider.Decide(Open, Covering(Invited.But(Lawyer)), s)).Events));
        Assert.Equal([Advocate, Coordinator, Detective, Nurse], opened.InTheRoom);
        Assert.Equal(3, opened.Verdicts.Count);
    }

    [Fact]
    public void An_item_does_not_open_while_somebody_in_the_room_may_not_hear_it()
    {
        var refused = InTheRoom.When(s => AgendaItemDecider.Decide(Open, Covering(Invited.But(Detective)), s)).ThenRefused(RefusalReason.RoomNotCovered);
        var evidence = Assert.IsType<ItemOpeningRefused>(Assert.Single(refused.Evidence));
        Assert.Equal([Coordinator, Detective, Nurse], evidence.Verdicts.Select(answer => answer.Member));
    }

    [Fact]
    public void The_refusal_names_nobody_and_is_the_same_for_everybody()
    {
        var one = InTheRoom.When(s => AgendaItemDecider.Decide(Open, Covering(Invited.But(Detective)), s)).ThenRefused(RefusalReason.RoomNotCovered);
        var other = InTheRoom.When(s => AgendaItemDecider.Decide(Open, Covering(), s)).ThenRefused(RefusalReason.RoomNotCovered);
        Assert.Equal(one.Refusal, other.Refusal);
        Assert.DoesNotContain(Invited, member => one.Refusal.Message.Contains(member.Person.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_custodian_can_see_who_stood_in_the_way()
    {
        var refused = InTheRoom.When(s => AgendaItemDecider.Decide(Open, Covering(Invited.But(Detective)), s)).ThenRefused(RefusalReason.RoomNotCovered);
        var item = ((KnownReview)InTheRoom.And(refused.Evidence)).Meeting.Find(Item)!;
        Assert.Equal([Detective], Assert.IsType<ProposedItem>(item.Stage).NotCovered);
    }

    [Fact]
    public void When_the_uncovered_step_out_the_item_opens() =>
        Assert.IsType<ItemOpened>(Assert.Single(InTheRoom.And(new MemberSteppedOut(Detective)).When(s => AgendaItemDecider.Decide(Open, Covering(Invited.But(Detective)), s)).Events));

    [Fact]
    public void Missing_answers_of_the_gate_deny() =>
        InTheRoom.When(s => AgendaItemDecider.Decide(Open, Coverage.None, s)).ThenRefused(RefusalReason.RoomNotCovered);

    [Fact]
    public void Everybody_signs_the_confidentiality_statement_first() =>
        InTheRoom.And(new AttendanceRecorded(Lawyer)).When(s => AgendaItemDecider.Decide(Open, Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);

    [Fact]
    public void An_item_is_opened_while_the_chair_is_in_the_room()
    {
        var without = InTheRoom.And(new MemberSteppedOut(Coordinator));
        without.When(s => AgendaItemDecider.Decide(Open, Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);
        Assert.IsType<ItemOpened>(Assert.Single(without.And(new ChairHandedOver(Nurse, Coordinator)).When(s => AgendaItemDecider.Decide(Open, Covering(Invited), s)).Events));
    }

    [Fact]
    public void One_item_is_discussed_at_a_time()
    {
        var two = Given(Called, Proposed, ProposedAs(OtherItem), new AgendaPublished([new AgendaEntry(Item, Invited), new AgendaEntry(OtherItem, Invited)]), new ReviewOpened()).And(Entering(Advocate, Nurse, Coordinator)).And(Opened);
        two.When(s => AgendaItemDecider.Decide(new OpenAgendaItem(OtherItem, Now), Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);
        Assert.IsType<ItemOpened>(Assert.Single(two.And(new ItemClosed(Item)).When(s => AgendaItemDecider.Decide(new OpenAgendaItem(OtherItem, Now), Covering(Invited), s)).Events));
    }

    [Fact]
    public void The_time_taken_runs_while_an_item_is_discussed_and_stands_when_it_is_closed_or_taken_off()
    {
        TimeSpan? Taken(ReviewState state, int minutes) => ((KnownReview)state).Meeting.Find(Item)!.TimeTaken(Now.AddMinutes(minutes));
        var open = InTheRoom.And(Opened with { At = Now });

        Assert.Null(Taken(InTheRoom, 5));
        Assert.Equal(TimeSpan.FromMinutes(5), Taken(open, 5));
        Assert.Equal(TimeSpan.FromMinutes(14), Taken(open.And(new ItemClosed(Item) { At = Now.AddMinutes(14) }), 90));
        Assert.Equal(TimeSpan.FromMinutes(3), Taken(open.And(new AgendaItemWithdrawn(Item, Advocate.Person, Invited) { At = Now.AddMinutes(3) }), 90));
        Assert.Null(Taken(InTheRoom.And(new ItemClosed(Item) { At = Now.AddMinutes(14) }), 90)); // not reached
        Assert.Null(Taken(InTheRoom.And(Opened, new ItemClosed(Item)), 90)); // from before times were kept
    }

    [Fact]
    public void Nothing_is_discussed_without_the_agency_that_brings_it() =>
        InTheRoom.And(new MemberSteppedOut(Advocate)).When(s => AgendaItemDecider.Decide(Open, Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);

    [Fact]
    public void An_item_is_opened_once_and_closed_once()
    {
        Discussed.When(s => AgendaItemDecider.Decide(Open, Covering(Invited), s)).ThenNothing();
        Discussed.When(s => AgendaItemDecider.Decide(new CloseAgendaItem(Item, Now), s)).Then(new ItemClosed(Item) { At = Now });
        Discussed.And(new ItemClosed(Item)).When(s => AgendaItemDecider.Decide(new CloseAgendaItem(Item, Now), s)).ThenNothing();
        Discussed.And(new ItemClosed(Item)).When(s => AgendaItemDecider.Decide(Open, Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void Earlier_actions_come_before_anything_new()
    {
        var opened = InTheRoom.And(Opened);
        opened.When(s => AgendaItemDecider.Decide(new ProposeOption(Item, Option.Option, Advocate), Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);
        opened.When(s => AgendaItemDecider.Decide(new StateSurvivorView(Item, View.Way, View.View, Advocate), Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);
        opened.When(s => AgendaItemDecider.Decide(new ReviewPriorActions(Item, [], Coordinator), [], Covering(Invited), s)).Then(new PriorActionsReviewed(Item, []));
    }

    [Fact]
    public void Her_view_is_stated_by_the_agency_that_serves_her_in_four_ways()
    {
        var opened = InTheRoom.And(Opened, new PriorActionsReviewed(Item, []));
        opened.When(s => AgendaItemDecider.Decide(new StateSurvivorView(Item, SurvivorViewWay.InPerson, View.View, Detective), Covering(Invited), s)).ThenRefused(RefusalReason.NotYours);
        foreach (var way in new[] { SurvivorViewWay.InPerson, SurvivorViewWay.InWriting, SurvivorViewWay.ThroughAdvocate })
        {
            opened.When(s => AgendaItemDecider.Decide(new StateSurvivorView(Item, way, View.View, Advocate), Covering(Invited), s)).Then(new SurvivorViewStated(Item, way, View.View));
            opened.When(s => AgendaItemDecider.Decide(new StateSurvivorView(Item, way, null, Advocate), Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "view");
        }

        opened.When(s => AgendaItemDecider.Decide(new StateSurvivorView(Item, SurvivorViewWay.ChoseNotTo, null, Advocate), Covering(Invited), s)).Then(new SurvivorViewStated(Item, SurvivorViewWay.ChoseNotTo, null));
        opened.When(s => AgendaItemDecider.Decide(new StateSurvivorView(Item, SurvivorViewWay.ChoseNotTo, View.View, Advocate), Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "view");
    }

    [Fact]
    public void Only_who_is_in_the_room_is_heard()
    {
        Discussed.When(s => AgendaItemDecider.Decide(new ProposeOption(Item, Option.Option, Lawyer), Covering(Invited), s)).ThenRefused(RefusalReason.NotYours);
        Discussed.When(s => AgendaItemDecider.Decide(new ProposeOption(Item, Option.Option, Stranger), Covering(Invited), s)).ThenRefused(RefusalReason.NotFound);
        Discussed.When(s => AgendaItemDecider.Decide(new ProposeOption(Item, Option.Option, Nurse), Covering(Invited), s)).Then(new OptionProposed(Item, 2, Option.Option, Nurse));
    }

    [Fact]
    public void Texts_and_options_have_limits_so_that_every_fact_can_be_stored()
    {
        var opened = InTheRoom.And(Opened, new PriorActionsReviewed(Item, []));
        opened.When(s => AgendaItemDecider.Decide(new ProposeOption(Item, Text(new string('x', 2_001)), Advocate), Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "option");
        var many = Enumerable.Range(1, AgendaItemDecider.MostOptions).Select(number => Option with { Number = number });
        opened.And(many).When(s => AgendaItemDecider.Decide(new ProposeOption(Item, Option.Option, Advocate), Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "option");
        Given(Called).When(s => RoomDecider.Decide(new ReceiveApologies(Lawyer, Text(" ")), s)).ThenRefused(RefusalReason.InvalidInput, "information");
    }

    [Fact]
    public void What_she_takes_back_while_it_is_discussed_is_not_written_down_any_further()
    {
        var withdrawn = Covering(Invited.But(Detective));
        Func<ReviewState, Decision<ReviewEvent>>[] recordings =
        [
            s => AgendaItemDecider.Decide(new ReviewPriorActions(Item, [], Coordinator), [], withdrawn, s),
            s => AgendaItemDecider.Decide(new StateSurvivorView(Item, SurvivorViewWay.InPerson, View.View, Advocate), withdrawn, s),
            s => AgendaItemDecider.Decide(new ProposeOption(Item, Option.Option, Nurse), withdrawn, s),
            s => ActionDecider.Decide(Assign, withdrawn, s),
            s => TeamDecisionDecider.Decide(Decide with { Decision = new DecisionId(Guid.NewGuid()) }, withdrawn, s),
            s => TeamDecisionDecider.Decide(new RecordDissent(Housing, Nurse, Text("no")), withdrawn, s),
            s => TeamDecisionDecider.Decide(new SupersedeDecision(Housing, new DecisionId(Guid.NewGuid()), Text("full"), Coordinator), withdrawn, s),
        ];
        Assert.Single(recordings.Select(record => Decided.When(record).ThenRefused(RefusalReason.ConsentRequired).Refusal).Distinct());

        Decided.When(s => RoomDecider.Decide(new StepOut(Detective), s)).Then(new MemberSteppedOut(Detective));
        Assert.NotEmpty(Decided.When(s => RoomDecider.Decide(new RecuseMember(Item, Detective), s)).Events);
        Decided.When(s => AgendaItemDecider.Decide(new CloseAgendaItem(Item, Now), s)).Then(new ItemClosed(Item) { At = Now });
        Decided.And(new MemberSteppedOut(Detective)).When(s => AgendaItemDecider.Decide(new ProposeOption(Item, Option.Option, Nurse), withdrawn, s)).Then(new OptionProposed(Item, 2, Option.Option, Nurse));
        Decided.And(new ItemClosed(Item)).When(s => TeamDecisionDecider.Decide(new RecordDissent(Housing, Nurse, Text("no")), withdrawn, s)).Then(new DissentRecorded(Housing, Nurse, Text("no")));
    }
}
