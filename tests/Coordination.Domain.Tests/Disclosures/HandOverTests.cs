using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>A copy that nobody there can read here is made, handed over, and asked back on paper.</summary>
public sealed class HandOverTests
{
    private static readonly DisclosureMade ReadHere = Made(Permit(Account, SharingMode.IdentifiedSummary), Permit(Clinic, SharingMode.IdentifiedVerbatim, OtherRelease));
    private static readonly DisclosureMade OnPaper = ReadHere with { HandOverBy = Now.AddDays(2) };
    private static readonly RecallNoticeSent Notice = new(SignedRelease, RecallCause.Revoked, [OnPaper.Items[0].Copy], Now.AddDays(10)) { ByLetter = true, LetterBy = Now.AddDays(2) };
    private static readonly HandOverCopy Hand = new(Advocate, Advocate.Person, Now.AddHours(1), Sensitive.Of("The clerk of the court"), Channel.InPerson, Now.AddHours(2));
    private static readonly PartnerPosition Partner = PartnerStream.Definition.Fold(PartnerPosition.Initial, [new AgencyJoined(Detective.Agency, "Police", AgencyKind.LawEnforcement, [])]);

    private static DisclosureState Delivered(params DisclosureEvent[] events) => Given([Offered, Authorized(), .. events]);

    private static Delivery DeliveryOf(DisclosureState state) => Assert.IsType<DisclosureState.Delivered>(state, exactMatch: false).Delivery;

    [Fact]
    public void It_is_outstanding_until_it_was_handed_over_or_read_here()
    {
        var handed = DeliveryDecider.Decide(Hand, Delivered(OnPaper)).Recorded<CopyHandedOver>();

        Assert.Equal((Advocate.Person, Now.AddHours(1), Channel.InPerson, Advocate.Person), (handed.HandedBy, handed.HandedAt, handed.Through, handed.By));
        Assert.True(DeliveryOf(Delivered(OnPaper)).ToHandOver);
        Assert.False(DeliveryOf(Delivered(OnPaper, handed)).ToHandOver);
        Assert.False(DeliveryOf(Delivered(OnPaper, new DisclosureAcknowledged(Detective.Person))).ToHandOver);
        Assert.False(DeliveryOf(Delivered(ReadHere)).ToHandOver);
        DeliveryDecider.Decide(Hand, Delivered(OnPaper, handed)).RecordedNothing();
        DeliveryDecider.Decide(Hand with { HandedAt = Now.AddMinutes(5) }, Delivered(OnPaper, handed)).Refused(RefusalReason.WrongState);
        DeliveryDecider.Decide(Hand with { HandedBy = new PersonId("bea") }, Delivered(OnPaper, handed)).Refused(RefusalReason.WrongState);
    }

    [Fact]
    public void It_lies_between_the_making_and_now_and_says_to_whom_and_by_a_means_that_carries_a_copy()
    {
        Assert.Equal(Now, DeliveryDecider.Decide(Hand with { HandedAt = Now }, Delivered(OnPaper)).Recorded<CopyHandedOver>().HandedAt);
        Assert.Equal(Hand.Now, DeliveryDecider.Decide(Hand with { HandedAt = Hand.Now }, Delivered(OnPaper)).Recorded<CopyHandedOver>().HandedAt);
        Assert.Equal("handedAt", DeliveryDecider.Decide(Hand with { HandedAt = Now.AddTicks(-1) }, Delivered(OnPaper)).Refused(RefusalReason.InvalidInput).Field);
        Assert.Equal("handedAt", DeliveryDecider.Decide(Hand with { HandedAt = Hand.Now.AddTicks(1) }, Delivered(OnPaper)).Refused(RefusalReason.InvalidInput).Field);
        Assert.Equal("to", DeliveryDecider.Decide(Hand with { To = Sensitive.Of(" ") }, Delivered(OnPaper)).Refused(RefusalReason.InvalidInput).Field);
        foreach (var through in Enum.GetValues<Channel>().Except([Channel.InPerson, Channel.Letter, Channel.Email]))
            Assert.Equal("through", DeliveryDecider.Decide(Hand with { Through = through }, Delivered(OnPaper)).Refused(RefusalReason.InvalidInput).Field);
    }

    [Fact]
    public void Nothing_is_handed_over_that_was_not_made_or_is_read_there_and_nobody_else_says_so()
    {
        DeliveryDecider.Decide(Hand, Given(Offered)).Refused(RefusalReason.WrongState);
        DeliveryDecider.Decide(Hand with { RecipientIs = Partner }, Delivered(ReadHere)).Refused(RefusalReason.WrongState);
        Assert.Equal(Hand.HandedAt, DeliveryDecider.Decide(Hand, Delivered(ReadHere)).Recorded<CopyHandedOver>().HandedAt);
        Assert.Equal(Hand.HandedAt, DeliveryDecider.Decide(Hand with { RecipientIs = Partner }, Delivered(OnPaper)).Recorded<CopyHandedOver>().HandedAt);
        DeliveryDecider.Decide(Hand with { By = Detective }, Delivered(OnPaper)).Refused(RefusalReason.NotFound);
        DeliveryDecider.Decide(Hand with { By = Prosecutor }, Delivered(OnPaper)).Refused(RefusalReason.NotFound);
    }

    [Theory]
    [InlineData(RecallAnswer.Returned)]
    [InlineData(RecallAnswer.Destroyed)]
    [InlineData(RecallAnswer.CannotBeRecalled)]
    public void What_is_asked_back_of_it_comes_to_an_end_whether_or_not_it_was_handed_over(RecallAnswer answer)
    {
        var record = new RecordLetterAnswer(Advocate, answer, answer == RecallAnswer.CannotBeRecalled ? Sensitive.Of("They refused.") : null);
        var handed = DeliveryDecider.Decide(Hand, Delivered(OnPaper)).Recorded<CopyHandedOver>();

        // It never left: nobody is written to.
        DeliveryDecider.Decide(new SendRecallLetter(Advocate, Now, Now), Delivered(OnPaper, Notice)).Refused(RefusalReason.WrongState);
        Assert.Equal(answer, DeliveryDecider.Decide(record, Delivered(OnPaper, Notice)).Recorded<RecallAcknowledged>().Answer);
        // It left: they are asked first.
        DeliveryDecider.Decide(record, Delivered(OnPaper, handed, Notice)).Refused(RefusalReason.WrongState);
        var sent = DeliveryDecider.Decide(new SendRecallLetter(Advocate, Now, Now), Delivered(OnPaper, handed, Notice)).Recorded<RecallLetterSent>();
        var back = DeliveryDecider.Decide(record, Delivered(OnPaper, handed, Notice, sent)).Recorded<RecallAcknowledged>();
        Assert.False(DeliveryOf(Delivered(OnPaper, handed, Notice, sent, back)).RecallPending);
    }

    [Fact]
    public void What_was_asked_back_is_not_handed_over_any_more_and_the_rest_is()
    {
        var all = Notice with { Copies = [.. OnPaper.Items.Select(item => item.Copy)] };

        Assert.False(DeliveryOf(Delivered(OnPaper, all)).ToHandOver);
        Assert.True(DeliveryOf(Delivered(OnPaper, Notice)).ToHandOver);
        Assert.Equal(Hand.HandedAt, DeliveryDecider.Decide(Hand, Delivered(OnPaper, all)).Recorded<CopyHandedOver>().HandedAt);
    }

    [Fact]
    public void It_has_the_days_that_the_task_force_sets_and_no_more_than_the_law_gives()
    {
        var taskForce = TaskForceStream.Definition.Fold(TaskForceState.Initial, [new TaskForceFormed("A task force", "a county", new AgencyId("office"))]);
        var set = TaskForceStream.Definition.Fold(taskForce, [new PolicySet(Now.AddDays(-1), new PolicySettings(90, 3, 10) { PaperDays = 5 })]);

        Assert.Null(ByHand.Until(Partner, taskForce, Now, null));
        Assert.Equal(Now.AddDays(PolicySettings.UsualPaperDays), ByHand.Until(PartnerPosition.Initial, taskForce, Now, null));
        Assert.Equal(Now.AddDays(5), ByHand.Until(PartnerPosition.Initial, set, Now, Now.AddDays(5).AddTicks(1)));
        Assert.Equal(Now.AddDays(5).AddTicks(-1), ByHand.Until(PartnerPosition.Initial, set, Now, Now.AddDays(5).AddTicks(-1)));
    }
}
