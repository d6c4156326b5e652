using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.TaskForce;
using Coordination.Projections.AdvocateCaseload;
using Xunit;

namespace Coordination.Projections.Tests.AdvocateCaseload;

/// <summary>A report that the law requires within so many hours is a row of the agency that has to make it, until it was made.</summary>
public sealed class ReportDueTests
{
    private static readonly AgencyId Welfare = new("county-welfare"), Police = new("city-police");
    private static readonly ProcessId Duty = new(Id(1));
    private static readonly PersonId Wren = new("wren");
    private static readonly SurvivorId Child = new(Id(2));
    private static readonly CaseId Case = new(Id(3));
    private static readonly DateTimeOffset Learned = Log.Start.AddHours(-1);

    private static readonly ProcessServed Served = new()
    {
        Process = Duty,
        Kind = ProcessKind.MandatedReport,
        Agency = Welfare,
        Survivor = Child,
        Case = Case,
        Authority = new(Police, null),
        IssuedBy = Sensitive.Of("Congress"),
        Reference = Sensitive.Of("42 USC 671"),
        Names = new([], [InformationCategory.Identity]),
        Part2Order = false,
        Duty = new(ReporterRole.ChildWelfareWorker, "us"),
        By = Wren,
        Report = ReportKind.MissingFromCare,
        Time = new(Learned, "2026-11", [new(48, "another line", Certainty.Practice), new(24, "42 USC 671(a)(35)(B)", Certainty.Text)]),
    };

    private static readonly string Stream = $"process-{Duty}";

    private static Log Recorded(ProcessServed? served = null) => new Log().By("county-welfare", Stream, served ?? Served);

    private static IEnumerable<CaseloadReport> Due(Log log) => log.Fold(AllProjections.AdvocateCaseload).Values.OfType<CaseloadReport>();

    private static DisclosureMade Made(AgencyId to, ProcessId? under) => new(new(to, null), Purpose.Investigation, [], [], "", new(Outcome.Permit, [], [], [], 2, 1, "2026-2", Log.Start) { Process = under is { } process ? new(process, 1) : null }, Wren);

    [Fact]
    public void It_is_due_for_the_agency_that_reports_by_the_shortest_time_and_for_no_other()
    {
        var row = Assert.Single(Due(Recorded()));

        Assert.Equal((Compartment.Of(Welfare), Learned.AddHours(24), "42 USC 671(a)(35)(B)", Learned), (row.Place.Compartment, row.Place.Due, row.Citation, row.LearnedAt));
        Assert.Equal(Child, row.Describes);
        Assert.Single(Recorded().Fold(AllProjections.AdvocateCaseload));
        Assert.Empty(Recorded().Fold(AllProjections.PartnerInbox));
    }

    [Fact]
    public void It_is_gone_once_the_report_went_to_that_authority_under_that_duty_or_the_duty_ended()
    {
        var stream = $"disclosure-{Id(9)}";
        Assert.Empty(Due(Recorded().By("county-welfare", stream, Made(Police, Duty))));
        Assert.Empty(Due(Recorded().By("county-welfare", Stream, new ProcessClosed(ProcessEnd.RecordedInError, null, Wren))));
        Assert.Single(Due(Recorded().By("county-welfare", stream, Made(new("district-attorney"), Duty))));
        Assert.Single(Due(Recorded().By("county-welfare", stream, Made(Police, null))));
        Assert.Single(Due(Recorded().By("county-welfare", stream, Made(Police, new(Id(8))))));
        Assert.Single(Due(Recorded().By("county-welfare", Stream, new SurvivorTold(Channel.InPerson, Log.Start, Wren))));
    }

    [Fact]
    public void Each_of_several_duties_is_due_by_itself()
    {
        var other = Served with { Process = new(Id(7)), Authority = new(new("missing-children"), null), Time = Served.Time! with { LearnedAt = Learned.AddHours(2) } };
        var log = Recorded().By("county-welfare", $"process-{other.Process}", other);

        Assert.Equal([Learned.AddHours(24), Learned.AddHours(26)], Due(log).Select(row => row.Due).Order());
        Assert.Equal([other.Process], Due(log.By("county-welfare", $"disclosure-{Id(9)}", Made(Police, Duty))).Select(row => row.Process));
    }

    [Fact]
    public void Without_hours_it_is_due_at_once_and_what_was_told_before_it_was_recorded_is_not_due()
    {
        Assert.Empty(Due(Recorded(Served with { Time = null })));
        Assert.Equal((Learned, true), Assert.Single(Due(Recorded(Served with { Time = new(Learned, "2026-11", [new(null, "at once", Certainty.Text)]) }))) is var row ? (row.Due, row.AtOnce) : default);
        Assert.Equal((Log.Start.AddMinutes(1), true), Assert.Single(Due(Recorded(Served with { Time = new(null, null, []) }))) is var unsaid ? (unsaid.Due, unsaid.AtOnce) : default);
        Assert.Empty(Due(Recorded(Served with { Made = new(Channel.Telephone, Log.Start) })));
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
