using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>Copies that are asked back by a letter, because nobody at the recipient's has a part in the task force.</summary>
public sealed class RecallLetterTests
{
    private static readonly DisclosureMade Copy = Made(Permit(Account, SharingMode.IdentifiedSummary), Permit(Clinic, SharingMode.IdentifiedVerbatim, OtherRelease));
    private static readonly DateTimeOffset Due = Now.AddDays(10);
    private static readonly RecallNoticeSent Notice = new(SignedRelease, RecallCause.Revoked, [Copy.Items[0].Copy], Due) { ByLetter = true };
    private static readonly RecallNoticeSent Later = new(OtherRelease, RecallCause.Revoked, [Copy.Items[1].Copy], Due) { ByLetter = true };
    private static readonly SendRecallLetter Send = new(Advocate, Now, Now);

    private static DisclosureState Delivered(params DisclosureEvent[] events) => Given([Offered, Authorized(), Copy, .. events]);

    [Fact]
    public void What_is_asked_back_says_whether_it_goes_by_a_letter()
    {
        var asked = new RecallDisclosure(SignedRelease, RecallCause.Revoked, null, [], Due);

        Assert.Equal(Notice.Copies, DeliveryDecider.Decide(asked with { LetterBy = Now.AddDays(2) }, Delivered()).Recorded<RecallNoticeSent>().Copies);
        Assert.True(DeliveryDecider.Decide(asked with { LetterBy = Now.AddDays(2) }, Delivered()).Recorded<RecallNoticeSent>().ByLetter);
        Assert.Equal(Now.AddDays(2), DeliveryDecider.Decide(asked with { LetterBy = Now.AddDays(2) }, Delivered()).Recorded<RecallNoticeSent>().LetterBy);
        Assert.Equal((null, null), (DeliveryDecider.Decide(asked, Delivered()).Recorded<RecallNoticeSent>().ByLetter, DeliveryDecider.Decide(asked, Delivered()).Recorded<RecallNoticeSent>().LetterBy));
        Assert.True(DeliveryDecider.Decide(new TellOfRetraction(Copy.Items[0].Item, RecallCause.Retracted, Due) { LetterBy = Now.AddDays(2) }, Delivered()).Recorded<RetractionNoticeSent>().ByLetter);
    }

    [Fact]
    public void The_letter_is_sent_once_for_all_that_was_asked_back_until_then()
    {
        var sent = DeliveryDecider.Decide(Send, Delivered(Notice, Later)).Recorded<RecallLetterSent>();
        Assert.Equal([Copy.Items[0].Copy, Copy.Items[1].Copy], sent.Copies);
        DeliveryDecider.Decide(Send, Delivered(Notice, Later, sent)).RecordedNothing();
        Assert.Equal(Later.Copies, DeliveryDecider.Decide(Send, Delivered(Notice, new RecallLetterSent(Notice.Copies, Now, Advocate.Person), Later)).Recorded<RecallLetterSent>().Copies);
        Assert.Equal("sentAt", DeliveryDecider.Decide(Send with { SentAt = Now.AddTicks(1) }, Delivered(Notice)).Refused(RefusalReason.InvalidInput).Field);
    }

    [Fact]
    public void The_custodian_records_what_came_back_and_nobody_else_does()
    {
        var answer = new RecordLetterAnswer(Advocate, RecallAnswer.Destroyed, null);
        var state = Delivered(Notice, new RecallLetterSent(Notice.Copies, Now, Advocate.Person));
        var recorded = DeliveryDecider.Decide(answer, state).Recorded<RecallAcknowledged>();
        Assert.Equal(Advocate.Person, recorded.By);
        DeliveryDecider.Decide(answer, Delivered(Notice, recorded)).RecordedNothing();
        DeliveryDecider.Decide(answer with { By = Prosecutor }, state).Refused(RefusalReason.NotFound);
        DeliveryDecider.Decide(Send with { By = Prosecutor }, state).Refused(RefusalReason.NotFound);
        Assert.Equal("whyNot", DeliveryDecider.Decide(answer with { Answer = RecallAnswer.CannotBeRecalled }, state).Refused(RefusalReason.InvalidInput).Field);
    }

    [Fact]
    public void What_is_asked_back_here_is_answered_here_and_by_no_letter()
    {
        var here = Delivered(Notice with { ByLetter = null });
        DeliveryDecider.Decide(Send, here).Refused(RefusalReason.WrongState);
        DeliveryDecider.Decide(new RecordLetterAnswer(Advocate, RecallAnswer.Destroyed, null), here).Refused(RefusalReason.WrongState);
        DeliveryDecider.Decide(Send, Delivered()).Refused(RefusalReason.WrongState);
        DeliveryDecider.Decide(Send, Given(Offered)).Refused(RefusalReason.WrongState);
    }

    [Fact]
    public void An_unanswered_letter_is_on_nobodys_account()
    {
        Assert.Null(DeliveryDecider.Decide(new NoteOverdueRecalls(Due), Delivered(Notice)).Recorded<RecallOverdue>().Recipient);
        Assert.NotNull(DeliveryDecider.Decide(new NoteOverdueRecalls(Due), Delivered(Notice with { ByLetter = null })).Recorded<RecallOverdue>().Recipient);
    }

    [Fact]
    public void People_whom_she_excepts_by_narrowing_return_their_copies()
    {
        var terms = new ReleaseTerms
        {
            Discloser = Advocate.Agency,
            Recipients = [new(Detective.Agency, []) { Except = [Detective.Person] }],
            Grants = [new(InformationCategory.Narrative, SharingMode.IdentifiedSummary)],
            Purposes = [Purpose.Investigation],
            Starts = Now,
            Expires = Now.AddDays(90),
        };
        var narrowed = new RecallDisclosure(SignedRelease, RecallCause.Narrowed, terms, [], Due);

        Assert.Equal(Notice.Copies, DeliveryDecider.Decide(narrowed, Delivered()).Recorded<RecallNoticeSent>().Copies);
        DeliveryDecider.Decide(narrowed with { Remaining = terms with { Recipients = [new(Detective.Agency, []) { Except = [new("colleague")] }] } }, Delivered()).RecordedNothing();
    }
}
