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
    public void Whoever_takes_everything_back_takes_back_the_waivers_of_privilege_too()
    {
        var everything = new RevokeEveryRelease(Ana, Channel.Telephone);
        var state = Open.And(Waived, new PrivilegeWaived([Clinic], [Story, Phone], HerSignature, Ana)).State;

        var events = ReleaseDecider.Decide(everything, state).Events;

        Assert.Empty(events.Aggregate(state, ConsentPosition.Evolve).Waivers);
        Assert.All(events.OfType<PrivilegeWaiverWithdrawn>(), back => Assert.Equal((Ana, Channel.Telephone), (back.By, back.Through)));
        Assert.Empty(ReleaseDecider.Decide(everything, events.Aggregate(state, ConsentPosition.Evolve)).Events);
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
