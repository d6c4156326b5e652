using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Mandates;
using Coordination.Domain.Readings;
using Coordination.Projections.AdvocateCaseload;
using Coordination.Projections.SurvivorLedger;
using Xunit;

namespace Coordination.Projections.Tests.SurvivorLedger;

/// <summary>Her releases, what was given under them, what is required of her, and who read about her. Her decisions are in <see cref="LedgerReviewTests"/>.</summary>
public class SurvivorLedgerTests
{
    private static readonly AgencyId s_harbor = new("harbor"), s_police = new("city-police");
    private static readonly PersonId s_ana = new("ana"), s_reyes = new("reyes");
    private static readonly SurvivorId s_survivor = new(Id(1)), s_another = new(Id(2));
    private static readonly CaseId s_case = new(Id(3));
    private static readonly RecordItemId s_item = new(Id(4));
    private static readonly ReleaseId s_release = new(Id(5)), s_renewal = new(Id(6));
    private static readonly DisclosureId s_disclosure = new(Id(7));
    private static readonly CopyId s_copy = new(Id(8)), s_other = new(Id(9));
    private static readonly string s_consent = $"consent-{s_survivor}", s_stream = $"disclosure-{s_disclosure}";
    private static readonly DateTimeOffset s_ends = Log.Start.AddDays(90), s_due = Log.Start.AddDays(10);
    private static readonly Signature s_signature = new(SignerCapacity.Survivor, SignatureMethod.Ink, Log.Start);

    private static readonly ReleaseTerms s_terms = new()
    {
        Discloser = s_harbor,
        Recipients = [new(s_police, [])],
        Purposes = [Purpose.Investigation],
        Starts = Log.Start,
        Expires = s_ends,
        Grants = [new(InformationCategory.Employment, SharingMode.IdentifiedSummary), new(InformationCategory.Medical, SharingMode.DeIdentified)],
    };

    private static readonly ReleaseSigned s_signed = new(s_release, s_terms, [s_signature], [], s_ana);
    private static readonly Verdict s_verdict = new(Outcome.Permit, [new(s_item, Outcome.Permit, SharingMode.IdentifiedSummary, s_release, [])], [], [s_renewal, s_release], 3, 1, "2026-1", Log.Start);
    private static readonly DisclosureAuthorized s_authorised = new(s_survivor, s_case, s_verdict, s_ana);

    private static readonly DisclosureMade s_made = new(new(s_police, s_reyes), Purpose.Investigation,
        [new(s_other, s_item, InformationCategory.Medical, SharingMode.DeIdentified, null), new(s_copy, s_item, InformationCategory.Employment, SharingMode.IdentifiedSummary, Sensitive.Of("a white van"))],
        [], "Do not pass this on.", s_verdict, s_ana);

    private static readonly RecallNoticeSent s_recall = new(s_release, RecallCause.Revoked, [s_copy], s_due);

    [Fact]
    public void A_release_that_she_signed_is_active_in_her_own_ledger_until_it_ends()
    {
        var release = Assert.Single(Releases(s_signed));

        Assert.Equal((s_survivor, s_harbor, s_release, Minute(1)), (release.Survivor, release.Agency, release.Release, release.RecordedAt));
        Assert.Equal(s_terms.Grants, release.Terms.Grants);
        Assert.Equal([s_signature], release.Signatures);
        Assert.Equal((ReleaseStanding.Active, null, null), (release.Standing, release.EndedAt, release.TakenBackThrough));
        Assert.Equal(new RowPlace(Compartment.OfSurvivor(s_survivor), "2026-03-01T09:01:00.0000000Z", "active", s_ends), release.Place);
    }

    [Fact]
    public void A_narrowed_release_is_active_and_shows_what_it_permits_now_and_until_when()
    {
        var narrower = s_terms with { Grants = [new(InformationCategory.Employment, SharingMode.DeIdentified)], Expires = Log.Start.AddDays(5) };

        var release = Assert.Single(Releases(s_signed, new ReleaseNarrowed(s_release, narrower, s_ana, Channel.Telephone)));

        Assert.Equal([new CategoryGrant(InformationCategory.Employment, SharingMode.DeIdentified)], release.Terms.Grants);
        Assert.Equal(("active", Log.Start.AddDays(5), Minute(1)), (release.Place.Status, release.Place.Due, release.RecordedAt));
        Assert.Null(release.TakenBackThrough); // the telephone call took a part back, not the release
    }

    [Fact]
    public void A_release_that_was_taken_back_says_through_which_channel_and_ends_on_no_day_any_more()
    {
        var release = Assert.Single(Releases(s_signed, new ReleaseRevoked(s_release, s_ana, Channel.Letter)));

        Assert.Equal((ReleaseStanding.Revoked, Minute(2), Channel.Letter), (release.Standing, release.EndedAt, release.TakenBackThrough));
        Assert.Equal(("revoked", null), (release.Place.Status, release.Place.Due));
    }

    [Fact]
    public void A_release_that_ran_out_or_was_found_void_says_so_and_was_not_taken_back()
    {
        var expired = Assert.Single(Releases(s_signed, new ReleaseExpired(s_release, s_ends)));
        Assert.Equal((ReleaseStanding.Expired, Minute(2), null), (expired.Standing, expired.EndedAt, expired.TakenBackThrough));
        Assert.Equal(("expired", null), (expired.Place.Status, expired.Place.Due));

        var voided = Assert.Single(Releases(s_signed, new ReleaseVoided(s_release, VoidCause.Pressure)));
        Assert.Equal((ReleaseStanding.Voided, Minute(2), null), (voided.Standing, voided.EndedAt, voided.TakenBackThrough));
        Assert.Equal(("voided", null), (voided.Place.Status, voided.Place.Due));
    }

    [Fact]
    public void Of_a_release_and_its_renewal_only_the_renewal_is_active()
    {
        var longer = s_terms with { Expires = Log.Start.AddDays(200) };
        var again = s_signature with { Method = SignatureMethod.Oral };

        var releases = Releases(s_signed, new ReleaseRenewed(s_release, s_renewal, longer, [again], [], s_ana));

        Assert.Equal(2, releases.Count);
        var (old, renewal) = (releases.Single(r => r.Release == s_release), releases.Single(r => r.Release == s_renewal));
        Assert.Equal((ReleaseStanding.Superseded, Minute(2), null), (old.Standing, old.EndedAt, old.TakenBackThrough));
        Assert.Equal(("superseded", null), (old.Place.Status, old.Place.Due));
        Assert.Equal((s_ends, s_signature), (old.Terms.Expires, old.Signatures.Single()));
        Assert.Equal((ReleaseStanding.Active, null, Minute(2)), (renewal.Standing, renewal.EndedAt, renewal.RecordedAt));
        Assert.Equal(("active", Log.Start.AddDays(200)), (renewal.Place.Status, renewal.Place.Due));
        Assert.Equal((s_survivor, again), (renewal.Survivor, renewal.Signatures.Single()));
    }

    [Fact]
    public void What_happens_to_one_release_changes_no_other()
    {
        var revoked = Releases(s_signed, s_signed with { Release = s_renewal }, new ReleaseRevoked(s_renewal, s_ana, Channel.InPerson));

        Assert.Equal(
            [(s_release, ReleaseStanding.Active), (s_renewal, ReleaseStanding.Revoked)],
            revoked.OrderBy(r => r.RecordedAt).Select(r => (r.Release, r.Standing)));
    }

    [Fact]
    public void A_disclosure_is_in_her_ledger_once_the_gate_permitted_it_and_not_before()
    {
        var asked = new Log().By("city-police", s_stream, new DisclosureRequested(s_disclosure, s_harbor, new(s_police, s_reyes), Purpose.Investigation, [InformationCategory.Medical], Sensitive.Of("her"), ClaimedBasis.Release))
            .By("harbor", s_stream, new RequestMatched(s_survivor, s_case, s_ana), new DisclosureHeld(s_survivor, s_case, s_verdict, s_ana), new DisclosureRefused(s_survivor, s_case, s_verdict, s_ana));
        Assert.Empty(asked.Fold(AllProjections.SurvivorLedger));

        var prepared = Disclosure(asked.By("harbor", s_stream, s_authorised));

        Assert.Equal((s_survivor, s_harbor, s_disclosure), (prepared.Survivor, prepared.Agency, prepared.Disclosure));
        Assert.Equal((null, null, null), (prepared.Recipient, prepared.Purpose, prepared.MadeAt));
        Assert.Empty(prepared.Given);
        Assert.Equal(new RowPlace(Compartment.OfSurvivor(s_survivor), "", "prepared"), prepared.Place);
    }

    [Fact]
    public void A_disclosure_that_the_gate_refused_or_held_when_the_copy_was_to_be_made_says_so_until_one_is_made()
    {
        var log = new Log().By("harbor", s_stream, s_authorised, new DisclosureRefused(s_survivor, s_case, s_verdict with { Outcome = Outcome.Deny }, s_ana));
        Assert.Equal((Outcome.Deny, "refused", ""), (Disclosure(log).Outcome, Disclosure(log).Place.Status, Disclosure(log).Place.Sort));

        log.By("harbor", s_stream, s_authorised);
        Assert.Equal((Outcome.Permit, "prepared"), (Disclosure(log).Outcome, Disclosure(log).Place.Status));

        log.By("harbor", s_stream, new DisclosureHeld(s_survivor, s_case, s_verdict with { Outcome = Outcome.Hold }, s_ana));
        Assert.Equal((Outcome.Hold, "held"), (Disclosure(log).Outcome, Disclosure(log).Place.Status));

        log.By("harbor", s_stream, s_authorised, s_made);
        Assert.Equal((Outcome.Permit, "given"), (Disclosure(log).Outcome, Disclosure(log).Place.Status));
    }

    [Fact]
    public void What_was_given_says_to_whom_what_why_when_and_on_which_releases_and_not_in_which_words()
    {
        var given = Disclosure(Given());

        Assert.Equal((s_police, s_reyes, Purpose.Investigation, Minute(2)), (given.Recipient!.Agency, given.Recipient.Person, given.Purpose, given.MadeAt));
        Assert.Equal(
            [new LedgerCopy(s_copy, InformationCategory.Employment, SharingMode.IdentifiedSummary), new LedgerCopy(s_other, InformationCategory.Medical, SharingMode.DeIdentified)],
            given.Given);
        Assert.Equal([s_release, s_renewal], given.Releases);
        Assert.Empty(given.Recalls);
        Assert.Equal(new RowPlace(Compartment.OfSurvivor(s_survivor), "2026-03-01T09:02:00.0000000Z", "given") { Party = s_police, Purpose = "investigation" }, given.Place);
        Assert.DoesNotContain("a white van", Log.Text(AllProjections.SurvivorLedger, given), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_asked_back_waits_for_the_first_day_on_which_an_answer_is_due()
    {
        var log = Given().By("harbor", s_stream, s_recall with { Copies = [s_copy, s_other] });
        var once = Disclosure(log);
        Assert.Equal(new LedgerRecall(RecallCause.Revoked, Minute(3), s_due, Copies: 2), Assert.Single(once.Recalls));
        Assert.Equal(("askedBack", s_due), (once.Place.Status, once.Place.Due));

        var later = Disclosure(log.By("harbor", s_stream, new RetractionNoticeSent(s_item, RecallCause.Corrected, [s_copy], s_due.AddDays(4))));
        Assert.Equal(s_due, later.Place.Due);

        var sooner = Disclosure(log.By("harbor", s_stream, new StandingNoticeSent(RecallCause.AgencySuspended, [s_other], s_due.AddDays(-3))));
        Assert.Equal(s_due.AddDays(-3), sooner.Place.Due);
        Assert.Equal([RecallCause.Revoked, RecallCause.Corrected, RecallCause.AgencySuspended], sooner.Recalls.Select(r => r.Cause));
        Assert.Equal([2, 1, 1], sooner.Recalls.Select(r => r.Copies));
    }

    [Fact]
    public void What_came_back_and_what_could_not_be_called_back_says_so_and_nothing_is_due()
    {
        var back = Disclosure(Given().By("harbor", s_stream, s_recall).By("city-police", s_stream, new RecallAcknowledged(RecallAnswer.Returned, null, s_reyes)));
        Assert.Equal((RecallAnswer.Returned, null), (back.Recalls[0].Answer, back.Recalls[0].WhyNot));
        Assert.Equal(("cameBack", null), (back.Place.Status, back.Place.Due));

        var lost = Disclosure(Given().By("harbor", s_stream, s_recall).By("city-police", s_stream, new RecallAcknowledged(RecallAnswer.CannotBeRecalled, Sensitive.Of("filed with the court"), s_reyes)));
        Assert.Equal((RecallAnswer.CannotBeRecalled, "filed with the court"), (lost.Recalls[0].Answer, lost.Recalls[0].WhyNot!.Reveal()));
        Assert.Equal(("couldNotBeRecalled", null), (lost.Place.Status, lost.Place.Due));
    }

    [Fact]
    public void What_could_not_be_called_back_stays_so_when_something_else_came_back_later()
    {
        var log = Given().By("harbor", s_stream, s_recall).By("city-police", s_stream, new RecallAcknowledged(RecallAnswer.CannotBeRecalled, Sensitive.Of("filed"), s_reyes))
            .By("harbor", s_stream, s_recall with { Copies = [s_other], Due = s_due.AddDays(9) });
        Assert.Equal(("askedBack", s_due.AddDays(9)), (Disclosure(log).Place.Status, Disclosure(log).Place.Due));

        log.By("city-police", s_stream, new RecallAcknowledged(RecallAnswer.Destroyed, null, s_reyes));

        Assert.Equal("couldNotBeRecalled", Disclosure(log).Place.Status);
        Assert.Equal([RecallAnswer.CannotBeRecalled, RecallAnswer.Destroyed], Disclosure(log).Recalls.Select(r => r.Answer!.Value));
    }

    [Fact]
    public void That_a_copy_was_acknowledged_or_an_answer_is_late_changes_nothing_that_she_reads()
    {
        var log = Given().By("harbor", s_stream, s_recall);
        var before = Log.Text(AllProjections.SurvivorLedger, log.Fold(AllProjections.SurvivorLedger));

        log.By("city-police", s_stream, new DisclosureAcknowledged(s_reyes), new RecallOverdue(s_due) { Recipient = s_police });

        Assert.Equal(before, Log.Text(AllProjections.SurvivorLedger, log.Fold(AllProjections.SurvivorLedger)));
    }

    [Fact]
    public void A_copy_that_goes_by_hand_was_handed_over_or_acknowledged_here_and_she_reads_which()
    {
        var acknowledged = new DisclosureAcknowledged(s_reyes) { Process = new ProcessId(Id(23)) };
        LedgerDisclosure After(params DisclosureEvent[] events) => Disclosure(Given().By("harbor", s_stream, [s_made with { HandOverBy = s_due }, .. events]));
        var handed = new CopyHandedOver(new PersonId("ana"), Minute(2), Sensitive.Of("the desk"), Channel.InPerson, new PersonId("ana"));

        Assert.Equal((null, null), (After().HandedOverAt, After().AcknowledgedHere));
        Assert.Equal((Minute(2), null), (After(handed).HandedOverAt, After(handed, acknowledged).AcknowledgedHere));
        Assert.True(After(acknowledged) is { HandedOverAt: not null, AcknowledgedHere: true });
        Assert.Null(After(acknowledged, handed).AcknowledgedHere);
    }

    [Fact]
    public void What_a_court_requires_of_her_is_open_until_it_ends_with_what_it_takes_and_what_was_done_to_her()
    {
        RequirementId classes = new(Id(20)), fees = new(Id(21));
        var stream = $"mandate-{new MandateId(Id(22))}";
        var log = new Log().By("harbor", stream, new MandateRecorded(new(Id(22)), s_survivor, s_harbor, MandateKind.DiversionCourt, Sensitive.Of("the third court")));
        var recorded = Mandate(log);
        Assert.Equal((s_survivor, s_harbor, new MandateId(Id(22)), Minute(1)), (recorded.Survivor, recorded.Agency, recorded.Mandate, recorded.RecordedAt));
        Assert.Equal((MandateKind.DiversionCourt, "the third court", 0), (recorded.Burden.Kind, recorded.Burden.Authority.Reveal(), recorded.Burden.Requirements.Count));
        Assert.Equal(new RowPlace(Compartment.OfSurvivor(s_survivor), "2026-03-01T09:01:00.0000000Z", "open"), recorded.Place);

        var required = Mandate(log.By("harbor", stream,
            new RequirementImposed(classes, RequirementKind.Classes, Sensitive.Of("on Mondays"), null, HoursEachWeek: 6, FeeInDollars: null),
            new RequirementImposed(fees, RequirementKind.Testing, Sensitive.Of("each week"), s_due, HoursEachWeek: 2, FeeInDollars: 40),
            new RequirementMissed(classes, [MissedBecause.Childcare], Sensitive.Of("no school")),
            new ConsequenceApplied(MandateConsequence.Fine, classes, null)));
        Assert.Equal((8, 40), (required.Burden.HoursEachWeek, required.Burden.FeesInDollars));
        var missed = Assert.Single(required.Burden.Requirements.Single(r => r.Requirement == classes).Missed);
        Assert.Equal((MissedBecause.Childcare, "no school", Minute(4)), (missed.Why.Single(), missed.Note!.Reveal(), missed.At));
        Assert.Empty(required.Burden.Requirements.Single(r => r.Requirement == fees).Missed);
        Assert.Equal(new ConsequenceBurden(MandateConsequence.Fine, classes, null, Minute(5)), Assert.Single(required.Burden.Consequences));

        var met = Mandate(log.By("harbor", stream, new RequirementMet(fees)));
        Assert.Equal([false, true], met.Burden.Requirements.Select(r => r.IsMet));
        Assert.Equal((6, 40), (met.Burden.HoursEachWeek, met.Burden.FeesInDollars));

        var ended = Mandate(log.By("harbor", stream, new MandateEnded(MandateEnd.Lifted, null)));
        Assert.Equal((MandateEnd.Lifted, 0, "ended"), (ended.Burden.End, ended.Burden.HoursEachWeek, ended.Place.Status));
    }

    [Fact]
    public void Each_reading_of_what_is_kept_about_her_is_a_row_of_its_own()
    {
        var until = Log.Start.AddMinutes(16);
        var log = new Log().By("harbor", "reading-somebody.2026-03", new RecordRead(s_survivor, RecordPart.Case, until), new RecordRead(s_survivor, RecordPart.Consent, until), new RecordRead(s_another, RecordPart.Case, until));

        var readings = log.Fold(AllProjections.SurvivorLedger).Values.Cast<LedgerReading>().OrderBy(r => r.ReadAt).ToList();

        Assert.Equal([(s_survivor, RecordPart.Case, Minute(1)), (s_survivor, RecordPart.Consent, Minute(2)), (s_another, RecordPart.Case, Minute(3))], readings.Select(r => (r.Survivor, r.Part, r.ReadAt)));
        Assert.All(readings, r => Assert.Equal((s_harbor, new PersonId("somebody"), until), (r.Agency, r.By, r.Until)));
        Assert.Equal(new RowPlace(Compartment.OfSurvivor(s_survivor), "2026-03-01T09:01:00.0000000Z"), readings[0].Place);
        Assert.Equal(Compartment.OfSurvivor(s_another), readings[2].Place.Compartment);
    }

    [Fact]
    public void A_reading_of_a_process_or_a_disclosure_tells_of_it_and_an_older_one_of_any_that_was_there()
    {
        var until = Log.Start.AddMinutes(16);
        var (process, disclosure) = (new ProcessId(Id(20)), new DisclosureId(Id(21)));
        LedgerReading Row(RecordRead read) => Assert.IsType<LedgerReading>(Assert.Single(new Log().By("harbor", "reading-somebody.2026-03", read).Fold(AllProjections.SurvivorLedger)).Value);

        Assert.Equal([process], Row(new RecordRead(s_survivor, RecordPart.Process, until) { Processes = [process] }).RowSubjects!.Processes);
        Assert.Equal([disclosure], Row(new RecordRead(s_survivor, RecordPart.Disclosure, until) { Disclosures = [disclosure] }).RowSubjects!.Disclosures);
        Assert.Equal(new AnyOf(s_survivor, RecordPart.Process, until), Row(new RecordRead(s_survivor, RecordPart.Process, until)).RowSubjects!.Any);
        Assert.Null(Row(new RecordRead(s_survivor, RecordPart.Case, until)).RowSubjects);
    }

    [Fact]
    public void What_an_auditor_reads_is_in_no_ledger() =>
        Assert.Empty(new Log().By("state-audit", "reading-noor.2026-03", new ReadingBegan(ReadingKind.CaseTimeline, $"{s_case}", Log.Start.AddMinutes(15))).Fold(AllProjections.SurvivorLedger));

    private static Log Given() => new Log().By("harbor", s_stream, s_authorised, s_made);

    private static List<LedgerRelease> Releases(params ConsentEvent[] events) =>
        [.. new Log().By("harbor", s_consent, events).Fold(AllProjections.SurvivorLedger).Values.Cast<LedgerRelease>()];

    private static LedgerDisclosure Disclosure(Log log) => Assert.IsType<LedgerDisclosure>(Assert.Single(log.Fold(AllProjections.SurvivorLedger)).Value);

    private static LedgerMandate Mandate(Log log) => Assert.IsType<LedgerMandate>(Assert.Single(log.Fold(AllProjections.SurvivorLedger)).Value);

    private static DateTimeOffset Minute(int minute) => Log.Start.AddMinutes(minute);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
