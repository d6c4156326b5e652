using Coordination.Domain.Cases;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Domain.Tests.Disclosures;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.LegalProcesses;

/// <summary>What an agency does about a paper that was served on it.</summary>
public sealed class ProcessDeciderTests
{
    private static readonly Actor Counsel = new(new PersonId("carla"), Advocate.Agency);
    private static readonly GateRecipient Court = new(new AgencyId("superior-court"), null);

    private static readonly RecordService Serving = new()
    {
        By = Advocate,
        Process = new ProcessId(Guid.NewGuid()),
        Kind = ProcessKind.CourtOrder,
        Case = Case.RecordIfAny!.Case,
        Authority = Court,
        IssuedBy = Sensitive.Of("Superior Court"),
        Reference = Sensitive.Of("People v. R., 26-CR-1"),
        Names = new ProcessScope([Account.Item], []),
        At = Now,
        AuthorityIs = PartnerStream.Definition.Fold(PartnerPosition.Initial, [new AgencyJoined(Court.Agency, "The county", AgencyKind.Coordinating, [])]),
    };

    private static readonly ProcessServed Served = Assert.IsType<ProcessServed>(Assert.Single(ProcessDecider.Decide(Serving, Case, ProcessState.Initial).Events));

    private static Past<ProcessState, ProcessEvent> Pending => GivenWhenThen.Given(ProcessStream.Definition, Served);

    [Fact]
    public void A_service_is_recorded_about_the_survivor_of_the_case() =>
        Assert.Equal((Case.RecordIfAny!.Survivor, Advocate.Agency, Advocate.Person, Court), (Served.Survivor, Served.Agency, Served.By, Served.Authority));

    [Fact]
    public void What_goes_without_a_court_and_without_her_word_goes_to_somebody_who_is_known_and_does_not_publish()
    {
        var danger = Serving with { Kind = ProcessKind.ImminentRisk, Risk = new RiskFinding(RiskKind.HarmToHer, Sensitive.Of("he is at the door"), Now) };
        var death = Serving with { Kind = ProcessKind.FatalityReview, Conditions = Enum.GetValues<FatalityCondition>() };
        PartnerPosition Office(AgencyId by) => PartnerStream.Definition.Fold(PartnerPosition.Initial, [new OutsideRecipientRecorded(Court.Agency, "Another county", AgencyKind.LawEnforcement, new PersonId("sam"), Sensitive.Of("Main Street"), Advocate.Person) { For = by }]);
        var warning = Serving with { Kind = ProcessKind.DutyToWarn, Duty = new ReporterDuty(ReporterRole.Counsellor, "us-ca") };
        foreach (var served in new[] { danger, death, warning })
        {
            Assert.NotEmpty(ProcessDecider.Decide(served with { AuthorityIs = Office(Advocate.Agency) }, Case, ProcessState.Initial).Events);
            foreach (var nobody in new[] { PartnerPosition.Initial, Office(Detective.Agency), PartnerStream.Definition.Fold(PartnerPosition.Initial, [new AgencyJoined(Court.Agency, "The daily news", AgencyKind.Media, [])]) })
            {
                Nothing(served with { AuthorityIs = nobody }).ThenRefused(RefusalReason.InvalidInput, "authority.agency");
            }
        }

        Nothing(danger with { Risk = danger.Risk with { FoundAt = Now.AddHours(-72).AddTicks(-1) } }).ThenRefused(RefusalReason.InvalidInput, "risk.foundAt");
        Assert.NotEmpty(ProcessDecider.Decide(danger with { Risk = danger.Risk with { FoundAt = Now.AddHours(-72) } }, Case, ProcessState.Initial).Events);
        Assert.NotEmpty(ProcessDecider.Decide(Serving with { AuthorityIs = PartnerPosition.Initial }, Case, ProcessState.Initial).Events);
    }

    [Fact]
    public void An_office_that_another_agency_recorded_is_served_by_nobody_but_as_an_authority_of_the_law()
    {
        PartnerPosition Office(AgencyId? by) => PartnerStream.Definition.Fold(PartnerPosition.Initial, [new OutsideRecipientRecorded(Court.Agency, "Another county", AgencyKind.LawEnforcement, new PersonId("sam"), Sensitive.Of("Main Street"), Advocate.Person) { For = by }]);
        var named = TaskForceStream.Definition.Fold(TaskForceState.Initial,
        [
            new TaskForceFormed("task force", "county", Prosecutor.Agency),
            new JurisdictionTableLoaded(Now.AddDays(-1), new JurisdictionTable { Jurisdiction = "us", Name = "United States", Version = "1" }, [new(AuthorityKind.LawEnforcement, Court.Agency)], Advocate.Person),
        ]);
        var toSam = Court with { Person = new("sam") };

        foreach (var kind in new[] { ProcessKind.CourtOrder, ProcessKind.Subpoena })
        {
            var served = Serving with { Kind = kind };
            Nothing(served with { AuthorityIs = Office(Detective.Agency) }).ThenRefused(RefusalReason.InvalidInput, "authority.agency");
            Nothing(served with { AuthorityIs = Office(Detective.Agency), Authority = toSam }).ThenRefused(RefusalReason.InvalidInput, "authority.agency");
            Nothing(served with { AuthorityIs = Office(Detective.Agency), Authority = toSam, TaskForce = named }).ThenRefused(RefusalReason.InvalidInput, "authority.person");
            Nothing(served with { AuthorityIs = Office(null), Authority = toSam }).ThenRefused(RefusalReason.InvalidInput, "authority.person");
            Nothing(served with { AuthorityIs = Office(Detective.Agency), TaskForce = named }).ThenOne<ProcessServed>();
            Nothing(served with { AuthorityIs = Office(null) }).ThenOne<ProcessServed>();
            Nothing(served with { AuthorityIs = Office(Advocate.Agency), Authority = toSam }).ThenOne<ProcessServed>();
        }
    }

    [Fact]
    public void To_another_agency_there_is_no_such_case_and_no_such_process()
    {
        Nothing(Serving with { By = Detective }).ThenRefused(RefusalReason.NotFound, "case");
        Pending.When(state => ProcessDecider.Decide(new CloseProcess(Detective, ProcessEnd.Answered, null), state)).ThenRefused(RefusalReason.NotFound, "process");
        GivenWhenThen.Given(ProcessStream.Definition).When(state => ProcessDecider.Decide(new CloseProcess(Advocate, ProcessEnd.Answered, null), state)).ThenRefused(RefusalReason.NotFound, "process");
    }

    [Fact]
    public void A_process_says_what_it_names_and_on_what_it_rests()
    {
        Nothing(Serving with { Names = new ProcessScope([], []) }).ThenRefused(RefusalReason.InvalidInput, "names");
        Nothing(Serving with { Names = new ProcessScope([new(Guid.NewGuid())], []) }).ThenRefused(RefusalReason.NotFound, "names.items");
        Nothing(Serving with { Reference = Sensitive.Of(" ") }).ThenRefused(RefusalReason.InvalidInput, "reference");
        Nothing(Serving with { IssuedBy = Sensitive.Of("") }).ThenRefused(RefusalReason.InvalidInput, "issuedBy");
        Nothing(Serving with { Authority = new GateRecipient(Advocate.Agency, null) }).ThenRefused(RefusalReason.InvalidInput, "authority.agency");
    }

    [Theory]
    [InlineData(ReporterRole.HealthProfessional, AgencyKind.HousingAndServices, true)]
    [InlineData(ReporterRole.HealthProfessional, AgencyKind.ChildWelfare, true)]
    [InlineData(ReporterRole.HealthProfessional, AgencyKind.Legal, true)]
    [InlineData(ReporterRole.HealthProfessional, AgencyKind.LawEnforcement, true)]
    [InlineData(ReporterRole.PeaceOfficer, AgencyKind.HousingAndServices, false)]
    [InlineData(ReporterRole.ChildWelfareWorker, AgencyKind.Medical, false)]
    [InlineData(ReporterRole.Educator, AgencyKind.Prosecution, false)]
    [InlineData(ReporterRole.Advocate, AgencyKind.Media, false)]
    public void Only_a_role_that_cannot_be_is_refused_and_never_for_what_was_told_already(ReporterRole role, AgencyKind kind, bool held)
    {
        var reporter = PartnerStream.Definition.Fold(PartnerPosition.Initial, [new AgencyJoined(Advocate.Agency, "Harbor", kind, [])]);
        var report = Serving with { Kind = ProcessKind.MandatedReport, Duty = new ReporterDuty(role, "us"), Report = ReportKind.VulnerableAdult, ByProfile = true, ReporterIs = reporter };
        var told = report with { Made = new ReportMade(Channel.Telephone, Now) };

        if (held)
            Nothing(report).ThenOne<ProcessServed>();
        else
            Nothing(report).ThenRefused(RefusalReason.InvalidInput, "duty.role");
        Nothing(told).ThenOne<ProcessServed>();
        Assert.Equal(held, ProcessDecider.RoleInQuestion(told) is null);
    }

    [Fact]
    public void Only_a_mandated_report_rests_on_a_duty_and_only_an_order_is_made_under_part_two()
    {
        var duty = new ReporterDuty(ReporterRole.Advocate, "Valley");

        Nothing(Serving with { Duty = duty }).ThenRefused(RefusalReason.InvalidInput, "duty");
        Nothing(Serving with { Kind = ProcessKind.MandatedReport }).ThenRefused(RefusalReason.InvalidInput, "duty");
        Nothing(Serving with { Kind = ProcessKind.MandatedReport, Duty = duty with { Jurisdiction = "" } }).ThenRefused(RefusalReason.InvalidInput, "duty.jurisdiction");
        Nothing(Serving with { Jurisdiction = "us-xx" }).ThenRefused(RefusalReason.InvalidInput, "jurisdiction");
        Nothing(Serving with { Kind = ProcessKind.Statute, Tables = new HashSet<string>() }).ThenRefused(RefusalReason.InvalidInput, "jurisdiction");
        Nothing(Serving with { Kind = ProcessKind.Statute, Tables = new HashSet<string> { "us-xx" } }).ThenRefused(RefusalReason.InvalidInput, "jurisdiction");
        Nothing(Serving with { Kind = ProcessKind.Statute, Jurisdiction = "us-yy", Tables = new HashSet<string> { "us-xx" } }).ThenRefused(RefusalReason.InvalidInput, "jurisdiction");
        Nothing(Serving with { Kind = ProcessKind.Statute, Jurisdiction = "us-xx", Tables = new HashSet<string> { "us-xx" } }).ThenOne<ProcessServed>();
        Nothing(Serving with { Kind = ProcessKind.Statute, Part2Order = true }).ThenRefused(RefusalReason.InvalidInput, "part2Order");
        Nothing(Serving with { Kind = ProcessKind.MandatedReport, Duty = duty }).ThenOne<ProcessServed>();
    }

    [Fact]
    public void Rulings_name_items_of_the_case_and_come_with_an_order()
    {
        var ruling = new ProcessRuling(RulingSubject.Privilege, [Account.Item]);

        Assert.Equal([ruling], Nothing(Serving with { Rulings = [ruling] }).ThenOne<ProcessServed>().Rulings!);
        Assert.Null(Nothing(Serving).ThenOne<ProcessServed>().Rulings);
        Nothing(Serving with { Rulings = [ruling with { Items = [new(Guid.NewGuid())] }] }).ThenRefused(RefusalReason.NotFound, "rulings");
        Nothing(Serving with { Rulings = [ruling with { Items = [] }] }).ThenRefused(RefusalReason.InvalidInput, "rulings");
        Nothing(Serving with { Rulings = [ruling, ruling] }).ThenRefused(RefusalReason.InvalidInput, "rulings");
        Nothing(Serving with { Kind = ProcessKind.Statute, Rulings = [ruling] }).ThenRefused(RefusalReason.InvalidInput, "rulings");
    }

    [Fact]
    public void A_mandate_comes_with_an_order_under_part_two_and_an_order_alone_forbids_telling_her()
    {
        Nothing(Serving with { Mandate = true }).ThenRefused(RefusalReason.InvalidInput, "mandate");
        Assert.True(Nothing(Serving with { Mandate = true, Part2Order = true }).ThenOne<ProcessServed>().Mandate);
        var forbidden = new TellingForbidden(Sensitive.Of("sealed"), null);
        Nothing(Serving with { Kind = ProcessKind.Subpoena, TellingForbidden = forbidden }).ThenRefused(RefusalReason.InvalidInput, "tellingForbidden");
        Nothing(Serving with { TellingForbidden = forbidden with { Why = Sensitive.Of("") } }).ThenRefused(RefusalReason.InvalidInput, "tellingForbidden.why");
        Nothing(Serving with { TellingForbidden = forbidden }).ThenOne<ProcessServed>();
    }

    [Fact]
    public void A_report_says_what_is_reported_and_a_danger_what_was_found()
    {
        var duty = new ReporterDuty(ReporterRole.HealthProfessional, "us");
        var report = Serving with { Kind = ProcessKind.PermittedReport, Duty = duty, Report = ReportKind.ChildAbuse };
        var danger = Serving with { Kind = ProcessKind.ImminentRisk, Risk = new RiskFinding(RiskKind.HarmToHer, Sensitive.Of("he is at the door"), Now) };

        Nothing(report).ThenOne<ProcessServed>();
        Nothing(report with { Report = null }).ThenRefused(RefusalReason.InvalidInput, "report");
        Nothing(report with { Kind = ProcessKind.DutyToWarn }).ThenRefused(RefusalReason.InvalidInput, "report");
        Nothing(report with { Kind = ProcessKind.DutyToWarn, Report = null }).ThenOne<ProcessServed>();
        Nothing(danger).ThenOne<ProcessServed>();
        Nothing(danger with { Risk = null }).ThenRefused(RefusalReason.InvalidInput, "risk");
        Nothing(danger with { Duty = duty }).ThenRefused(RefusalReason.InvalidInput, "duty");
        Nothing(danger with { Risk = danger.Risk! with { What = Sensitive.Of("") } }).ThenRefused(RefusalReason.InvalidInput, "risk.what");
        Nothing(danger with { Risk = danger.Risk! with { FoundAt = Now.AddTicks(1) } }).ThenRefused(RefusalReason.InvalidInput, "risk.foundAt");
        Nothing(Serving with { Risk = danger.Risk }).ThenRefused(RefusalReason.InvalidInput, "risk");
    }

    [Fact]
    public void A_review_of_deaths_has_conditions_and_a_report_may_have_been_made_before()
    {
        var review = Serving with { Kind = ProcessKind.FatalityReview, Conditions = [FatalityCondition.Minimum, FatalityCondition.Purpose, FatalityCondition.Minimum] };
        Assert.Equal([FatalityCondition.Purpose, FatalityCondition.Minimum], Nothing(review).ThenOne<ProcessServed>().Conditions!);
        Nothing(Serving with { Conditions = [FatalityCondition.Purpose] }).ThenRefused(RefusalReason.InvalidInput, "conditions");

        var report = Serving with { Kind = ProcessKind.MandatedReport, Duty = new ReporterDuty(ReporterRole.Advocate, "us"), Made = new ReportMade(Channel.Telephone, Now) };
        Assert.Equal(report.Made, Nothing(report).ThenOne<ProcessServed>().Made);
        Nothing(report with { Made = new ReportMade(Channel.Telephone, Now.AddTicks(1)) }).ThenRefused(RefusalReason.InvalidInput, "made.at");
        Nothing(Serving with { Made = report.Made }).ThenRefused(RefusalReason.InvalidInput, "made");
    }

    [Fact]
    public void Who_recorded_the_service_does_not_review_it()
    {
        Pending.When(state => ProcessDecider.Decide(new ReviewProcess(Advocate, CounselFinding.Complies, null, null), state)).ThenRefused(RefusalReason.SecondPersonNeeded);
        Pending.When(state => ProcessDecider.Decide(new ReviewProcess(Counsel, CounselFinding.Complies, null, null), state))
            .Then(new CounselReviewed(CounselFinding.Complies, null, null, Counsel.Person));
    }

    [Fact]
    public void Counsel_says_what_is_left_when_it_is_to_be_narrowed_and_only_then()
    {
        var left = new ProcessScope([], [InformationCategory.Narrative]);

        Pending.When(state => ProcessDecider.Decide(new ReviewProcess(Counsel, CounselFinding.Narrow, null, null), state)).ThenRefused(RefusalReason.InvalidInput, "narrowed");
        Pending.When(state => ProcessDecider.Decide(new ReviewProcess(Counsel, CounselFinding.Quash, left, null), state)).ThenRefused(RefusalReason.InvalidInput, "narrowed");
        var review = Pending.When(state => ProcessDecider.Decide(new ReviewProcess(Counsel, CounselFinding.Narrow, left, null), state));
        review.ThenOne<CounselReviewed>();
        Assert.True(review.After.FactsAt(2)!.Includes(Account.Item, InformationCategory.Narrative));
        Assert.False(review.After.FactsAt(2)!.Includes(Plate.Item, InformationCategory.Narrative));
    }

    [Fact]
    public void An_attempt_to_tell_her_has_a_reason_for_its_failure_and_none_lies_in_the_future()
    {
        Pending.When(state => ProcessDecider.Decide(new RecordSurvivorNotReached(Advocate, Channel.Letter, Now, Sensitive.Of(""), Now), state)).ThenRefused(RefusalReason.InvalidInput, "why");
        Pending.When(state => ProcessDecider.Decide(new RecordSurvivorNotReached(Advocate, Channel.Letter, Now.AddTicks(1), Sensitive.Of("moved"), Now), state)).ThenRefused(RefusalReason.InvalidInput, "triedAt");
        Pending.When(state => ProcessDecider.Decide(new RecordSurvivorTold(Advocate, Channel.InPerson, Now.AddTicks(1), Now), state)).ThenRefused(RefusalReason.InvalidInput, "toldAt");
        var tried = Pending.When(state => ProcessDecider.Decide(new RecordSurvivorNotReached(Advocate, Channel.Letter, Now, Sensitive.Of("moved"), Now), state));
        Assert.Equal((true, false), (tried.After.FactsAt(2)!.TellingTried, tried.After.FactsAt(2)!.SurvivorTold));
    }

    [Fact]
    public void Its_agency_names_each_colleague_who_acts_on_it_once_also_after_its_end()
    {
        var colleague = new PersonId("bea");
        var named = Pending.When(state => ProcessDecider.Decide(new EntrustProcess(Advocate, colleague), state));

        Assert.Equal((colleague, Advocate.Person), (named.ThenOne<ProcessEntrusted>().Colleague, named.ThenOne<ProcessEntrusted>().By));
        Pending.And(new ProcessEntrusted(colleague, Advocate.Person)).When(state => ProcessDecider.Decide(new EntrustProcess(Counsel, colleague), state)).ThenNothing();
        Pending.When(state => ProcessDecider.Decide(new EntrustProcess(Counsel, Advocate.Person), state)).ThenNothing();
        Pending.When(state => ProcessDecider.Decide(new EntrustProcess(Detective, colleague), state)).ThenRefused(RefusalReason.NotFound, "process");
        Pending.And(new ProcessClosed(ProcessEnd.Answered, null, Advocate.Person)).When(state => ProcessDecider.Decide(new EntrustProcess(Advocate, colleague), state)).ThenOne<ProcessEntrusted>();
        var many = Enumerable.Range(0, ProcessDecider.MostColleagues).Select(i => new ProcessEntrusted(new PersonId($"person{i}"), Advocate.Person)).ToArray<ProcessEvent>();
        Pending.And(many).When(state => ProcessDecider.Decide(new EntrustProcess(Advocate, colleague), state)).ThenRefused(RefusalReason.WrongState, "person");
    }

    [Fact]
    public void While_she_must_not_be_told_an_attempt_is_refused_like_the_telling_with_the_time_and_what_to_do()
    {
        var secret = GivenWhenThen.Given(ProcessStream.Definition, Served with { TellingForbidden = new TellingForbidden(Sensitive.Of("sealed"), Now.AddDays(9)) });
        foreach (var (at, refused) in new[] { (Now, true), (Now.AddDays(9), false) })
        {
            var told = secret.When(state => ProcessDecider.Decide(new RecordSurvivorTold(Advocate, Channel.InPerson, at, at), state));
            var tried = secret.When(state => ProcessDecider.Decide(new RecordSurvivorNotReached(Advocate, Channel.Letter, at, Sensitive.Of("moved"), at), state));
            if (refused)
            {
                told.ThenRefused(RefusalReason.WrongState, "toldAt");
                tried.ThenRefused(RefusalReason.WrongState, "triedAt");
            }
            else
            {
                told.ThenOne<SurvivorTold>();
                tried.ThenOne<SurvivorCouldNotBeTold>();
            }
        }

        var lifted = secret.And(new ReportAccountingResumed(Sensitive.Of("the court lifted it"), Counsel.Person));
        lifted.When(state => ProcessDecider.Decide(new RecordSurvivorTold(Advocate, Channel.InPerson, Now, Now), state)).ThenOne<SurvivorTold>();
    }

    [Fact]
    public void Doing_it_again_records_nothing()
    {
        var done = Pending.And(new SurvivorTold(Channel.InPerson, Now, Advocate.Person), new ProtectiveStepsTaken([ProtectiveStep.SealedFiling], null, Advocate.Person));

        done.When(state => ProcessDecider.Decide(new RecordSurvivorTold(Advocate, Channel.Telephone, Now, Now), state)).ThenNothing();
        done.When(state => ProcessDecider.Decide(new RecordProtectiveSteps(Advocate, [ProtectiveStep.SealedFiling], null), state)).ThenNothing();
        done.When(state => ProcessDecider.Decide(new RecordProtectiveSteps(Advocate, [ProtectiveStep.Redaction], null), state)).ThenOne<ProtectiveStepsTaken>();
        done.When(state => ProcessDecider.Decide(new RecordProtectiveSteps(Advocate, [], null), state)).ThenRefused(RefusalReason.InvalidInput, "steps");
    }

    [Fact]
    public void Nothing_is_added_after_its_end()
    {
        var over = Pending.And(new ProcessClosed(ProcessEnd.Quashed, null, Counsel.Person));

        over.When(state => ProcessDecider.Decide(new CloseProcess(Advocate, ProcessEnd.Quashed, null), state)).ThenNothing();
        over.When(state => ProcessDecider.Decide(new CloseProcess(Advocate, ProcessEnd.Answered, null), state)).ThenRefused(RefusalReason.WrongState);
        over.When(state => ProcessDecider.Decide(new ReviewProcess(Counsel, CounselFinding.Complies, null, null), state)).ThenRefused(RefusalReason.WrongState);
        Assert.False(over.State.FactsAt(2)!.IsPending);
    }

    [Fact]
    public void What_was_obeyed_is_found_withdrawn_or_recorded_in_error_afterwards_and_she_is_told_once_at_any_time()
    {
        var answered = Pending.And(new ProcessClosed(ProcessEnd.Answered, null, Advocate.Person));

        answered.When(state => ProcessDecider.Decide(new CloseProcess(Advocate, ProcessEnd.Withdrawn, null), state)).ThenOne<ProcessClosed>();
        var error = answered.And(new ProcessClosed(ProcessEnd.RecordedInError, null, Advocate.Person));
        error.When(state => ProcessDecider.Decide(new CloseProcess(Advocate, ProcessEnd.RecordedInError, null), state)).ThenNothing();
        error.When(state => ProcessDecider.Decide(new CloseProcess(Advocate, ProcessEnd.Withdrawn, null), state)).ThenRefused(RefusalReason.WrongState);
        error.When(state => ProcessDecider.Decide(new RecordSurvivorTold(Advocate, Channel.InPerson, Now, Now), state)).ThenOne<SurvivorTold>();
        error.And(new SurvivorTold(Channel.InPerson, Now, Advocate.Person)).When(state => ProcessDecider.Decide(new RecordSurvivorTold(Advocate, Channel.InPerson, Now, Now), state)).ThenNothing();
        answered.When(state => ProcessDecider.Decide(new RecordSurvivorTold(Detective, Channel.InPerson, Now, Now), state)).ThenRefused(RefusalReason.NotFound, "process");
    }

    private static Decided<ProcessState, ProcessEvent> Nothing(RecordService command) =>
        GivenWhenThen.Given(ProcessStream.Definition).When(state => ProcessDecider.Decide(command, Case, state));
}
