using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateAssert;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>What a release alone does not give: a waiver of privilege, an operator's authorisation, conditions that are met (CG-27, CG-36, CG-37).</summary>
public sealed class PermissionRuleTests
{
    private static readonly PrivilegeWaived HerWaiver = new([Police], [Story], HerSignature, Ana);
    private static readonly ShelterLocationAuthorised Authorised = new(Harbor, [Police], Noon.AddDays(-1), Noon.AddDays(10), Ana);

    [Fact]
    public void CG27_a_release_is_no_waiver_and_a_waiver_is_no_release()
    {
        Denied(Of(InformationCategory.PrivilegedCommunication), "CG-27", "privilege");
        Permitted(Of(InformationCategory.PrivilegedCommunication).And(HerWaiver));
        Denied(Of(InformationCategory.PrivilegedCommunication).And(HerWaiver).Without<ReleaseSigned>(), "CG-01", "absent");
    }

    [Fact]
    public void CG27_the_holder_waives_in_writing_and_from_the_date_on()
    {
        var world = Of(InformationCategory.PrivilegedCommunication);
        Denied(world.And(HerWaiver with { Signature = HerSignature with { Capacity = SignerCapacity.Parent } }), "CG-27", "privilege");
        Denied(world.And(HerWaiver with { Signature = HerSignature with { Method = SignatureMethod.Oral } }), "CG-27", "privilege");
        Denied(world.And(HerWaiver with { Signature = HerSignature with { SignedAt = null } }), "CG-27", "privilege");
        Denied(world.And(HerWaiver with { Signature = HerSignature with { SignedAt = Noon.AddTicks(1) } }), "CG-27", "privilege");
        Permitted(world.And(HerWaiver with { Signature = HerSignature with { SignedAt = Noon } }));
    }

    [Fact]
    public void CG27_a_waiver_is_for_its_items_and_its_recipients()
    {
        var world = Of(InformationCategory.PrivilegedCommunication);
        Denied(world.And(HerWaiver with { Items = [Phone] }), "CG-27", "privilege");
        Denied(world.And(HerWaiver with { Recipients = [Clinic] }), "CG-27", "privilege");
        Denied(world.And(HerWaiver with { Items = [Phone] }, HerWaiver with { Recipients = [Clinic] }), "CG-27", "privilege");
    }

    [Fact]
    public void CG27_a_waiver_taken_back_is_none()
    {
        var world = Of(InformationCategory.PrivilegedCommunication).And(HerWaiver with { Items = [Story, Phone] });
        Denied(world.And(new PrivilegeWaiverWithdrawn([Story], Ana, Channel.Telephone)), "CG-27", "privilege");
        Permitted(world.And(new PrivilegeWaiverWithdrawn([Phone], Ana, Channel.Telephone)));
    }

    [Fact]
    public void CG36_a_release_and_the_operators_authorisation_are_both_needed()
    {
        Denied(Of(InformationCategory.ShelterLocation), "CG-36", "shelter-location");
        Permitted(Of(InformationCategory.ShelterLocation).And(Authorised));
        Denied(Of(InformationCategory.ShelterLocation).And(Authorised).Without<ReleaseSigned>(), "CG-01", "absent");
        Denied(Of(InformationCategory.ShelterLocation).And(Authorised with { Recipients = [Clinic] }), "CG-36", "shelter-location");
    }

    [Fact]
    public void CG36_an_authorisation_holds_until_just_before_its_end_and_the_newest_word_counts()
    {
        var world = Of(InformationCategory.ShelterLocation);
        Permitted(world.And(Authorised with { Expires = Noon.AddTicks(1) }));
        Denied(world.And(Authorised with { Expires = Noon }), "CG-36", "shelter-location");
        Denied(world.And(Authorised, Authorised with { Expires = Noon }), "CG-36", "shelter-location");
        Permitted(world.And(Authorised, Authorised with { Recipients = [Clinic], Expires = Noon }));
    }

    [Fact]
    public void CG37_tell_me_first_is_kept_by_telling_her_of_this_disclosure()
    {
        var world = Permitting.WithTerms(terms => terms with { Conditions = [ReleaseCondition.TellMeFirst] });
        var told = new SurvivorToldBeforehand(ThisDisclosure, Ana, Channel.InPerson, Noon);
        Held(world, "CG-37", "condition");
        Permitted(world.And(told));
        Held(world.And(told with { Disclosure = new DisclosureId(Numbered(33)) }), "CG-37", "condition");
        Held(world.And(told).Asking(r => r with { Disclosure = null }), "CG-37", "condition");
        Held(world.And(told with { ToldAt = Noon.AddTicks(1) }), "CG-37", "condition");
    }

    [Fact]
    public void CG37_not_while_the_trial_is_pending_is_kept_when_none_is()
    {
        var world = Permitting.WithTerms(terms => terms with { Conditions = [ReleaseCondition.NotWhileTrialPending] });
        Held(world.And(new TrialStatusRecorded(true, Ana, Noon)), "CG-37", "condition");
        Permitted(world.And(new TrialStatusRecorded(true, Ana, Noon), new TrialStatusRecorded(false, Ana, Noon)));
        Held(world.And(new TrialStatusRecorded(false, Ana, Noon), new TrialStatusRecorded(true, Ana, Noon)), "CG-37", "condition");
    }

    [Fact]
    public void CG37_every_condition_is_to_be_kept()
    {
        var world = Permitting.WithTerms(terms => terms with { Conditions = Enum.GetValues<ReleaseCondition>() }).And(new TrialStatusRecorded(false, Ana, Noon));
        Held(world, "CG-37", "condition");
        Assert.Equal(SharingMode.ThroughAdvocate, world.And(new SurvivorToldBeforehand(ThisDisclosure, Ana, Channel.InPerson, Noon)).Line.Mode);
    }

    private static GateWorld Of(InformationCategory category) => Permitting
        .WithTerms(terms => terms with { Grants = [new CategoryGrant(category, SharingMode.IdentifiedVerbatim)] })
        .AskingFor(item => item with { Category = category });
}
