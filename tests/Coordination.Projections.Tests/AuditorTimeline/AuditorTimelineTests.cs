using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Council;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Mandates;
using Coordination.Domain.Operations;
using Coordination.Domain.Partners;
using Coordination.Domain.Readings;
using Coordination.Domain.Services;
using Coordination.Domain.Survivors;
using Coordination.Domain.TaskForce;
using Coordination.Domain.Webhooks;
using Coordination.Projections.AuditorTimeline;
using Xunit;

namespace Coordination.Projections.Tests.AuditorTimeline;

/// <summary>Each event is one row for the auditors, for ever. The lines of consent events are in <see cref="SummaryTests"/>.</summary>
public class AuditorTimelineTests
{
    private static readonly AgencyId s_harbor = new("harbor"), s_police = new("city-police");
    private static readonly PersonId s_ana = new("ana"), s_reyes = new("reyes");
    private static readonly Member s_detective = new(s_police, s_reyes), s_advocate = new(s_harbor, s_ana);
    private static readonly GateRecipient s_recipient = new(s_police, s_reyes);
    private static readonly SurvivorId s_survivor = new(Id(1));
    private static readonly CaseId s_case = new(Id(2));
    private static readonly RecordItemId s_item = new(Id(3)), s_second = new(Id(4));
    private static readonly CopyId s_copy = new(Id(5)), s_other = new(Id(6));
    private static readonly ReleaseId s_release = new(Id(7));
    private static readonly AgendaItemId s_onAgenda = new(Id(8));
    private static readonly DateTimeOffset s_due = new(2026, 4, 2, 23, 30, 0, TimeSpan.FromHours(-5)); // the third of April in UTC
    private static readonly Sensitive<string> s_secret = Sensitive.Of("what describes her");

    private static readonly Verdict s_verdict = new(Outcome.PermitInPart,
        [
            new(s_item, Outcome.Permit, SharingMode.IdentifiedSummary, s_release, [new("CG-20", RuleEffect.Narrow, "summaryOnly")]),
            new(s_second, Outcome.Deny, null, null, [new("CG-04", RuleEffect.Deny, "expired"), new("CG-20", RuleEffect.Narrow, "summaryOnly")]),
        ],
        [], [s_release], 7, 2, "2026-1", Log.Start);

    private static readonly string[] s_reasons = ["CG-04 deny expired", "CG-20 narrow summaryOnly"];

    [Fact]
    public void Each_event_is_a_row_that_says_what_happened_where_when_and_by_whom()
    {
        var log = new Log().By("harbor", $"survivor-{s_survivor}", new OwnWordsRecorded(s_secret)).By("city-police", "agency-city-police", new ConcernAnswered(new(Id(9)), s_secret))
            .By("harbor", $"survivor-{s_survivor}", new SafeContactRecorded(s_secret, null));

        var rows = Rows(log);

        Assert.Equal([1L, 2, 3], rows.Select(row => row.Position));
        Assert.Equal(["own-words-recorded", "concern-answered", "safe-contact-recorded"], rows.Select(row => row.Type));
        Assert.Equal([$"survivor-{s_survivor}", "agency-city-police", $"survivor-{s_survivor}"], rows.Select(row => row.Stream));
        Assert.Equal([1L, 1, 2], rows.Select(row => row.Version));
        Assert.Equal(["harbor", "city-police", "harbor"], rows.Select(row => row.Agency.Value));
        Assert.All(rows, row => Assert.Equal("somebody", row.Person.Value));
        Assert.Equal([Log.Start.AddMinutes(1), Log.Start.AddMinutes(2), Log.Start.AddMinutes(3)], rows.Select(row => row.RecordedAt));
        Assert.All(rows, row => Assert.Empty(row.Verdicts));
    }

    [Fact]
    public void When_it_happened_is_kept_beside_when_it_was_recorded()
    {
        var recorded = new Log().By("harbor", $"survivor-{s_survivor}", new OwnWordsRecorded(s_secret)).Events[0];

        var row = AuditorTimelineProjection.RowOf(recorded with { Meta = recorded.Meta with { OccurredAt = Log.Start.AddDays(-3) } });

        Assert.Equal((Log.Start.AddDays(-3), Log.Start.AddMinutes(1)), (row.OccurredAt, row.RecordedAt));
    }

    [Fact]
    public void A_row_stands_in_the_order_of_the_log_and_with_its_stream_and_is_the_auditors_only()
    {
        var place = Rows(new Log().By("harbor", $"case-{s_case}", new AdvocateChanged(s_ana)))[0].Place;

        Assert.Equal(new RowPlace(Compartment.Auditors, "0000000000000000001", $"case-{s_case}"), place);
        Assert.True(string.CompareOrdinal(TimelineRow.Sortable(9), TimelineRow.Sortable(10)) < 0);
    }

    [Fact]
    public void No_later_event_changes_or_removes_a_row_not_even_erasure()
    {
        var log = new Log().By("harbor", $"survivor-{s_survivor}", new SurvivorWelcomed(s_survivor, s_harbor, s_secret, null));
        var before = Rows(log)[0];

        var after = Rows(log.By("harbor", $"survivor-{s_survivor}", new SurvivorErased(s_ana, s_reyes), new RecordsForgotten([s_case], []), new ErasureCarriedOut(Log.Start, 3)));

        Assert.Equal(4, after.Count);
        Assert.Equal(Log.Text(AllProjections.AuditorTimeline, before), Log.Text(AllProjections.AuditorTimeline, after[0]));
    }

    [Fact]
    public void What_the_gate_answered_is_in_the_row_with_the_rules_once_each()
    {
        DisclosureEvent[] events =
        [
            new DisclosureAuthorized(s_survivor, s_case, s_verdict, s_ana), new DisclosureRefused(s_survivor, s_case, s_verdict, s_ana), new DisclosureHeld(s_survivor, s_case, s_verdict, s_ana),
            new DisclosureMade(s_recipient, Purpose.Investigation, [], [], "", s_verdict, s_ana),
        ];

        foreach (var row in Rows(new Log().By("harbor", $"disclosure-{Id(10)}", events)))
        {
            var verdict = Assert.Single(row.Verdicts);
            Assert.Equal((Outcome.PermitInPart, null, 7L, 2L, "2026-1"), (verdict.Outcome, verdict.About, verdict.ConsentVersion, verdict.PolicyVersion, verdict.RuleSet));
            Assert.Equal(s_reasons, verdict.Reasons);
        }
    }

    [Fact]
    public void What_the_gate_answered_for_each_member_says_for_whom()
    {
        var denied = s_verdict with { Outcome = Outcome.Deny, ConsentVersion = 8 };
        MemberVerdict[] verdicts = [new(s_detective, s_verdict), new(s_advocate, denied)];
        ReviewEvent[] events =
        [
            new AgendaItemProposed(s_onAgenda, s_survivor, s_case, s_harbor, s_ana, s_secret, [], [s_detective], verdicts), new ItemOpened(s_onAgenda, [s_detective], verdicts),
            new ItemOpeningRefused(s_onAgenda, verdicts),
        ];

        foreach (var row in Rows(new Log().By("harbor", $"review-{Id(11)}", events)))
            Assert.Equal(
                [("city-police/reyes", Outcome.PermitInPart, 7L), ("harbor/ana", Outcome.Deny, 8L)],
                row.Verdicts.Select(verdict => (verdict.About!, verdict.Outcome, verdict.ConsentVersion)));
    }

    [Fact]
    public void The_line_of_a_disclosure_says_who_asked_whom_for_what_and_what_became_of_it()
    {
        Says("reyes of city-police asked harbor for medical, family, investigation, basis release",
            new DisclosureRequested(new(Id(10)), s_harbor, s_recipient, Purpose.Investigation, [InformationCategory.Medical, InformationCategory.Family], s_secret, ClaimedBasis.Release));
        Says($"harbor prepares for city-police, investigation, survivor {s_survivor}, case {s_case}",
            new DisclosureOffered(new(Id(10)), s_harbor, new(s_police, null), Purpose.Investigation, s_survivor, s_case));
        Says($"matched to survivor {s_survivor}, case {s_case} by ana", new RequestMatched(s_survivor, s_case, s_ana));
        Says("matched to nobody by ana", new RequestUnmatched(s_ana));
        Says("authorised by ana: permitInPart at consent version 7, 2 items", new DisclosureAuthorized(s_survivor, s_case, s_verdict, s_ana));
        Says("refused, asked by ana: permitInPart at consent version 7, 2 items", new DisclosureRefused(s_survivor, s_case, s_verdict, s_ana));
        Says("held, asked by ana: permitInPart at consent version 7, 2 items", new DisclosureHeld(s_survivor, s_case, s_verdict, s_ana));
        Says("made for reyes of city-police by ana, investigation: medical deIdentified; obligations none; permitInPart at consent version 7, 2 items",
            new DisclosureMade(s_recipient, Purpose.Investigation, [new(s_copy, s_item, InformationCategory.Medical, SharingMode.DeIdentified, s_secret)], [], "", s_verdict, s_ana));
        Says("acknowledged by reyes", new DisclosureAcknowledged(s_reyes));
        Says($"2 copies recalled, release {s_release} revoked, due 2026-04-03", new RecallNoticeSent(s_release, RecallCause.Revoked, [s_copy, s_other], s_due));
        Says($"1 copy recalled, item {s_item} corrected, due 2026-04-03", new RetractionNoticeSent(s_item, RecallCause.Corrected, [s_copy], s_due));
        Says($"1 copy recalled, process {new ProcessId(Id(9))} recorded in error, due 2026-04-03, by a letter", new ErrorNoticeSent(new(Id(9)), [s_copy], s_due) { ByLetter = true });
        Says("2 copies recalled, agencyLeft, due 2026-04-03", new StandingNoticeSent(RecallCause.AgencyLeft, [s_copy, s_other], s_due));
        Says("recall answered by reyes: returned", new RecallAcknowledged(RecallAnswer.Returned, null, s_reyes));
        Says($"recall answered by reyes: cannotBeRecalled; otherwise {s_copy} destroyed",
            new RecallAcknowledged(RecallAnswer.CannotBeRecalled, s_secret, s_reyes) { Copies = [new(s_copy, RecallAnswer.Destroyed, null)] });
        Says("recall overdue since 2026-04-03 at city-police", new RecallOverdue(s_due) { Recipient = s_police });
    }

    [Fact]
    public void The_line_of_a_survivor_and_of_a_case_names_pseudonyms_and_kinds_and_no_words()
    {
        Says($"survivor {s_survivor} welcomed by harbor", new SurvivorWelcomed(s_survivor, s_harbor, s_secret, s_secret));
        Says("own words recorded", new OwnWordsRecorded(s_secret));
        Says("safe contact recorded", new SafeContactRecorded(s_secret, s_secret));
        Says("age group recorded: under eighteen, emancipated, 18 from 2026-04-03 04:30:00Z", new MinorStatusRecorded(true, true) { EighteenFrom = s_due });
        Says("age group recorded: adult", new MinorStatusRecorded(false, false));
        Says("erasure requested, recorded by ana", new ErasureRequested(s_ana));
        Says("survivor erased by reyes, requested through ana", new SurvivorErased(s_ana, s_reyes));
        Says("forgotten: 1 case and 2 disclosures", new RecordsForgotten([s_case], [new(Id(10)), new(Id(11))]));
        Says("keys of 3 subjects destroyed", new ErasureCarriedOut(Log.Start, 3));
        Says($"case {s_case} opened for survivor {s_survivor} by harbor, advocate ana", new CaseOpened(s_case, s_survivor, s_harbor, s_ana));
        Says("own description recorded", new OwnDescriptionRecorded(s_secret));
        Says($"item {s_item} added: medical, highRisk", new RecordItemAdded(s_item, InformationCategory.Medical, Sensitivity.HighRisk, new(s_secret, s_secret, null)));
        Says($"item {s_item} retracted, replaced by {s_second}", new RecordItemRetracted(s_item, s_secret) { ReplacedBy = s_second });
        Says("reyes of city-police involved for investigation", new ParticipantInvolved(s_police, s_reyes, Purpose.Investigation));
        Says("reyes of city-police no longer involved for investigation", new ParticipantReleased(s_police, s_reyes, Purpose.Investigation));
        Says("advocate is now ana", new AdvocateChanged(s_ana));
        Says("case closed", new CaseClosed(s_secret));
    }

    [Fact]
    public void The_line_of_an_agency_and_of_the_task_force_says_what_changed_and_not_why()
    {
        Says("city-police joined as lawEnforcement, profiles vawa, ownRecords", new AgencyJoined(s_police, "City police", AgencyKind.LawEnforcement, [PolicyProfile.Vawa, PolicyProfile.OwnRecords]));
        Says("victim-unit formed as a division of city-police, victimServices, profiles voca", new DivisionFormed(new("victim-unit"), s_police, "Victim unit", AgencyKind.VictimServices, [PolicyProfile.Voca]));
        Says("victim-unit is a division from now on", new DivisionAdded(new("victim-unit")));
        Says("agreement MOU-1 signed, 2026-03-01 to 2026-04-03", new AgreementSigned("MOU-1", Log.Start, s_due));
        Says("agreement MOU-1 ended, for a reason that is on record", new AgreementEnded("MOU-1", s_secret));
        Says("reyes trained, valid until 2026-04-03", new ConfidentialityTrainingRecorded(s_reyes, Log.Start, s_due));
        Says("standing suspended, for a reason that is on record", new StandingSuspended(s_secret));
        Says("standing restored, for a reason that is on record", new StandingRestored(s_secret));
        Says("agency left, for a reason that is on record", new AgencyLeft(s_secret));
        Says($"concern {Id(9)} about city-police raised by harbor: pressure, for survivor {s_survivor}",
            new ConcernRaised(new(Id(9)), ConcernKind.Pressure, s_harbor, s_secret) { About = s_police, Survivor = s_survivor });
        Says($"concern {Id(9)} put to the agency", new ConcernPutToAgency(new(Id(9)), s_secret));
        Says($"concern {Id(9)} upheld", new ConcernUpheld(new(Id(9)), s_secret));
        Says($"concern {Id(9)} about city-police dismissed", new ConcernDismissed(new(Id(9)), s_secret) { About = s_police });
        Says("task force formed in a county, coordinated by harbor", new TaskForceFormed("County task force", "a county", s_harbor));
        Says("policy effective 2026-03-01 09:00:00Z: longest release 365 days, quorum 3, recall 10 days, small cells to 5",
            new PolicySet(Log.Start, new(365, 3, 10) { SmallCellThreshold = 5 }));
        Says("city-police is a member", new MemberAgencyAdded(s_police));
        Says("city-police is no longer a member", new MemberAgencyRemoved(s_police));
    }

    [Fact]
    public void The_line_of_every_other_kind_of_stream_says_what_happened()
    {
        Says("counsel ana: quash", new CounselReviewed(CounselFinding.Quash, null, s_secret, s_ana));
        Says("survivor told letter by ana", new SurvivorTold(Channel.Letter, Log.Start, s_ana));
        Says("closed by ana: quashed", new ProcessClosed(ProcessEnd.Quashed, s_secret, s_ana));
        Says($"goal {Id(12)} set: housing", new GoalSet(new(Id(12)), GoalKind.Housing, s_secret));
        Says("CG-13: referral of housing by city-police refused, on condition of testimony", new CoerciveConditionRefused("CG-13", HelpOffered.Referral, GoalKind.Housing, s_police, [ConditionKind.Testimony]));
        Says("city-police asked for uCertification by harbor, due 2026-04-03", new CertifierAsked(s_police, ReliefKind.UCertification, s_harbor, s_due));
        Says("city-police answered: refused", new CertifierAnswered(s_police, CertifierAnswer.Refused, [], s_secret));
        Says($"city-police answered: refused; POSSIBLE RETALIATION: it follows concern {Id(9)} about the same agency", new CertifierAnswered(s_police, CertifierAnswer.Refused, [new(Id(9))], s_secret));
        Says("city-police answered: certified", new CertifierAnswered(s_police, CertifierAnswer.Certified, [new(Id(9))], s_secret));
        Says("city-police asks harbor for advocates at an operation on 2026-04-03", new PresenceRequested(new(Id(13)), s_police, s_harbor, s_due, s_secret));
        Says("debriefed, operation of city-police: offered housing; harm seen: none", new OperationDebriefed(s_police, [GoalKind.Housing], [], s_secret));
        Says($"probation recorded for survivor {s_survivor} by harbor", new MandateRecorded(new(Id(14)), s_survivor, s_harbor, MandateKind.Probation, s_secret));
        Says($"requirement {Id(15)}: classes, due 2026-04-03, 6 hours a week, 40 dollars", new RequirementImposed(new(Id(15)), RequirementKind.Classes, s_secret, s_due, 6, 40));
        Says($"change {Id(16)} rejected by ana: too soon", new ProtocolRejected(new(Id(16)), "too soon", s_ana));
        Says("reads caseTimeline of case 2", new ReadingBegan(ReadingKind.CaseTimeline, "case 2", Log.Start));
        Says($"reads consent of survivor {s_survivor}", new RecordRead(s_survivor, RecordPart.Consent, Log.Start));
        Says($"endpoint {Id(17)} registered for actionDue, copyArrived; 3 days ahead; for one person only: ana",
            new EndpointRegistered(new(Id(17)), s_secret, s_secret, new([WebhookKind.ActionDue, WebhookKind.CopyArrived], [s_ana], 3)));
        Says($"endpoint {Id(17)} paused: gone", new EndpointPaused(new(Id(17)), PauseCause.Gone));
        Says("reyes of city-police is in the room", new AttendanceRecorded(s_detective));
        Says($"item {s_onAgenda} opened with reyes of city-police, ana of harbor", new ItemOpened(s_onAgenda, [s_detective, s_advocate], []));
        Says($"item {s_onAgenda} not opened: the room is not covered", new ItemOpeningRefused(s_onAgenda, []));
    }

    private static void Says(string line, DomainEvent @event)
    {
        var row = Assert.Single(Rows(new Log().By("harbor", $"subject-{Id(99)}", @event)));
        Assert.Equal(line, row.Summary);
    }

    private static IReadOnlyList<TimelineRow> Rows(Log log) => [.. log.Fold(AllProjections.AuditorTimeline).Values.Cast<TimelineRow>().OrderBy(row => row.Position)];

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
