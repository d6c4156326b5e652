using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.Disclosures;

public sealed class DeliveryDeciderTests
{
    private static readonly DisclosureMade Copy = Made(
        Permit(Account, SharingMode.IdentifiedSummary), Permit(Plate, SharingMode.DeIdentified), Permit(Clinic, SharingMode.IdentifiedVerbatim, OtherRelease));
    private static readonly DateTimeOffset Due = Now.AddDays(10);
    private static readonly RecallDisclosure Revoked = new(SignedRelease, RecallCause.Revoked, null, [], Due);

    private static readonly TellOfRetraction Wrong = new(Copy.Items[0].Item, RecallCause.Corrected, Due);

    private static readonly ReleaseTerms Whole = new()
    {
        Discloser = Advocate.Agency,
        Recipients = [new(Detective.Agency, [Detective.Person])],
        Grants = [new(InformationCategory.Narrative, SharingMode.IdentifiedSummary), new(InformationCategory.ExploiterInformation, SharingMode.DeIdentified)],
        Purposes = [Purpose.Investigation],
        Starts = Now,
        Expires = Now.AddDays(90),
    };

    private static DisclosureState Delivered(params DisclosureEvent[] events) => Given([Offered, Authorized(), Copy, .. events]);

    [Fact]
    public void The_addressee_acknowledges_once()
    {
        var acknowledged = DeliveryDecider.Decide(new AcknowledgeDisclosure(Detective), Delivered()).Recorded<DisclosureAcknowledged>();

        Assert.IsType<DisclosureState.Acknowledged>(Delivered(acknowledged));
        DeliveryDecider.Decide(new AcknowledgeDisclosure(Detective), Delivered(acknowledged)).RecordedNothing();
    }

    [Fact]
    public void Before_the_copy_is_made_and_for_everybody_else_there_is_nothing_to_acknowledge()
    {
        var refusals = new[]
        {
            DeliveryDecider.Decide(new AcknowledgeDisclosure(Detective), Given()),
            DeliveryDecider.Decide(new AcknowledgeDisclosure(Detective), Given(Requested)),
            DeliveryDecider.Decide(new AcknowledgeDisclosure(Detective), Given(Requested, Matched)),
            DeliveryDecider.Decide(new AcknowledgeDisclosure(Prosecutor), Delivered()),
            DeliveryDecider.Decide(new AcknowledgeDisclosure(Detective with { Person = new("colleague") }), Delivered()),
        }.Select(decision => decision.Refused(RefusalReason.NotFound));

        Assert.Single(refusals.Distinct());
    }

    [Fact]
    public void A_revocation_asks_back_what_rests_on_that_release()
    {
        var notice = DeliveryDecider.Decide(Revoked, Delivered()).Recorded<RecallNoticeSent>();

        Assert.Equal([Copy.Items[0].Copy, Copy.Items[1].Copy], notice.Copies);
        Assert.IsType<DisclosureState.RecallPending>(Delivered(notice));
    }

    [Fact]
    public void The_same_recall_again_asks_nothing_back()
    {
        var notice = DeliveryDecider.Decide(Revoked, Delivered()).Recorded<RecallNoticeSent>();
        var answer = new RecallAcknowledged(RecallAnswer.Destroyed, null, Detective.Person);

        DeliveryDecider.Decide(Revoked, Delivered(notice)).RecordedNothing();
        DeliveryDecider.Decide(Revoked, Delivered(notice, answer)).RecordedNothing();
    }

    [Fact]
    public void A_narrowing_asks_back_only_what_it_took_out()
    {
        var remaining = Whole with { Grants = [new(InformationCategory.Narrative, SharingMode.IdentifiedSummary)] };

        var notice = DeliveryDecider.Decide(Revoked with { Cause = RecallCause.Narrowed, Remaining = remaining }, Delivered()).Recorded<RecallNoticeSent>();

        Assert.Equal([Copy.Items[1].Copy], notice.Copies);
        DeliveryDecider.Decide(Revoked with { Cause = RecallCause.Narrowed, Remaining = Whole with { Expires = Now.AddDays(1) } }, Delivered()).RecordedNothing();
    }

    [Fact]
    public void A_narrowing_may_take_out_a_mode_an_item_a_purpose_or_a_recipient()
    {
        foreach (var remaining in new[]
        {
            Whole with { Grants = [new(InformationCategory.Narrative, SharingMode.ThroughAdvocate), Whole.Grants[1]] },
            Whole with { Grants = [new(InformationCategory.Narrative, SharingMode.IdentifiedSummary, []), Whole.Grants[1]] },
            Whole with { Purposes = [Purpose.SafetyPlanning] },
            Whole with { Recipients = [new(Detective.Agency, [new PersonId("colleague")])] },
            Whole with { Recipients = [new(Prosecutor.Agency, [])] },
        })
        {
            var notice = DeliveryDecider.Decide(Revoked with { Cause = RecallCause.Narrowed, Remaining = remaining }, Delivered()).Recorded<RecallNoticeSent>();
            Assert.Contains(Copy.Items[0].Copy, notice.Copies);
        }
    }

    [Fact]
    public void What_rests_on_a_release_that_was_renewed_goes_back_when_the_renewal_is_revoked()
    {
        var notice = DeliveryDecider.Decide(new RecallDisclosure(new(Guid.NewGuid()), RecallCause.Revoked, null, [SignedRelease], Due), Delivered()).Recorded<RecallNoticeSent>();

        Assert.Equal([Copy.Items[0].Copy, Copy.Items[1].Copy], notice.Copies);
    }

    [Fact]
    public void Nothing_is_asked_back_before_anything_was_given() => DeliveryDecider.Decide(Revoked, Given(Offered)).RecordedNothing();

    [Fact]
    public void An_answer_settles_everything_asked_back_and_leaves_the_rest()
    {
        var notice = DeliveryDecider.Decide(Revoked, Delivered()).Recorded<RecallNoticeSent>();
        var answer = DeliveryDecider.Decide(new AnswerRecall(Detective, RecallAnswer.Destroyed, null), Delivered(notice)).Recorded<RecallAcknowledged>();

        var state = Assert.IsType<DisclosureState.Acknowledged>(Delivered(notice, answer));

        Assert.Equal([Copy.Items[2].Copy], state.Delivery.Outstanding.Select(copy => copy.Item.Copy));
        DeliveryDecider.Decide(new AnswerRecall(Detective, RecallAnswer.Destroyed, null), state).RecordedNothing();
    }

    [Fact]
    public void Every_item_recalled_and_answered_for_ends_it()
    {
        var first = DeliveryDecider.Decide(Revoked, Delivered()).Recorded<RecallNoticeSent>();
        var second = DeliveryDecider.Decide(Revoked with { Release = OtherRelease }, Delivered(first)).Recorded<RecallNoticeSent>();

        Assert.IsType<DisclosureState.Recalled>(Delivered(first, second, new RecallAcknowledged(RecallAnswer.Returned, null, Detective.Person)));
    }

    [Fact]
    public void What_cannot_be_recalled_says_why()
    {
        var notice = DeliveryDecider.Decide(Revoked, Delivered()).Recorded<RecallNoticeSent>();

        DeliveryDecider.Decide(new AnswerRecall(Detective, RecallAnswer.CannotBeRecalled, null), Delivered(notice)).Refused(RefusalReason.InvalidInput);
        DeliveryDecider.Decide(new AnswerRecall(Detective, RecallAnswer.CannotBeRecalled, Sensitive.Of("filed with the court")), Delivered(notice)).Recorded<RecallAcknowledged>();
    }

    [Fact]
    public void What_came_back_and_what_did_not_is_told_copy_by_copy_and_the_least_of_it_over_all()
    {
        var notice = DeliveryDecider.Decide(Revoked, Delivered()).Recorded<RecallNoticeSent>();
        var filed = new CopyRecalled(notice.Copies[1], RecallAnswer.CannotBeRecalled, Sensitive.Of("filed with the court"));

        var answer = DeliveryDecider.Decide(new AnswerRecall(Detective, RecallAnswer.Destroyed, null) { Except = [filed] }, Delivered(notice)).Recorded<RecallAcknowledged>();

        Assert.Equal((RecallAnswer.CannotBeRecalled, "filed with the court"), (answer.Answer, answer.WhyNot!.Reveal()));
        var copies = ((DisclosureState.Delivered)Delivered(notice, answer)).Delivery.Copies;
        Assert.Equal([CopyStanding.GivenBack, CopyStanding.CannotBeRecalled, CopyStanding.Outstanding], copies.Select(copy => copy.Standing));
        Assert.Equal([null, "filed with the court", null], copies.Select(copy => copy.WhyNot?.Reveal()));
    }

    [Fact]
    public void An_exception_names_a_copy_that_was_asked_back_once_and_says_why()
    {
        var notice = DeliveryDecider.Decide(Revoked, Delivered()).Recorded<RecallNoticeSent>();
        var except = new CopyRecalled(notice.Copies[0], RecallAnswer.Returned, null);
        void Refused(string field, params CopyRecalled[] copies) => Assert.Equal(field,
            Assert.IsType<Refused<DisclosureEvent>>(DeliveryDecider.Decide(new AnswerRecall(Detective, RecallAnswer.Destroyed, null) { Except = copies }, Delivered(notice))).Refusal.Field);

        Refused("copies[0].copy", except with { Copy = Copy.Items[2].Copy });
        Refused("copies[1].copy", except, except);
        Refused("copies[0].whyNot", except with { Answer = RecallAnswer.CannotBeRecalled });
    }

    [Fact]
    public void Each_holder_of_a_copy_that_did_not_come_back_is_told_once_that_the_item_is_wrong()
    {
        var told = DeliveryDecider.Decide(Wrong, Delivered()).Recorded<RetractionNoticeSent>();
        var delivery = ((DisclosureState.RecallPending)Delivered(told)).Delivery;

        Assert.Equal([Copy.Items[0].Copy], told.Copies);
        Assert.True(Assert.Single(delivery.Recalls).FoundWrong);
        Assert.Equal([CopyStanding.UnderRecall, CopyStanding.Outstanding, CopyStanding.Outstanding], delivery.Copies.Select(copy => copy.Standing));
        DeliveryDecider.Decide(Wrong, Delivered(told)).RecordedNothing();
        DeliveryDecider.Decide(Wrong with { Item = new RecordItemId(Guid.NewGuid()) }, Delivered()).RecordedNothing();
        DeliveryDecider.Decide(Wrong, Given(Offered, Authorized())).RecordedNothing();
    }

    [Fact]
    public void Who_could_not_give_it_back_before_is_told_too_and_who_gave_it_back_is_not()
    {
        var notice = DeliveryDecider.Decide(Revoked, Delivered()).Recorded<RecallNoticeSent>();
        DisclosureEvent[] kept = [notice, new RecallAcknowledged(RecallAnswer.CannotBeRecalled, Sensitive.Of("filed"), Detective.Person)];
        DisclosureEvent[] returned = [notice, new RecallAcknowledged(RecallAnswer.Destroyed, null, Detective.Person)];

        var told = DeliveryDecider.Decide(Wrong, Delivered(kept)).Recorded<RetractionNoticeSent>();
        DeliveryDecider.Decide(Wrong, Delivered(returned)).RecordedNothing();
        DeliveryDecider.Decide(Wrong, Delivered(notice)).Recorded<RetractionNoticeSent>(); // asked back, and still there

        var state = Delivered([.. kept, told]);
        DeliveryDecider.Decide(new NoteOverdueRecalls(Due), state).Recorded<RecallOverdue>();
        var answered = DeliveryDecider.Decide(new AnswerRecall(Detective, RecallAnswer.CannotBeRecalled, Sensitive.Of("marked as wrong in the file")), state).Recorded<RecallAcknowledged>();
        var copy = ((DisclosureState.Delivered)Delivered([.. kept, told, answered])).Delivery.Copies[0];
        Assert.Equal((CopyStanding.CannotBeRecalled, "marked as wrong in the file"), (copy.Standing, copy.WhyNot!.Reveal()));
    }

    [Fact]
    public void A_missing_answer_needs_no_event()
    {
        var notice = DeliveryDecider.Decide(Revoked, Delivered()).Recorded<RecallNoticeSent>();
        var recall = ((DisclosureState.Delivered)Delivered(notice)).Delivery.Recalls.Single();
        Assert.False(recall.IsOverdueAt(Due.AddTicks(-1)));
        Assert.True(recall.IsOverdueAt(Due));
        Assert.False((recall with { Answer = RecallAnswer.Returned }).IsOverdueAt(Due));
    }

    [Fact]
    public void A_recall_is_overdue_once_and_only_after_its_time()
    {
        var notice = DeliveryDecider.Decide(Revoked, Delivered()).Recorded<RecallNoticeSent>();

        DeliveryDecider.Decide(new NoteOverdueRecalls(Due.AddTicks(-1)), Delivered(notice)).RecordedNothing();
        var overdue = DeliveryDecider.Decide(new NoteOverdueRecalls(Due), Delivered(notice)).Recorded<RecallOverdue>();
        Assert.Equal(Detective.Agency, overdue.Recipient);
        DeliveryDecider.Decide(new NoteOverdueRecalls(Due.AddDays(1)), Delivered(notice, overdue)).RecordedNothing();
    }

    [Fact]
    public void Nobody_else_answers_for_the_addressee()
    {
        var notice = DeliveryDecider.Decide(Revoked, Delivered()).Recorded<RecallNoticeSent>();

        DeliveryDecider.Decide(new AnswerRecall(Prosecutor, RecallAnswer.Destroyed, null), Delivered(notice)).Refused(RefusalReason.NotFound);
    }
}
