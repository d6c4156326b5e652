using Coordination.Domain.CaseReviews;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class TeamDecisionDeciderTests
{
    [Fact]
    public void A_decision_carries_its_options_its_votes_and_the_consent_that_it_stood_on()
    {
        var decided = Assert.IsType<DecisionRecorded>(Assert.Single(Discussed.When(s => TeamDecisionDecider.Decide(Decide, Covering(Invited), s)).Events));
        Assert.Equal([1], decided.OptionsConsidered);
        Assert.Equal(Decide.Votes, decided.Votes);
        Assert.Equal([Advocate, Coordinator, Detective, Nurse], decided.Present);
        Assert.Equal((7, 3), (decided.ConsentVersion, decided.Quorum));
        Assert.Equal([Release], decided.ReleasesReliedOn);
        Assert.Null(decided.AgainstSurvivorsView);
    }

    [Fact]
    public void What_she_took_back_in_the_middle_decides_nothing() =>
        Assert.Empty(Discussed.When(s => TeamDecisionDecider.Decide(Decide, Covering(Invited.But(Nurse)), s)).ThenRefused(RefusalReason.ConsentRequired).Evidence);

    [Fact]
    public void Her_view_is_heard_before_the_team_decides()
    {
        var unheard = InTheRoom.And(Opened, new PriorActionsReviewed(Item, []), Option);
        unheard.When(s => TeamDecisionDecider.Decide(Decide, Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);
        var silent = unheard.And(new SurvivorViewStated(Item, SurvivorViewWay.ChoseNotTo, null));
        Assert.Single(silent.When(s => TeamDecisionDecider.Decide(Decide with { SurvivorsView = null }, Covering(Invited), s)).Events);
    }

    [Fact]
    public void A_quorum_counts_agencies_that_decide_and_not_heads()
    {
        var three = Discussed.And(new MemberSteppedOut(Detective));
        Assert.Single(three.When(s => TeamDecisionDecider.Decide(Decide with { Votes = [new(Nurse, Vote.For)] }, Covering(Invited), s)).Events);
        var two = three.And(new MemberSteppedOut(Coordinator)).And(Entering(SecondNurse));
        two.When(s => TeamDecisionDecider.Decide(Decide with { Votes = [new(Nurse, Vote.For)], By = Nurse }, Covering(Invited), s)).ThenRefused(RefusalReason.NoQuorum);
        three.And(new ConflictDeclared(Item, Nurse, Text("my patient"))).When(s => TeamDecisionDecider.Decide(Decide with { Votes = [new(Advocate, Vote.For)] }, Covering(Invited), s)).ThenRefused(RefusalReason.NoQuorum);
    }

    [Fact]
    public void Nobody_votes_who_is_not_in_the_room_or_has_a_conflict()
    {
        Discussed.When(s => TeamDecisionDecider.Decide(Decide with { Votes = [new(Lawyer, Vote.For)] }, Covering(Invited), s)).ThenRefused(RefusalReason.Recused, "votes[0].member");
        Discussed.And(new ConflictDeclared(Item, Detective, Text("my cousin"))).When(s => TeamDecisionDecider.Decide(Decide, Covering(Invited), s)).ThenRefused(RefusalReason.Recused, "votes[1].member");
    }

    [Fact]
    public void Each_agency_has_one_vote() =>
        Discussed.And(Entering(SecondNurse)).When(s => TeamDecisionDecider.Decide(Decide with { Votes = [new(Nurse, Vote.For), new(SecondNurse, Vote.For)] }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "votes");

    [Fact]
    public void A_tie_and_a_motion_that_fails_are_recorded_as_what_they_are_with_their_votes()
    {
        AssertOutcome(DecisionOutcome.Tied, new(Nurse, Vote.For), new(Detective, Vote.Against));
        AssertOutcome(DecisionOutcome.Failed, new(Nurse, Vote.For), new(Detective, Vote.Against), new(Advocate, Vote.Against));
        AssertOutcome(DecisionOutcome.Failed, new(Nurse, Vote.Abstain), new(Detective, Vote.Abstain));
        AssertOutcome(DecisionOutcome.Carried, new(Nurse, Vote.For), new(Detective, Vote.Abstain));
    }

    private static void AssertOutcome(DecisionOutcome outcome, params MemberVote[] votes)
    {
        var decide = Decide with { Votes = votes };
        var recorded = Assert.IsType<DecisionRecorded>(Assert.Single(TeamDecisionDecider.Decide(decide, Covering(Invited), Discussed).Events));
        Assert.Equal((outcome, 3), (recorded.Outcome, recorded.Quorum));
        Assert.Equal(votes, recorded.Votes);
        foreach (var stated in Enum.GetValues<DecisionOutcome>())
        {
            var checkedAgainstVotes = Discussed.When(s => TeamDecisionDecider.Decide(decide with { Outcome = stated }, Covering(Invited), s));
            if (stated == outcome)
                Assert.Single(checkedAgainstVotes.Events);
            else
                checkedAgainstVotes.ThenRefused(RefusalReason.InvalidInput, "outcome");
        }
    }

    [Fact]
    public void Without_votes_there_is_consensus_or_the_motion_failed_and_there_is_no_tie()
    {
        Discussed.When(s => TeamDecisionDecider.Decide(Decide with { Votes = [] }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "votes");
        var consensus = Decide with { Manner = DecisionManner.Consensus, Votes = [] };
        Discussed.When(s => TeamDecisionDecider.Decide(consensus with { Outcome = DecisionOutcome.Tied }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "outcome");
        Assert.Equal(DecisionOutcome.Carried, Outcome(consensus));
        Assert.Equal(DecisionOutcome.Failed, Outcome(consensus with { Outcome = DecisionOutcome.Failed }));

        static DecisionOutcome? Outcome(RecordDecision decide) =>
            Assert.IsType<DecisionRecorded>(Assert.Single(TeamDecisionDecider.Decide(decide, Covering(Invited), Discussed).Events)).Outcome;
    }

    [Fact]
    public void A_motion_that_failed_has_a_quorum_too() =>
        Discussed.And(new MemberSteppedOut(Detective), new MemberSteppedOut(Nurse)).When(s => TeamDecisionDecider.Decide(
            Decide with { Votes = [new(Advocate, Vote.Against), new(Coordinator, Vote.For)] }, Covering(Invited), s)).ThenRefused(RefusalReason.NoQuorum);

    [Fact]
    public void Nothing_follows_from_a_motion_that_was_not_carried_and_it_replaces_nothing()
    {
        var tied = new DecisionId(Guid.NewGuid());
        var votes = Decide with { Decision = tied, Votes = [new(Nurse, Vote.For), new(Detective, Vote.Against)] };
        var after = Decided.And(TeamDecisionDecider.Decide(votes, Covering(Invited), Decided).Events);
        after.When(s => ActionDecider.Decide(Assign with { Decision = tied }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "decision");
        Assert.Single(ActionDecider.Decide(Assign with { Decision = Housing }, Covering(Invited), after).Events);
        after.When(s => TeamDecisionDecider.Decide(new SupersedeDecision(Housing, tied, Text("we voted again"), Coordinator), Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "by");
    }

    [Fact]
    public void A_decision_from_before_outcomes_were_kept_was_carried() =>
        Assert.Equal(DecisionOutcome.Carried, new TeamDecision(new DecisionRecorded(Item, Housing, 1, [1], Text("so"), [], [Nurse], 3, null, 7, [])).Outcome);

    [Fact]
    public void The_option_chosen_was_one_of_those_considered() =>
        Discussed.When(s => TeamDecisionDecider.Decide(Decide with { OptionChosen = 2 }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "optionChosen");

    [Fact]
    public void Who_was_there_dissents_in_their_own_words_once()
    {
        var dissent = new RecordDissent(Housing, Detective, Text("it is too near to his house"));
        Decided.When(s => TeamDecisionDecider.Decide(dissent, Covering(Invited), s)).Then(new DissentRecorded(Housing, Detective, dissent.Reason));
        Decided.And(new DissentRecorded(Housing, Detective, dissent.Reason)).When(s => TeamDecisionDecider.Decide(dissent, Covering(Invited), s)).ThenNothing();
        Decided.When(s => TeamDecisionDecider.Decide(dissent with { Member = Lawyer }, Covering(Invited), s)).ThenRefused(RefusalReason.NotFound);
        Decided.When(s => TeamDecisionDecider.Decide(dissent with { Reason = Text("") }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "reason");
    }

    [Fact]
    public void What_two_who_lead_write_down_alike_is_one_decision()
    {
        var again = Decide with { Decision = new DecisionId(Guid.NewGuid()), Rationale = Text("as was said") };
        Decided.When(s => TeamDecisionDecider.Decide(again, Covering(Invited), s)).ThenRefused(RefusalReason.AlreadyExists);
        Decided.When(s => TeamDecisionDecider.Decide(again with { Votes = [.. Decide.Votes.Reverse()] }, Covering(Invited), s)).ThenRefused(RefusalReason.AlreadyExists);
        Assert.Single(TeamDecisionDecider.Decide(again with { Votes = [new(Advocate, Vote.For)] }, Covering(Invited), Decided).Events);
        Assert.Single(TeamDecisionDecider.Decide(again with { Manner = DecisionManner.Consensus, Votes = [] }, Covering(Invited), Decided).Events);
        var replaced = Decided.And(new DecisionSuperseded(Housing, new DecisionId(Guid.NewGuid()), Text("the motel is full")));
        Assert.Single(TeamDecisionDecider.Decide(again, Covering(Invited), replaced).Events);
    }

    [Fact]
    public void A_decision_is_replaced_by_a_later_one_with_a_reason_and_stays_in_the_record()
    {
        var later = Decide with { Decision = new DecisionId(Guid.NewGuid()), Votes = [new(Advocate, Vote.For), new(Nurse, Vote.For)] };
        var two = Decided.And(TeamDecisionDecider.Decide(later, Covering(Invited), Decided).Events);
        var supersede = new SupersedeDecision(Housing, later.Decision, Text("the motel is full"), Coordinator);
        two.When(s => TeamDecisionDecider.Decide(supersede, Covering(Invited), s)).Then(new DecisionSuperseded(Housing, later.Decision, supersede.Reason));
        two.When(s => TeamDecisionDecider.Decide(supersede with { Decision = later.Decision, By = Housing }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "by");
        two.When(s => TeamDecisionDecider.Decide(supersede with { By = Housing }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "by");
        two.When(s => TeamDecisionDecider.Decide(supersede with { RecordedBy = Lawyer }, Covering(Invited), s)).ThenRefused(RefusalReason.NotFound);
        var after = (OpenReview)two.And(new DecisionSuperseded(Housing, later.Decision, supersede.Reason));
        Assert.Equal(2, after.Meeting.Decisions.Count);
        after.When(s => TeamDecisionDecider.Decide(supersede, Covering(Invited), s)).ThenNothing();
    }
}
