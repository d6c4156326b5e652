using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Projections.AdvocateCaseload;
using Coordination.Projections.PartnerInbox;
using Coordination.Projections.SurvivorLedger;
using Xunit;

namespace Coordination.Projections.Tests;

/// <summary>A recall keeps the answer that was given to it, in the record and in every view of it. Each answer is to what waits for one.</summary>
public class AnsweredRecallTests
{
    private static readonly Actor s_detective = new(new("reyes"), new("city-police"));
    private static readonly DisclosureId s_disclosure = new(Id(1));
    private static readonly RecordItemId s_one = new(Id(2)), s_two = new(Id(3));
    private static readonly ReleaseId s_first = new(Id(4)), s_second = new(Id(5));
    private static readonly CopyId s_copy = new(Id(6)), s_other = new(Id(7));
    private static readonly string s_stream = $"disclosure-{s_disclosure}";
    private static readonly Verdict s_verdict = new(Outcome.Permit,
        [new(s_one, Outcome.Permit, SharingMode.IdentifiedSummary, s_first, []), new(s_two, Outcome.Permit, SharingMode.IdentifiedSummary, s_second, [])], [], [s_first, s_second], 3, 1, "2026-1", Log.Start);

    private static readonly DisclosureEvent[] s_given =
    [
        new DisclosureOffered(s_disclosure, new("harbor"), new(s_detective.Agency, s_detective.Person), Purpose.Investigation, new(Id(8)), new(Id(9))),
        new DisclosureAuthorized(new(Id(8)), new(Id(9)), s_verdict, new("ana")),
        new DisclosureMade(new(s_detective.Agency, s_detective.Person), Purpose.Investigation,
            [new(s_copy, s_one, InformationCategory.Medical, SharingMode.IdentifiedSummary, Sensitive.Of("x")), new(s_other, s_two, InformationCategory.Family, SharingMode.IdentifiedSummary, Sensitive.Of("y"))],
            [], "Do not pass this on.", s_verdict, new("ana")),
        new RecallNoticeSent(s_first, RecallCause.Revoked, [s_copy], Log.Start.AddDays(10)),
        new RecallAcknowledged(RecallAnswer.CannotBeRecalled, Sensitive.Of("filed with the court"), s_detective.Person),
    ];

    private static readonly DisclosureEvent[] s_answeredTwice =
    [
        .. s_given, new RecallNoticeSent(s_second, RecallCause.Revoked, [s_other], Log.Start.AddDays(20)), new RecallAcknowledged(RecallAnswer.Destroyed, null, s_detective.Person),
    ];

    private static readonly (RecallAnswer?, string?)[] s_answers = [(RecallAnswer.CannotBeRecalled, "filed with the court"), (RecallAnswer.Destroyed, null)];

    [Fact]
    public void The_record_keeps_the_first_answer_when_a_second_recall_is_answered()
    {
        var delivery = ((DisclosureState.Delivered)StateOf(s_answeredTwice)).Delivery;

        Assert.Equal(s_answers, delivery.Recalls.Select(recall => (recall.Answer, recall.WhyNot?.Reveal())));
        Assert.Equal(
            [(s_copy, CopyStanding.CannotBeRecalled, "filed with the court"), (s_other, CopyStanding.GivenBack, null)],
            delivery.Copies.Select(copy => (copy.Item.Copy, copy.Standing, copy.WhyNot?.Reveal())));
    }

    [Fact]
    public void Her_ledger_keeps_the_first_answer_when_a_second_recall_is_answered() =>
        Assert.Equal(s_answers, Row<LedgerDisclosure>(AllProjections.SurvivorLedger).Recalls.Select(recall => (recall.Answer, recall.WhyNot?.Reveal())));

    [Fact]
    public void The_caseload_keeps_the_first_answer_when_a_second_recall_is_answered() =>
        Assert.Equal(s_answers, Row<CaseloadDisclosure>(AllProjections.AdvocateCaseload).Recalls.Select(recall => (recall.Answer, recall.WhyNot?.Reveal())));

    [Fact]
    public void The_inbox_keeps_the_first_answer_when_a_second_recall_is_answered() =>
        Assert.Equal(s_answers, Row<InboxDisclosure>(AllProjections.PartnerInbox).Recalls.Select(recall => (recall.Answer, recall.WhyNot?.Reveal())));

    [Fact]
    public void The_inbox_says_of_a_recall_that_was_answered_not_that_it_is_overdue_when_another_is()
    {
        var late = new Log().By("harbor", s_stream, [.. s_given, new RecallNoticeSent(s_second, RecallCause.Revoked, [s_other], Log.Start.AddDays(20)), new RecallOverdue(Log.Start.AddDays(20))]);
        Assert.Equal([false, true], late.Fold(AllProjections.PartnerInbox).Values.OfType<InboxDisclosure>().Single().Recalls.Select(recall => recall.Overdue));
    }

    [Fact]
    public void Another_answer_where_none_is_awaited_is_refused_and_the_same_answer_again_records_nothing()
    {
        var other = DeliveryDecider.Decide(new AnswerRecall(s_detective, RecallAnswer.Destroyed, null), StateOf(s_given));
        Assert.Equal(RefusalReason.WrongState, Assert.IsType<Refused<DisclosureEvent>>(other).Refusal.Reason);
        Assert.Empty(other.Events);

        var same = DeliveryDecider.Decide(new AnswerRecall(s_detective, RecallAnswer.CannotBeRecalled, Sensitive.Of("lost since")), StateOf(s_given));
        Assert.Empty(Assert.IsType<Accepted<DisclosureEvent>>(same).Events);
    }

    private static DisclosureState StateOf(IEnumerable<DisclosureEvent> events) => events.Aggregate(DisclosureState.Initial, DisclosureState.Evolve);

    private static TRow Row<TRow>(IProjection projection) where TRow : View =>
        Assert.Single(new Log().By("harbor", s_stream, s_answeredTwice).Fold(projection).Values.OfType<TRow>());

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
