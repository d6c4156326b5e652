using Coordination.Domain.CaseReviews;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class DecisionTests
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
        Assert.Single(unheard.And(new SurvivorViewStated(Item, SurvivorViewWay.ChoseNotTo, null)).When(s => TeamDecisionDecider.Decide(Decide, Covering(Invited), s)).Events);
    }

    [Fact]
    public void A_decision_against_her_view_needs_a_reason()
    {
        var opposing = Decide with { OpposesSurvivorsView = true };
        Discussed.When(s => TeamDecisionDecider.Decide(opposing, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "reasonToOppose");
        var reason = Text("there is a threat on her life at that place");
        var decided = Assert.IsType<DecisionRecorded>(Assert.Single(Discussed.When(s => TeamDecisionDecider.Decide(opposing with { ReasonToOppose = reason }, Covering(Invited), s)).Events));
        Assert.Equal(reason, decided.AgainstSurvivorsView);
        Discussed.When(s => TeamDecisionDecider.Decide(Decide with { ReasonToOppose = reason }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "reasonToOppose");
        Discussed.And(new SurvivorViewStated(Item, SurvivorViewWay.ChoseNotTo, null)).When(s => TeamDecisionDecider.Decide(opposing, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "opposesSurvivorsView");
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
    public void What_has_no_majority_is_not_decided() =>
        Discussed.When(s => TeamDecisionDecider.Decide(Decide with { Votes = [new(Nurse, Vote.For), new(Detective, Vote.Against)] }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "votes");

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
