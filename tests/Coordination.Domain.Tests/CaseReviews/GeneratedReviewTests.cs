using Coordination.Domain.CaseReviews;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

/// <summary>Meetings in which anybody does anything in any order, while consent comes and goes.</summary>
[Trait("Sweep", "true")]
public class GeneratedReviewTests
{
    private static readonly IReadOnlyList<AgendaItemId> Items = [Item, OtherItem];
    private static readonly IReadOnlyList<Member> Anybody = [.. Invited, Stranger];
    private static readonly IReadOnlyList<DecisionId> Decisions = [Housing, new DecisionId(Guid.NewGuid())];
    private static readonly IReadOnlyList<ActionId> Actions = [FindRoom, new ActionId(Guid.NewGuid())];

    [Fact]
    public void Whatever_is_tried_nobody_hears_what_they_may_not_hear()
    {
        var reached = new Reached();
        var meetings = Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), 120).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(600), Prop.ForAll(meetings, steps => Play(steps, reached)));

        // The properties would hold of meetings in which nothing happens, too.
        Assert.True(reached is { Opened: > 100, Refused: > 40, Decided: > 10, Recused: > 50, Closed: > 5, Ended: > 5 }, reached.ToString());
    }

    private static void Play(int[] steps, Reached reached)
    {
        ReviewState state = Given(Called, Proposed, ProposedAs(OtherItem), new AgendaPublished([new AgendaEntry(Item, Invited), new AgendaEntry(OtherItem, Invited.But(Lawyer))]), new ReviewOpened())
            .And(Entering(Advocate, Coordinator, Nurse));
        var ended = new HashSet<ActionId>();
        foreach (var step in steps)
        {
            var dice = new Dice(step);
            var covered = Invited.Where(_ => dice.Next(12) > 0).ToHashSet();
            var decision = Try(dice, Covering(covered), state);
            foreach (var @event in decision.Events)
            {
                Assert.IsNotType<ClosedReview>(@event is ActionCompleted or ActionNotPossible or ActionNotUndertaken ? null : state);
                state = state.And(@event);
                AssertAllowed(@event, (KnownReview)state, covered, ended);
                reached.Count(@event);
            }
        }
    }

    private static void AssertAllowed(ReviewEvent @event, KnownReview review, HashSet<Member> covered, HashSet<ActionId> ended)
    {
        if (review is OpenReview { Room: var room } open)
        {
            Assert.True(review.Meeting.Agenda.Count(item => item.Stage is OpenedItem) <= 1, "one item at a time");
            Assert.DoesNotContain(room.Present, member => open.UnderDiscussion?.Recused.Contains(member) ?? false);
            Assert.All(room.Present, member => Assert.Contains(member, Invited));
            AssertHeard(@event, open, covered);
        }

        if (@event is ActionCompleted { Action: var done })
            Assert.True(ended.Add(done), "an action ends once");
        if (@event is ActionNotPossible { Action: var not })
            Assert.True(ended.Add(not), "an action ends once");
    }

    private static void AssertHeard(ReviewEvent @event, OpenReview open, HashSet<Member> covered)
    {
        bool MayHear(Member member) => member.Agency == Advocate.Agency || covered.Contains(member);
        switch (@event)
        {
            case ItemOpened opened:
                Assert.All(open.Room.Present, member => Assert.True(MayHear(member) && open.Room.Signatories.Contains(member)));
                Assert.Equal(open.Room.Present, opened.InTheRoom);
                break;
            case AttendanceRecorded { Member: var came } when open.UnderDiscussion is not null:
                Assert.True(MayHear(came) && open.Room.Signatories.Contains(came));
                break;
            case MemberReturned { Member: var back } when open.UnderDiscussion is not null:
                Assert.True(MayHear(back));
                break;
            case DecisionRecorded decided:
                Assert.All(open.Room.Present, member => Assert.True(MayHear(member)));
                Assert.NotNull(((OpenedItem)open.UnderDiscussion!.Stage).Discussion.View);
                Assert.True(decided.Present.Select(member => member.Agency).Distinct().Count() >= open.Meeting.Quorum);
                Assert.All(decided.Votes, vote => Assert.Contains(vote.Member, decided.Present));
                break;
            case PriorActionsReviewed or SurvivorViewStated or OptionProposed:
                Assert.All(open.Room.Present, member => Assert.True(MayHear(member)));
                break;
            case ActionAssigned assigned:
                Assert.All(open.Room.Present, member => Assert.True(MayHear(member)));
                Assert.True(MayHear(assigned.Owner));
                break;
        }
    }

    private static Decision<ReviewEvent> Try(Dice dice, Coverage coverage, ReviewState state)
    {
        var (item, member) = (dice.Of(Items), dice.Of(Anybody));
        var present = state is OpenReview { Room.Present: { IsEmpty: false } inside } && dice.Next(4) > 0 ? dice.Of(inside) : member;
        return dice.Next(22) switch
        {
            0 => RoomDecider.Decide(new SignConfidentialityStatement(member), state),
            1 => RoomDecider.Decide(new RecordAttendance(member), coverage, state),
            2 => RoomDecider.Decide(new StepOut(member), state),
            3 => RoomDecider.Decide(new ReturnToRoom(member), coverage, state),
            4 => dice.Next(3) > 0 ? RoomDecider.Decide(new ReturnToRoom(member), coverage, state) : RoomDecider.Decide(new RecuseMember(item, member), state),
            5 => dice.Next(3) > 0 ? RoomDecider.Decide(new SignConfidentialityStatement(member), state) : RoomDecider.Decide(new DeclareConflict(item, member, Text("a cousin")), state),
            6 or 7 or 8 => AgendaItemDecider.Decide(new OpenAgendaItem(item, Now), coverage, state),
            9 or 10 => AgendaItemDecider.Decide(new ReviewPriorActions(item, [], present), [], coverage, state),
            11 or 12 => AgendaItemDecider.Decide(new StateSurvivorView(item, SurvivorViewWay.InWriting, Text("a room"), Advocate), coverage, state),
            13 or 14 => AgendaItemDecider.Decide(new ProposeOption(item, Text("a motel"), present), coverage, state),
            15 or 16 => TeamDecisionDecider.Decide(Decide with { Item = item, Decision = dice.Of(Decisions), By = present, Votes = [new(present, Vote.For)] }, coverage, state),
            17 => ActionDecider.Decide(Assign with { Item = item, Action = dice.Of(Actions), By = present, Owner = member }, coverage, state),
            18 => ActionDecider.Decide(new EndAction(dice.Of(Actions), dice.Next(2) == 0 ? new CompletedAction() : new NotPossibleAction(Text("no")), member), state),
            19 => dice.Next(4) == 0 ? AgendaItemDecider.Decide(new CloseAgendaItem(item, Now), state) : Decision.Nothing<ReviewEvent>(),
            20 => MeetingDecider.Decide(new AgreeMinutes(Text("so it was"), [Advocate], Now), state),
            _ => MeetingDecider.Decide(new CloseReview(Now), state),
        };
    }

    /// <summary>Turns one number into several choices.</summary>
    private sealed class Dice(int seed)
    {
        private readonly Random _random = new(seed);
        public int Next(int sides) => _random.Next(sides);
        public T Of<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];
    }

    private sealed record Reached
    {
        public int Opened { get; private set; }
        public int Refused { get; private set; }
        public int Decided { get; private set; }
        public int Recused { get; private set; }
        public int Closed { get; private set; }
        public int Ended { get; private set; }

        public void Count(ReviewEvent @event)
        {
            Opened += @event is ItemOpened ? 1 : 0;
            Refused += @event is ItemOpeningRefused ? 1 : 0;
            Decided += @event is DecisionRecorded ? 1 : 0;
            Recused += @event is MemberRecused ? 1 : 0;
            Closed += @event is ReviewClosed ? 1 : 0;
            Ended += @event is ActionCompleted or ActionNotPossible ? 1 : 0;
        }
    }
}
