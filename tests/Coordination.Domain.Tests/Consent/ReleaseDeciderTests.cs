using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Services;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Consent;

public sealed class ReleaseDeciderTests
{
    private static readonly ReleaseSigned Signed = (ReleaseSigned)Permitting.Consent[2];
    private static readonly ReleaseId Renewal = new(Numbered(40));
    private static readonly GuardianId Father = new(Numbered(41));
    private static readonly SignRelease Sign = new(HerRelease, Signed.Terms, Signed.Signatures, Signed.WarningsAcknowledged, Ana, Noon);

    [Fact]
    public void A_release_that_would_hold_is_captured() => Explained.When(Capture(Sign)).Then(Signed);

    [Fact]
    public void Every_element_that_is_missing_is_named()
    {
        Refused(Sign with { Terms = Sign.Terms with { Discloser = Police } }, RefusalReason.InvalidInput, "terms.discloser");
        Refused(Sign with { Terms = Sign.Terms with { Recipients = [] } }, RefusalReason.InvalidInput, "terms.recipients");
        Refused(Sign with { Terms = Sign.Terms with { Recipients = [new(Harbor, [])] } }, RefusalReason.InvalidInput, "terms.recipients[0].agency");
        Refused(Sign with { Terms = Sign.Terms with { Recipients = [new(Police, []), new(new("taskforce"), [])] } }, RefusalReason.InvalidInput, "terms.recipients[1].agency");
        Refused(Sign with { Terms = Sign.Terms with { Recipients = [new(Police, []), new(Clinic, [])] } }, RefusalReason.ConsentRequired, "terms.recipients[1].agency");
        Refused(Sign with { Terms = Sign.Terms with { Grants = [] } }, RefusalReason.InvalidInput, "terms.grants");
        Refused(Sign with { Terms = Sign.Terms with { Grants = [Sign.Terms.Grants[0] with { OnlyItems = [] }] } }, RefusalReason.InvalidInput, "terms.grants[0].onlyItems");
        Refused(Sign with { Terms = Sign.Terms with { Grants = [Sign.Terms.Grants[0] with { WidestMode = (SharingMode)9 }] } }, RefusalReason.InvalidInput, "terms.grants[0].widestMode");
        Refused(Sign with { Terms = Sign.Terms with { Purposes = [] } }, RefusalReason.InvalidInput, "terms.purposes");
        Refused(Sign with { Terms = Sign.Terms with { Expires = null } }, RefusalReason.InvalidInput, "terms.expires");
        Refused(Sign with { Terms = Sign.Terms with { Expires = Noon } }, RefusalReason.InvalidInput, "terms.expires");
        Refused(Sign with { Signatures = [] }, RefusalReason.InvalidInput, "signatures");
        Refused(Sign with { Signatures = [HerSignature with { Method = SignatureMethod.Oral }] }, RefusalReason.InvalidInput, "signatures[0].method");
        Refused(Sign with { Signatures = [HerSignature with { SignedAt = null }] }, RefusalReason.InvalidInput, "signatures[0].signedAt");
        Refused(Sign with { Signatures = [HerSignature with { SignedAt = Noon.AddTicks(1) }] }, RefusalReason.InvalidInput, "signatures[0].signedAt");
        Refused(Sign with { Signatures = [HerSignature with { Capacity = SignerCapacity.Parent, Guardian = Father }] }, RefusalReason.ConsentRequired, "signatures");
    }

    [Fact]
    public void The_longest_release_is_a_limit_to_the_tick()
    {
        var longest = Sign.Terms.Starts.AddDays(90);

        Explained.When(Capture(Sign with { Terms = Sign.Terms with { Expires = longest } })).ThenOne<ReleaseSigned>();
        Refused(Sign with { Terms = Sign.Terms with { Expires = longest.AddTicks(1) } }, RefusalReason.PolicyLimit, "terms.expires");
        Refused(Sign with { Terms = Sign.Terms with { Starts = Noon.AddDays(91), Expires = Noon.AddDays(92) } }, RefusalReason.PolicyLimit, "terms.starts");
    }

    [Fact]
    public void A_release_that_is_captured_holds_at_the_gate() =>
        Assert.Equal(Outcome.Permit, (Permitting with { Consent = [.. Permitting.Consent.Take(2), .. Explained.When(Capture(Sign)).Decision.Events] }).Evaluate().Outcome);

    [Fact]
    public void What_an_alleged_abuser_signed_is_refused_and_kept_as_void()
    {
        var by = HerSignature with { Capacity = SignerCapacity.Parent, Guardian = Father };

        Explained.And(new GuardianRecorded(Father, SignerCapacity.Parent), new GuardianDisqualified(Father))
            .When(Capture(Sign with { Signatures = [HerSignature, by] }))
            .ThenRefused(RefusalReason.ConsentRequired, "signatures[1].guardian", Signed with { Signatures = [HerSignature, by] }, new ReleaseVoided(HerRelease, VoidCause.AbuserSigned));
    }

    [Fact]
    public void Taking_something_out_is_narrowing_and_anything_more_is_refused_by_its_field()
    {
        var less = Signed.Terms with { Grants = [Signed.Terms.Grants[0] with { WidestMode = SharingMode.DeIdentified, OnlyItems = [Story] }], Purposes = [Purpose.Investigation] };

        InForce.When(s => ReleaseDecider.Decide(new NarrowRelease(HerRelease, less, Ana, Channel.Telephone), s)).Then(new ReleaseNarrowed(HerRelease, less, Ana, Channel.Telephone));
        InForce.When(s => ReleaseDecider.Decide(new NarrowRelease(HerRelease, Signed.Terms, Ana, Channel.Telephone), s)).ThenNothing();
        Wider(Signed.Terms with { Discloser = Police }, "terms.discloser");
        Wider(Signed.Terms with { Recipients = [new(Police, []), new(Clinic, [])] }, "terms.recipients[1]");
        Wider(Signed.Terms with { Grants = [new(InformationCategory.Medical, SharingMode.ThroughAdvocate)] }, "terms.grants[0]");
        Wider(Signed.Terms with { Purposes = [Purpose.Investigation, Purpose.Prosecution] }, "terms.purposes[1]");
        Wider(Signed.Terms with { Starts = Signed.Terms.Starts.AddTicks(-1) }, "terms.starts");
        Wider(Signed.Terms with { Expires = Signed.Terms.Expires!.Value.AddTicks(1) }, "terms.expires");
        Wider(Signed.Terms with { Expires = null }, "terms.expires");
    }

    [Fact]
    public void What_is_renewed_from_later_on_can_still_be_narrowed_until_then()
    {
        var later = InForce.And(new ReleaseRenewed(HerRelease, Renewal, Signed.Terms with { Starts = Noon.AddDays(20), Expires = Noon.AddDays(60) }, Signed.Signatures, Signed.WarningsAcknowledged, Ana));
        var less = Signed.Terms with { Purposes = [Purpose.Investigation] };

        later.When(s => ReleaseDecider.Decide(new NarrowRelease(HerRelease, less, Ana, Channel.Telephone), s)).Then(new ReleaseNarrowed(HerRelease, less, Ana, Channel.Telephone));
        Revoked.When(s => ReleaseDecider.Decide(new NarrowRelease(HerRelease, less, Ana, Channel.Telephone), s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void A_minor_at_the_first_signature_signs_with_a_parent_whenever_the_last_one_came()
    {
        var birthday = HerSignature.SignedAt!.Value.AddTicks(1);
        var minor = Explained.And(new MinorityRecorded(true, false, false) { EighteenFrom = birthday }, new GuardianRecorded(Father, SignerCapacity.Parent));
        var fathers = new Signature(SignerCapacity.Parent, SignatureMethod.Ink, birthday, Father);
        var again = HerSignature with { SignedAt = birthday };

        minor.When(Capture(Sign with { Signatures = [HerSignature, fathers] })).ThenOne<ReleaseSigned>();
        minor.When(Capture(Sign with { Signatures = [HerSignature] })).ThenRefused(RefusalReason.ConsentRequired, "signatures");
        minor.When(Capture(Sign with { Signatures = [HerSignature, again] })).ThenRefused(RefusalReason.ConsentRequired, "signatures");
        minor.When(Capture(Sign with { Signatures = [again] })).ThenOne<ReleaseSigned>();
    }

    [Fact]
    public void A_minor_signs_alone_for_services_that_the_jurisdiction_lists()
    {
        var listing = new TaskForceEvent[] { new PolicySet(Noon.AddDays(-365), new PolicySettings(90, 3, 10) { MinorAloneServices = [GoalKind.Health] }) };
        var taskForce = (Permitting with { TaskForce = [.. Permitting.TaskForce, .. listing] }).Facts.TaskForce;
        Past<ConsentPosition, ConsentEvent> Receiving(params GoalKind[]? services) => Explained.And(new MinorityRecorded(true, false, true) { Services = services });

        Receiving(GoalKind.Health).When(s => ReleaseDecider.Decide(Sign, LawOf(taskForce), s)).ThenOne<ReleaseSigned>();
        Receiving(GoalKind.Health, GoalKind.PeerSupport).When(s => ReleaseDecider.Decide(Sign, LawOf(taskForce), s)).ThenRefused(RefusalReason.ConsentRequired, "signatures");
        Receiving(null).When(s => ReleaseDecider.Decide(Sign, LawOf(taskForce), s)).ThenRefused(RefusalReason.ConsentRequired, "signatures");
        Receiving(null).When(Capture(Sign)).ThenOne<ReleaseSigned>();
    }

    [Fact]
    public void Conditions_and_persons_and_modes_are_only_added_to_never_dropped()
    {
        var narrow = Signed.Terms with { Recipients = [new(Police, [Dale])], Conditions = [ReleaseCondition.TellMeFirst], Grants = [Signed.Terms.Grants[0] with { WidestMode = SharingMode.DeIdentified }] };
        var past = Explained.And(Signed with { Terms = narrow });

        void Refuses(ReleaseTerms terms, string field) =>
            past.When(s => ReleaseDecider.Decide(new NarrowRelease(HerRelease, terms, Ana, Channel.Letter), s)).ThenRefused(RefusalReason.ConsentRequired, field);

        Refuses(narrow with { Recipients = [new(Police, [])] }, "terms.recipients[0]");
        Refuses(narrow with { Recipients = [new(Police, [Dale, Nina])] }, "terms.recipients[0]");
        Refuses(narrow with { Conditions = [] }, "terms.conditions");
        Refuses(narrow with { Grants = [Signed.Terms.Grants[0]] }, "terms.grants[0]");
    }

    [Fact]
    public void A_renewal_needs_a_signature_as_good_as_the_first()
    {
        var renew = new RenewRelease(HerRelease, Renewal, Signed.Terms with { Starts = Noon, Expires = Noon.AddDays(60) }, Signed.Signatures, Signed.WarningsAcknowledged, Ana, Noon);

        var renewed = InForce.When(s => ReleaseDecider.Decide(renew, LawOf(Permitting.Facts.TaskForce), s));
        renewed.Then(new ReleaseRenewed(HerRelease, Renewal, renew.Terms, renew.Signatures, renew.WarningsAcknowledged, Ana));
        Assert.Equal((false, true), (renewed.After.Find(HerRelease)!.IsOpenAt(Noon), renewed.After.Find(Renewal)!.IsOpenAt(Noon)));
        Assert.True(renewed.After.Find(HerRelease)!.IsOpenAt(Noon.AddTicks(-1)));
        InForce.When(s => ReleaseDecider.Decide(renew with { Signatures = [HerSignature with { Method = SignatureMethod.Oral }] }, LawOf(Permitting.Facts.TaskForce), s))
            .ThenRefused(RefusalReason.InvalidInput, "signatures[0].method");
        Revoked.When(s => ReleaseDecider.Decide(renew, LawOf(Permitting.Facts.TaskForce), s)).ThenRefused(RefusalReason.WrongState);
    }

    [Theory]
    [InlineData(Channel.InPerson)]
    [InlineData(Channel.TextMessage)]
    [InlineData(Channel.ThroughAdvocate)]
    public void A_release_that_was_valid_can_be_taken_back_whatever_became_of_it_and_once_is_enough(Channel channel)
    {
        var revoke = new RevokeRelease(HerRelease, Ana, channel);
        ConsentEvent[] fates = [new ReleaseExpired(HerRelease, Noon), new SurvivorDied(Noon), new CapacityRecorded(true)];

        Assert.All(fates, fate => InForce.And(fate).When(s => ReleaseDecider.Decide(revoke, s)).Then(new ReleaseRevoked(HerRelease, Ana, channel)));
        Revoked.When(s => ReleaseDecider.Decide(revoke, s)).ThenNothing();
        Explained.When(s => ReleaseDecider.Decide(revoke, s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void Nothing_is_taken_back_before_it_was_signed()
    {
        var signed = Signed.Signatures[0].SignedAt!.Value;
        var revoke = new RevokeRelease(HerRelease, Ana, Channel.Telephone);
        InForce.When(s => ReleaseDecider.Decide(revoke with { SaidBefore = signed.AddTicks(-1) }, s)).ThenRefused(RefusalReason.InvalidInput, "saidAt");
        InForce.When(s => ReleaseDecider.Decide(revoke with { SaidBefore = signed }, s)).Then(new ReleaseRevoked(HerRelease, Ana, Channel.Telephone));
        InForce.When(s => ReleaseDecider.Decide(revoke, s)).Then(new ReleaseRevoked(HerRelease, Ana, Channel.Telephone));
    }

    [Fact]
    public void Who_takes_back_everything_at_a_time_that_is_possible_for_one_release_takes_back_all()
    {
        var (early, late) = (new Release(HerRelease, Signed.Terms, Signed.Signatures, [], 1), new Release(Renewal, Signed.Terms, [HerSignature with { SignedAt = Noon }], [], 9));
        var first = early.FirstSignedAt!.Value;
        Assert.True(first < Noon);
        Assert.Null(ReleaseDecider.SaidTooEarly(first, [late, early]));
        Assert.Equal("saidAt", ReleaseDecider.SaidTooEarly(first.AddTicks(-1), [late, early])!.Field);
        Assert.Null(ReleaseDecider.SaidTooEarly(null, [late, early]));
        Assert.Null(ReleaseDecider.SaidTooEarly(first.AddYears(-1), []));
    }

    [Fact]
    public void Who_takes_back_a_release_that_was_renewed_takes_back_what_it_became() =>
        InForce.And(new ReleaseRenewed(HerRelease, Renewal, Signed.Terms, Signed.Signatures, [], Ana))
            .When(s => ReleaseDecider.Decide(new RevokeRelease(HerRelease, Ana, Channel.Letter), s))
            .Then(new ReleaseRevoked(HerRelease, Ana, Channel.Letter), new ReleaseRevoked(Renewal, Ana, Channel.Letter));

    [Fact]
    public void A_void_release_stays_void_when_it_or_everything_is_taken_back()
    {
        var voided = new ReleaseVoided(HerRelease, VoidCause.Pressure);

        InForce.And(voided).When(s => ReleaseDecider.Decide(new RevokeRelease(HerRelease, Ana, Channel.Letter), s)).ThenNothing();
        InForce.And(voided).When(s => ReleaseDecider.Decide(new RevokeEveryRelease(Ana, Channel.Letter), s)).ThenNothing();
        InForce.And(new ReleaseRenewed(HerRelease, Renewal, Signed.Terms, Signed.Signatures, [], Ana), voided)
            .When(s => ReleaseDecider.Decide(new RevokeEveryRelease(Ana, Channel.Letter), s))
            .Then(new ReleaseRevoked(Renewal, Ana, Channel.Letter));
        InForce.And(new ReleaseRenewed(HerRelease, Renewal, Signed.Terms, Signed.Signatures, [], Ana), voided)
            .When(s => ReleaseDecider.Decide(new RevokeRelease(HerRelease, Ana, Channel.Letter), s))
            .Then(new ReleaseRevoked(Renewal, Ana, Channel.Letter));
    }

    [Fact]
    public void A_revocation_stored_after_a_release_was_void_changes_nothing_in_the_state()
    {
        var voided = InForce.And(new ReleaseVoided(HerRelease, VoidCause.AbuserSigned));

        Assert.Equal(new ReleaseState.Void(VoidCause.AbuserSigned), voided.And(new ReleaseRevoked(HerRelease, Ana, Channel.Letter)).State.Find(HerRelease)!.State);
    }

    [Fact]
    public void Everything_taken_back_names_what_was_not_taken_back_before_each_once()
    {
        var past = InForce.And(
            new ReleaseRenewed(HerRelease, Renewal, Signed.Terms, Signed.Signatures, [], Ana),
            Signed with { Release = new(Numbered(42)) }, new ReleaseExpired(new(Numbered(42)), Noon),
            Signed with { Release = new(Numbered(43)) }, new ReleaseRevoked(new(Numbered(43)), Ana, Channel.Telephone),
            Signed with { Release = new(Numbered(44)) }, new ReleaseVoided(new(Numbered(44)), VoidCause.Pressure),
            new PrivilegeWaived([Police], [Story], HerSignature, Ana), new PrivilegeWaived([Clinic], [Story, Phone], HerSignature, Ana));

        var decided = past.When(s => ReleaseDecider.Decide(new RevokeEveryRelease(Ana, Channel.Letter), s));

        decided.Then(
            new ReleaseRevoked(HerRelease, Ana, Channel.Letter), new ReleaseRevoked(Renewal, Ana, Channel.Letter), new ReleaseRevoked(new(Numbered(42)), Ana, Channel.Letter),
            new PrivilegeWaiverWithdrawn([Story, Phone], Ana, Channel.Letter));
        Assert.Equal(new ReleaseState.Revoked(Channel.Telephone), decided.After.Find(new(Numbered(43)))!.State);
        Assert.Equal(new ReleaseState.Void(VoidCause.Pressure), decided.After.Find(new(Numbered(44)))!.State);
    }

    [Fact]
    public void A_release_expires_at_its_end_and_not_before()
    {
        var end = Signed.Terms.Expires!.Value;

        InForce.When(s => ReleaseDecider.Decide(new ExpireRelease(HerRelease, end), s)).Then(new ReleaseExpired(HerRelease, end));
        InForce.When(s => ReleaseDecider.Decide(new ExpireRelease(HerRelease, end.AddTicks(-1)), s)).ThenRefused(RefusalReason.WrongState);
        Revoked.When(s => ReleaseDecider.Decide(new ExpireRelease(HerRelease, end), s)).ThenNothing();
    }

    [Fact]
    public void A_release_is_found_void_once()
    {
        InForce.When(s => ReleaseDecider.Decide(new VoidRelease(HerRelease, VoidCause.Pressure), s)).Then(new ReleaseVoided(HerRelease, VoidCause.Pressure));
        InForce.And(new ReleaseVoided(HerRelease, VoidCause.Pressure)).When(s => ReleaseDecider.Decide(new VoidRelease(HerRelease, VoidCause.NoCapacity), s)).ThenNothing();
    }

    private static Past<ConsentPosition, ConsentEvent> Explained => GivenWhenThen.Given(ConsentStream.Definition, [.. Permitting.Consent.Take(2)]);

    private static Past<ConsentPosition, ConsentEvent> InForce => Explained.And(Signed);

    private static Past<ConsentPosition, ConsentEvent> Revoked => InForce.And(new ReleaseRevoked(HerRelease, Ana, Channel.Telephone));

    private static SigningLaw LawOf(TaskForceState taskForce) => SigningLaw.InForce(taskForce, Permitting.Facts.Discloser, Noon);

    private static Func<ConsentPosition, Decision<ConsentEvent>> Capture(SignRelease command) => state => ReleaseDecider.Decide(command, LawOf(Permitting.Facts.TaskForce), state);

    private static void Refused(SignRelease command, RefusalReason reason, string field) => Explained.When(Capture(command)).ThenRefused(reason, field);

    private static void Wider(ReleaseTerms terms, string field) =>
        InForce.When(s => ReleaseDecider.Decide(new NarrowRelease(HerRelease, terms, Ana, Channel.Letter), s)).ThenRefused(RefusalReason.ConsentRequired, field);
}
