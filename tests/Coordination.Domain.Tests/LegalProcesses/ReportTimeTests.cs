using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.LegalProcesses;

/// <summary>Until when a report is to be made, by the table that was in force when the agency learned of it.</summary>
public sealed class ReportTimeTests
{
    private static readonly AgencyId Police = new("police"), Office = new("office");

    private static readonly RecordService Report = new()
    {
        By = Advocate,
        Process = new ProcessId(Guid.NewGuid()),
        Kind = ProcessKind.MandatedReport,
        Case = Case.RecordIfAny!.Case,
        Authority = new GateRecipient(Police, null),
        IssuedBy = Sensitive.Of("A legislature"),
        Reference = Sensitive.Of("Code 1"),
        Names = new ProcessScope([Account.Item], []),
        Duty = new ReporterDuty(ReporterRole.Advocate, "us-xx"),
        Report = ReportKind.MissingFromCare,
        ReporterIs = PartnerStream.Definition.Fold(PartnerPosition.Initial, [new AgencyJoined(Advocate.Agency, "Open Door", AgencyKind.VictimServices, [])]),
        TaskForce = With(Loaded(-30, Line(24))),
        ByProfile = true,
        LearnedAt = Now.AddHours(-3),
        At = Now,
    };

    private static TableDuty Line(int? hours, string citation = "Code 1", AuthorityKind authority = AuthorityKind.LawEnforcement) =>
        new(ReportKind.MissingFromCare, null, null, authority, [InformationCategory.Identity], hours, citation, Certainty.Text);

    private static JurisdictionTableLoaded Loaded(int fromDays, params TableDuty[] lines) => new(
        Now.AddDays(fromDays), new JurisdictionTable { Jurisdiction = "us-xx", Name = "A state", Version = $"from {fromDays}", Duties = lines },
        [new AuthorityNamed(AuthorityKind.LawEnforcement, Police), new AuthorityNamed(AuthorityKind.ChildWelfare, Office)], new PersonId("imani"));

    private static TaskForceState With(params TaskForceEvent[] events) =>
        TaskForceStream.Definition.Fold(TaskForceState.Initial, [new TaskForceFormed("A task force", "a county", new AgencyId("office")), .. events]);

    private static Decided<ProcessState, ProcessEvent> When(RecordService command) => GivenWhenThen.Given(ProcessStream.Definition).When(state => ProcessDecider.Decide(command, Case, state));

    private static ProcessServed Served(RecordService command) => When(command).ThenOne<ProcessServed>();

    [Fact]
    public void The_hours_run_from_when_the_agency_learned_of_it_and_the_answer_cites_the_line()
    {
        var served = Served(Report);

        Assert.Equal(Now.AddHours(21), served.Time!.Due);
        Assert.Equal(Now.AddHours(21), served.AnswerDue);
        Assert.Equal(("from -30", "Code 1", Certainty.Text), (served.Time.Table, served.Time.Shortest!.Citation, served.Time.Shortest.Certainty));
        Assert.Contains("within 24 hours of when your agency learned of it (Code 1)", served.Time.Said(served, null, Now, DutyStanding.Outstanding), StringComparison.Ordinal);
        Assert.StartsWith("Report it by ", served.Time.Said(served, null, Now.AddHours(21).AddTicks(-1), DutyStanding.Outstanding), StringComparison.Ordinal);
        Assert.StartsWith("Its time has passed: report it now.", served.Time.Said(served, null, Now.AddHours(21), DutyStanding.Outstanding), StringComparison.Ordinal);
        Assert.Contains("nothing is due", served.Time.Said(served, null, Now.AddHours(22), DutyStanding.Told), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_counts_that_was_in_force_when_it_was_learned_and_no_later_one()
    {
        var taskForce = With(Loaded(-30, Line(48, "Code 1 as it was")), Loaded(-1, Line(24)), Loaded(1, Line(2)));

        Assert.Equal(("Code 1 as it was", Now.AddDays(-1).AddTicks(-1).AddHours(48)), Of(Now.AddDays(-1).AddTicks(-1)));
        Assert.Equal(("Code 1", Now.AddDays(-1).AddHours(24)), Of(Now.AddDays(-1)));
        Assert.Equal(("Code 1", Now.AddHours(24)), Of(Now));

        (string, DateTimeOffset) Of(DateTimeOffset learned) => Served(Report with { TaskForce = taskForce, LearnedAt = learned }).Time is { } time ? (time.Shortest!.Citation, time.Due!.Value) : default;
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void An_agency_is_not_reminded_to_report_to_itself_alone(bool besidesAnother, int named)
    {
        var loaded = Loaded(-30, Line(24), Line(36, "Code 4", AuthorityKind.ChildWelfare));
        AuthorityNamed[] welfare = [new(AuthorityKind.ChildWelfare, Advocate.Agency), .. besidesAnother ? (AuthorityNamed[])[new(AuthorityKind.ChildWelfare, Office)] : []];
        var served = Served(Report with { TaskForce = With(loaded with { Authorities = [loaded.Authorities[0], .. welfare] }) });

        Assert.Equal(named, served.Time!.AlsoTo?.Count ?? 0);
    }

    [Fact]
    public void Of_several_duties_to_one_authority_the_shortest_time_counts_and_those_to_others_are_named()
    {
        var command = Report with { TaskForce = With(Loaded(-30, Line(48, "Code 2"), Line(null, "Code 3"), Line(24), Line(36, "Code 4", AuthorityKind.ChildWelfare), Line(2, "Code 5", AuthorityKind.CrimeInformationCenter))) };
        var served = Served(command);

        Assert.Equal(Now.AddHours(21), served.Time!.Due);
        Assert.Equal(["Code 2", "Code 3", "Code 1"], served.Time.Lines.Select(line => line.Citation));
        Assert.Equal(
            [(AuthorityKind.ChildWelfare, 1, Now.AddHours(33), "Code 4"), (AuthorityKind.CrimeInformationCenter, 0, Now.AddHours(-1), "Code 5")],
            served.Time.AlsoTo!.Select(other => (other.Authority, other.Agencies.Count, other.Due!.Value, other.Citation)));
        Assert.Equal(Now.AddHours(1), Served(command with { Due = Now.AddHours(1) }).AnswerDue);
        Assert.Equal(Now.AddHours(21), Served(command with { Due = Now.AddHours(99) }).AnswerDue);
    }

    [Fact]
    public void Without_hours_in_the_table_nothing_is_due_and_the_answer_says_at_once()
    {
        var (atOnce, noLine, noTable) = (Served(Report with { TaskForce = With(Loaded(-30, Line(null, "Code 3"))) }), Served(Report with { TaskForce = With(Loaded(-30, Line(24, "Code 4", AuthorityKind.ChildWelfare))) }),
            Served(Report with { TaskForce = With(Loaded(1, Line(24))) }));

        Assert.All([atOnce, noLine, noTable], served => Assert.Null(served.AnswerDue));
        Assert.Equal("Report it at once: the law gives no number of hours (Code 3).", atOnce.Time!.Said(atOnce, null, Now, DutyStanding.Outstanding));
        Assert.Contains("has no line for this report", noLine.Time!.Said(noLine, null, Now, DutyStanding.Outstanding), StringComparison.Ordinal);
        Assert.Contains("No table of the law of us-xx was in force", noTable.Time!.Said(noTable, null, Now, DutyStanding.Outstanding), StringComparison.Ordinal);
        Assert.Null(noTable.Time.Table);
    }

    [Fact]
    public void Where_no_table_was_in_force_yet_the_first_one_until_it_was_recorded_counts_and_is_named()
    {
        var taskForce = With(Loaded(-1, Line(24)), Loaded(0, Line(2, "Code 2")), Loaded(1, Line(1, "Code 3")));

        var before = Served(Report with { TaskForce = taskForce, LearnedAt = Now.AddDays(-3) });
        var later = Served(Report with { TaskForce = taskForce, LearnedAt = Now.AddHours(-3) });
        var sameInstant = Served(Report with { TaskForce = With(Loaded(0, Line(24))), LearnedAt = Now.AddHours(-3) });

        Assert.Equal((Now.AddDays(-3).AddHours(24), "from -1", Now.AddDays(-1)), (before.Time!.Due, before.Time.Table, before.Time.TableSince));
        Assert.Contains("by the table from -1, the first one, in force since", before.Time.Said(before, null, Now, DutyStanding.Outstanding), StringComparison.Ordinal);
        Assert.Equal((Now.AddHours(21), null), (later.Time!.Due, later.Time.TableSince));
        Assert.Equal((Now.AddHours(21), Now), (sameInstant.Time!.Due, sameInstant.Time.TableSince));
    }

    [Fact]
    public void When_it_was_learned_is_asked_for_where_hours_run_from_it_and_is_refused_where_it_means_nothing()
    {
        When(Report with { LearnedAt = null }).ThenRefused(RefusalReason.InvalidInput, "learnedAt");
        Assert.Null(Served(Report with { LearnedAt = null, TaskForce = With(Loaded(-30, Line(null))) }).AnswerDue);
        Assert.Null(Served(Report with { LearnedAt = null, ByProfile = false }).AnswerDue);
        When(Report with { LearnedAt = Now.AddTicks(1) }).ThenRefused(RefusalReason.InvalidInput, "learnedAt");
        Served(Report with { LearnedAt = Now });
        When(Report with { Kind = ProcessKind.CourtOrder, Duty = null, Report = null }).ThenRefused(RefusalReason.InvalidInput, "learnedAt");
        var told = new ReportMade(Channel.Telephone, Now.AddHours(-2));
        When(Report with { LearnedAt = Now.AddHours(-1), Made = told }).ThenRefused(RefusalReason.InvalidInput, "learnedAt");
        var made = Served(Report with { Made = told });
        Assert.Contains("told already", made.Time!.Said(made, made.Made, Now.AddDays(9), DutyStanding.Told), StringComparison.Ordinal);
        Assert.Contains("in writing", made.Time.Said(made, made.Made, Now, DutyStanding.Told), StringComparison.Ordinal);
    }
}
