using Coordination.Domain.CaseReviews;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

/// <summary>Whether decisions follow what she wants: it is answered, objected to and corrected, on the record.</summary>
public class SurvivorsViewDeciderTests
{
    private static readonly Sensitive<string> Reason = Text("there is a threat on her life at that place");
    private static readonly ObjectToDecision Objection = new(Housing, Text("she said no group home"), Advocate, Now);
    private static readonly CustodianObjected Objected = new(Item, Housing, Objection.Reason, Advocate, Now);
    private static readonly CorrectSurvivorsViewAnswer Correction = new(Housing, SurvivorsViewAnswer.Opposes, Reason, Text("the mark was wrong"), Coordinator, Now.AddHours(1));
    private static readonly SurvivorsViewAnswerCorrected Corrected =
        new(Item, Housing, SurvivorsViewAnswer.Follows, SurvivorsViewAnswer.Opposes, Reason, Correction.Reason, Coordinator, Correction.At);
    private static readonly DecisionRecorded Old = new(Item, Housing, 1, [1], Text("so"), [], [Advocate, Coordinator, Nurse], 3, null, 7, [Release]);

    private static ReviewState Silent => Discussed.And(new SurvivorViewStated(Item, SurvivorViewWay.ChoseNotTo, null));

    [Theory]
    [InlineData(null)]
    [InlineData(SurvivorsViewAnswer.NotAnswered)]
    [InlineData(SurvivorsViewAnswer.NoneStated)]
    public void Where_she_stated_a_view_a_decision_answers_whether_it_follows_it(SurvivorsViewAnswer? answer) =>
        Discussed.When(s => TeamDecisionDecider.Decide(Decide with { SurvivorsView = answer }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "survivorsView");

    [Theory]
    [InlineData(SurvivorsViewAnswer.Follows, null)]
    [InlineData(SurvivorsViewAnswer.Unclear, null)]
    [InlineData(SurvivorsViewAnswer.Opposes, "there is a threat")]
    public void The_answer_is_recorded(SurvivorsViewAnswer answer, string? reason)
    {
        var decide = Decide with { SurvivorsView = answer, ReasonToOppose = reason is null ? null : Text(reason) };
        var recorded = Assert.IsType<DecisionRecorded>(Assert.Single(TeamDecisionDecider.Decide(decide, Covering(Invited), Discussed).Events));
        Assert.Equal((answer, decide.ReasonToOppose), (recorded.SurvivorsView, recorded.AgainstSurvivorsView));
        Assert.Equal(answer, new TeamDecision(recorded).SurvivorsView);
    }

    [Fact]
    public void A_decision_against_her_view_needs_a_reason_and_another_has_none()
    {
        var opposing = Decide with { SurvivorsView = SurvivorsViewAnswer.Opposes };
        Discussed.When(s => TeamDecisionDecider.Decide(opposing, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "reasonToOppose");
        Discussed.When(s => TeamDecisionDecider.Decide(Decide with { ReasonToOppose = Reason }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "reasonToOppose");
    }

    [Fact]
    public void Where_she_chose_to_state_none_nothing_follows_or_opposes_it()
    {
        foreach (var answer in new[] { SurvivorsViewAnswer.Follows, SurvivorsViewAnswer.Opposes, SurvivorsViewAnswer.Unclear })
            Silent.When(s => TeamDecisionDecider.Decide(Decide with { SurvivorsView = answer, ReasonToOppose = Reason }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "survivorsView");
        var recorded = Assert.IsType<DecisionRecorded>(Assert.Single(TeamDecisionDecider.Decide(Decide with { SurvivorsView = null }, Covering(Invited), Silent).Events));
        Assert.Equal(SurvivorsViewAnswer.NoneStated, recorded.SurvivorsView);
    }

    [Fact]
    public void What_was_recorded_before_it_had_to_be_answered_is_not_answered_and_never_in_agreement()
    {
        Assert.Equal(SurvivorsViewAnswer.NotAnswered, new TeamDecision(Old).SurvivorsView);
        Assert.Equal(SurvivorsViewAnswer.Opposes, new TeamDecision(Old with { AgainstSurvivorsView = Reason }).SurvivorsView);
    }

    [Fact]
    public void A_view_that_she_states_again_is_not_answered_yet()
    {
        Assert.Equal(SurvivorsViewAnswer.NotAnswered, Standing(Decided.And(View with { View = Text("no motel") })).SurvivorsView);
        var opposing = Discussed.And(Old with { AgainstSurvivorsView = Reason }, View with { View = Text("no motel") });
        Assert.Equal(SurvivorsViewAnswer.Opposes, Standing(opposing).SurvivorsView);
    }

    [Fact]
    public void The_agency_that_serves_her_objects_during_the_meeting_and_after_it()
    {
        Decided.When(s => SurvivorsViewDecider.Decide(Objection, s)).Then(Objected);
        Decided.And(new ItemClosed(Item), new ReviewClosed()).When(s => SurvivorsViewDecider.Decide(Objection, s)).Then(Objected);
        Discussed.And(Old).When(s => SurvivorsViewDecider.Decide(Objection, s)).Then(Objected);
        Decided.And(Objected).When(s => SurvivorsViewDecider.Decide(Objection, s)).ThenNothing();
        Decided.And(Objected).When(s => SurvivorsViewDecider.Decide(Objection with { Reason = Text("and again") }, s)).ThenRefused(RefusalReason.WrongState);
        Decided.When(s => SurvivorsViewDecider.Decide(Objection with { Reason = Text(" ") }, s)).ThenRefused(RefusalReason.InvalidInput, "reason");
        Assert.Equal([Objected], Standing(Decided.And(Objected)).Objections);
    }

    [Fact]
    public void Nobody_else_objects_for_her_and_who_was_not_there_learns_of_no_decision()
    {
        Decided.When(s => SurvivorsViewDecider.Decide(Objection with { By = Nurse }, s)).ThenRefused(RefusalReason.NotYours);
        Decided.When(s => SurvivorsViewDecider.Decide(Objection with { By = Lawyer }, s)).ThenRefused(RefusalReason.NotFound);
        Decided.When(s => SurvivorsViewDecider.Decide(Objection with { By = Stranger }, s)).ThenRefused(RefusalReason.NotFound);
        Decided.And(new MemberRecused(Item, Advocate)).When(s => SurvivorsViewDecider.Decide(Objection, s)).ThenRefused(RefusalReason.NotFound);
        Decided.When(s => SurvivorsViewDecider.Decide(Objection with { Decision = new DecisionId(Guid.NewGuid()) }, s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void There_is_nothing_to_object_to_where_it_is_marked_or_she_stated_no_view()
    {
        Decided.And(Corrected).When(s => SurvivorsViewDecider.Decide(Objection, s)).ThenRefused(RefusalReason.WrongState);
        Silent.And(Old).When(s => SurvivorsViewDecider.Decide(Objection, s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void Who_leads_and_heard_it_corrects_the_answer_and_what_was_recorded_stays()
    {
        foreach (var state in new[] { Decided, Decided.And(Objected), Decided.And(new ItemClosed(Item), new ReviewClosed()) })
        {
            state.When(s => SurvivorsViewDecider.Decide(Correction, Covering(Invited), s)).Then(Corrected);
            var after = Standing(state.And(Corrected));
            Assert.Equal((SurvivorsViewAnswer.Opposes, Reason), (after.SurvivorsView, after.AgainstSurvivorsView));
            Assert.Equal((SurvivorsViewAnswer.Follows, null), (after.Recorded.SurvivorsView, after.Recorded.AgainstSurvivorsView));
            Assert.Equal(Standing(state).Objections, after.Objections);
            state.And(Corrected).When(s => SurvivorsViewDecider.Decide(Correction, Covering(Invited), s)).ThenNothing();
        }
    }

    [Fact]
    public void A_correction_is_checked_like_the_answer_and_has_a_reason()
    {
        Decided.When(s => SurvivorsViewDecider.Decide(Correction with { ReasonToOppose = null }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "reasonToOppose");
        Decided.When(s => SurvivorsViewDecider.Decide(Correction with { Answer = null }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "survivorsView");
        Decided.When(s => SurvivorsViewDecider.Decide(Correction with { Reason = Text("") }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "reason");
        Decided.When(s => SurvivorsViewDecider.Decide(Correction with { By = Lawyer }, Covering(Invited), s)).ThenRefused(RefusalReason.NotFound);
        Decided.When(s => SurvivorsViewDecider.Decide(Correction, Covering(Invited.But(Coordinator)), s)).ThenRefused(RefusalReason.NotFound);
        Decided.When(s => SurvivorsViewDecider.Decide(Correction, Covering(Invited.But(Nurse)), s)).ThenRefused(RefusalReason.ConsentRequired);
    }

    [Fact]
    public void The_agency_objects_again_to_a_correction_that_removes_the_mark()
    {
        var takenAway = Corrected with { Before = SurvivorsViewAnswer.Opposes, Answer = SurvivorsViewAnswer.Unclear, AgainstSurvivorsView = null, At = Now.AddHours(2) };
        var again = Objection with { At = Now.AddHours(3) };
        Decided.And(Objected, Corrected, takenAway).When(s => SurvivorsViewDecider.Decide(again, s)).Then(Objected with { At = again.At });
    }

    private static TeamDecision Standing(ReviewState state) => ((KnownReview)state).Meeting.Find(Housing)!;
}
