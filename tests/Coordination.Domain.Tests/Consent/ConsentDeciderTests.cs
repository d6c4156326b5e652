using Coordination.Domain.Consent;
using Coordination.Domain.Partners;
using Coordination.Domain.Services;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Consent;

public sealed class ConsentDeciderTests
{
    private static readonly GuardianId Father = new(Numbered(41));
    private static readonly ConsentRecordOpened Opened = new(Survivor, Harbor);
    private static readonly GiveNotice Notice = new()
    {
        Notice = new NoticeId(Numbered(42)),
        Recipients = [Police],
        Topics = [NoticeTopic.Risks],
        Language = "es",
        Interpreter = true,
        By = Ana,
        GivenAt = Noon,
        At = Noon,
    };

    private static readonly DeclineConsent Decline = new()
    {
        Declination = new DeclinationId(Numbered(43)),
        RecipientKinds = [AgencyKind.LawEnforcement],
        By = Ana,
        Through = Channel.InPerson,
        SaidAt = Noon,
        At = Noon,
    };

    [Fact]
    public void A_record_is_opened_once_and_another_agency_learns_nothing_of_it()
    {
        GivenWhenThen.Given(ConsentStream.Definition).When(s => ConsentDecider.Decide(new OpenConsentRecord(Survivor, Harbor), s)).Then(Opened);
        Open.When(s => ConsentDecider.Decide(new OpenConsentRecord(Survivor, Harbor), s)).ThenNothing();
        Open.When(s => ConsentDecider.Decide(new OpenConsentRecord(Survivor, Police), s)).ThenRefused(RefusalReason.NotFound);
        Assert.Null(Open.State.WithheldFrom(Harbor));
        Assert.Equal(RefusalReason.NotFound, Open.State.WithheldFrom(Police)!.Reason);
        Assert.Equal(RefusalReason.NotFound, ConsentPosition.Initial.WithheldFrom(Police)!.Reason);
    }

    [Fact]
    public void The_age_that_she_stated_comes_with_the_record() =>
        GivenWhenThen.Given(ConsentStream.Definition).When(s => ConsentDecider.Decide(new OpenConsentRecord(Survivor, Harbor, UnderEighteen: true), s))
            .Then(Opened, new MinorityRecorded(true, false, false));

    [Fact]
    public void A_merger_carries_over_that_she_is_an_adult_and_not_that_her_age_is_unknown()
    {
        GivenWhenThen.Given(ConsentStream.Definition).When(s => ConsentDecider.Decide(new OpenConsentRecord(Survivor, Harbor, UnderEighteen: false), s)).Then(Opened, new MinorityRecorded(false, false, false));
        GivenWhenThen.Given(ConsentStream.Definition).When(s => ConsentDecider.Decide(new OpenConsentRecord(Survivor, Harbor), s)).Then(Opened);
    }

    [Fact]
    public void A_notice_says_about_whom_what_in_which_language_and_when()
    {
        Open.When(s => ConsentDecider.Decide(Notice, s)).Then(new NoticeGiven(Notice.Notice, [Police], [NoticeTopic.Risks], "es", true, Ana, Noon));
        Open.When(s => ConsentDecider.Decide(Notice with { Recipients = [] }, s)).ThenRefused(RefusalReason.InvalidInput, "recipients");
        Open.When(s => ConsentDecider.Decide(Notice with { Topics = [] }, s)).ThenRefused(RefusalReason.InvalidInput, "topics");
        Open.When(s => ConsentDecider.Decide(Notice with { Language = " " }, s)).ThenRefused(RefusalReason.InvalidInput, "language");
        Open.When(s => ConsentDecider.Decide(Notice with { Language = "Mixtec, as L. from Fourth Street does" }, s)).ThenRefused(RefusalReason.InvalidInput, "language");
        Open.When(s => ConsentDecider.Decide(Notice with { GivenAt = Noon.AddTicks(1) }, s)).ThenRefused(RefusalReason.InvalidInput, "givenAt");
        GivenWhenThen.Given(ConsentStream.Definition).When(s => ConsentDecider.Decide(Notice, s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void A_refusal_is_recorded_without_a_reason_and_once()
    {
        var declined = Open.When(s => ConsentDecider.Decide(Decline, s));

        declined.Then(new ConsentDeclined(Decline.Declination, [], [AgencyKind.LawEnforcement], [], Ana, Channel.InPerson, Noon));
        Open.And(declined.Decision.Events).When(s => ConsentDecider.Decide(Decline, s)).ThenNothing();
    }

    [Fact]
    public void A_clock_that_is_wrong_blocks_no_refusal_and_puts_none_off()
    {
        var ahead = Noon.AddYears(3);
        Open.When(s => ConsentDecider.Decide(Decline with { SaidAt = ahead }, s))
            .Then(new ConsentDeclined(Decline.Declination, [], [AgencyKind.LawEnforcement], [], Ana, Channel.InPerson, Noon) { SaidAtAsTold = ahead });
    }

    [Fact]
    public void Age_and_capacity_are_recorded_when_they_change()
    {
        Open.When(s => ConsentDecider.Decide(new RecordMinority(true, false, true, Noon), s)).Then(new MinorityRecorded(true, false, true));
        Open.When(s => ConsentDecider.Decide(new RecordMinority(false, false, false, Noon), s)).Then(new MinorityRecorded(false, false, false));
        Open.And(new MinorityRecorded(false, false, false)).When(s => ConsentDecider.Decide(new RecordMinority(false, false, false, Noon), s)).ThenNothing();
        Open.When(s => ConsentDecider.Decide(new RecordMinority(false, true, false, Noon), s)).ThenRefused(RefusalReason.InvalidInput, "emancipated");
        Open.When(s => ConsentDecider.Decide(new RecordMinority(true, false, false, Noon) { EighteenFrom = Noon }, s)).ThenRefused(RefusalReason.InvalidInput, "eighteenFrom");
        Open.When(s => ConsentDecider.Decide(new RecordMinority(false, false, false, Noon) { EighteenFrom = Noon.AddDays(1) }, s)).ThenRefused(RefusalReason.InvalidInput, "eighteenFrom");
        Open.When(s => ConsentDecider.Decide(new RecordCapacity(true), s)).Then(new CapacityRecorded(true));
        Open.When(s => ConsentDecider.Decide(new RecordCapacity(false), s)).ThenNothing();
    }

    [Fact]
    public void Being_served_without_her_guardian_is_recorded_with_her_capacity()
    {
        var served = new CapacityRecorded(true) { ServedWithoutGuardian = true };
        Open.When(s => ConsentDecider.Decide(new RecordCapacity(true) { ServedWithoutGuardian = true }, s)).Then(served);
        Open.And(served).When(s => ConsentDecider.Decide(new RecordCapacity(true) { ServedWithoutGuardian = true }, s)).ThenNothing();
        Open.And(served).When(s => ConsentDecider.Decide(new RecordCapacity(true), s)).Then(new CapacityRecorded(true));
        Open.And(new CapacityRecorded(true)).When(s => ConsentDecider.Decide(new RecordCapacity(true) { ServedWithoutGuardian = true }, s)).Then(served);
        Open.When(s => ConsentDecider.Decide(new RecordCapacity(false) { ServedWithoutGuardian = true }, s)).ThenRefused(RefusalReason.InvalidInput, "servedWithoutGuardian");
    }

    [Fact]
    public void What_was_found_of_a_minors_capacity_says_why_and_when_and_the_newest_holds()
    {
        var find = new FindMinorCapacity(false, Sensitive.Of("as a psychologist found"), Ana, Noon.AddDays(-1), Noon);
        var found = new MinorCapacityFound(false, find.Why, Ana, find.FoundAt);
        var minor = Open.And(new MinorityRecorded(true, false, false));

        minor.When(s => ConsentDecider.Decide(find, s)).Then(found);
        minor.And(found).When(s => ConsentDecider.Decide(find, s)).ThenNothing();
        minor.And(found).When(s => ConsentDecider.Decide(find with { Capable = true, FoundAt = Noon }, s)).Then(found with { Capable = true, FoundAt = Noon });
        minor.And(found).When(s => ConsentDecider.Decide(find with { FoundAt = Noon.AddDays(-2) }, s)).ThenRefused(RefusalReason.InvalidInput, "foundAt");
        minor.When(s => ConsentDecider.Decide(find with { FoundAt = Noon.AddTicks(1) }, s)).ThenRefused(RefusalReason.InvalidInput, "foundAt");
        minor.When(s => ConsentDecider.Decide(find with { Why = Sensitive.Of("") }, s)).ThenRefused(RefusalReason.InvalidInput, "why");
        Open.When(s => ConsentDecider.Decide(find, s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void A_change_of_a_guardians_agency_or_right_to_consent_is_recorded()
    {
        var appointed = new RecordGuardian(Father, SignerCapacity.GuardianAdLitem) { Agencies = [Police, Clinic], MayConsent = true };
        var known = Open.And(new GuardianRecorded(Father, SignerCapacity.GuardianAdLitem) { Agencies = [Clinic, Police], MayConsent = true });

        Open.When(s => ConsentDecider.Decide(appointed, s)).Then(new GuardianRecorded(Father, SignerCapacity.GuardianAdLitem) { Agencies = [Police, Clinic], MayConsent = true });
        known.When(s => ConsentDecider.Decide(appointed, s)).ThenNothing();
        known.When(s => ConsentDecider.Decide(appointed with { Agencies = [Police] }, s)).ThenOne<GuardianRecorded>();
        known.When(s => ConsentDecider.Decide(appointed with { MayConsent = false }, s)).ThenOne<GuardianRecorded>();
        Open.When(s => ConsentDecider.Decide(appointed with { Capacity = SignerCapacity.Parent }, s)).ThenRefused(RefusalReason.InvalidInput, "mayConsent");
        Assert.True(known.And(new GuardianDisqualified(Father)).When(s => ConsentDecider.Decide(appointed with { Agencies = [] }, s)).After.Guardians[Father].IsDisqualified);
    }

    [Fact]
    public void Other_services_that_she_receives_alone_are_recorded_though_nothing_else_changes()
    {
        var known = Open.And(new MinorityRecorded(true, false, true) { Services = [GoalKind.Health] });
        foreach (var services in new IReadOnlyList<GoalKind>?[] { [GoalKind.Health, GoalKind.PeerSupport], [GoalKind.PeerSupport], null })
            known.When(s => ConsentDecider.Decide(new RecordMinority(true, false, true, Noon) { Services = services }, s)).Then(new MinorityRecorded(true, false, true) { Services = services });
        known.When(s => ConsentDecider.Decide(new RecordMinority(true, false, true, Noon) { Services = [GoalKind.Health] }, s)).ThenNothing();
    }

    [Fact]
    public void She_is_not_her_own_guardian()
    {
        Open.When(s => ConsentDecider.Decide(new RecordGuardian(Father, SignerCapacity.Parent), s)).Then(new GuardianRecorded(Father, SignerCapacity.Parent));
        Open.When(s => ConsentDecider.Decide(new RecordGuardian(Father, SignerCapacity.Survivor), s)).ThenRefused(RefusalReason.InvalidInput, "capacity");
    }

    [Fact]
    public void What_a_guardian_signed_who_may_not_sign_is_void()
    {
        var signed = (ReleaseSigned)Permitting.Consent[2];
        var his = signed with { Release = new ReleaseId(Numbered(44)), Signatures = [HerSignature, HerSignature with { Capacity = SignerCapacity.Parent, Guardian = Father }] };
        var past = Open.And(new GuardianRecorded(Father, SignerCapacity.Parent), signed, his);

        past.When(s => ConsentDecider.Decide(new DisqualifyGuardian(Father), s)).Then(new GuardianDisqualified(Father), new ReleaseVoided(his.Release, VoidCause.AbuserSigned));
        past.And(new GuardianDisqualified(Father)).When(s => ConsentDecider.Decide(new DisqualifyGuardian(Father), s)).ThenNothing();
        Open.When(s => ConsentDecider.Decide(new DisqualifyGuardian(Father), s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void Her_instruction_is_her_own_while_she_lives()
    {
        Open.When(s => ConsentDecider.Decide(new GiveEventOfDeathInstruction(true), s)).Then(new EventOfDeathInstructionGiven(true));
        Open.And(new SurvivorDied(Noon)).When(s => ConsentDecider.Decide(new GiveEventOfDeathInstruction(true), s)).ThenRefused(RefusalReason.WrongState);
        Open.When(s => ConsentDecider.Decide(new RecordDeath(Noon, Noon), s)).Then(new SurvivorDied(Noon));
        var died = Open.And(new SurvivorDied(Noon));
        died.When(s => ConsentDecider.Decide(new RecordDeath(Noon, Noon), s)).ThenNothing();
        died.When(s => ConsentDecider.Decide(new RecordDeath(Noon.AddDays(-1), Noon), s)).ThenRefused(RefusalReason.WrongState, "diedAt");
        var mistake = Sensitive.Of("another woman of that name");
        died.When(s => ConsentDecider.Decide(new WithdrawDeath(mistake, Ana), s)).Then(new DeathWithdrawn(mistake, Ana));
        died.When(s => ConsentDecider.Decide(new WithdrawDeath(Sensitive.Of(" "), Ana), s)).ThenRefused(RefusalReason.InvalidInput, "why");
        Open.When(s => ConsentDecider.Decide(new WithdrawDeath(mistake, Ana), s)).ThenNothing();
        died.And(new DeathWithdrawn(mistake, Ana)).When(s => ConsentDecider.Decide(new RecordDeath(Noon.AddDays(-1), Noon), s)).Then(new SurvivorDied(Noon.AddDays(-1)));
        Open.When(s => ConsentDecider.Decide(new RecordDeath(Noon.AddTicks(1), Noon), s)).ThenRefused(RefusalReason.InvalidInput, "diedAt");
    }

    [Fact]
    public void Every_event_folds_onto_every_position()
    {
        var events = EventSamples.All().Concat(EventSamples.AllSparse()).OfType<ConsentEvent>().ToList();
        foreach (var one in events)
        {
            Assert.All(events, other => Assert.Equal(2, ConsentStream.Definition.Fold(ConsentPosition.Initial, [one, other]).Order));
        }
    }

    private static Past<ConsentPosition, ConsentEvent> Open => GivenWhenThen.Given(ConsentStream.Definition, Opened);
}
