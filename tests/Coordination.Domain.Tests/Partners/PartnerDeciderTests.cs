using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Partners;

public sealed class PartnerDeciderTests
{
    private static readonly AgencyJoined Joined = new(Police, "County police", AgencyKind.LawEnforcement, [PolicyProfile.OwnRecords]) { JoinedAt = Noon };
    private static readonly JoinTaskForce Join = new(Police, "County police", AgencyKind.LawEnforcement, [PolicyProfile.OwnRecords], Noon);

    [Fact]
    public void An_agency_joins_once()
    {
        GivenWhenThen.Given(PartnerStream.Definition).When(s => PartnerDecider.Decide(Join, s)).Then(Joined);
        Partner.When(s => PartnerDecider.Decide(Join, s)).ThenNothing();
        Partner.When(s => PartnerDecider.Decide(Join with { Kind = AgencyKind.Medical }, s)).ThenRefused(RefusalReason.AlreadyExists);
        GivenWhenThen.Given(PartnerStream.Definition).When(s => PartnerDecider.Decide(Join with { Name = "" }, s)).ThenRefused(RefusalReason.InvalidInput, "name");
    }

    [Fact]
    public void Leaving_and_joining_again_lifts_no_suspension_and_revives_no_agreement()
    {
        var back = Partner.And(Mou, new StandingSuspended(Sensitive.Of("a breach")), new AgencyLeft(Sensitive.Of("moved on")), Joined);

        Assert.False(back.And(Mou).State.IsInStanding(Police, Noon));
        Assert.False(back.And(new StandingRestored(Sensitive.Of("answered"))).State.IsInStanding(Police, Noon));
        Assert.True(back.And(new StandingRestored(Sensitive.Of("answered")), Mou).State.IsInStanding(Police, Noon));
    }

    [Fact]
    public void Standing_is_lost_by_leaving_a_suspension_and_the_end_of_the_last_agreement_and_never_by_whoever_had_none()
    {
        var (suspended, left) = (new StandingSuspended(Sensitive.Of("a breach")), new AgencyLeft(Sensitive.Of("moved on")));

        Assert.False(Partner.State.HasLostStanding(Noon));
        Assert.False(PartnerPosition.Initial.HasLostStanding(Noon));
        Assert.False(Partner.And(Mou).State.HasLostStanding(Noon));
        Assert.True(Partner.And(Mou).State.HasLostStanding(Mou.Ends));
        Assert.True(Partner.And(Mou, new AgreementEnded("mou", Sensitive.Of("over"))).State.HasLostStanding(Noon));
        Assert.False(Partner.And(Mou, Mou with { Reference = "next" }, new AgreementEnded("mou", Sensitive.Of("over"))).State.HasLostStanding(Noon));
        Assert.True(Partner.And(Mou, suspended).State.HasLostStanding(Noon));
        Assert.False(Partner.And(Mou, suspended, new StandingRestored(Sensitive.Of("answered"))).State.HasLostStanding(Noon));
        Assert.True(Partner.And(Mou, left).State.HasLostStanding(Noon));
        Assert.True(Partner.And(Mou, left, Joined).State.HasLostStanding(Noon)); // until it signs again
        Assert.False(Partner.And(Mou, left, Joined, Mou).State.HasLostStanding(Noon));
    }

    [Fact]
    public void An_agreement_has_a_reference_of_its_own_and_ends_after_it_starts()
    {
        Partner.When(s => PartnerDecider.Decide(new SignAgreement("mou", Noon, Noon.AddDays(1)), s)).Then(new AgreementSigned("mou", Noon, Noon.AddDays(1)));
        Partner.When(s => PartnerDecider.Decide(new SignAgreement("mou", Noon, Noon), s)).ThenRefused(RefusalReason.InvalidInput, "ends");
        Partner.And(Mou).When(s => PartnerDecider.Decide(new SignAgreement("mou", Noon, Noon.AddDays(1)), s)).ThenRefused(RefusalReason.AlreadyExists, "reference");
        Partner.And(Mou).When(s => PartnerDecider.Decide(new SignAgreement("mou", Mou.Starts, Mou.Ends), s)).ThenNothing();
        Partner.And(Mou).When(s => PartnerDecider.Decide(new EndAgreement("mou", Sensitive.Of("over")), s)).Then(new AgreementEnded("mou", Sensitive.Of("over")));
        Partner.When(s => PartnerDecider.Decide(new EndAgreement("mou", Sensitive.Of("over")), s)).ThenNothing();
    }

    [Fact]
    public void A_training_lies_in_the_past_and_the_longest_counts()
    {
        Partner.When(s => PartnerDecider.Decide(new RecordTraining(Dale, Noon, Noon.AddDays(1), Noon), s)).Then(new ConfidentialityTrainingRecorded(Dale, Noon, Noon.AddDays(1)));
        Partner.When(s => PartnerDecider.Decide(new RecordTraining(Dale, Noon.AddTicks(1), Noon.AddDays(1), Noon), s)).ThenRefused(RefusalReason.InvalidInput, "completedAt");
        Partner.When(s => PartnerDecider.Decide(new RecordTraining(Dale, Noon, Noon, Noon), s)).ThenRefused(RefusalReason.InvalidInput, "validUntil");
        Assert.True(Partner.And(new ConfidentialityTrainingRecorded(Dale, Noon, Noon.AddDays(2)), new ConfidentialityTrainingRecorded(Dale, Noon, Noon.AddDays(1))).State.IsTrained(Dale, Noon.AddDays(1)));
    }

    [Fact]
    public void Standing_is_suspended_and_restored_once_each_and_with_a_reason()
    {
        Partner.When(s => PartnerDecider.Decide(new SuspendStanding(Sensitive.Of("a breach")), s)).Then(new StandingSuspended(Sensitive.Of("a breach")));
        Partner.When(s => PartnerDecider.Decide(new SuspendStanding(Sensitive.Of("")), s)).ThenRefused(RefusalReason.InvalidInput, "reason");
        Partner.And(new StandingSuspended(Sensitive.Of("a breach"))).When(s => PartnerDecider.Decide(new SuspendStanding(Sensitive.Of("another")), s)).ThenNothing();
        Partner.When(s => PartnerDecider.Decide(new RestoreStanding(Sensitive.Of("answered")), s)).ThenNothing();
        Partner.And(new StandingSuspended(Sensitive.Of("a breach"))).When(s => PartnerDecider.Decide(new RestoreStanding(Sensitive.Of("answered")), s)).Then(new StandingRestored(Sensitive.Of("answered")));
    }

    [Fact]
    public void Who_left_has_left()
    {
        Partner.When(s => PartnerDecider.Decide(new LeaveTaskForce(Sensitive.Of("moved on"), Noon), s)).Then(new AgencyLeft(Sensitive.Of("moved on")) { LeftAt = Noon });
        Partner.And(new AgencyLeft(Sensitive.Of("moved on"))).When(s => PartnerDecider.Decide(new LeaveTaskForce(Sensitive.Of("again"), Noon), s)).ThenNothing();
        GivenWhenThen.Given(PartnerStream.Definition).When(s => PartnerDecider.Decide(new SuspendStanding(Sensitive.Of("who?")), s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void Every_event_folds_onto_every_stage()
    {
        var events = EventSamples.All().OfType<PartnerEvent>().ToList();
        Assert.All(events, one => Assert.All(events, other => Assert.NotNull(PartnerStream.Definition.Fold(PartnerPosition.Initial, [Joined, one, other]))));
        Assert.All(events, one => Assert.NotNull(PartnerStream.Definition.Fold(PartnerPosition.Initial, [one])));
    }

    private static Past<PartnerPosition, PartnerEvent> Partner => GivenWhenThen.Given(PartnerStream.Definition, Joined);
}
