using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateAssert;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>What depends on what an agency is, or on a special kind of record: CG-20, CG-22 to CG-24, CG-26, CG-29.</summary>
public sealed class ProfileRuleTests
{
    [Fact]
    public void CG20_a_funder_gets_nothing_that_identifies_anybody_whatever_was_signed()
    {
        Denied(To(AgencyKind.Funder), "CG-20", "funder");
        Permitted(To(AgencyKind.Funder).AskingFor(item => item with { Sensitivity = Sensitivity.NonIdentifying }));
        Permitted(To(AgencyKind.Prosecution));
    }

    [Fact]
    public void CG22_a_release_of_substance_use_records_has_every_element() => Permitted(SubstanceUse);

    [Theory]
    [InlineData(ReleaseWarning.MayBeRevoked)]
    [InlineData(ReleaseWarning.MayBeRedisclosed)]
    public void CG22_without_one_statement_they_stay(ReleaseWarning missing) =>
        Denied(SubstanceUse.Signing(s => s with { WarningsAcknowledged = [.. s.WarningsAcknowledged.Where(w => w != missing)] }), "CG-22", "part2-elements");

    [Fact]
    public void CG22_an_undated_signature_is_a_missing_element_too() =>
        Denied(SubstanceUse.Signing(s => s with { Signatures = [HerSignature with { SignedAt = null }] }), "CG-22", "part2-elements");

    [Fact]
    public void CG22_other_items_under_the_same_release_need_none_of_it() => Permitted(Permitting);

    [Fact]
    public void CG23_a_release_for_another_purpose_besides_opens_no_proceeding()
    {
        Denied(SubstanceUse.WithTerms(terms => terms with { Purposes = [Purpose.Investigation, Purpose.CaseReview] }), "CG-23", "part2-separate");
        Permitted(SubstanceUse.WithTerms(terms => terms with { Purposes = [Purpose.Investigation, Purpose.Prosecution] }));
    }

    [Fact]
    public void CG23_outside_a_proceeding_a_combined_release_is_enough() =>
        Permitted(SubstanceUse.WithTerms(terms => terms with { Purposes = [Purpose.MedicalCare, Purpose.Investigation] })
            .Asking(r => r with { Purpose = Purpose.MedicalCare, Involvements = [new Involvement(Police, Dale, Purpose.MedicalCare)] }));

    [Fact]
    public void CG24_the_notice_goes_with_the_copy()
    {
        Assert.Contains(Obligation.Part2Notice, SubstanceUse.Evaluate().Obligations);
        Assert.DoesNotContain(Obligation.Part2Notice, Permitting.Evaluate().Obligations);
    }

    [Theory]
    [InlineData(GateOccasion.Agenda)]
    [InlineData(GateOccasion.Room)]
    public void CG24_what_is_said_in_a_review_carries_no_notice(GateOccasion occasion) =>
        Denied(SubstanceUse.Asking(r => r with { Occasion = occasion }), "CG-24", "part2-notice");

    [Theory]
    [InlineData(AgencyKind.Medical, new PolicyProfile[0])]
    [InlineData(AgencyKind.VictimServices, new[] { PolicyProfile.Vawa, PolicyProfile.Hipaa })]
    public void CG26_a_medical_agency_tells_the_police_when_she_agrees(AgencyKind kind, PolicyProfile[] profiles)
    {
        var world = From(kind, profiles);
        Permitted(world);
        Denied(world.Without<ReleaseSigned>(), "CG-26", "agreement");
        Denied(world.And(new ReleaseRevoked(HerRelease, Ana, Channel.Telephone)), "CG-26", "agreement");
    }

    [Fact]
    public void CG26_her_agreement_ends_with_the_release_to_the_tick()
    {
        var world = From(AgencyKind.Medical, []);
        Permitted(world with { Now = Noon.AddDays(30).AddTicks(-1) });
        Denied(world with { Now = Noon.AddDays(30) }, "CG-26", "agreement");
    }

    [Fact]
    public void CG29_a_federal_agency_keeps_a_protected_application()
    {
        Denied(Immigration(AgencyKind.Medical, Purpose.MedicalCare), "CG-29", "protected-immigration");
        Denied(Immigration(AgencyKind.LawEnforcement, Purpose.ServiceDelivery), "CG-29", "protected-immigration");
        Denied(Immigration(AgencyKind.VictimServices, Purpose.Investigation), "CG-29", "protected-immigration");
    }

    [Fact]
    public void CG29_listed_exceptions_still_need_her_release()
    {
        Permitted(Immigration(AgencyKind.LawEnforcement, Purpose.Investigation));
        Permitted(Immigration(AgencyKind.VictimServices, Purpose.ServiceDelivery));
        Denied(Immigration(AgencyKind.VictimServices, Purpose.ServiceDelivery).Without<ReleaseSigned>(), "CG-01", "absent");
    }

    [Fact]
    public void CG29_binds_federal_agencies_and_not_her_advocate()
    {
        var world = Immigration(AgencyKind.Legal, Purpose.ImmigrationRelief);
        Denied(world, "CG-29", "protected-immigration");
        Permitted(world with { Discloser = Permitting.Discloser });
    }

    [Fact]
    public void All_profiles_of_one_agency_apply()
    {
        var world = Immigration(AgencyKind.LawEnforcement, Purpose.ServiceDelivery) with { Discloser = From(AgencyKind.Medical, [PolicyProfile.Hipaa, PolicyProfile.Federal1367, PolicyProfile.Vawa]).Discloser };
        Denied(world.Without<ReleaseSigned>(), "CG-26", "agreement");
        Denied(world.Without<ReleaseSigned>(), "CG-29", "protected-immigration");
    }

    private static GateWorld SubstanceUse => Permitting
        .Signing(s => s with { WarningsAcknowledged = [ReleaseWarning.MayReachDefense, ReleaseWarning.MayBeRevoked, ReleaseWarning.MayBeRedisclosed] })
        .WithTerms(terms => terms with { Purposes = [Purpose.Investigation], Grants = [new CategoryGrant(InformationCategory.SubstanceUse, SharingMode.IdentifiedVerbatim)] })
        .AskingFor(item => item with { Category = InformationCategory.SubstanceUse });

    private static GateWorld To(AgencyKind kind) =>
        Permitting with { Recipient = [.. Permitting.Recipient, new AgencyJoined(Police, "Another", kind, [])] };

    private static GateWorld From(AgencyKind kind, IReadOnlyList<PolicyProfile> profiles) =>
        Permitting with { Discloser = [.. Permitting.Discloser, new AgencyJoined(Harbor, "Another", kind, profiles)] };

    private static GateWorld Immigration(AgencyKind kind, Purpose purpose) => To(kind)
        .WithTerms(terms => terms with { Purposes = [purpose], Grants = [new CategoryGrant(InformationCategory.Immigration, SharingMode.IdentifiedVerbatim)] })
        .Asking(r => r with { Purpose = purpose, Involvements = [new Involvement(Police, Dale, purpose)] })
        .AskingFor(item => item with { Category = InformationCategory.Immigration })
        with
    { Discloser = From(AgencyKind.LawEnforcement, [PolicyProfile.Federal1367]).Discloser };
}
