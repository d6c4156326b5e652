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

/// <summary>Who signs, and what a release must say, in the rules that bind by profile: CG-02, CG-09, CG-10, CG-12, CG-22, CG-26, CG-29, CG-46, CG-47.</summary>
public sealed class SignersByLawTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly DateTimeOffset Signed = Noon.AddDays(-2);
    private static readonly GuardianId Guardian = new(Numbered(21));
    private static readonly MinorCapacityFound NotCapable = new(false, Sensitive.Of("the psychologist says so"), Ana, Noon.AddDays(-5));
    private static readonly Accommodation Instead = new(Sensitive.Of("read to her, and she nodded"), Nina);
    private static readonly ReleaseWarning[] Authorization = [ReleaseWarning.MayReachDefense, ReleaseWarning.MayBeRevoked, ReleaseWarning.MayBeRedisclosed, ReleaseWarning.NotACondition];

    private static GateWorld Adopted => Permitting with { Rules = RuleSets.V2026R2 };

    private static GateWorld Minor => Adopted.And(new MinorityRecorded(true, false, false));

    [Fact]
    public void CG02_an_accommodation_that_was_witnessed_counts_as_written_from_its_date()
    {
        var spoken = HerSignature with { Method = SignatureMethod.Oral };

        Permitted(SignedBy(Adopted, spoken with { Accommodation = Instead }));
        Denied(SignedBy(Adopted, spoken), "CG-02", "not-written");
        Denied(SignedBy(Adopted, spoken with { Accommodation = Instead, SignedAt = Noon + Tick }), "CG-02", "not-written");
        Denied(SignedBy(Permitting, spoken with { Accommodation = Instead }), "CG-02", "not-written");
    }

    [Theory]
    [InlineData(SignerCapacity.GuardianAdLitem)]
    [InlineData(SignerCapacity.ChildsAttorney)]
    public void CG09_whoever_a_court_appointed_for_the_child_signs_with_the_minor_where_the_order_lets_them(SignerCapacity capacity)
    {
        var (let, other) = (new GuardianRecorded(Guardian, capacity) { MayConsent = true }, new GuardianRecorded(Guardian, capacity));

        Permitted(SignedBy(Minor.And(let), HerSignature, By(capacity)));
        Denied(SignedBy(Minor.And(other), HerSignature, By(capacity)), "CG-09", "signatures");
        Denied(SignedBy(Minor.And(let), By(capacity)), "CG-09", "signatures");
        Denied(SignedBy(Minor.And(let, new GuardianDisqualified(Guardian)), HerSignature, By(capacity)), "CG-09", "signatures");
    }

    [Fact]
    public void CG09_where_the_minor_is_not_capable_a_parent_signs_alone_and_the_minor_is_told()
    {
        var parent = SignedBy(Minor.And(new GuardianRecorded(Guardian, SignerCapacity.Parent)), By(SignerCapacity.Parent));

        Denied(parent, "CG-09", "signatures");
        Permitted(parent.And(NotCapable));
        Assert.Contains(Obligation.TellMinor, parent.And(NotCapable).Evaluate().Obligations);
        Denied(parent.And(NotCapable, NotCapable with { Capable = true, FoundAt = Noon }), "CG-09", "signatures");
        Denied(parent.And(NotCapable with { FoundAt = Noon + Tick }), "CG-09", "signatures");
        Assert.DoesNotContain(Obligation.TellMinor, (parent with { Rules = null }).And(NotCapable).Evaluate().Obligations);
        Denied((parent with { Rules = null }).And(NotCapable), "CG-09", "signatures");
    }

    [Fact]
    public void CG09_the_highest_age_of_majority_of_the_tables_in_force_counts_to_the_tick()
    {
        var nineteen = new DateTimeOffset(Signed.AddYears(-1).Ticks, TimeSpan.Zero);
        var at18 = Adopted.And(new MinorityRecorded(true, false, false) { EighteenFrom = nineteen });
        var later = Adopted.And(new MinorityRecorded(true, false, false) { EighteenFrom = nineteen + Tick });

        Permitted(at18);
        Permitted(With(at18, Majority("us-al", 19)));
        Denied(With(later, Majority("us-al", 19)), "CG-09", "signatures");
        Denied(With(later, Majority("us-al", 19), Majority("us-nc", 18)), "CG-09", "signatures");
        Permitted(With(later, Majority("us-al", 19), Majority("us-al", 18)));
        Denied(With(at18, Majority("us-xx", int.MaxValue)), "CG-09", "signatures");
        Permitted(With(later, Majority("us-al", 19)) with { Rules = null });
    }

    [Fact]
    public void CG09_of_an_adult_no_table_is_asked() => Permitted(With(Adopted, Majority("us-al", 99)));

    [Fact]
    public void CG10_the_tables_say_what_a_minor_receives_alone_where_the_policy_does_not()
    {
        var alone = Adopted.And(new MinorityRecorded(true, false, true) { Services = [GoalKind.Health] });

        Permitted(alone);
        Permitted(With(alone, Listing("us-nc", GoalKind.Health)));
        Permitted(With(alone, Listing("us-nc", GoalKind.Housing, GoalKind.Health), Listing("us-va", GoalKind.Health)));
        Denied(With(alone, Listing("us-nc", GoalKind.Housing), Listing("us-va", GoalKind.Health)), "CG-09", "signatures");
        Denied(With(alone, Listing("us-nc", GoalKind.Housing)), "CG-09", "signatures");
        Denied(With(alone, Listing("us-nc")), "CG-09", "signatures");
        Permitted(With(alone, Listing("us-nc", GoalKind.Housing)) with { TaskForce = [.. With(alone, Listing("us-nc", GoalKind.Housing)).TaskForce, new PolicySet(Noon.AddDays(-9), new PolicySettings(90, 3, 10) { MinorAloneServices = [GoalKind.Health] })] });
        Denied(SignedBy(With(alone.And(new GuardianRecorded(Guardian, SignerCapacity.Parent)), Listing("us-nc", GoalKind.Health)), By(SignerCapacity.Parent)), "CG-10", "signatures");
    }

    [Fact]
    public void CG12_who_may_be_served_without_the_guardian_signs_herself()
    {
        Permitted(Adopted.And(new CapacityRecorded(true) { ServedWithoutGuardian = true }));
        Denied(Adopted.And(new CapacityRecorded(true) { ServedWithoutGuardian = true }, new CapacityRecorded(true)), "CG-12", "capacity");
        Denied(Permitting.And(new CapacityRecorded(true) { ServedWithoutGuardian = true }), "CG-12", "capacity");
    }

    [Fact]
    public void CG12_an_agent_signs_for_health_records_where_no_law_asks_for_the_guardian_of_a_court()
    {
        GateWorld By(InformationCategory category, bool? may, params PolicyProfile[] profiles) => SignedBy(Releasing(category, profiles)
            .And(new CapacityRecorded(true), new GuardianRecorded(Guardian, SignerCapacity.HealthCareAgent) { MayConsent = may }), SignersByLawTests.By(SignerCapacity.HealthCareAgent));

        Permitted(By(InformationCategory.Medical, true, PolicyProfile.Hipaa));
        Permitted(By(InformationCategory.MentalHealth, true, PolicyProfile.Hipaa, PolicyProfile.Part2).WithTerms(terms => terms with { Purposes = [Purpose.Investigation] }));
        Denied(By(InformationCategory.Narrative, true, PolicyProfile.Hipaa), "CG-12", "capacity");
        Denied(By(InformationCategory.Medical, null, PolicyProfile.Hipaa), "CG-12", "capacity");
        foreach (var asks in new[] { PolicyProfile.Vawa, PolicyProfile.Fvpsa, PolicyProfile.Voca, PolicyProfile.Ferpa, PolicyProfile.Federal1367 })
        {
            Denied(By(InformationCategory.Medical, true, PolicyProfile.Hipaa, asks) with { Request = By(InformationCategory.Medical, true).Request }, "CG-12", "capacity");
        }

        Denied(By(InformationCategory.Medical, true), "CG-29", "profiles-unknown"); // nobody knows what binds it
    }

    [Fact]
    public void CG22_the_elements_depend_on_what_the_consent_is_for()
    {
        GateWorld For(Purpose purpose, params ReleaseWarning[] warnings) => Releasing(InformationCategory.SubstanceUse, PolicyProfile.Part2)
            .WithTerms(terms => terms with { Purposes = [purpose] })
            .Signing(s => s with { WarningsAcknowledged = [ReleaseWarning.MayReachDefense, .. warnings] })
            .Asking(r => r with { Purpose = purpose, Involvements = [new Involvement(Police, Dale, purpose)] });

        Permitted(For(Purpose.Investigation, ReleaseWarning.MayBeRevoked));
        Denied(For(Purpose.Investigation, ReleaseWarning.MayBeRedisclosed), "CG-22", "part2-elements");
        foreach (var care in new[] { Purpose.MedicalCare, Purpose.ServiceDelivery })
        {
            Permitted(For(care, ReleaseWarning.MayBeRevoked, ReleaseWarning.MayBeRedisclosed, ReleaseWarning.ConsequencesOfRefusing));
            Denied(For(care, ReleaseWarning.MayBeRevoked, ReleaseWarning.MayBeRedisclosed), "CG-22", "part2-elements");
            Denied(For(care, ReleaseWarning.MayBeRevoked, ReleaseWarning.ConsequencesOfRefusing), "CG-22", "part2-elements");
        }

        Denied(SignedBy(For(Purpose.Investigation, ReleaseWarning.MayBeRevoked), HerSignature with { Method = SignatureMethod.Oral, Accommodation = Instead }), "CG-22", "part2-elements");
    }

    [Fact]
    public void CG22_counseling_notes_and_everything_else_go_under_releases_of_their_own()
    {
        var grant = new CategoryGrant(InformationCategory.SubstanceUse, SharingMode.IdentifiedVerbatim);
        GateWorld Under(bool note, params CategoryGrant[] grants) => Releasing(InformationCategory.SubstanceUse, PolicyProfile.Part2)
            .WithTerms(terms => terms with { Grants = grants, Purposes = [Purpose.Investigation] })
            .AskingFor(item => item with { CounselingNote = note });

        Permitted(Under(true, grant with { CounselingNotes = true }));
        Permitted(Under(false, grant));
        Denied(Under(true, grant), "CG-22", "part2-counseling");
        Denied(Under(false, grant with { CounselingNotes = true }), "CG-22", "part2-counseling");
        Denied(Under(true, grant with { CounselingNotes = true }, grant with { Category = InformationCategory.Medical }), "CG-22", "part2-counseling");
        Denied(Under(false, grant with { CounselingNotes = true }, grant with { Category = InformationCategory.Medical }).AskingFor(item => item with { Category = InformationCategory.Medical }), "CG-22", "part2-counseling");
    }

    [Fact]
    public void CG26_whoever_HIPAA_binds_needs_every_element_of_an_authorization()
    {
        var world = Releasing(InformationCategory.Medical, PolicyProfile.Hipaa);

        Permitted(world);
        foreach (var missing in Authorization.Skip(1))
        {
            Denied(world.Signing(s => s with { WarningsAcknowledged = [.. Authorization.Where(warning => warning != missing)] }), "CG-26", "hipaa-elements");
        }

        Denied(SignedBy(world, HerSignature with { Method = SignatureMethod.Oral, Accommodation = Instead }), "CG-26", "hipaa-elements");
        Permitted(Releasing(InformationCategory.Medical, PolicyProfile.OwnRecords).Signing(s => s with { WarningsAcknowledged = [ReleaseWarning.MayReachDefense] }));
    }

    [Fact]
    public void CG29_an_adults_waiver_lifts_it_when_everybody_concerned_waived_and_the_recipient_is_bound()
    {
        var world = Releasing(InformationCategory.Immigration, PolicyProfile.Federal1367)
            .WithTerms(terms => terms with { Purposes = [Purpose.LegalRepresentation] })
            .Asking(r => r with { Purpose = Purpose.LegalRepresentation, Involvements = [new Involvement(Police, Dale, Purpose.LegalRepresentation)] });
        var waived = new ProtectionWaived(HerSignature, true, Ana);

        Denied(world, "CG-29", "protected-immigration");
        Permitted(world.And(waived));
        Assert.Contains(Obligation.ProtectedImmigration, world.And(waived).Evaluate().Obligations);
        Denied(world.And(waived with { EverybodyConcernedWaived = false }), "CG-29", "protected-immigration");
        Denied(world.And(waived with { Signature = HerSignature with { Method = SignatureMethod.Oral } }), "CG-29", "protected-immigration");
        Denied(world.And(waived with { Signature = HerSignature with { SignedAt = Noon + Tick } }), "CG-29", "protected-immigration");
        Denied(world.And(waived with { Signature = By(SignerCapacity.Parent) }), "CG-29", "protected-immigration");
        Denied(world.And(waived, new ProtectionWaiverWithdrawn(Ana, Channel.Telephone)), "CG-29", "protected-immigration");
        Denied(world.And(waived, new MinorityRecorded(true, true, false) { EighteenFrom = Noon + Tick }), "CG-29", "protected-immigration");
        Permitted(world.And(waived, new MinorityRecorded(true, true, false) { EighteenFrom = Noon }));
        Denied(world.And(waived).Without<ReleaseSigned>(), "CG-01", "absent");
    }

    [Fact]
    public void CG46_who_works_for_the_recipient_does_not_sign_for_her()
    {
        GateWorld Working(params AgencyId[] agencies) => SignedBy(Minor.And(new GuardianRecorded(Guardian, SignerCapacity.Parent) { Agencies = agencies }), HerSignature, By(SignerCapacity.Parent));

        Held(Working(Clinic, Police), "CG-46", "conflict");
        Permitted(Working(Clinic));
        Denied(Working(Police).And(new GuardianDisqualified(Guardian)), "CG-11", "abuser-signer");
        Permitted(Working(Police) with { Rules = null });

        // Divisions of one agency, and the agency of which they are parts, have one employer.
        var (county, shelter) = (new AgencyId("county"), new AgencyId("county-shelter"));
        GateWorld Division(GateWorld world) => world with
        {
            Recipient = [new DivisionFormed(Police, county, "County police", AgencyKind.LawEnforcement, [PolicyProfile.OwnRecords]), .. world.Recipient.Where(e => e is not AgencyJoined)],
            Wholes = new Dictionary<AgencyId, IReadOnlyList<PartnerEvent>> { [county] = [new AgencyJoined(county, "County", AgencyKind.Coordinating, []), new DivisionAdded(Police), new DivisionAdded(shelter)] },
        };
        Held(Division(Working(shelter)), "CG-46", "conflict");
        Held(Division(Working(county)), "CG-46", "conflict");
        Held(Working(shelter) with { Recipient = [.. Working().Recipient, new DivisionAdded(shelter)] }, "CG-46", "conflict");
        Permitted(Division(Working(Clinic)));
        Permitted(Working(shelter));
        Denied(Division(Adopted.And(new JointRepresentationRecorded(shelter, true, Ana))), "CG-47", "independent-advice");
        Permitted(Division(Adopted.And(new JointRepresentationRecorded(shelter, true, Ana), new IndependentAdviceRecorded(shelter, Signed, Ana))));
        Denied(Division(Adopted.And(new ConsentDeclined(new DeclinationId(Numbered(61)), [county], [], [], Ana, Channel.InPerson, Noon))), "CG-33", "refused");
        Permitted(Division(Adopted.And(new ConsentDeclined(new DeclinationId(Numbered(61)), [shelter], [], [], Ana, Channel.InPerson, Noon))));
    }

    [Fact]
    public void CG09_an_adult_of_a_lower_age_of_majority_signs_alone_once_it_is_known_that_she_has_reached_the_one_in_force()
    {
        var adult = Adopted.And(new MinorityRecorded(false, false, false));

        Permitted(adult);
        Permitted(With(Adopted, Majority("us-al", 19))); // of whom nobody recorded an age
        Held(With(adult, Majority("us-al", 19)), "CG-09", "age-unknown");
        Permitted(With(adult.And(new MinorityRecorded(false, false, false) { Reached = 19 }), Majority("us-al", 19)));
        Held(With(adult.And(new MinorityRecorded(false, false, false) { Reached = 19 }), Majority("us-al", 19), Majority("us-ms", 21)), "CG-09", "age-unknown");
        Permitted(SignedBy(With(adult, Majority("us-al", 19)).And(new GuardianRecorded(Guardian, SignerCapacity.Parent)), HerSignature, By(SignerCapacity.Parent)));
        Permitted(With(adult, Majority("us-al", 19)) with { Rules = null });
    }

    [Fact]
    public void CG22_under_Part_2_a_parent_never_consents_for_a_minor_alone()
    {
        var found = SignedBy(Releasing(InformationCategory.SubstanceUse, PolicyProfile.Part2).WithTerms(terms => terms with { Purposes = [Purpose.Investigation] })
            .And(new MinorityRecorded(true, false, false), new GuardianRecorded(Guardian, SignerCapacity.Parent), new MinorCapacityFound(false, Sensitive.Of("talked with her"), Ana, Noon.AddDays(-1))), By(SignerCapacity.Parent));

        Denied(found, "CG-22", "part2-elements");
        Permitted(SignedBy(found, HerSignature, By(SignerCapacity.Parent)));
    }

    [Fact]
    public void CG47_who_is_represented_together_with_somebody_else_is_advised_alone_before_she_signs()
    {
        foreach (var agency in new[] { Harbor, Police })
        {
            var together = Adopted.And(new JointRepresentationRecorded(agency, true, Ana));
            var advised = new IndependentAdviceRecorded(agency, Signed, Ana);

            Denied(together, "CG-47", "independent-advice");
            Permitted(together.And(advised));
            Permitted(together.And(advised, advised with { AdvisedAt = Noon }));
            Denied(together.And(advised with { AdvisedAt = Signed + Tick }), "CG-47", "independent-advice");
            Permitted(together.And(new JointRepresentationRecorded(agency, false, Ana)));
            Denied(together.And(advised, new JointRepresentationRecorded(agency, false, Ana), new JointRepresentationRecorded(agency, true, Ana)), "CG-47", "independent-advice");
        }

        Permitted(Adopted.And(new JointRepresentationRecorded(Clinic, true, Ana)));
        Permitted(Permitting.And(new JointRepresentationRecorded(Harbor, true, Ana)));
    }

    private static Signature By(SignerCapacity capacity) => new(capacity, SignatureMethod.Ink, Signed, Guardian);

    private static GateWorld SignedBy(GateWorld world, params Signature[] signatures) => world.Signing(s => s with { Signatures = signatures });

    /// <summary>A release of one category by an agency that these bind, with every statement that any of them asks for.</summary>
    private static GateWorld Releasing(InformationCategory category, params PolicyProfile[] profiles) => (Adopted with { Discloser = [new AgencyJoined(Harbor, "Harbor", AgencyKind.VictimServices, profiles), Mou] })
        .WithTerms(terms => terms with { Grants = [new CategoryGrant(category, SharingMode.IdentifiedVerbatim)] })
        .Signing(s => s with { WarningsAcknowledged = Authorization })
        .AskingFor(item => item with { Category = category });

    private static GateWorld With(GateWorld world, params JurisdictionTable[] tables) => world with
    {
        TaskForce = [.. world.TaskForce, .. tables.Select(table => new JurisdictionTableLoaded(Noon.AddDays(-100), table, [], Ana))],
    };

    private static JurisdictionTable Majority(string jurisdiction, int age) =>
        new() { Jurisdiction = jurisdiction, Name = jurisdiction, Version = "1", AgeOfMajority = new TableLimit(age, "of this test", Certainty.Practice) };

    private static JurisdictionTable Listing(string jurisdiction, params GoalKind[] services) =>
        new() { Jurisdiction = jurisdiction, Name = jurisdiction, Version = "1", MinorAloneServices = [.. services.Select(service => new MinorService(service, "of this test", Certainty.Practice))] };
}
