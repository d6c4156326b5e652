using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.Services;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateAssert;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>How a release must be signed, explained, dated, limited and addressed, and how it is taken back: CG-02 to CG-04, CG-06, CG-08 to CG-12, CG-14, CG-15.</summary>
public sealed class SigningRuleTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly GuardianId Mother = new(Numbered(21));
    private static readonly GuardianId Father = new(Numbered(22));
    private static readonly ReleaseId Second = new(Numbered(23));

    [Fact]
    public void CG02_an_undated_signature_is_none() =>
        Denied(Permitting.Signing(s => s with { Signatures = [HerSignature with { SignedAt = null }] }), "CG-02", "not-written");

    [Fact]
    public void CG02_a_signature_counts_from_its_date_to_the_tick()
    {
        Permitted(Permitting with { Now = Noon.AddDays(-2) });
        Denied(Permitting with { Now = Noon.AddDays(-2) - Tick }, "CG-02", "not-written");
    }

    [Fact]
    public void CG02_a_capable_adult_signs_herself() =>
        Denied(Permitting.And(new GuardianRecorded(Mother, SignerCapacity.Parent))
            .Signing(s => s with { Signatures = [HerSignature with { Capacity = SignerCapacity.Parent, Guardian = Mother }] }), "CG-02", "not-written");

    [Fact]
    public void CG03_each_of_risks_alternatives_and_consequences_has_to_be_explained()
    {
        foreach (var missing in new[] { NoticeTopic.Risks, NoticeTopic.Alternatives, NoticeTopic.Consequences })
        {
            Denied(Notice(n => n with { Topics = [.. n.Topics.Where(topic => topic != missing)] }), "CG-03", "not-informed");
        }
    }

    [Fact]
    public void CG03_two_talks_make_one_notice()
    {
        var first = (NoticeGiven)Permitting.Consent[1];

        Permitted(Permitting with
        {
            Consent =
            [
                Permitting.Consent[0], first with { Topics = [NoticeTopic.Risks] },
                first with { Notice = new NoticeId(Numbered(30)), Topics = [NoticeTopic.Alternatives, NoticeTopic.Consequences] }, Permitting.Consent[2],
            ],
        });
    }

    [Fact]
    public void CG03_a_notice_comes_before_the_signature_to_the_tick()
    {
        Permitted(Notice(n => n with { GivenAt = Noon.AddDays(-2) }));
        Denied(Notice(n => n with { GivenAt = Noon.AddDays(-2) + Tick }), "CG-03", "not-informed");
        Denied(Permitting.Without<NoticeGiven>().And(Permitting.Consent[1]), "CG-03", "not-informed");
    }

    [Fact]
    public void CG03_a_notice_about_somebody_else_is_none() => Denied(Notice(n => n with { Recipients = [Clinic] }), "CG-03", "not-informed");

    [Fact]
    public void CG04_a_release_without_an_end_is_none() => Denied(Permitting.WithTerms(t => t with { Expires = null }), "CG-04", "no-expiry");

    [Fact]
    public void CG04_a_release_holds_until_just_before_its_end()
    {
        Permitted(Permitting with { Now = Noon.AddDays(30) - Tick });
        Denied(Permitting with { Now = Noon.AddDays(30) }, "CG-04", "expired");
    }

    [Fact]
    public void CG04_a_release_holds_from_its_start()
    {
        var later = Permitting.WithTerms(t => t with { Starts = Noon });

        Permitted(later);
        Denied(later with { Now = Noon - Tick }, "CG-04", "not-yet");
    }

    [Fact]
    public void CG04_an_instant_is_the_same_in_every_time_zone()
    {
        var end = Noon.AddDays(30).ToOffset(TimeSpan.FromHours(-7));

        Denied(Permitting.WithTerms(t => t with { Expires = end }) with { Now = Noon.AddDays(30).ToOffset(TimeSpan.FromHours(9)) }, "CG-04", "expired");
        Permitted(Permitting.WithTerms(t => t with { Expires = end }) with { Now = end.ToOffset(TimeSpan.FromHours(9)) - Tick });
    }

    [Fact]
    public void CG06_a_release_to_somebody_else_is_none() =>
        Denied(Permitting.WithTerms(t => t with { Recipients = [new ReleaseRecipient(new AgencyId("taskforce"), [])] }), "CG-06", "recipient");

    [Fact]
    public void CG06_a_release_that_names_persons_is_for_them_alone()
    {
        Permitted(Permitting.WithTerms(t => t with { Recipients = [new ReleaseRecipient(Police, [Dale])] }));
        Denied(Permitting.WithTerms(t => t with { Recipients = [new ReleaseRecipient(Police, [Nina])] }), "CG-06", "recipient");
    }

    [Fact]
    public void CG08_a_release_from_the_other_side_is_none() => Denied(Permitting.WithTerms(t => t with { Discloser = Police }), "CG-08", "direction");

    [Fact]
    public void CG08_what_came_from_another_agency_is_not_passed_on() => Denied(Permitting.AskingFor(i => i with { Custodian = Clinic }), "CG-08", "direction");

    [Fact]
    public void CG08_where_no_record_of_her_was_opened_the_items_own_custodian_counts()
    {
        var none = Permitting with { Consent = [], Rules = RuleSets.V2026R2 };
        Assert.DoesNotContain(none.Line.Findings, finding => finding.Rule == "CG-08");
        Denied(none, "CG-01", "absent");
        Denied(none.AskingFor(i => i with { Custodian = Clinic }), "CG-08", "direction");
        Denied(none with { Rules = RuleSets.V2026R1 }, "CG-08", "direction");
        Denied(Permitting with { Consent = [new ConsentRecordOpened(Survivor, Clinic)], Rules = RuleSets.V2026R2 }, "CG-08", "direction");
    }

    [Fact]
    public void CG09_a_minor_and_one_parent_sign_together()
    {
        var minor = Permitting.And(new MinorityRecorded(true, false, false), new GuardianRecorded(Mother, SignerCapacity.Parent));
        var hers = HerSignature with { Capacity = SignerCapacity.Parent, Guardian = Mother };

        Permitted(minor.Signing(s => s with { Signatures = [HerSignature, hers] }));
        Denied(minor, "CG-09", "signatures");
        Denied(minor.Signing(s => s with { Signatures = [hers] }), "CG-09", "signatures");
        Denied(minor.Signing(s => s with { Signatures = [HerSignature, hers with { Guardian = Father }] }), "CG-09", "signatures");
        Permitted(minor.And(new MinorityRecorded(true, true, false)));
        Denied(minor.And(new MinorityRecorded(true, false, false) { EighteenFrom = Noon.AddDays(-2) + Tick }), "CG-09", "signatures");
        Permitted(minor.And(new MinorityRecorded(true, false, false) { EighteenFrom = Noon.AddDays(-2) }));
        Permitted(minor.And(new MinorityRecorded(false, false, false)));
    }

    [Fact]
    public void CG10_a_minor_who_receives_the_service_alone_signs_alone()
    {
        var minor = Permitting.And(new MinorityRecorded(true, false, true), new GuardianRecorded(Mother, SignerCapacity.Parent));

        Permitted(minor);
        Denied(minor.Signing(s => s with { Signatures = [HerSignature with { Capacity = SignerCapacity.Parent, Guardian = Mother }] }), "CG-10", "signatures");
    }

    [Fact]
    public void CG10_where_a_list_is_kept_every_service_that_she_receives_alone_is_on_it_at_that_time()
    {
        var listing = new PolicySettings(90, 3, 10) { MinorAloneServices = [GoalKind.Health, GoalKind.PeerSupport] };
        GateWorld Listed(DateTimeOffset from, params GoalKind[]? services) => Permitting.And(new MinorityRecorded(true, false, true) { Services = services }) with
        {
            TaskForce = [.. Permitting.TaskForce, new PolicySet(from, listing)],
        };

        Permitted(Listed(Noon, GoalKind.Health));
        Permitted(Listed(Noon, GoalKind.PeerSupport, GoalKind.Health));
        Denied(Listed(Noon, GoalKind.Health, GoalKind.Housing), "CG-09", "signatures");
        Denied(Listed(Noon, null), "CG-09", "signatures"); // which they are was not said
        Denied(Listed(Noon, []), "CG-09", "signatures");
        Permitted(Listed(Noon.AddTicks(1), GoalKind.Housing)); // the list is not in force yet
    }

    [Fact]
    public void CG11_an_abuser_among_the_signers_makes_it_void()
    {
        var world = Permitting.And(new MinorityRecorded(true, false, false), new GuardianRecorded(Mother, SignerCapacity.Parent), new GuardianRecorded(Father, SignerCapacity.Parent))
            .Signing(s => s with { Signatures = [HerSignature, Parent(Mother), Parent(Father)] });

        Permitted(world);
        Denied(world.And(new GuardianDisqualified(Father)), "CG-11", "abuser-signer");
        Denied(world.And(new GuardianDisqualified(Father), new GuardianRecorded(Father, SignerCapacity.Parent)), "CG-11", "abuser-signer");
        Denied(Permitting.And(new ReleaseVoided(HerRelease, VoidCause.AbuserSigned)), "CG-11", "abuser-signer");
    }

    [Fact]
    public void CG12_for_a_person_without_legal_capacity_the_courts_guardian_signs()
    {
        var world = Permitting.And(new CapacityRecorded(true), new GuardianRecorded(Mother, SignerCapacity.CourtAppointedGuardian));
        var guardians = HerSignature with { Capacity = SignerCapacity.CourtAppointedGuardian, Guardian = Mother };

        Denied(world, "CG-12", "capacity");
        Permitted(world.Signing(s => s with { Signatures = [guardians] }));
        Denied(world.Signing(s => s with { Signatures = [guardians with { Capacity = SignerCapacity.Guardian }] }), "CG-12", "capacity");
        Permitted(world.And(new CapacityRecorded(false)));
        Denied(Permitting.And(new ReleaseVoided(HerRelease, VoidCause.NoCapacity)), "CG-12", "capacity");
    }

    [Theory]
    [InlineData(Channel.InPerson)]
    [InlineData(Channel.Telephone)]
    [InlineData(Channel.OwnAccount)]
    public void CG14_a_revocation_closes_the_release_however_it_was_said(Channel channel) =>
        Denied(Permitting.And(new ReleaseRevoked(HerRelease, Ana, channel)), "CG-14", "revoked");

    [Fact]
    public void CG14_nothing_opens_a_revoked_release_again()
    {
        var revoked = Permitting.And(new ReleaseRevoked(HerRelease, Ana, Channel.Telephone));
        var terms = ((ReleaseSigned)Permitting.Consent[2]).Terms;

        Denied(revoked.And(new ReleaseNarrowed(HerRelease, terms, Ana, Channel.InPerson)), "CG-14", "revoked");
        Denied(revoked.And(new ReleaseExpired(HerRelease, Noon)), "CG-14", "revoked");
        Denied(revoked.And(new ReleaseRenewed(HerRelease, Second, terms with { Starts = Noon.AddDays(1) }, [HerSignature], [ReleaseWarning.MayReachDefense], Ana)), "CG-14", "revoked");
    }

    [Fact]
    public void CG15_a_spoken_grant_is_none() =>
        Denied(Permitting.Signing(s => s with { Signatures = [HerSignature with { Method = SignatureMethod.Oral }] }), "CG-02", "not-written");

    private static GateWorld Notice(Func<NoticeGiven, NoticeGiven> change) =>
        Permitting with { Consent = [.. Permitting.Consent.Select(e => e is NoticeGiven notice ? change(notice) : e)] };

    private static Signature Parent(GuardianId guardian) => HerSignature with { Capacity = SignerCapacity.Parent, Guardian = guardian };
}
