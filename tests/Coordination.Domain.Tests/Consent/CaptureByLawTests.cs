using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Consent;

/// <summary>What is captured where the rules bind by profile: what only they ask for is refused there, by its field, and nowhere else.</summary>
public sealed class CaptureByLawTests
{
    private static readonly ReleaseSigned Signed = (ReleaseSigned)Permitting.Consent[2];
    private static readonly SignRelease Sign = new(HerRelease, Signed.Terms, Signed.Signatures, Signed.WarningsAcknowledged, Ana, Noon);
    private static readonly GuardianId Guardian = new(Numbered(41));
    private static readonly Accommodation Instead = new(Sensitive.Of("read to her, and she nodded"), Nina);
    private static readonly Signature Spoken = HerSignature with { Method = SignatureMethod.Oral };
    private static readonly ReleaseWarning[] Everything = Enum.GetValues<ReleaseWarning>();

    private static Past<ConsentPosition, ConsentEvent> Explained => GivenWhenThen.Given(ConsentStream.Definition, [.. Permitting.Consent.Take(2)]);

    [Fact]
    public void An_accommodation_that_somebody_else_witnessed_is_captured_and_holds_at_the_gate()
    {
        var signed = Explained.When(ByLaw(Sign with { Signatures = [Spoken with { Accommodation = Instead }] })).ThenOne<ReleaseSigned>();

        Assert.Equal(Outcome.Permit, (Permitting with { Rules = RuleSets.V2026R2, Consent = [.. Permitting.Consent.Take(2), signed] }).Evaluate().Outcome);
        Refused(Sign with { Signatures = [Spoken] }, RefusalReason.InvalidInput, "signatures[0].method");
        Refused(Sign with { Signatures = [Spoken with { Accommodation = Instead with { Witness = Ana } }] }, RefusalReason.InvalidInput, "signatures[0].accommodation.witness");
        Refused(Sign with { Signatures = [Spoken with { Accommodation = Instead with { How = Sensitive.Of(" ") } }] }, RefusalReason.InvalidInput, "signatures[0].accommodation.how");
        Refused(Sign with { Signatures = [HerSignature with { Accommodation = Instead }] }, RefusalReason.InvalidInput, "signatures[0].accommodation");
        Refused(Sign with { Signatures = [Spoken with { Accommodation = Instead, SignedAt = null }] }, RefusalReason.InvalidInput, "signatures[0].signedAt");
    }

    [Fact]
    public void Where_the_rules_do_not_bind_by_profile_capture_goes_on_as_it_was()
    {
        Explained.When(As(Sign with { Signatures = [Spoken with { Accommodation = Instead }] })).ThenRefused(RefusalReason.InvalidInput, "signatures[0].method");
        Explained.When(As(Sign with { Signatures = [HerSignature with { Accommodation = Instead }] })).ThenRefused(RefusalReason.InvalidInput, "signatures[0].accommodation");
        Explained.When(As(Granting(InformationCategory.SubstanceUse, true))).ThenRefused(RefusalReason.InvalidInput, "terms.grants[0].counselingNotes");
        Explained.When(As(Granting(InformationCategory.SubstanceUse))).ThenOne<ReleaseSigned>();
        Explained.When(s => ReleaseDecider.Decide(Sign, SigningLaw.InForce(Permitting.Facts.TaskForce, Bound(PolicyProfile.Hipaa), Noon), s)).ThenOne<ReleaseSigned>();
        Explained.And(new JointRepresentationRecorded(Police, true, Ana)).When(As(Sign)).ThenOne<ReleaseSigned>();
        Explained.And(new CapacityRecorded(true) { ServedWithoutGuardian = true }).When(As(Sign)).ThenRefused(RefusalReason.ConsentRequired, "signatures");
    }

    [Fact]
    public void A_minor_who_is_not_capable_and_one_for_whom_a_court_appointed_somebody()
    {
        var minor = Explained.And(new MinorityRecorded(true, false, false));
        var withParent = minor.And(new GuardianRecorded(Guardian, SignerCapacity.Parent));
        var alone = Sign with { Signatures = [By(SignerCapacity.Parent)] };
        var found = new MinorCapacityFound(false, Sensitive.Of("as a psychologist found"), Ana, Noon.AddDays(-3));

        withParent.When(ByLaw(alone)).ThenRefused(RefusalReason.ConsentRequired, "signatures");
        withParent.And(found).When(ByLaw(alone)).ThenOne<ReleaseSigned>();
        withParent.And(found).When(As(alone)).ThenRefused(RefusalReason.ConsentRequired, "signatures");
        withParent.And(found).When(ByLaw(Sign)).ThenRefused(RefusalReason.ConsentRequired, "signatures");
        foreach (var capacity in new[] { SignerCapacity.GuardianAdLitem, SignerCapacity.ChildsAttorney })
        {
            var appointed = Sign with { Signatures = [HerSignature, By(capacity)] };
            minor.And(new GuardianRecorded(Guardian, capacity) { MayConsent = true }).When(ByLaw(appointed)).ThenOne<ReleaseSigned>();
            minor.And(new GuardianRecorded(Guardian, capacity)).When(ByLaw(appointed)).ThenRefused(RefusalReason.ConsentRequired, "signatures");
        }
    }

    [Fact]
    public void Who_is_served_without_the_guardian_signs_herself_and_an_agent_for_health_records_alone()
    {
        Explained.And(new CapacityRecorded(true) { ServedWithoutGuardian = true }).When(ByLaw(Sign)).ThenOne<ReleaseSigned>();
        Explained.And(new CapacityRecorded(true)).When(ByLaw(Sign)).ThenRefused(RefusalReason.ConsentRequired, "signatures");

        var agent = Explained.And(new CapacityRecorded(true), new GuardianRecorded(Guardian, SignerCapacity.HealthCareAgent) { MayConsent = true });
        SignRelease ByAgent(InformationCategory category) => Granting(category) with { Signatures = [By(SignerCapacity.HealthCareAgent)], WarningsAcknowledged = Everything };
        agent.When(ByLaw(ByAgent(InformationCategory.Medical), PolicyProfile.Hipaa)).ThenOne<ReleaseSigned>();
        agent.When(ByLaw(ByAgent(InformationCategory.Narrative), PolicyProfile.Hipaa)).ThenRefused(RefusalReason.ConsentRequired, "terms.grants[0].category");
        agent.When(ByLaw(ByAgent(InformationCategory.Medical), PolicyProfile.Hipaa, PolicyProfile.Vawa)).ThenRefused(RefusalReason.ConsentRequired, "signatures");
    }

    [Theory]
    [InlineData(ReleaseWarning.MayBeRevoked)]
    [InlineData(ReleaseWarning.MayBeRedisclosed)]
    [InlineData(ReleaseWarning.NotACondition)]
    public void A_statement_that_HIPAA_asks_for_is_named(ReleaseWarning missing)
    {
        var without = Sign with { WarningsAcknowledged = [.. Everything.Where(warning => warning != missing)] };

        var refused = Assert.IsType<Refused<ConsentEvent>>(ByLaw(without, PolicyProfile.Hipaa)(Explained.State)).Refusal;

        Assert.Equal("warningsAcknowledged", refused.Field);
        Assert.Contains(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName($"{missing}"), refused.Message, StringComparison.Ordinal);
        Explained.When(ByLaw(without, PolicyProfile.Vawa)).ThenOne<ReleaseSigned>();
        Explained.When(ByLaw(Sign with { WarningsAcknowledged = Everything }, [])).ThenRefused(RefusalReason.WrongState, "terms.discloser"); // nobody knows what binds it
        Explained.When(ByLaw(Sign with { WarningsAcknowledged = Everything }, PolicyProfile.Hipaa)).ThenOne<ReleaseSigned>();
        Explained.When(ByLaw(Sign with { WarningsAcknowledged = Everything, Signatures = [Spoken with { Accommodation = Instead }] }, PolicyProfile.Hipaa)).ThenRefused(RefusalReason.ConsentRequired, "signatures[0].accommodation");
    }

    [Fact]
    public void The_statements_of_a_consent_to_disclose_substance_use_records_depend_on_what_it_is_for()
    {
        SignRelease For(Purpose purpose, params ReleaseWarning[] warnings) => Granting(InformationCategory.SubstanceUse) with
        {
            Terms = Granting(InformationCategory.SubstanceUse).Terms with { Purposes = [purpose] },
            WarningsAcknowledged = warnings,
        };

        Explained.When(ByLaw(For(Purpose.Investigation, ReleaseWarning.MayBeRevoked), PolicyProfile.Part2)).ThenOne<ReleaseSigned>();
        Explained.When(ByLaw(For(Purpose.Investigation), PolicyProfile.Part2)).ThenRefused(RefusalReason.ConsentRequired, "warningsAcknowledged");
        Explained.When(ByLaw(For(Purpose.MedicalCare, ReleaseWarning.MayBeRevoked, ReleaseWarning.MayBeRedisclosed), PolicyProfile.Vawa)).ThenRefused(RefusalReason.ConsentRequired, "warningsAcknowledged");
        Explained.When(ByLaw(For(Purpose.MedicalCare, ReleaseWarning.MayBeRevoked, ReleaseWarning.MayBeRedisclosed, ReleaseWarning.ConsequencesOfRefusing), PolicyProfile.Vawa)).ThenOne<ReleaseSigned>();
    }

    [Fact]
    public void Whatever_a_program_discloses_needs_the_elements_of_part_two()
    {
        var medical = Granting(InformationCategory.Medical) with { WarningsAcknowledged = Everything };
        var without = medical with { WarningsAcknowledged = [.. Everything.Where(warning => warning != ReleaseWarning.MayBeRevoked)] };

        Explained.When(ByLaw(without, PolicyProfile.Part2)).ThenRefused(RefusalReason.ConsentRequired, "warningsAcknowledged");
        Explained.When(ByLaw(medical, PolicyProfile.Part2)).ThenOne<ReleaseSigned>();
        Explained.When(ByLaw(medical with { Signatures = [Spoken with { Accommodation = Instead }] }, PolicyProfile.Part2)).ThenRefused(RefusalReason.ConsentRequired, "signatures[0].accommodation");
        Explained.When(ByLaw(without, PolicyProfile.Vawa)).ThenOne<ReleaseSigned>();
    }

    [Fact]
    public void Counseling_notes_are_released_apart()
    {
        var notes = Granting(InformationCategory.SubstanceUse, true) with { WarningsAcknowledged = Everything };
        var mixed = notes with { Terms = notes.Terms with { Grants = [.. notes.Terms.Grants, new CategoryGrant(InformationCategory.Medical, SharingMode.IdentifiedSummary)] } };

        Explained.When(ByLaw(notes)).ThenOne<ReleaseSigned>();
        Explained.When(ByLaw(mixed)).ThenRefused(RefusalReason.ConsentRequired, "terms.grants[1]");
        Explained.When(ByLaw(Granting(InformationCategory.Medical, true))).ThenRefused(RefusalReason.InvalidInput, "terms.grants[0].category");
        Explained.And(Signed with { Terms = notes.Terms }).When(s => ReleaseDecider.Decide(new NarrowRelease(HerRelease, Granting(InformationCategory.SubstanceUse).Terms, Ana, Channel.Letter), s))
            .ThenRefused(RefusalReason.ConsentRequired, "terms.grants[0]");
    }

    [Fact]
    public void Who_is_represented_together_with_somebody_else_is_advised_before_she_signs()
    {
        var together = Explained.And(new JointRepresentationRecorded(Police, true, Ana));

        together.When(ByLaw(Sign)).ThenRefused(RefusalReason.ConsentRequired, "terms.recipients[0].agency");
        together.And(new IndependentAdviceRecorded(Police, Noon.AddDays(-2), Ana)).When(ByLaw(Sign)).ThenOne<ReleaseSigned>();
        together.And(new IndependentAdviceRecorded(Police, Noon.AddDays(-1), Ana)).When(ByLaw(Sign)).ThenRefused(RefusalReason.ConsentRequired, "terms.recipients[0].agency");
        Explained.And(new JointRepresentationRecorded(Harbor, true, Ana)).When(ByLaw(Sign)).ThenRefused(RefusalReason.ConsentRequired, "terms.discloser");
    }

    [Fact]
    public void After_her_death_a_representative_with_a_document_signs_for_a_review_of_deaths_and_for_nothing_that_she_refused()
    {
        var appointed = new GuardianRecorded(Guardian, SignerCapacity.PersonalRepresentative) { MayConsent = true, Appointment = new(Sensitive.Of("letters"), Sensitive.Of("a court"), Noon.AddDays(-2)) };
        var died = Explained.And(new SurvivorDied(Noon.AddDays(-3)));
        var review = new JurisdictionTableLoaded(Noon.AddDays(-9), new JurisdictionTable { Jurisdiction = "us", Name = "us", Version = "1", FatalityReviews = [new FatalityReviewTeam(AuthorityKind.FatalityReview, "of this test", Certainty.Practice)] }, [new AuthorityNamed(AuthorityKind.FatalityReview, Police)], Ana);
        var signed = Sign with { Signatures = [By(SignerCapacity.PersonalRepresentative)], Terms = Sign.Terms with { Purposes = [Purpose.CaseReview], Grants = [new CategoryGrant(InformationCategory.Narrative, SharingMode.IdentifiedSummary)] }, WarningsAcknowledged = Everything };
        Func<ConsentPosition, Decision<ConsentEvent>> Of(SignRelease command, params PolicyProfile[] profiles) => state => ReleaseDecider.Decide(
            command, new SigningLaw((Permitting with { TaskForce = [.. Permitting.TaskForce, review] }).Facts.TaskForce, Bound(profiles), RuleSets.V2026R2), state);

        died.And(appointed).When(Of(signed, PolicyProfile.Vawa, PolicyProfile.Part2)).ThenOne<ReleaseSigned>();
        died.And(appointed).When(Of(signed, PolicyProfile.Hipaa)).ThenOne<ReleaseSigned>();
        died.And(appointed with { Appointment = null }).When(Of(signed, PolicyProfile.Vawa)).ThenRefused(RefusalReason.ConsentRequired, "signatures[0].guardian");
        Assert.Contains("does not let this representative consent", died.And(appointed with { MayConsent = null }).When(Of(signed, PolicyProfile.Vawa)).ThenRefused(RefusalReason.ConsentRequired, "signatures[0].guardian").Decision is Refused<ConsentEvent> refused ? refused.Refusal.Message : "", StringComparison.Ordinal);
        died.And(appointed with { Appointment = appointed.Appointment! with { Until = Noon } }).When(Of(signed, PolicyProfile.Vawa)).ThenRefused(RefusalReason.ConsentRequired, "signatures[0].guardian");
        died.When(Of(signed, PolicyProfile.Vawa)).ThenRefused(RefusalReason.ConsentRequired, "signatures[0].guardian");
        died.And(appointed).When(Of(signed with { Signatures = [By(SignerCapacity.PersonalRepresentative) with { SignedAt = Noon.AddDays(-4) }] }, PolicyProfile.Vawa)).ThenRefused(RefusalReason.InvalidInput, "signatures[0].signedAt");
        died.And(appointed).When(Of(signed with { Signatures = [HerSignature] }, PolicyProfile.Vawa)).ThenRefused(RefusalReason.WrongState);
        died.And(appointed).When(Of(signed with { Besides = OlderReleases.End }, PolicyProfile.Vawa)).ThenRefused(RefusalReason.InvalidInput, "besides");
        died.And(appointed).When(Of(signed with { Terms = signed.Terms with { Purposes = [Purpose.CaseReview, Purpose.Investigation] } }, PolicyProfile.Vawa)).ThenRefused(RefusalReason.ConsentRequired, "terms.purposes[1]");
        died.And(appointed).When(ByLaw(signed, PolicyProfile.Vawa)).ThenRefused(RefusalReason.ConsentRequired, "terms.recipients[0].agency");
        foreach (var closing in new[] { PolicyProfile.Fvpsa, PolicyProfile.Voca, PolicyProfile.Ferpa, PolicyProfile.Federal1367 })
            died.And(appointed).When(Of(signed, PolicyProfile.Part2, closing)).ThenRefused(RefusalReason.ConsentRequired, "terms.discloser");
        died.And(appointed, new ConsentDeclined(new DeclinationId(Numbered(42)), [Police], [], [], Ana, Channel.InPerson, Noon.AddDays(-9))).When(Of(signed, PolicyProfile.Vawa)).ThenRefused(RefusalReason.ConsentRequired, "terms.grants[0].category");
        Explained.And(appointed).When(Of(signed, PolicyProfile.Vawa)).ThenRefused(RefusalReason.WrongState, "signatures[0].capacity");
        died.And(appointed).When(As(signed)).ThenRefused(RefusalReason.WrongState);
        died.And(Signed, appointed).When(s => ReleaseDecider.Decide(new RenewRelease(HerRelease, new(Numbered(43)), signed.Terms, signed.Signatures, Everything, Ana, Noon), new SigningLaw((Permitting with { TaskForce = [.. Permitting.TaskForce, review] }).Facts.TaskForce, Bound(PolicyProfile.Vawa), RuleSets.V2026R2), s)).ThenRefused(RefusalReason.WrongState);

        var mistake = Sensitive.Of("another woman");
        var theirs = new ReleaseSigned(new(Numbered(44)), signed.Terms, signed.Signatures, Everything, Ana);
        died.And(Signed, appointed, theirs).When(s => ConsentDecider.Decide(new WithdrawDeath(mistake, Ana), s)).Then(new DeathWithdrawn(mistake, Ana), new ReleaseVoided(theirs.Release, VoidCause.DeathWithdrawn));
    }

    [Fact]
    public void An_appointment_is_recorded_of_a_representative_with_its_document_and_court()
    {
        var open = GivenWhenThen.Given(ConsentStream.Definition, [.. Permitting.Consent.Take(1)]);
        var known = new RecordGuardian(Guardian, SignerCapacity.PersonalRepresentative) { MayConsent = true, Appointment = new(Sensitive.Of("letters"), Sensitive.Of("a court"), Noon) };

        open.When(s => ConsentDecider.Decide(known, s)).ThenOne<GuardianRecorded>();
        open.And(new GuardianRecorded(Guardian, SignerCapacity.PersonalRepresentative) { MayConsent = true, Appointment = known.Appointment }).When(s => ConsentDecider.Decide(known, s)).ThenNothing();
        open.When(s => ConsentDecider.Decide(known with { Capacity = SignerCapacity.HealthCareAgent }, s)).ThenRefused(RefusalReason.InvalidInput, "appointment");
        open.When(s => ConsentDecider.Decide(known with { Appointment = known.Appointment! with { Document = Sensitive.Of(" ") } }, s)).ThenRefused(RefusalReason.InvalidInput, "appointment.document");
        open.When(s => ConsentDecider.Decide(known with { Appointment = known.Appointment! with { Court = Sensitive.Of(" ") } }, s)).ThenRefused(RefusalReason.InvalidInput, "appointment.court");
        open.When(s => ConsentDecider.Decide(known with { Appointment = known.Appointment! with { Until = Noon } }, s)).ThenRefused(RefusalReason.InvalidInput, "appointment.until");
    }

    [Fact]
    public void An_adult_is_recorded_by_the_age_of_majority_in_force_and_again_where_that_rises()
    {
        var open = GivenWhenThen.Given(ConsentStream.Definition, [.. Permitting.Consent.Take(2)]);
        Func<ConsentPosition, Decision<ConsentEvent>> Adult(int majority) => s => ConsentDecider.Decide(new RecordMinority(false, false, false, Noon) { Majority = majority }, s);
        var nineteen = new JurisdictionTableLoaded(Noon.AddDays(-9), new JurisdictionTable { Jurisdiction = "us-al", Name = "us-al", Version = "1", AgeOfMajority = new TableLimit(19, "of this test", Certainty.Practice) }, [], Ana);
        Func<ConsentPosition, Decision<ConsentEvent>> Signing() => s => ReleaseDecider.Decide(Sign, new SigningLaw((Permitting with { TaskForce = [.. Permitting.TaskForce, nineteen] }).Facts.TaskForce, Permitting.Facts.Discloser, RuleSets.V2026R2), s);

        var adult = open.And(new MinorityRecorded(false, false, false));
        open.When(Adult(18)).Then(new MinorityRecorded(false, false, false));
        adult.When(Adult(18)).ThenNothing();
        adult.When(Adult(19)).Then(new MinorityRecorded(false, false, false) { Reached = 19 });
        adult.When(Signing()).ThenRefused(RefusalReason.ConsentRequired, "signatures");
        adult.And(new MinorityRecorded(false, false, false) { Reached = 19 }).When(Signing()).ThenOne<ReleaseSigned>();
        open.When(Signing()).ThenOne<ReleaseSigned>();
    }

    private static SignRelease Granting(InformationCategory category, bool? notes = null) =>
        Sign with { Terms = Sign.Terms with { Grants = [new CategoryGrant(category, SharingMode.IdentifiedSummary) { CounselingNotes = notes }], Purposes = [Purpose.Investigation] } };

    private static Signature By(SignerCapacity capacity) => new(capacity, SignatureMethod.Ink, Noon.AddDays(-2), Guardian);

    private static PartnerPosition Bound(params PolicyProfile[] profiles) => PartnerStream.Definition.Fold(PartnerPosition.Initial, [new AgencyJoined(Harbor, "Harbor", AgencyKind.VictimServices, profiles)]);

    private static Func<ConsentPosition, Decision<ConsentEvent>> As(SignRelease command) => state =>
        ReleaseDecider.Decide(command, SigningLaw.InForce(Permitting.Facts.TaskForce, Permitting.Facts.Discloser, Noon), state);

    private static Func<ConsentPosition, Decision<ConsentEvent>> ByLaw(SignRelease command) => state =>
        ReleaseDecider.Decide(command, new SigningLaw(Permitting.Facts.TaskForce, Permitting.Facts.Discloser, RuleSets.V2026R2), state);

    private static Func<ConsentPosition, Decision<ConsentEvent>> ByLaw(SignRelease command, params PolicyProfile[] profiles) => state =>
        ReleaseDecider.Decide(command, new SigningLaw(Permitting.Facts.TaskForce, Bound(profiles), RuleSets.V2026R2), state);

    private static void Refused(SignRelease command, RefusalReason reason, string field) => Explained.When(ByLaw(command)).ThenRefused(reason, field);
}
