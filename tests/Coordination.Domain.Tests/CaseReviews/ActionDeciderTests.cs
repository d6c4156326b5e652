using Coordination.Domain.CaseReviews;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class ActionDeciderTests
{
    private static readonly ActionAssigned Assigned = new(FindRoom, Item, null, Nurse, Assign.Task, Assign.Due);
    private static readonly EndAction Complete = new(FindRoom, new CompletedAction(), Nurse);

    [Fact]
    public void An_action_has_an_owner_of_the_review_and_a_date() =>
        Discussed.When(s => ActionDecider.Decide(Assign, Covering(Invited), s)).Then(Assigned);

    [Fact]
    public void Who_may_not_hear_the_item_is_given_no_action_from_it() =>
        Discussed.When(s => ActionDecider.Decide(Assign with { Owner = Lawyer }, Covering(Invited.But(Lawyer)), s)).ThenRefused(RefusalReason.ConsentRequired, "owner");

    [Fact]
    public void Who_recused_themselves_or_was_not_invited_is_given_no_action()
    {
        Discussed.And(new MemberRecused(Item, Lawyer)).When(s => ActionDecider.Decide(Assign with { Owner = Lawyer }, Covering(Invited), s)).ThenRefused(RefusalReason.Recused, "owner");
        Discussed.When(s => ActionDecider.Decide(Assign with { Owner = Stranger }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "owner");
    }

    [Fact]
    public void An_action_is_not_due_before_it_is_given()
    {
        Discussed.When(s => ActionDecider.Decide(Assign with { Due = Assign.Today }, Covering(Invited), s)).Then(Assigned with { Due = Assign.Today });
        Discussed.When(s => ActionDecider.Decide(Assign with { Due = Assign.Today.AddDays(-1) }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "due");
        Discussed.When(s => ActionDecider.Decide(Assign with { Due = Assign.Today.AddDays(400) }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "due");
    }

    [Fact]
    public void An_action_says_when_its_day_ends_where_the_task_force_is()
    {
        var end = new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.FromHours(-5));
        Discussed.When(s => ActionDecider.Decide(Assign with { DueBy = end }, Covering(Invited), s)).Then(Assigned with { DueBy = end });
    }

    [Fact]
    public void An_action_follows_from_a_decision_that_stands()
    {
        Discussed.When(s => ActionDecider.Decide(Assign with { Decision = Housing }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "decision");
        Decided.When(s => ActionDecider.Decide(Assign with { Decision = Housing }, Covering(Invited), s)).Then(Assigned with { Decision = Housing });
    }

    [Fact]
    public void There_are_two_kinds_of_unfinished_and_both_have_a_reason()
    {
        var assigned = Discussed.And(Assigned);
        assigned.When(s => ActionDecider.Decide(Complete, s)).Then(new ActionCompleted(FindRoom, Nurse));
        assigned.When(s => ActionDecider.Decide(Complete with { Outcome = new NotUndertakenAction(Text("no time")) }, s)).Then(new ActionNotUndertaken(FindRoom, Text("no time"), Nurse));
        assigned.When(s => ActionDecider.Decide(Complete with { Outcome = new NotPossibleAction(Text("it burned down")) }, s)).Then(new ActionNotPossible(FindRoom, Text("it burned down"), Nurse));
        assigned.When(s => ActionDecider.Decide(Complete with { Outcome = new NotPossibleAction(Text("")) }, s)).ThenRefused(RefusalReason.InvalidInput, "reason");
    }

    [Fact]
    public void What_two_who_lead_assign_alike_is_one_action_while_it_is_to_be_done()
    {
        var again = Assign with { Action = new ActionId(Guid.NewGuid()) };
        Discussed.And(Assigned).When(s => ActionDecider.Decide(again, Covering(Invited), s)).ThenRefused(RefusalReason.AlreadyExists);
        Assert.Single(ActionDecider.Decide(again with { Task = Text("call the other motel") }, Covering(Invited), Discussed.And(Assigned)).Events);
        Assert.Single(ActionDecider.Decide(again, Covering(Invited), Discussed.And(Assigned, new ActionNotUndertaken(FindRoom, Text("no time"), Nurse))).Events);
    }

    [Fact]
    public void An_action_ends_once()
    {
        var done = Discussed.And(Assigned, new ActionCompleted(FindRoom, Nurse));
        done.When(s => ActionDecider.Decide(Complete, s)).ThenNothing();
        done.When(s => ActionDecider.Decide(Complete with { Outcome = new NotPossibleAction(Text("no")) }, s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void An_action_is_ended_by_its_owners_agency_even_after_the_meeting()
    {
        Discussed.And(Assigned).When(s => ActionDecider.Decide(Complete with { By = Detective }, s)).ThenRefused(RefusalReason.NotFound);
        Discussed.And(Assigned, new ItemClosed(Item), new ReviewClosed()).When(s => ActionDecider.Decide(Complete with { By = SecondNurse }, s)).Then(new ActionCompleted(FindRoom, SecondNurse));
    }
}
