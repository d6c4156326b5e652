using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Projections.SurvivorLedger;
using Xunit;

namespace Coordination.Projections.Tests.SurvivorLedger;

/// <summary>She reads whether what was decided about her follows what she said.</summary>
public class LedgerReviewTests
{
    private static readonly Member s_chair = new(new("coordination"), new("cora")), s_advocate = new(new("harbor"), new("ana"));
    private static readonly AgendaItemId s_item = new(Id(2));
    private static readonly DecisionId s_decision = new(Id(3));
    private static readonly SurvivorId s_survivor = new(Id(5));
    private static readonly string s_stream = $"review-{Id(1)}";
    private static readonly DecisionRecorded s_decided =
        new(s_item, s_decision, 1, [1], Sensitive.Of("because"), [new(s_advocate, Vote.Against)], [s_chair, s_advocate], 2, null, 4, []) { Outcome = DecisionOutcome.Failed, SurvivorsView = SurvivorsViewAnswer.Follows };

    [Fact]
    public void What_was_decided_is_in_her_ledger_with_its_answer_the_objection_and_the_correction()
    {
        var log = Brought();
        var row = Row(log);
        Assert.Equal((s_survivor, "brought", $"{Compartment.OfSurvivor(s_survivor)}"), (row.Survivor, row.Place.Status, $"{row.Place.Compartment}"));
        var decision = Decision(log.By("coordination", s_stream, s_decided));
        Assert.Equal((DecisionOutcome.Failed, SurvivorsViewAnswer.Follows, false, null), (decision.Outcome, decision.SurvivorsView, decision.Objected, decision.CorrectedAt));
        Assert.Equal(["coordination", "harbor"], decision.TakenBy.Select(agency => agency.Value));
        decision = Decision(log.By("harbor", s_stream, new CustodianObjected(s_item, s_decision, Sensitive.Of("she said no"), s_advocate, Log.Start)));
        Assert.Equal((SurvivorsViewAnswer.Follows, true), (decision.SurvivorsView, decision.Objected));
        decision = Decision(log.By("coordination", s_stream,
            new SurvivorsViewAnswerCorrected(s_item, s_decision, SurvivorsViewAnswer.Follows, SurvivorsViewAnswer.Opposes, Sensitive.Of("safety"), Sensitive.Of("wrong"), s_chair, Log.Start)));
        Assert.Equal((SurvivorsViewAnswer.Opposes, true, Log.Start), (decision.SurvivorsView, decision.Objected, decision.CorrectedAt));
        Assert.DoesNotContain("because", Log.Text(AllProjections.SurvivorLedger, Row(log)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_from_before_it_had_to_be_answered_or_from_before_she_spoke_anew_is_not_answered()
    {
        Assert.Equal(SurvivorsViewAnswer.NotAnswered, Decision(Brought().By("coordination", s_stream, s_decided with { SurvivorsView = null })).SurvivorsView);
        Assert.Equal(SurvivorsViewAnswer.Opposes, Decision(Brought().By("coordination", s_stream, s_decided with { SurvivorsView = null, AgainstSurvivorsView = Sensitive.Of("safety") })).SurvivorsView);
        var again = new SurvivorViewStated(s_item, SurvivorViewWay.InWriting, Sensitive.Of("no motel"));
        Assert.Equal(SurvivorsViewAnswer.NotAnswered, Decision(Brought().By("coordination", s_stream, s_decided, again)).SurvivorsView);
    }

    private static Log Brought() => new Log().By("harbor", s_stream, new AgendaItemProposed(s_item, s_survivor, new(Id(6)), new("harbor"), new("ana"), Sensitive.Of("the north field"), [], [s_chair], []));

    private static LedgerReview Row(Log log) => Assert.IsType<LedgerReview>(Assert.Single(log.Fold(AllProjections.SurvivorLedger)).Value);

    private static LedgerDecision Decision(Log log) => Assert.Single(Row(log).Decisions);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
