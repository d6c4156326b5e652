using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Domain.Tests.Cases;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>When an official's statement suspends the accounting of a disclosure to her, and for how long (45 CFR 164.528(a)(2)).</summary>
public sealed class SuspensionDeciderTests
{
    private static readonly ProcessId Order = new(Guid.NewGuid());
    private static readonly VerdictLine Compelled = Permit(Account, SharingMode.IdentifiedVerbatim) with { Release = null, Findings = [new("CG-17", RuleEffect.Permit, "compelled")] };
    private static readonly SuspendAccounting Asked = new(Advocate, StatementForm.Written, Sensitive.Of("Det. Cho, county sheriff"), Sensitive.Of("arrests are planned"), Now.AddDays(-1), Now.AddDays(90), Now);
    private static readonly SuspendAccounting Said = Asked with { Form = StatementForm.Oral, Until = null };

    private static readonly SuspensionParties Parties = new(
        Agency(Advocate.Agency, AgencyKind.Medical, PolicyProfile.Hipaa), Agency(Detective.Agency, AgencyKind.LawEnforcement), TaskForceState.Initial, Matter(Served(ProcessKind.CourtOrder)));

    private static readonly ReportTime Required = new(Now, "1", [new ReportTimeLine(null, "a law", Certainty.Text)]);

    private static LegalMatter Matter(ProcessState process, params DisclosureState[] under) => new(process, under);

    private static PartnerPosition Agency(AgencyId agency, AgencyKind kind, params PolicyProfile[] profiles) =>
        PartnerStream.Definition.Fold(PartnerPosition.Initial, [new AgencyJoined(agency, agency.Value, kind, profiles)]);

    private static ProcessState Served(ProcessKind kind, ReportKind? report = null, TellingForbidden? forbidden = null, ProcessEnd? end = null) => ProcessStream.Definition.Fold(ProcessState.Initial,
    [
        new ProcessServed
        {
            Process = Order, Kind = kind, Agency = Advocate.Agency, Survivor = CaseScene.Rosa, Case = CaseScene.RosasCase, Authority = new(Detective.Agency, null), IssuedBy = Sensitive.Of("Superior Court"),
            Reference = Sensitive.Of("26-CR-1"), Names = new([], []), Part2Order = false, By = new("served.by"), Report = report, TellingForbidden = forbidden,
            Time = kind == ProcessKind.MandatedReport ? Required : null, RecordedAt = Now.AddDays(-2),
        },
        .. end is { } how ? new ProcessEvent[] { new ProcessClosed(how, null, Advocate.Person) } : [],
    ]);

    private static DisclosureState Under(ClaimedBasis basis, VerdictLine line, params DisclosureEvent[] then)
    {
        var made = Made(line) with { Verdict = Verdict(line) with { Process = new ProcessRead(Order, 1) } };
        return Given([Offered with { Under = new ProcessBasis(Order, basis) }, Authorized(line), made, .. then]);
    }

    private static DisclosureState Compel(params DisclosureEvent[] then) => Under(ClaimedBasis.CourtOrder, Compelled, then);

    private static Refusal Refused(SuspendAccounting command, DisclosureState state, SuspensionParties? parties = null, RefusalReason reason = RefusalReason.WrongState) =>
        Suspend(command, state, parties).Refused(reason);

    private static Decision<DisclosureEvent> Suspend(SuspendAccounting command, DisclosureState state, SuspensionParties? parties = null)
    {
        var with = parties ?? Parties;
        return SuspensionDecider.Decide(command, with with { Matter = with.Matter with { Disclosures = [.. with.Matter.Disclosures, state] } }, state);
    }

    [Fact]
    public void A_written_statement_suspends_for_the_time_that_it_gives()
    {
        var recorded = Suspend(Asked, Compel()).Recorded<AccountingSuspended>();

        Assert.Equal((StatementForm.Written, Now.AddDays(90), Advocate.Person), (recorded.Form, recorded.Until, recorded.By));
        Suspend(Asked, Compel(recorded)).RecordedNothing();
        Assert.Equal("until", Refused(Asked with { Until = Now.AddDays(60) }, Compel(recorded), reason: RefusalReason.InvalidInput).Field);
        Assert.Equal(Now.AddDays(120), Suspend(Asked with { Until = Now.AddDays(120) }, Compel(recorded)).Recorded<AccountingSuspended>().Until);
        Assert.Equal("until", Refused(Asked with { Until = null }, Compel(), reason: RefusalReason.InvalidInput).Field);
        Assert.Equal("until", Refused(Asked with { Until = Now }, Compel(), reason: RefusalReason.InvalidInput).Field);
        Assert.Equal("givenAt", Refused(Asked with { GivenAt = Now.AddTicks(1) }, Compel(), reason: RefusalReason.InvalidInput).Field);
    }

    [Fact]
    public void An_oral_statement_suspends_for_thirty_days_from_the_first_one_and_a_written_one_may_follow()
    {
        var first = Suspend(Said, Compel()).Recorded<AccountingSuspended>();
        Assert.Equal(Said.GivenAt.AddDays(30), first.Until);
        Assert.Equal("until", Refused(Said with { Until = first.Until.AddTicks(1) }, Compel(), reason: RefusalReason.InvalidInput).Field);

        Suspend(Said with { GivenAt = Now }, Compel(first)).RecordedNothing();
        var later = Said with { GivenAt = first.Until.AddHours(-1), Now = first.Until };
        Assert.Equal("form", Refused(later, Compel(first), reason: RefusalReason.InvalidInput).Field);
        var written = Suspend(Asked with { Now = later.Now, GivenAt = later.GivenAt }, Compel(first)).Recorded<AccountingSuspended>();
        Assert.Equal(Now.AddDays(90), written.Until);

        var shorter = Suspend(Said with { Until = Now.AddDays(5) }, Compel()).Recorded<AccountingSuspended>();
        Assert.Equal(Said.GivenAt.AddDays(30), Suspend(Said with { GivenAt = Now.AddDays(6), Now = Now.AddDays(6) }, Compel(shorter)).Recorded<AccountingSuspended>().Until);
    }

    [Fact]
    public void What_she_released_is_never_suspended_nor_what_was_not_given_yet()
    {
        var mixed = Made(Compelled, Permit(Plate, SharingMode.IdentifiedVerbatim)) with { Verdict = Verdict(Compelled, Permit(Plate, SharingMode.IdentifiedVerbatim)) };
        DisclosureState Court(DisclosureMade made) => Given(Offered with { Under = new ProcessBasis(Order, ClaimedBasis.CourtOrder) }, Authorized(Compelled), made);

        Assert.Contains("her own release", Refused(Asked, Given(Offered, Authorized(), Made(Permit(Account, SharingMode.IdentifiedVerbatim)))).Message, StringComparison.Ordinal);
        Assert.Contains("her own release", Refused(Asked, Court(mixed)).Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was given yet", Refused(Asked, Given(Offered, Authorized(Compelled))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProcessKind.MandatedReport, ReportKind.ChildAbuse, false)]
    [InlineData(ProcessKind.MandatedReport, ReportKind.VulnerableAdult, false)]
    [InlineData(ProcessKind.MandatedReport, null, false)]
    [InlineData(ProcessKind.MandatedReport, ReportKind.MissingFromCare, false)]
    [InlineData(ProcessKind.MandatedReport, ReportKind.SexTraffickingInCare, false)]
    [InlineData(ProcessKind.MandatedReport, ReportKind.LaborTraffickingInCare, false)]
    [InlineData(ProcessKind.MandatedReport, ReportKind.ForeignMinor, false)]
    [InlineData(ProcessKind.MandatedReport, ReportKind.Injury, true)]
    [InlineData(ProcessKind.MandatedReport, ReportKind.Other, true)]
    [InlineData(ProcessKind.PermittedReport, ReportKind.ChildAbuse, false)]
    [InlineData(ProcessKind.FatalityReview, null, false)]
    [InlineData(ProcessKind.Statute, null, true)]
    [InlineData(ProcessKind.Subpoena, null, true)]
    [InlineData(ProcessKind.ImminentRisk, null, false)]
    [InlineData(ProcessKind.DutyToWarn, null, false)]
    public void Only_what_is_given_for_law_enforcement_or_oversight_is_suspended(ProcessKind kind, ReportKind? report, bool suspended)
    {
        var process = Served(kind, report);
        var decided = Suspend(Asked, Under(process.FactsAt(1)!.Basis, Compelled), Parties with { Matter = Matter(process) });

        Assert.Equal(suspended, decided is Accepted<DisclosureEvent>);
    }

    [Fact]
    public void A_report_that_no_law_is_known_to_require_is_accounted_for()
    {
        var report = ((ProcessState.Served)Served(ProcessKind.MandatedReport, ReportKind.Other)).Record.Service with { Duty = new(ReporterRole.HealthProfessional, "us-xx"), Made = new(Channel.Telephone, Now.AddDays(-3)) };
        TaskForceState Policy(ReportingDuty duty, DateTimeOffset from) => TaskForceStream.Definition.Fold(TaskForceState.Initial,
            [new TaskForceFormed("task force", "county", Prosecutor.Agency), new PolicySet(from, new PolicySettings(365, 3, 10) { MandatedReports = [duty] })]);
        var duty = new ReportingDuty(AgencyKind.Medical, ReporterRole.HealthProfessional, "us-xx", Detective.Agency, [InformationCategory.Medical], "a law");
        string? FieldOf(ReportTime? time, TaskForceState taskForce)
        {
            var state = ProcessStream.Definition.Fold(ProcessState.Initial, [report with { Time = time }]);
            var parties = Parties with { TaskForce = taskForce, Matter = Matter(state) };
            var byTelephone = SuspensionDecider.Decide(Asked, parties, state) is Refused<ProcessEvent> { Refusal: var refusal } ? refusal : null;
            var ofCopy = Suspend(Asked, Under(ClaimedBasis.MandatedReport, Compelled), parties) is Refused<DisclosureEvent> { Refusal: var other } ? other : null;
            Assert.Equal((byTelephone?.Reason, byTelephone?.Message), (ofCopy?.Reason, ofCopy?.Message));
            Assert.Equal(byTelephone is null ? null : "disclosure", ofCopy?.Field);
            return byTelephone?.Field;
        }

        Assert.All(new ReportTime?[] { null, new(Now, null, []), new(Now, "1", []) }, nothing => Assert.Equal("process", FieldOf(nothing, TaskForceState.Initial)));
        Assert.Null(FieldOf(Required, TaskForceState.Initial));
        Assert.Null(FieldOf(null, Policy(duty, Now.AddDays(-9))));
        Assert.Equal("process", FieldOf(null, Policy(duty, Now.AddDays(-1)))); // of later than the report
        foreach (var another in new[] { duty with { Reporter = AgencyKind.Legal }, duty with { Role = ReporterRole.Anyone }, duty with { Jurisdiction = "us-yy" }, duty with { Authority = Prosecutor.Agency } })
            Assert.Equal("process", FieldOf(null, Policy(another, Now.AddDays(-9))));
    }

    [Fact]
    public void Only_where_hipaa_is_known_to_bind_the_discloser_and_no_law_says_that_she_is_told()
    {
        PartnerPosition Bound(params PolicyProfile[] profiles) => Agency(Advocate.Agency, AgencyKind.VictimServices, profiles);
        TaskForceState Without(PolicyProfile profile) => TaskForceStream.Definition.Fold(TaskForceState.Initial,
        [
            new TaskForceFormed("task force", "county", Prosecutor.Agency),
            new JurisdictionTableLoaded(Now.AddDays(-1), new JurisdictionTable
            {
                Jurisdiction = "us", Name = "United States", Version = "test", Accounting = [new(profile, 6, true, false, "a law", Certainty.Text)],
            }, [], Advocate.Person),
        ]);

        Assert.Contains("Nobody recorded which laws", Refused(Asked, Compel(), Parties with { Discloser = Bound() }).Message, StringComparison.Ordinal);
        Assert.Contains("does not bind your agency", Refused(Asked, Compel(), Parties with { Discloser = Bound(PolicyProfile.Ferpa) }).Message, StringComparison.Ordinal);
        Assert.Contains("(a law)", Refused(Asked, Compel(), Parties with { TaskForce = Without(PolicyProfile.Hipaa) }).Message, StringComparison.Ordinal);
        Assert.Contains("(a law)", Refused(Asked, Compel(), Parties with { TaskForce = Without(PolicyProfile.Part2), Discloser = Bound(PolicyProfile.Hipaa, PolicyProfile.Part2) }).Message, StringComparison.Ordinal);
        Suspend(Asked, Compel(), Parties with { Discloser = Bound(PolicyProfile.Hipaa, PolicyProfile.Part2) }).Recorded<AccountingSuspended>();
        Suspend(Asked, Compel(), Parties with { TaskForce = Without(PolicyProfile.Part2) }).Recorded<AccountingSuspended>();
        Assert.All(new[] { PolicyProfile.Vawa, PolicyProfile.Fvpsa, PolicyProfile.Voca }, profile =>
            Assert.Contains("has to tell her", Refused(Asked, Compel(), Parties with { Discloser = Bound(PolicyProfile.Hipaa, profile) }).Message, StringComparison.Ordinal));
        Suspend(Asked, Compel(), Parties with { Discloser = Bound(PolicyProfile.Hipaa) }).Recorded<AccountingSuspended>();
    }

    [Fact]
    public void Only_for_what_law_enforcement_or_health_oversight_was_given()
    {
        PartnerPosition Office(AgencyKind kind) => Agency(Detective.Agency, kind);
        var named = TaskForceStream.Definition.Fold(TaskForceState.Initial,
        [
            new TaskForceFormed("task force", "county", Prosecutor.Agency),
            new JurisdictionTableLoaded(Now.AddDays(-1), new JurisdictionTable { Jurisdiction = "us", Name = "United States", Version = "test" }, [new(AuthorityKind.HealthAndHumanServices, Detective.Agency)], Advocate.Person),
        ]);

        Assert.All(new[] { AgencyKind.ChildWelfare, AgencyKind.Coordinating, AgencyKind.Legal }, kind => Assert.Contains("Only officials", Refused(Asked, Compel(), Parties with { Recipient = Office(kind) }).Message, StringComparison.Ordinal));
        Refused(Asked, Compel(), Parties with { Recipient = PartnerPosition.Initial });
        Suspend(Asked, Compel(), Parties with { Recipient = Office(AgencyKind.Prosecution) }).Recorded<AccountingSuspended>();
        Suspend(Asked, Compel(), Parties with { Recipient = Office(AgencyKind.Coordinating), TaskForce = named }).Recorded<AccountingSuspended>();
    }

    [Fact]
    public void Which_bases_can_be_suspended_is_said_and_those_that_cannot_are_refused_by_name()
    {
        foreach (var kind in Enum.GetValues<ProcessKind>())
        {
            var process = Served(kind, kind == ProcessKind.MandatedReport ? ReportKind.Injury : null);
            var basis = process.FactsAt(1)!.Basis;
            if (AccountingLaw.MayBeSuspended(basis, ReportKind.Injury))
                continue;
            var refused = Refused(Asked, Under(basis, Compelled), Parties with { Matter = Matter(process) });
            Assert.Equal("disclosure", refused.Field);
            Assert.Contains($"on the basis {char.ToLowerInvariant($"{basis}"[0])}{$"{basis}"[1..]}", refused.Message, StringComparison.Ordinal);
            Assert.Contains("subpoena, courtOrder, statute, mandatedReport", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_report_that_was_told_by_telephone_is_suspended_by_itself_and_with_it_whatever_goes_under_it_later()
    {
        ProcessState Told(ReportKind report, bool byTelephone = true, params ProcessEvent[] then) => ProcessStream.Definition.Fold(ProcessState.Initial,
            [((ProcessState.Served)Served(ProcessKind.MandatedReport, report)).Record.Service with { Made = byTelephone ? new(Channel.Telephone, Now) : null }, .. then]);
        Decision<ProcessEvent> Decide(ProcessState state, params DisclosureState[] under) => SuspensionDecider.Decide(Asked, Parties with { Matter = Matter(state, under) }, state);

        var suspended = Decide(Told(ReportKind.Injury)).Recorded<ReportAccountingSuspended>();
        Assert.Equal((Asked.Until, Advocate.Person), (suspended.Until, suspended.By));
        var state = Told(ReportKind.Injury, true, suspended);
        Decide(state).RecordedNothing();
        var later = Under(ClaimedBasis.MandatedReport, Compelled);
        Assert.Equal(suspended.Until, Telling.Barred(Matter(state, later), Now)!.Until);
        Assert.Equal("process", Decide(Told(ReportKind.ChildAbuse)).Refused(RefusalReason.WrongState).Field);
        Assert.Contains("with the disclosure", Decide(Told(ReportKind.Injury, byTelephone: false)).Refused(RefusalReason.WrongState).Message, StringComparison.Ordinal);
        Decide(Told(ReportKind.Injury, true, new ProcessClosed(ProcessEnd.RecordedInError, null, Advocate.Person))).Refused(RefusalReason.WrongState);
        SuspensionDecider.Decide(Asked with { By = Prosecutor }, Parties, state).Refused(RefusalReason.NotFound);

        var resume = new ResumeAccounting(Advocate, Sensitive.Of("withdrawn by letter"), Now);
        var resumed = SuspensionDecider.Decide(resume, Matter(state), state).Recorded<ReportAccountingResumed>();
        Assert.Null(Telling.Barred(Matter(Told(ReportKind.Injury, true, suspended, resumed), later), Now));
    }

    [Fact]
    public void A_statement_about_one_part_withholds_the_others_and_oral_statements_about_all_of_them_have_thirty_days_together()
    {
        var said = Suspend(Said, Compel()).Recorded<AccountingSuspended>();
        var (one, other) = (Compel(said), Compel());
        var matter = Matter(Parties.Matter.Process, one, other);

        Assert.Equal(said.Until, Telling.Barred(matter, Now)!.Until);
        Assert.True(matter.IsWorkedOnBy(Advocate.Person));
        var late = Said with { GivenAt = said.Until.AddHours(-1), Now = said.Until };
        Assert.Equal("form", SuspensionDecider.Decide(late, Parties with { Matter = matter }, other).Refused(RefusalReason.InvalidInput).Field);
    }

    [Fact]
    public void Nobody_else_learns_that_there_is_such_a_disclosure()
    {
        Refused(Asked with { By = Prosecutor }, Compel(), reason: RefusalReason.NotFound);
        SuspensionDecider.Decide(new ResumeAccounting(Detective, Sensitive.Of("withdrawn"), Now), Parties.Matter, Compel()).Refused(RefusalReason.NotFound);
    }

    [Fact]
    public void She_is_told_again_when_the_time_is_over_or_counsel_says_so()
    {
        var suspended = Suspend(Asked, Compel()).Recorded<AccountingSuspended>();
        var resume = new ResumeAccounting(Advocate, Sensitive.Of("withdrawn by letter"), Now);

        Assert.Null(Telling.Barred(Matter(Parties.Matter.Process, Compel()), Now));
        var barred = Telling.Barred(Matter(Parties.Matter.Process, Compel(suspended)), suspended.Until.AddTicks(-1))!;
        Assert.Equal((TellingBar.Suspension, suspended.Until), (Assert.Single(barred.Because), barred.Until));
        Assert.Null(Telling.Barred(Matter(Parties.Matter.Process, Compel(suspended)), suspended.Until));
        var resumed = SuspensionDecider.Decide(resume, Matter(Parties.Matter.Process, Compel(suspended)), Compel(suspended)).Recorded<AccountingResumed>();
        Assert.Null(Telling.Barred(Matter(Parties.Matter.Process, Compel(suspended, resumed)), Now));
        SuspensionDecider.Decide(resume, Matter(Parties.Matter.Process, Compel(suspended, resumed)), Compel(suspended, resumed)).RecordedNothing();
        Assert.Equal("why", SuspensionDecider.Decide(resume with { Why = Sensitive.Of(" ") }, Matter(Parties.Matter.Process, Compel(suspended)), Compel(suspended)).Refused(RefusalReason.InvalidInput).Field);
        Assert.NotNull(Telling.Barred(Matter(Parties.Matter.Process, Compel(suspended, resumed, suspended)), Now));
    }

    [Fact]
    public void An_order_that_forbids_telling_her_withholds_what_was_given_under_it_until_it_ends()
    {
        var forbidden = new TellingForbidden(Sensitive.Of("sealed"), Now.AddDays(9));
        NotToBeTold? At(ProcessState process, DateTimeOffset at, params DisclosureEvent[] then) => Telling.Barred(Matter(process, Compel(then)), at);

        Assert.Equal(Now.AddDays(9), At(Served(ProcessKind.CourtOrder, forbidden: forbidden), Now)!.Until);
        Assert.Equal(TellingBar.Order, Assert.Single(At(Served(ProcessKind.CourtOrder, forbidden: forbidden, end: ProcessEnd.Answered), Now)!.Because));
        Assert.Null(At(Served(ProcessKind.CourtOrder, forbidden: forbidden), Now.AddDays(9)));
        Assert.All(new[] { ProcessEnd.Quashed, ProcessEnd.Withdrawn, ProcessEnd.RecordedInError }, end => Assert.Null(At(Served(ProcessKind.CourtOrder, forbidden: forbidden, end: end), Now)));
        Assert.Equal(Now.AddDays(9), Telling.Barred(Matter(Served(ProcessKind.CourtOrder, forbidden: forbidden), Given(Offered with { Under = new ProcessBasis(Order, ClaimedBasis.CourtOrder) })), Now)!.Until);
        var endless = Served(ProcessKind.CourtOrder, forbidden: forbidden with { Until = null });
        Assert.Equal([TellingBar.Suspension, TellingBar.Order], At(endless, Now, Suspend(Asked, Compel()).Recorded<AccountingSuspended>())!.Because);
        Assert.Null(At(endless, Now)!.Until);
        Assert.Null(At(endless, Now, new AccountingResumed(Sensitive.Of("lifted"), Advocate.Person)));
    }

    [Fact]
    public void Whoever_worked_on_it_is_whoever_served_authorised_or_made_it_or_recorded_a_statement()
    {
        var suspended = new AccountingSuspended(StatementForm.Oral, Sensitive.Of("x"), Sensitive.Of("x"), Now, Now.AddDays(3), new PersonId("recorder"));
        var state = Compel(suspended);

        Assert.All(new[] { Advocate.Person, new("recorder"), new("served.by") }, person => Assert.True(Matter(Parties.Matter.Process, state).IsWorkedOnBy(person)));
        Assert.False(Matter(Parties.Matter.Process, state).IsWorkedOnBy(new("somebody.else")));
    }

    [Fact]
    public void There_are_so_many_statements_about_one_disclosure_and_no_more()
    {
        var days = Enumerable.Range(1, SuspensionDecider.MostStatements).Select(day => new AccountingSuspended(StatementForm.Written, Asked.Official, Asked.Reason, Now, Now.AddDays(day), Advocate.Person)).ToArray<DisclosureEvent>();

        Suspend(Asked, Compel(days[1..])).Recorded<AccountingSuspended>();
        Assert.Equal("disclosure", Refused(Asked, Compel(days)).Field);
    }

    [Fact]
    public void A_statement_moves_nothing_else()
    {
        var suspended = new AccountingSuspended(StatementForm.Oral, Sensitive.Of("x"), Sensitive.Of("x"), Now, Now.AddDays(3), Advocate.Person);

        Assert.IsType<DisclosureState.Made>(Compel(suspended));
        Assert.IsType<DisclosureState.Acknowledged>(Compel(new DisclosureAcknowledged(Detective.Person), suspended));
        Assert.IsType<DisclosureState.Offered>(Given(Offered, suspended, new AccountingResumed(Sensitive.Of("x"), Advocate.Person)));
    }
}
