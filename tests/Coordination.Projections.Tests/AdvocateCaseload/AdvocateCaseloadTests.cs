using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Survivors;
using Coordination.Projections.AdvocateCaseload;
using Xunit;

namespace Coordination.Projections.Tests.AdvocateCaseload;

public class AdvocateCaseloadTests
{
    private static readonly AdvocateCaseloadProjection s_caseload = AllProjections.AdvocateCaseload;
    private static readonly AgencyId s_harbor = new("harbor"), s_police = new("city-police");
    private static readonly PersonId s_ana = new("ana");
    private static readonly SurvivorId s_survivor = new(Id(1));
    private static readonly CaseId s_case = new(Id(2));
    private static readonly DisclosureId s_disclosure = new(Id(3));
    private static readonly ReleaseId s_release = new(Id(4)), s_renewal = new(Id(5));
    private static readonly RecordItemId s_item = new(Id(6));
    private static readonly SurvivorWelcomed s_welcomed = new(s_survivor, s_harbor, Sensitive.Of("Marisol"), null);
    private static readonly ConsentRecordOpened s_opened = new(s_survivor, s_harbor);
    private static readonly string s_consent = $"consent-{s_survivor}", s_stream = $"disclosure-{s_disclosure}";

    [Fact]
    public void A_survivor_is_one_row_whichever_of_her_streams_comes_first()
    {
        var one = new Log().By("harbor", $"survivor-{s_survivor}", s_welcomed).By("harbor", s_consent, s_opened).Fold(s_caseload);
        var other = new Log().By("harbor", s_consent, s_opened).By("harbor", $"survivor-{s_survivor}", s_welcomed).Fold(s_caseload);
        Assert.Single(one);
        Assert.Equal(Log.Text(s_caseload, one), Log.Text(s_caseload, other));
    }

    [Fact]
    public void A_release_stands_until_it_is_revoked_and_its_expiry_is_when_somebody_has_to_act()
    {
        var signed = Signed();
        Assert.Equal(Log.Start.AddDays(90), Survivor(signed).Place.Due);
        var revoked = Survivor(signed.By("harbor", s_consent, new ReleaseRevoked(s_release, s_ana, Channel.Telephone)));
        Assert.Equal(ReleaseStanding.Revoked, Assert.Single(revoked.Releases).Standing);
        Assert.NotNull(revoked.Releases[0].EndedAt);
        Assert.Null(revoked.Place.Due);
    }

    [Fact]
    public void Each_release_that_ends_some_day_has_a_row_that_follows_its_end_and_goes_with_it()
    {
        Assert.Equal([Log.Start.AddDays(90)], Endings(Signed()));
        Assert.Equal([Log.Start.AddDays(30)], Endings(Signed().By("harbor", s_consent, new ReleaseNarrowed(s_release, Terms(30), s_ana, Channel.InPerson))));
        Assert.Equal([Log.Start.AddDays(120)], Endings(Signed().By("harbor", s_consent, new ReleaseRenewed(s_release, s_renewal, Terms(120), [], [], s_ana))));
        Assert.Empty(Endings(Signed().By("harbor", s_consent, new ReleaseRevoked(s_release, s_ana, Channel.Telephone))));
    }

    [Fact]
    public void Narrowing_what_was_renewed_brings_no_second_end_back()
    {
        var renewed = Signed().By("harbor", s_consent, new ReleaseRenewed(s_release, s_renewal, Terms(120), [], [], s_ana));
        Assert.Equal([Log.Start.AddDays(120)], Endings(renewed.By("harbor", s_consent, new ReleaseNarrowed(s_release, Terms(30), s_ana, Channel.InPerson))));
    }

    [Fact]
    public void A_renewal_supersedes_and_a_narrowing_replaces_the_terms()
    {
        var narrow = Terms(30);
        var survivor = Survivor(Signed().By("harbor", s_consent, new ReleaseNarrowed(s_release, narrow, s_ana, Channel.InPerson), new ReleaseRenewed(s_release, s_renewal, Terms(120), [], [], s_ana)));
        Assert.Equal([ReleaseStanding.Superseded, ReleaseStanding.Active], survivor.Releases.Select(r => r.Standing));
        Assert.Equal(narrow.Expires, survivor.Releases[0].Terms.Expires);
        Assert.Equal(s_release, survivor.Releases[1].Renews);
    }

    [Fact]
    public void A_refusal_is_kept_without_a_reason()
    {
        var survivor = Survivor(Signed().By("harbor", s_consent, new ConsentDeclined(new(Id(9)), [], [Domain.Partners.AgencyKind.LawEnforcement], [], s_ana, Channel.InPerson, Log.Start)));
        Assert.Equal([Domain.Partners.AgencyKind.LawEnforcement], Assert.Single(survivor.Declinations).RecipientKinds);
    }

    [Fact]
    public void A_case_lists_its_items_without_their_texts()
    {
        var rows = new Log().By("harbor", $"case-{s_case}", new CaseOpened(s_case, s_survivor, s_harbor, s_ana),
            new RecordItemAdded(s_item, InformationCategory.Employment, Sensitivity.Identifying, new(Sensitive.Of("the north field"), null, null)),
            new ParticipantInvolved(s_police, new("reyes"), Purpose.Investigation), new RecordItemRetracted(s_item, Sensitive.Of("wrong field"))).Fold(s_caseload);
        var @case = Assert.IsType<CaseloadCase>(Assert.Single(rows).Value);
        Assert.True(Assert.Single(@case.Items).Retracted);
        Assert.Equal("open", @case.Place.Status);
        Assert.DoesNotContain("field", Log.Text(s_caseload, @case), StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_waits_for_the_custodian_and_shows_why_the_gate_refused()
    {
        var asked = new Log().By("city-police", s_stream, new DisclosureRequested(s_disclosure, s_harbor, new(s_police, new("reyes")), Purpose.Investigation, [InformationCategory.Identity], Sensitive.Of("the woman from the van"), ClaimedBasis.Subpoena));
        Assert.Equal("harbor", Disclosure(asked).Place.Compartment.ToString());
        Assert.Equal("requested", Disclosure(asked).Place.Status);
        var refused = Disclosure(asked.By("harbor", s_stream, new RequestMatched(s_survivor, s_case, s_ana), new DisclosureRefused(s_survivor, s_case,
            new(Outcome.Deny, [new(s_item, Outcome.Deny, null, null, [new("CG-01", RuleEffect.Deny, "absent")])], [], [], 2, 1, "2026-1", Log.Start), s_ana)));
        Assert.Equal("refused", refused.Place.Status);
        Assert.Equal(["CG-01 absent"], refused.Reasons);
    }

    [Fact]
    public void A_recall_is_due_until_it_is_answered()
    {
        var made = new Log().By("harbor", s_stream, new DisclosureOffered(s_disclosure, s_harbor, new(s_police, null), Purpose.Investigation, s_survivor, s_case),
            new DisclosureMade(new(s_police, null), Purpose.Investigation, [new(new(Id(7)), s_item, InformationCategory.Employment, SharingMode.IdentifiedSummary, Sensitive.Of("x"))], [], "", new(Outcome.Permit, [], [], [s_release], 2, 1, "2026-1", Log.Start), s_ana));
        var recalled = made.By("harbor", s_stream, new RecallNoticeSent(s_release, RecallCause.Revoked, [new(Id(7))], Log.Start.AddDays(14)));
        Assert.Equal(Log.Start.AddDays(14), Disclosure(recalled).Place.Due);
        Assert.True(Assert.Single(Disclosure(recalled).Copies).Recalled);
        var answered = Disclosure(recalled.By("city-police", s_stream, new RecallAcknowledged(RecallAnswer.CannotBeRecalled, Sensitive.Of("filed with the court"), new("reyes"))));
        Assert.Null(answered.Place.Due);
        Assert.Equal("filed with the court", Assert.Single(answered.Recalls).WhyNot!.Reveal());
    }

    [Fact]
    public void That_a_copy_was_received_does_not_hide_that_it_is_asked_back()
    {
        var made = new Log().By("harbor", s_stream, new DisclosureOffered(s_disclosure, s_harbor, new(s_police, null), Purpose.Investigation, s_survivor, s_case),
            new DisclosureMade(new(s_police, null), Purpose.Investigation, [new(new(Id(7)), s_item, InformationCategory.Employment, SharingMode.IdentifiedSummary, Sensitive.Of("x"))], [], "", new(Outcome.Permit, [], [], [s_release], 2, 1, "2026-1", Log.Start), s_ana));
        var recalled = made.By("harbor", s_stream, new RecallNoticeSent(s_release, RecallCause.Revoked, [new(Id(7))], Log.Start.AddDays(14)));
        var received = Disclosure(recalled.By("city-police", s_stream, new DisclosureAcknowledged(new("reyes"))));
        Assert.Equal(("recalled", Log.Start.AddDays(14)), (received.Place.Status, received.Place.Due));
    }

    private static Log Signed() => new Log().By("harbor", s_consent, s_opened, new ReleaseSigned(s_release, Terms(90), [], [], s_ana));

    private static ReleaseTerms Terms(int days) => new()
    {
        Discloser = s_harbor,
        Recipients = [new(s_police, [])],
        Grants = [new(InformationCategory.Employment, SharingMode.IdentifiedSummary)],
        Purposes = [Purpose.Investigation],
        Starts = Log.Start,
        Expires = Log.Start.AddDays(days),
    };

    private static CaseloadSurvivor Survivor(Log log) => log.Fold(s_caseload).Values.OfType<CaseloadSurvivor>().Single();

    private static IEnumerable<DateTimeOffset?> Endings(Log log) => log.Fold(s_caseload).Values.OfType<CaseloadEnding>().Select(ending => ending.Place.Due);

    private static CaseloadDisclosure Disclosure(Log log) => log.Fold(s_caseload).Values.OfType<CaseloadDisclosure>().Single();

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
