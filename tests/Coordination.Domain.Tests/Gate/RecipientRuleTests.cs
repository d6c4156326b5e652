using System.Collections.Immutable;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateAssert;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>To whom something goes, and under which release of several, in rule-set 2026-2: CG-06, CG-20, CG-28, CG-48 to CG-50.</summary>
public sealed class RecipientRuleTests
{
    private static readonly PersonId s_kim = new("kim");
    private static readonly ReleaseId s_newer = new(Numbered(20));
    private static readonly ReleaseId s_third = new(Numbered(21));

    private static GateWorld Adopted => Permitting with { Rules = RuleSets.V2026R2 };

    [Fact]
    public void CG06_whom_she_excepts_gets_nothing_and_a_colleague_does()
    {
        Denied(Adopted.WithTerms(t => t with { Recipients = [new ReleaseRecipient(Police, []) { Except = [Dale] }] }), "CG-06", "refused-person");
        Permitted(Adopted.WithTerms(t => t with { Recipients = [new ReleaseRecipient(Police, []) { Except = [s_kim] }] }));
    }

    [Fact]
    public void CG06_where_she_excepts_somebody_it_has_to_be_known_who_asks()
    {
        var rule = RuleSets.V2026R2.Find("CG-06") as IReleaseRule;
        var world = Adopted.WithTerms(t => t with { Recipients = [new ReleaseRecipient(Police, []) { Except = [s_kim] }] });
        var release = world.Facts.Consent.Releases[0];
        Assert.Equal("refused-person", rule!.Examine(release, world.Request with { Recipient = new GateRecipient(Police, null) }, world.Facts).Reason);
        Assert.True(rule.Examine(release, world.Request, world.Facts).IsSilent);
        Assert.True(rule.Examine(Adopted.Facts.Consent.Releases[0], world.Request with { Recipient = new GateRecipient(Police, null) }, world.Facts).IsSilent);
    }

    [Fact]
    public void CG06_an_exception_in_one_entry_counts_whatever_another_says() =>
        Denied(Adopted.WithTerms(t => t with { Recipients = [new ReleaseRecipient(Police, []), new ReleaseRecipient(Police, []) { Except = [Dale] }] }), "CG-06", "refused-person");

    [Theory]
    [InlineData(AgencyKind.Funder, "CG-20", "funder")]
    [InlineData(AgencyKind.Media, "CG-48", "media")]
    public void CG20_and_CG48_go_by_the_kind_inside_and_outside_the_task_force(AgencyKind kind, string rule, string reason)
    {
        Denied(Adopted with { Recipient = [.. Adopted.Recipient, new AgencyJoined(Police, "Another", kind, [])] }, rule, reason);
        Denied(Outside(kind), rule, reason);
    }

    [Fact]
    public void CG48_nothing_goes_to_the_media_however_little_it_identifies_and_on_no_basis()
    {
        var media = Adopted with { Recipient = [.. Adopted.Recipient, new AgencyJoined(Police, "Another", AgencyKind.Media, [])] };
        Denied(media.AskingFor(item => item with { Sensitivity = Sensitivity.NonIdentifying }), "CG-48", "media");
        Denied(media.Asking(r => r with { Basis = ClaimedBasis.CourtOrder }), "CG-48", "media");
        Assert.DoesNotContain(media.Asking(r => r with { Recipient = new GateRecipient(Harbor, Ana) }).Line.Findings, finding => finding.Rule == "CG-48");
    }

    [Fact]
    public void CG28_police_outside_need_the_warning_too()
    {
        Assert.Equal("defense-warning", OfRelease(Outside(AgencyKind.LawEnforcement).Signing(s => s with { WarningsAcknowledged = [] })).Reason);
        Assert.Equal("defense-warning", OfRelease(Outside(AgencyKind.Prosecution).Signing(s => s with { WarningsAcknowledged = [] })).Reason);
        Assert.True(OfRelease(Outside(AgencyKind.LawEnforcement)).IsSilent);
        Assert.True(OfRelease(Outside(AgencyKind.Legal).Signing(s => s with { WarningsAcknowledged = [] })).IsSilent);

        static Ruling OfRelease(GateWorld world) => ((IReleaseRule)RuleSets.V2026R2.Find("CG-28")!).Examine(world.Facts.Consent.Releases[0], world.Request, world.Facts);
    }

    [Fact]
    public void CG49_a_recipient_outside_the_task_force_is_named_in_person()
    {
        SaysNot(Outside(AgencyKind.LawEnforcement), "CG-49");
        Says(Outside(AgencyKind.LawEnforcement).WithTerms(t => t with { Recipients = [new ReleaseRecipient(Police, [])] }), "CG-49", "outside-recipient");
        Says(Outside(AgencyKind.LawEnforcement).WithTerms(t => t with { Recipients = [new ReleaseRecipient(Police, [s_kim])] }), "CG-49", "outside-recipient");
        SaysNot(Adopted.WithTerms(t => t with { Recipients = [new ReleaseRecipient(Police, [])] }), "CG-49");
    }

    [Theory]
    [InlineData(GateOccasion.Agenda)]
    [InlineData(GateOccasion.Room)]
    public void CG49_a_recipient_outside_the_task_force_sees_no_review(GateOccasion occasion) => Says(Outside(AgencyKind.LawEnforcement).Asking(r => r with { Occasion = occasion }), "CG-49", "outside-recipient");

    [Fact]
    public void CG49_the_release_that_names_the_person_is_open_to_the_tick()
    {
        SaysNot(Outside(AgencyKind.LawEnforcement) with { Now = Noon.AddDays(30).AddTicks(-1) }, "CG-49");
        Says(Outside(AgencyKind.LawEnforcement) with { Now = Noon.AddDays(30) }, "CG-49", "outside-recipient");
        Says(Outside(AgencyKind.LawEnforcement).AskingFor(item => item with { Category = InformationCategory.Medical }), "CG-49", "outside-recipient");
    }

    [Fact]
    public void CG49_what_goes_by_law_is_not_asked() => SaysNot(Outside(AgencyKind.LawEnforcement).Without<ReleaseSigned>().Asking(r => r with { Basis = ClaimedBasis.CourtOrder }), "CG-49");

    [Fact]
    public void CG49_what_stays_with_an_office_outside_is_not_asked()
    {
        var own = Outside(AgencyKind.LawEnforcement).Without<ReleaseSigned>().Asking(r => r with { Discloser = Police });
        SaysNot(own.AskingFor(item => item with { Custodian = Police }), "CG-49");
        Says(own, "CG-49", "outside-recipient");
    }

    [Fact]
    public void CG50_where_there_is_one_release_it_says_nothing() => Permitted(Adopted);

    [Fact]
    public void CG50_a_newer_narrower_release_holds_what_it_does_not_give()
    {
        var world = Adopted.And(Newer(t => t with { Grants = [new CategoryGrant(InformationCategory.Contact, SharingMode.IdentifiedVerbatim)] }));
        Held(world, "CG-50", "which-release");
        Assert.Equal(Outcome.Permit, world.Evaluate().Lines[1].Outcome); // what both give goes
    }

    [Fact]
    public void CG50_she_said_that_the_older_one_goes_on_beside_it() =>
        Permitted(Adopted.And(Newer(t => t with { Grants = [new CategoryGrant(InformationCategory.Contact, SharingMode.IdentifiedVerbatim)] }) with { KeepsBeside = [HerRelease] }));

    [Fact]
    public void CG50_what_a_newer_release_adds_is_no_narrower_form_of_the_older_one()
    {
        Permitted(Adopted.And(Newer(t => t with { Grants = [new CategoryGrant(InformationCategory.Medical, SharingMode.IdentifiedVerbatim)] })));
        Permitted(Adopted.And(Newer(t => t with { Grants = [new CategoryGrant(InformationCategory.Contact, SharingMode.IdentifiedVerbatim)], Purposes = [Purpose.Prosecution] })));
        Permitted(Adopted.And(Newer(t => t with { Recipients = [new ReleaseRecipient(Clinic, [])], Grants = [new CategoryGrant(InformationCategory.Contact, SharingMode.IdentifiedVerbatim)] })));
        Permitted(Adopted.And(Newer(t => t with { Grants = [new CategoryGrant(InformationCategory.Contact, SharingMode.IdentifiedVerbatim) { CounselingNotes = true }] })));
    }

    [Fact]
    public void CG50_persons_modes_purposes_and_conditions_count()
    {
        Held(Adopted.And(Newer(t => t with { Recipients = [new ReleaseRecipient(Police, [s_kim])] })), "CG-50", "which-release");
        Held(Adopted.And(Newer(t => t with { Recipients = [new ReleaseRecipient(Police, []) { Except = [Dale] }] })), "CG-50", "which-release");
        Held(Adopted.And(Newer(t => t with { Purposes = [Purpose.CaseReview] })), "CG-50", "which-release");
        Assert.Equal(SharingMode.ThroughAdvocate, Adopted.And(Newer(t => t with { Conditions = [ReleaseCondition.AdvocatePresent] })).Line.Mode); // what the newer one gives goes under that one
        Assert.Equal(SharingMode.DeIdentified, Adopted.And(Newer(t => t with { Grants = [new CategoryGrant(InformationCategory.Narrative, SharingMode.DeIdentified)] })).Line.Mode);
        Permitted(Adopted.And(Newer(t => t with { Grants = [new CategoryGrant(InformationCategory.Narrative, SharingMode.DeIdentified)] })).AskingFor(item => item with { Mode = SharingMode.DeIdentified }));
        Permitted(Adopted.And(Newer(t => t)));
    }

    [Fact]
    public void CG50_what_both_speak_of_waits_where_the_newer_one_gives_less_of_it_and_something_else_besides()
    {
        CategoryGrant Of(InformationCategory category, SharingMode mode = SharingMode.IdentifiedVerbatim, params RecordItemId[] only) => new(category, mode, only.Length == 0 ? null : only);
        GateWorld With(Func<ReleaseTerms, ReleaseTerms> change, params CategoryGrant[] grants) => Adopted.And(Newer(t => change(t with { Grants = [.. grants, Of(InformationCategory.Medical)] })));
        GateWorld Apart(PersonId person) => With(t => t with { Recipients = [new ReleaseRecipient(Police, [person])] }, Of(InformationCategory.Narrative));
        var (story, less) = (Of(InformationCategory.Narrative), Of(InformationCategory.Narrative, SharingMode.ThroughAdvocate));

        Held(With(t => t with { Purposes = [Purpose.CaseReview, Purpose.Prosecution] }, story), "CG-50", "which-release");
        Held(Apart(s_kim), "CG-50", "which-release"); // the older one names nobody in particular, and so Kim, too
        Held(With(t => t with { Recipients = [new ReleaseRecipient(Police, []) { Except = [Dale] }] }, story), "CG-50", "which-release");
        Held(With(t => t, less).And(new ReleaseRevoked(s_newer, Ana, Channel.Letter)), "CG-50", "which-release");

        Permitted(With(t => t, story));
        Permitted(With(t => t, Of(InformationCategory.Contact)));
        Permitted(With(t => t, Of(InformationCategory.Narrative, SharingMode.ThroughAdvocate, Phone)));
        Permitted(With(t => t with { Purposes = [Purpose.Prosecution] }, less));
        Permitted(With(t => t, less with { CounselingNotes = true }));
        Permitted(Apart(s_kim).WithTerms(t => t.Recipients[0].Persons.Count > 0 ? t : t with { Recipients = [new ReleaseRecipient(Police, [Dale])] }));
    }

    [Fact]
    public void CG50_the_newer_one_counts_from_its_start_on_whatever_becomes_of_it()
    {
        var world = Adopted.And(Newer(t => t with { Grants = [new CategoryGrant(InformationCategory.Contact, SharingMode.IdentifiedVerbatim)], Starts = Noon, Expires = Noon.AddDays(1) }));
        Permitted(world with { Now = Noon.AddTicks(-1) });
        Held(world, "CG-50", "which-release");
        Held(world with { Now = Noon.AddDays(1) }, "CG-50", "which-release");
        Held(world.And(new ReleaseExpired(s_newer, Noon.AddDays(1))) with { Now = Noon.AddDays(1) }, "CG-50", "which-release");
        Held(world.And(new ReleaseRevoked(s_newer, Ana, Channel.Letter)), "CG-50", "which-release");
        Permitted(world.And(new ReleaseVoided(s_newer, VoidCause.CapturedInError)));
    }

    [Fact]
    public void CG50_she_says_which_she_means_by_signing_again()
    {
        var older = Permitting.Consent.OfType<ReleaseSigned>().Single();
        var world = Adopted.And(Newer(t => t with { Grants = [new CategoryGrant(InformationCategory.Contact, SharingMode.IdentifiedVerbatim)] }), new ReleaseRevoked(s_newer, Ana, Channel.Letter));
        Permitted(world.And(new ReleaseRenewed(HerRelease, s_third, older.Terms, older.Signatures, older.WarningsAcknowledged, Ana)));
        Permitted(world.And(older with { Release = s_third }));
    }

    [Fact]
    public void CG50_the_renewal_of_a_release_is_not_beside_it()
    {
        var signed = Newer(t => t with { Grants = [new CategoryGrant(InformationCategory.Contact, SharingMode.IdentifiedVerbatim)], Starts = Noon.AddDays(-1) });
        SaysNot(Adopted.And(new ReleaseRenewed(HerRelease, s_newer, signed.Terms with { Starts = Noon.AddDays(1) }, signed.Signatures, signed.WarningsAcknowledged, Ana)), "CG-50");
        Held(Adopted.And(new ReleaseSigned(s_third, signed.Terms with { Grants = [new CategoryGrant(InformationCategory.Medical, SharingMode.IdentifiedVerbatim)] }, signed.Signatures, signed.WarningsAcknowledged, Ana), new ReleaseRenewed(s_third, s_newer, signed.Terms, signed.Signatures, signed.WarningsAcknowledged, Ana)), "CG-50", "which-release");
        Permitted(Adopted.And(new ReleaseSigned(s_third, signed.Terms with { Grants = [new CategoryGrant(InformationCategory.Medical, SharingMode.IdentifiedVerbatim)] }, signed.Signatures, signed.WarningsAcknowledged, Ana), new ReleaseRenewed(s_third, s_newer, signed.Terms, signed.Signatures, signed.WarningsAcknowledged, Ana) { KeepsBeside = [HerRelease] }));
    }

    /// <summary>The police of another county, who never joined, and one of them whom she chose.</summary>
    private static GateWorld Outside(AgencyKind kind) => (Adopted with
    {
        Recipient = [new OutsideRecipientRecorded(Police, "Police of another county", kind, Dale, Sensitive.Of("Dale, 1 Main Street"), Ana) { For = Harbor }],
    }).WithTerms(t => t with { Recipients = [new ReleaseRecipient(Police, [Dale])] });

    private static ReleaseSigned Newer(Func<ReleaseTerms, ReleaseTerms> change) =>
        Permitting.Consent.OfType<ReleaseSigned>().Single() is var older ? older with { Release = s_newer, Terms = change(older.Terms) } : throw new InvalidOperationException();

    private static void Says(GateWorld world, string rule, string reason) => Assert.Contains(world.Line.Findings, finding => finding.Rule == rule && finding.Reason == reason);

    private static void SaysNot(GateWorld world, string rule) => Assert.DoesNotContain(world.Line.Findings, finding => finding.Rule == rule);
}
