using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Projections.CoordinatorBoard;
using Xunit;

namespace Coordination.Projections.Tests.CoordinatorBoard;

public class CoordinatorBoardTests
{
    private static readonly CoordinatorBoardProjection s_board = AllProjections.CoordinatorBoard;
    private static readonly Member s_chair = new(new("coordination"), new("cora")), s_advocate = new(new("harbor"), new("ana")), s_detective = new(new("city-police"), new("reyes"));
    private static readonly ReviewId s_review = new(Id(1));
    private static readonly AgendaItemId s_item = new(Id(2));
    private static readonly DecisionId s_decision = new(Id(3));
    private static readonly ReleaseId s_release = new(Id(4));
    private static readonly SurvivorId s_survivor = new(Id(5));
    private static readonly CaseId s_case = new(Id(6));
    private static readonly string s_stream = $"review-{s_review}";

    [Fact]
    public void A_called_review_shows_its_agenda_by_the_items_of_the_meeting_and_no_survivor_or_case()
    {
        var rows = Called().Fold(s_board);
        var review = Assert.IsType<BoardReview>(Assert.Single(rows).Value);
        Assert.Equal(s_item, Assert.Single(review.Agenda).Item);
        Assert.Equal([s_detective, s_chair, s_advocate], review.Invited);
        var text = Log.Text(s_board, rows);
        Assert.DoesNotContain(s_survivor.ToString(), text, StringComparison.Ordinal);
        Assert.DoesNotContain(s_case.ToString(), text, StringComparison.Ordinal);
        Assert.DoesNotContain("the north field", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_that_the_room_is_not_covered_for_is_blocked_until_it_can_be_opened()
    {
        var refused = Called().By("coordination", s_stream, new ReviewOpened(), new ItemOpeningRefused(s_item, []));
        Assert.True(Item(refused).BlockedForConsent);
        var opened = refused.By("coordination", s_stream, new MemberSteppedOut(s_detective), new ItemOpened(s_item, [s_chair, s_advocate], []));
        Assert.False(Item(opened).BlockedForConsent);
        Assert.Equal(AgendaProgress.Open, Item(opened).Progress);
    }

    [Fact]
    public void A_decision_shows_votes_dissent_and_what_replaced_it()
    {
        var other = new DecisionId(Id(33));
        var decision = Assert.Single(Item(Decided().By("harbor", s_stream, new DissentRecorded(s_decision, s_advocate, Sensitive.Of("too soon")), new DecisionSuperseded(s_decision, other, Sensitive.Of("new facts")))).Decisions);
        Assert.Equal([s_advocate], decision.Dissent);
        Assert.Equal(other, decision.SupersededBy);
        Assert.True(decision.AgainstSurvivorsView);
        Assert.Equal([Vote.For, Vote.Against], decision.Votes.Select(v => v.Vote));
    }

    [Fact]
    public void A_decision_shows_what_came_of_it_and_whether_it_follows_her_view_and_what_was_objected_and_corrected()
    {
        var log = Called().By("coordination", s_stream, new ReviewOpened(), new ItemOpened(s_item, [s_chair, s_advocate], []), Recorded(null) with { Outcome = DecisionOutcome.Tied, SurvivorsView = SurvivorsViewAnswer.Follows });
        Assert.Equal((DecisionOutcome.Tied, SurvivorsViewAnswer.Follows, false), Shown(log));
        log.By("harbor", s_stream, new CustodianObjected(s_item, s_decision, Sensitive.Of("she said no"), s_advocate, Log.Start));
        Assert.Equal((DecisionOutcome.Tied, SurvivorsViewAnswer.Follows, true), Shown(log));
        var again = new SurvivorViewStated(s_item, SurvivorViewWay.InWriting, Sensitive.Of("no motel"));
        Assert.Equal(SurvivorsViewAnswer.NotAnswered, Shown(log.By("harbor", s_stream, again)).SurvivorsView);
        log.By("coordination", s_stream,
            new SurvivorsViewAnswerCorrected(s_item, s_decision, SurvivorsViewAnswer.NotAnswered, SurvivorsViewAnswer.Opposes, Sensitive.Of("safety"), Sensitive.Of("wrong"), s_chair, Log.Start));
        Assert.Equal((DecisionOutcome.Tied, SurvivorsViewAnswer.Opposes, true), Shown(log));
        Assert.Equal(SurvivorsViewAnswer.Opposes, Shown(log.By("harbor", s_stream, again)).SurvivorsView);
        Assert.Equal((DecisionOutcome.Carried, null, false), Shown(Decided()));

        static (DecisionOutcome Outcome, SurvivorsViewAnswer? SurvivorsView, bool Objected) Shown(Log log) =>
            Assert.Single(Item(log).Decisions) is var decision ? (decision.Outcome, decision.SurvivorsView, decision.Objected) : default;
    }

    [Fact]
    public void A_meeting_shows_when_it_was_opened_and_closed_and_is_not_coming_any_more()
    {
        var called = Called().Fold(s_board).Values.OfType<BoardReview>().Single();
        Assert.Equal(called.StartsAt, called.Place.Due);
        var closed = Called().By("coordination", s_stream, new ReviewOpened { At = Log.Start }, new ReviewClosed { At = Log.Start.AddHours(2) }).Fold(s_board).Values.OfType<BoardReview>().Single();
        Assert.Equal((Log.Start, Log.Start.AddHours(2), null), (closed.OpenedAt, closed.ClosedAt, closed.Place.Due));
    }

    [Fact]
    public void An_action_is_late_when_its_day_has_ended_where_the_task_force_is()
    {
        var end = new DateTimeOffset(2026, 4, 6, 0, 0, 0, TimeSpan.FromHours(-5));
        var rows = Called().By("coordination", s_stream, Assigned(new(Id(10)), 5) with { DueBy = end }, Assigned(new(Id(11)), 5)).Fold(s_board).Values.OfType<BoardAction>().OrderBy(a => a.Action.Value).ToList();
        Assert.Equal([end, new DateTimeOffset(2026, 4, 6, 0, 0, 0, TimeSpan.Zero)], rows.Select(a => a.Place.Due!.Value));
    }

    [Fact]
    public void An_order_puts_what_is_over_first_and_what_was_proposed_since_last()
    {
        AgendaItemId first = new(Id(20)), second = new(Id(21)), withdrawn = new(Id(22)), since = new(Id(23));
        AgendaItemProposed Proposed(AgendaItemId item) => new(item, s_survivor, s_case, new("harbor"), new("ana"), Sensitive.Of("the north field"), [], [s_chair], []);
        var board = Called().By("coordination", s_stream, Proposed(first), Proposed(second), Proposed(withdrawn), Proposed(since),
            new AgendaItemWithdrawn(withdrawn, new("ana"), [s_chair]), new AgendaOrdered([second, s_item, first])).Fold(s_board).Values.OfType<BoardReview>().Single();
        Assert.Equal([withdrawn, second, s_item, first, since], board.Agenda.Select(item => item.Item));
    }

    [Fact]
    public void What_a_survivor_says_about_sharing_is_not_kept_on_the_board() =>
        Assert.Empty(new Log().By("harbor", $"consent-{s_survivor}", new ReleaseRevoked(s_release, new("ana"), Channel.InPerson)).Fold(s_board));

    [Fact]
    public void Actions_sort_by_the_day_on_which_they_are_due_and_end_in_three_ways()
    {
        ActionId late = new(Id(10)), soon = new(Id(11)), never = new(Id(12));
        var rows = Called().By("coordination", s_stream,
            Assigned(late, 20), Assigned(soon, 5), Assigned(never, 9),
            new ActionCompleted(soon, s_detective), new ActionNotUndertaken(late, Sensitive.Of("no time"), s_detective), new ActionNotPossible(never, Sensitive.Of("she moved"), s_detective))
            .Fold(s_board).Values.OfType<BoardAction>().OrderBy(a => a.Place.Sort, StringComparer.Ordinal).ToList();
        Assert.Equal([soon, never, late], rows.Select(a => a.Action));
        Assert.Equal(["completed", "notPossible", "notUndertaken"], rows.Select(a => a.Place.Status));
        Assert.All(rows, a => Assert.Equal("coordination", a.WrittenBy.Value));
    }

    private static ActionAssigned Assigned(ActionId action, int day) => new(action, s_item, s_decision, s_detective, Sensitive.Of("a task"), new(2026, 4, day));

    private static BoardAgendaItem Item(Log log) => Assert.Single(log.Fold(s_board).Values.OfType<BoardReview>().Single().Agenda);

    private static Log Called() => new Log().By("coordination", s_stream,
        new ReviewCalled(s_review, Log.Start.AddDays(7), Sensitive.Of("room 4"), [s_chair, s_advocate, s_detective], s_chair, 2),
        new AgendaItemProposed(s_item, s_survivor, s_case, new("harbor"), new("ana"), Sensitive.Of("the north field"), [], [s_chair], []),
        new AgendaPublished([new(s_item, [s_chair])]));

    private static Log Decided() => Called().By("coordination", s_stream, new ReviewOpened(), new ItemOpened(s_item, [s_chair, s_advocate], []),
        Recorded(Sensitive.Of("safety")));

    private static DecisionRecorded Recorded(Sensitive<string>? against) =>
        new(s_item, s_decision, 1, [1, 2], Sensitive.Of("because"), [new(s_advocate, Vote.Against), new(s_chair, Vote.For)], [s_chair, s_advocate], 2, against, 4, [s_release]);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
