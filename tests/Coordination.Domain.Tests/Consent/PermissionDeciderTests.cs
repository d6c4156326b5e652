using Coordination.Domain.Consent;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Consent;

public sealed class PermissionDeciderTests
{
    private static readonly WaivePrivilege Waiver = new([Police], [Story], HerSignature, Ana, Noon);
    private static readonly PrivilegeWaived Waived = new([Police], [Story], HerSignature, Ana);

    [Fact]
    public void Only_she_waives_her_privilege_and_only_in_writing()
    {
        Assert.IsType<PrivilegeWaived>(Assert.Single(PermissionDecider.Decide(Waiver, Open.State).Events));
        Open.When(s => PermissionDecider.Decide(Waiver with { Signature = HerSignature with { Capacity = SignerCapacity.Parent } }, s)).ThenRefused(RefusalReason.InvalidInput, "signature.capacity");
        Open.When(s => PermissionDecider.Decide(Waiver with { Signature = HerSignature with { Method = SignatureMethod.Oral } }, s)).ThenRefused(RefusalReason.InvalidInput, "signature.method");
        Open.When(s => PermissionDecider.Decide(Waiver with { Signature = HerSignature with { SignedAt = null } }, s)).ThenRefused(RefusalReason.InvalidInput, "signature.signedAt");
        Open.When(s => PermissionDecider.Decide(Waiver with { Items = [] }, s)).ThenRefused(RefusalReason.InvalidInput, "items");
        Open.And(new SurvivorDied(Noon)).When(s => PermissionDecider.Decide(Waiver, s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void A_waiver_is_taken_back_once()
    {
        var back = new WithdrawPrivilegeWaiver([Story], Ana, Channel.Telephone);
        Open.When(s => PermissionDecider.Decide(back, s)).ThenNothing();
        Assert.IsType<PrivilegeWaiverWithdrawn>(Assert.Single(PermissionDecider.Decide(back, Open.And(Waived).State).Events));
        Open.And(Waived, new PrivilegeWaiverWithdrawn([Story], Ana, Channel.Telephone)).When(s => PermissionDecider.Decide(back, s)).ThenNothing();
    }

    [Fact]
    public void Revoking_everything_revokes_the_waivers_of_privilege_too()
    {
        var everything = new RevokeEveryRelease(Ana, Channel.Telephone);
        var state = Open.And(Waived, new PrivilegeWaived([Clinic], [Story, Phone], HerSignature, Ana)).State;

        var events = ReleaseDecider.Decide(everything, state).Events;

        Assert.Empty(events.Aggregate(state, ConsentPosition.Evolve).Waivers);
        Assert.All(events.OfType<PrivilegeWaiverWithdrawn>(), back => Assert.Equal((Ana, Channel.Telephone), (back.By, back.Through)));
        Assert.Empty(ReleaseDecider.Decide(everything, events.Aggregate(state, ConsentPosition.Evolve)).Events);
    }

    [Fact]
    public void Only_she_waives_what_8_USC_1367_protects_her_by_in_writing_and_as_an_adult()
    {
        var waive = new WaiveProtection(HerSignature, true, Ana, Noon);
        var waived = new ProtectionWaived(HerSignature, true, Ana);
        Open.When(s => PermissionDecider.Decide(waive, s)).Then(waived);
        Open.And(waived).When(s => PermissionDecider.Decide(waive, s)).ThenNothing();
        Open.And(waived).When(s => PermissionDecider.Decide(waive with { EverybodyConcernedWaived = false }, s)).Then(waived with { EverybodyConcernedWaived = false });
        Open.When(s => PermissionDecider.Decide(waive with { Signature = HerSignature with { Capacity = SignerCapacity.Parent } }, s)).ThenRefused(RefusalReason.InvalidInput, "signature.capacity");
        Open.When(s => PermissionDecider.Decide(waive with { Signature = HerSignature with { Method = SignatureMethod.Oral } }, s)).ThenRefused(RefusalReason.InvalidInput, "signature.method");
        Open.When(s => PermissionDecider.Decide(waive with { Signature = HerSignature with { SignedAt = Noon.AddTicks(1) } }, s)).ThenRefused(RefusalReason.InvalidInput, "signature.signedAt");
        Open.And(new MinorityRecorded(true, true, false)).When(s => PermissionDecider.Decide(waive, s)).ThenRefused(RefusalReason.ConsentRequired, "signature");
        Open.And(new SurvivorDied(Noon)).When(s => PermissionDecider.Decide(waive, s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void She_takes_that_waiver_back_by_any_channel_once_and_with_everything_else()
    {
        var back = new WithdrawProtectionWaiver(Ana, Channel.Telephone);
        var waived = Open.And(new ProtectionWaived(HerSignature, true, Ana));
        waived.When(s => PermissionDecider.Decide(back, s)).Then(new ProtectionWaiverWithdrawn(Ana, Channel.Telephone));
        waived.And(new ProtectionWaiverWithdrawn(Ana, Channel.Telephone)).When(s => PermissionDecider.Decide(back, s)).ThenNothing();
        waived.When(s => ReleaseDecider.Decide(new RevokeEveryRelease(Ana, Channel.Letter), s)).Then(new ProtectionWaiverWithdrawn(Ana, Channel.Letter));
    }

    [Fact]
    public void Joint_representation_and_advice_are_recorded_when_they_change_something()
    {
        var joint = new RecordJointRepresentation(Police, true, Ana);
        var advice = new RecordIndependentAdvice(Police, Noon, Ana, Noon);
        Open.When(s => PermissionDecider.Decide(joint, s)).Then(new JointRepresentationRecorded(Police, true, Ana));
        Open.When(s => PermissionDecider.Decide(joint with { Together = false }, s)).ThenNothing();
        Open.And(new JointRepresentationRecorded(Police, true, Ana)).When(s => PermissionDecider.Decide(joint, s)).ThenNothing();
        Open.When(s => PermissionDecider.Decide(advice, s)).Then(new IndependentAdviceRecorded(Police, Noon, Ana));
        Open.And(new IndependentAdviceRecorded(Police, Noon, Ana)).When(s => PermissionDecider.Decide(advice, s)).ThenNothing();
        Open.And(new IndependentAdviceRecorded(Police, Noon, Ana)).When(s => PermissionDecider.Decide(advice with { AdvisedAt = Noon.AddDays(-1) }, s)).Then(new IndependentAdviceRecorded(Police, Noon.AddDays(-1), Ana));
        Open.When(s => PermissionDecider.Decide(advice with { AdvisedAt = Noon.AddTicks(1) }, s)).ThenRefused(RefusalReason.InvalidInput, "advisedAt");
    }

    [Fact]
    public void An_operators_authorisation_ends_after_it_was_signed()
    {
        var command = new AuthoriseShelterLocation { Operator = Harbor, Recipients = [Police], SignedAt = Noon, Expires = Noon.AddDays(1), CapturedBy = Ana, At = Noon };
        Assert.IsType<ShelterLocationAuthorised>(Assert.Single(PermissionDecider.Decide(command, Open.State).Events));
        Open.When(s => PermissionDecider.Decide(command with { Expires = Noon }, s)).ThenRefused(RefusalReason.InvalidInput, "expires");
        Open.When(s => PermissionDecider.Decide(command with { SignedAt = Noon.AddTicks(1) }, s)).ThenRefused(RefusalReason.InvalidInput, "signedAt");
        Open.When(s => PermissionDecider.Decide(command with { Recipients = [] }, s)).ThenRefused(RefusalReason.InvalidInput, "recipients");
    }

    [Fact]
    public void She_is_told_once_for_each_disclosure_and_a_trial_is_recorded_when_it_changes()
    {
        var tell = new TellBeforehand(ThisDisclosure, Ana, Channel.InPerson, Noon, Noon);
        Open.When(s => PermissionDecider.Decide(tell, s)).Then(new SurvivorToldBeforehand(ThisDisclosure, Ana, Channel.InPerson, Noon));
        Open.And(new SurvivorToldBeforehand(ThisDisclosure, Ana, Channel.InPerson, Noon)).When(s => PermissionDecider.Decide(tell, s)).ThenNothing();
        Open.When(s => PermissionDecider.Decide(tell with { ToldAt = Noon.AddTicks(1) }, s)).ThenRefused(RefusalReason.InvalidInput, "toldAt");
        var trial = new RecordTrialStatus(true, Ana, Noon, Noon);
        Open.When(s => PermissionDecider.Decide(trial, s)).Then(new TrialStatusRecorded(true, Ana, Noon));
        Open.And(new TrialStatusRecorded(true, Ana, Noon)).When(s => PermissionDecider.Decide(trial, s)).ThenNothing();
    }

    private static Past<ConsentPosition, ConsentEvent> Open => GivenWhenThen.Given(ConsentStream.Definition, new ConsentRecordOpened(Survivor, Harbor));
}
