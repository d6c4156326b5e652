using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.LegalProcesses;

/// <summary>What is said of the authorities of a duty to report: each is told by itself.</summary>
public sealed class DutyDeciderTests
{
    private static readonly AgencyId Police = new("police"), Center = new("missing-children"), Second = new("second-office");

    private static readonly ProcessServed Served = new()
    {
        Process = new ProcessId(Guid.NewGuid()),
        Kind = ProcessKind.MandatedReport,
        Agency = Advocate.Agency,
        Survivor = Case.RecordIfAny!.Survivor,
        Case = Case.RecordIfAny.Case,
        Authority = new(Police, null),
        IssuedBy = Sensitive.Of("Congress"),
        Reference = Sensitive.Of("42 USC 671"),
        Names = new([Account.Item], []),
        Part2Order = false,
        Duty = new(ReporterRole.Advocate, "us"),
        By = Advocate.Person,
        Report = ReportKind.MissingFromCare,
        RecordedAt = Now,
        Time = new(Now.AddHours(-3), "2026-11", [new(24, "42 USC 671", Certainty.Text)])
        {
            AlsoTo =
            [
                new(AuthorityKind.MissingChildrenCenter, [Center], 24, Now.AddHours(21), "42 USC 671, the center"), new(AuthorityKind.CrimeInformationCenter, [], null, null, "34 USC 41307"),
                new(AuthorityKind.ChildWelfare, [Center, Second], null, null, "a code"),
            ],
        },
    };

    private static readonly RecordAuthorityTold Told = new(Advocate, null, null, Channel.Telephone, Now.AddHours(-1), Now.AddHours(1));

    private static readonly Past<ProcessState, ProcessEvent> Recorded = GivenWhenThen.Given(ProcessStream.Definition, Served);

    private static Decided<ProcessState, ProcessEvent> When(RecordAuthorityTold command, params ProcessEvent[] since) => Recorded.And(since).When(state => DutyDecider.Decide(command, state));

    private static RecordService Besides(AuthorityKind authority = AuthorityKind.MissingChildrenCenter, params ProcessEvent[] since) => new()
    {
        By = Advocate,
        Process = new ProcessId(Guid.NewGuid()),
        Kind = ProcessKind.MandatedReport,
        Case = Served.Case,
        Authority = new(Center, null),
        IssuedBy = Sensitive.Of("Congress"),
        Reference = Sensitive.Of("42 USC 671"),
        Names = new([Account.Item], []),
        Duty = Served.Duty,
        Report = Served.Report,
        At = Now.AddHours(1),
        Besides = new(Served.Process, authority),
        BesidesIs = Recorded.And(since).State,
    };

    private static Decided<ProcessState, ProcessEvent> Record(RecordService command) => GivenWhenThen.Given(ProcessStream.Definition).When(state => ProcessDecider.Decide(command, Case, state));

    private static DutyStanding[] Standing(ProcessState state, GivenUnder? given = null) => [.. DutyItem.Of((ProcessState.Served)state, given ?? GivenUnder.Nothing, Now).Select(item => item.Standing)];

    [Fact]
    public void What_was_told_by_telephone_is_compelled_where_a_line_of_a_table_was_recorded_that_requires_it()
    {
        var (made, other) = (new ReportMade(Channel.Telephone, Now.AddHours(-1)), new AgencyId("somebody-else"));
        static bool[] Compelled(ProcessServed served, params ProcessEvent[] since) =>
            [.. Accounting.Of([], null, [((ProcessState.Served)GivenWhenThen.Given(ProcessStream.Definition, served).And(since).State, null)]).Select(told => told.Compelled)];
        AuthorityTold To(AuthorityKind kind, AgencyId agency) => new(made, kind, new(agency, null), Advocate.Person);

        Assert.Equal([true], Compelled(Served with { Made = made }));
        Assert.Equal([false], Compelled(Served with { Made = made, Time = Served.Time! with { Lines = [] } }));
        Assert.Equal([false], Compelled(Served with { Made = made, Time = null }));
        Assert.Equal([true], Compelled(Served, To(AuthorityKind.MissingChildrenCenter, Center)));
        Assert.Equal([true], Compelled(Served, To(AuthorityKind.CrimeInformationCenter, other)));
        Assert.Equal([false], Compelled(Served, To(AuthorityKind.MissingChildrenCenter, other)));
    }

    [Fact]
    public void A_duty_that_was_recorded_is_told_by_telephone_afterwards_and_the_first_time_counts()
    {
        var told = When(Told).ThenOne<AuthorityTold>();

        Assert.Equal(new ReportMade(Channel.Telephone, Now.AddHours(-1)), Recorded.And(told).State.RecordIfAny!.Made);
        When(Told, told).ThenNothing();
        When(Told with { ToldAt = Now }, told).ThenNothing();
        Assert.Equal(Now.AddHours(-2), When(Told with { ToldAt = Now.AddHours(-2) }, told).ThenOne<AuthorityTold>().Made.At);
        GivenWhenThen.Given(ProcessStream.Definition, Served with { Made = told.Made }).When(state => DutyDecider.Decide(Told with { ToldAt = Now }, state)).ThenNothing();
        Assert.Equal(Channel.InPerson, When(Told with { Through = Channel.InPerson }, told).ThenOne<AuthorityTold>().Made.Through);
        When(Told, new ProcessClosed(ProcessEnd.Answered, null, Advocate.Person)).ThenOne<AuthorityTold>();
        When(Told, new ProcessClosed(ProcessEnd.RecordedInError, null, Advocate.Person)).ThenRefused(RefusalReason.WrongState);
        When(Told with { By = Detective }).ThenRefused(RefusalReason.NotFound, "process");
        When(Told with { ToldAt = Now.AddHours(1).AddTicks(1) }).ThenRefused(RefusalReason.InvalidInput, "at");
        When(Told with { ToldAt = Now.AddHours(-3).AddTicks(-1) }).ThenRefused(RefusalReason.InvalidInput, "at");
        When(Told with { ToldAt = Now.AddHours(-3) }).ThenOne<AuthorityTold>();
        Assert.All(Enum.GetValues<Channel>().Except([Channel.Telephone, Channel.InPerson]), through => When(Told with { Through = through }).ThenRefused(RefusalReason.InvalidInput, "through"));
        Assert.All(Enum.GetValues<Channel>().Except([Channel.Telephone, Channel.InPerson]), through => Record(Besides() with { Made = new(through, Now) }).ThenRefused(RefusalReason.InvalidInput, "made.through"));
        When(Told with { To = new(Police, null) }).ThenRefused(RefusalReason.InvalidInput, "to");
        GivenWhenThen.Given(ProcessStream.Definition, Served with { Kind = ProcessKind.CourtOrder, Time = null }).When(state => DutyDecider.Decide(Told, state)).ThenRefused(RefusalReason.WrongState);
    }

    [Theory]
    [InlineData(AuthorityKind.MissingChildrenCenter, null, "missing-children", null)]
    [InlineData(AuthorityKind.MissingChildrenCenter, "police", null, "to.agency")]
    [InlineData(AuthorityKind.CrimeInformationCenter, null, null, "to")]
    [InlineData(AuthorityKind.CrimeInformationCenter, "harbor", null, "to.agency")]
    [InlineData(AuthorityKind.CrimeInformationCenter, "ncic", "ncic", null)]
    [InlineData(AuthorityKind.ChildWelfare, null, null, "to")]
    [InlineData(AuthorityKind.ChildWelfare, "second-office", "second-office", null)]
    [InlineData(AuthorityKind.Prosecution, "police", null, "authority")]
    public void Another_authority_is_told_by_the_name_that_the_table_has_for_it(AuthorityKind authority, string? to, string? told, string? field)
    {
        var said = When(Told with { Elsewhere = authority, To = to is null ? null : new(new AgencyId(to), null) });

        if (field is not null)
            said.ThenRefused(RefusalReason.InvalidInput, field);
        else
            Assert.Equal(told, said.ThenOne<AuthorityTold>().To!.Agency.Value);
    }

    [Fact]
    public void Each_authority_stands_by_itself()
    {
        var other = When(Told with { Elsewhere = AuthorityKind.MissingChildrenCenter }).ThenOne<AuthorityTold>();
        var unneeded = Recorded.When(state => DutyDecider.Decide(new RecordAuthorityNotRequired(Advocate, AuthorityKind.CrimeInformationCenter, Sensitive.Of("The police enter it.")), state)).ThenOne<AuthorityNotRequired>();
        var begun = new AuthorityLeftToProcess(AuthorityKind.ChildWelfare, new ProcessId(Guid.NewGuid()), Advocate.Person);

        Assert.Equal([DutyStanding.Outstanding, DutyStanding.Outstanding, DutyStanding.Outstanding, DutyStanding.Outstanding], Standing(Recorded.State));
        Assert.Equal([DutyStanding.Outstanding, DutyStanding.Told, DutyStanding.NotRequired, DutyStanding.ByProcess], Standing(Recorded.And(other, unneeded, begun).State));
        Assert.Equal(DutyStanding.Outstanding, Standing(Recorded.And(begun, begun with { Process = null }).State)[3]);
        Assert.Equal([DutyStanding.ToHandOver, DutyStanding.Told], Standing(Recorded.And(other).State, new(false, [Disclosure])).Take(2));
        Assert.Equal([DutyStanding.Ended, DutyStanding.Told], Standing(Recorded.And(other, new ProcessClosed(ProcessEnd.RecordedInError, null, Advocate.Person)).State).Take(2));
        Recorded.And(other).When(state => DutyDecider.Decide(new RecordAuthorityNotRequired(Advocate, AuthorityKind.MissingChildrenCenter, Sensitive.Of("no")), state)).ThenRefused(RefusalReason.WrongState, "authority");
        Recorded.When(state => DutyDecider.Decide(new RecordAuthorityNotRequired(Advocate, AuthorityKind.Prosecution, Sensitive.Of("no")), state)).ThenRefused(RefusalReason.InvalidInput, "authority");
        Recorded.When(state => DutyDecider.Decide(new RecordAuthorityNotRequired(Advocate, AuthorityKind.CrimeInformationCenter, Sensitive.Of(" ")), state)).ThenRefused(RefusalReason.InvalidInput, "why");
    }

    [Fact]
    public void A_process_of_its_own_for_another_authority_is_the_same_duty_about_the_same_case()
    {
        Assert.Null(Record(Besides()).ThenOne<ProcessServed>().Time!.AlsoTo);
        Record(Besides() with { BesidesIs = ProcessState.Initial }).ThenRefused(RefusalReason.InvalidInput, "besides.process");
        Record(Besides() with { Report = ReportKind.ChildAbuse }).ThenRefused(RefusalReason.InvalidInput, "besides.process");
        Record(Besides() with { Duty = new(ReporterRole.Advocate, "us-xx") }).ThenRefused(RefusalReason.InvalidInput, "besides.process");
        Record(Besides(AuthorityKind.Prosecution)).ThenRefused(RefusalReason.InvalidInput, "besides.authority");
        Record(Besides() with { Authority = new(Police, null) }).ThenRefused(RefusalReason.InvalidInput, "authority.agency");
        Record(Besides(AuthorityKind.MissingChildrenCenter, new AuthorityLeftToProcess(AuthorityKind.MissingChildrenCenter, new ProcessId(Guid.NewGuid()), Advocate.Person))).ThenRefused(RefusalReason.WrongState, "besides.authority");
        Record(Besides(AuthorityKind.MissingChildrenCenter, new ProcessClosed(ProcessEnd.Withdrawn, null, Advocate.Person))).ThenRefused(RefusalReason.InvalidInput, "besides.process");
        Record(Besides() with { Kind = ProcessKind.CourtOrder, Duty = null, Report = null }).ThenRefused(RefusalReason.InvalidInput, "besides");
    }

    [Fact]
    public void A_duty_is_answered_once_everybody_was_told_whom_it_names()
    {
        var close = new CloseProcess(Advocate, ProcessEnd.Answered, null);
        var rest = new ProcessEvent[]
        {
            When(Told with { Elsewhere = AuthorityKind.MissingChildrenCenter }).ThenOne<AuthorityTold>(), new AuthorityNotRequired(AuthorityKind.CrimeInformationCenter, Sensitive.Of("no"), Advocate.Person),
            new AuthorityLeftToProcess(AuthorityKind.ChildWelfare, new ProcessId(Guid.NewGuid()), Advocate.Person),
        };

        Recorded.When(state => ProcessDecider.Decide(close, state)).ThenRefused(RefusalReason.WrongState, "end");
        Recorded.And(rest).When(state => ProcessDecider.Decide(close, state)).ThenRefused(RefusalReason.WrongState, "end");
        Recorded.And(rest).When(state => ProcessDecider.Decide(close with { Given = new(false, [Disclosure]) }, state)).ThenRefused(RefusalReason.WrongState, "end");
        Recorded.And(rest).When(state => ProcessDecider.Decide(close with { Given = new(true, []) }, state)).ThenOne<ProcessClosed>();
        Recorded.And(rest).And(When(Told).ThenOne<AuthorityTold>()).When(state => ProcessDecider.Decide(close, state)).ThenOne<ProcessClosed>();
        Recorded.When(state => ProcessDecider.Decide(close with { Given = new(true, []) }, state)).ThenRefused(RefusalReason.WrongState, "end");
        Recorded.When(state => ProcessDecider.Decide(close with { End = ProcessEnd.RecordedInError }, state)).ThenOne<ProcessClosed>();
    }

    [Theory]
    [InlineData(ProcessEnd.Withdrawn)]
    [InlineData(ProcessEnd.Quashed)]
    public void A_duty_of_the_law_is_neither_withdrawn_nor_quashed(ProcessEnd end)
    {
        var close = new CloseProcess(Advocate, end, null);
        Past<ProcessState, ProcessEvent> Of(ProcessKind kind) => GivenWhenThen.Given(ProcessStream.Definition, Served with { Kind = kind, Time = null });

        foreach (var kind in new[] { ProcessKind.MandatedReport, ProcessKind.DutyToWarn })
        {
            Of(kind).When(state => ProcessDecider.Decide(close, state)).ThenRefused(RefusalReason.InvalidInput, "end");
            Of(kind).And(new ProcessClosed(ProcessEnd.Answered, null, Advocate.Person)).When(state => ProcessDecider.Decide(close, state)).ThenRefused(RefusalReason.InvalidInput, "end");
            Of(kind).And(new ProcessClosed(end, null, Advocate.Person)).When(state => ProcessDecider.Decide(close, state)).ThenNothing();
        }

        Of(ProcessKind.PermittedReport).When(state => ProcessDecider.Decide(close, state)).ThenOne<ProcessClosed>();
    }

    [Fact]
    public void Whoever_else_of_an_authority_is_told_later_does_not_make_it_late()
    {
        var told = When(Told with { Elsewhere = AuthorityKind.ChildWelfare, To = new(Center, null) }).ThenOne<AuthorityTold>();
        When(Told with { Elsewhere = AuthorityKind.ChildWelfare, To = new(Center, null), ToldAt = Now }, told).ThenNothing();
        var later = When(Told with { Elsewhere = AuthorityKind.ChildWelfare, To = new(Second, null), ToldAt = Now }, told).ThenOne<AuthorityTold>();

        Assert.Equal(told, Recorded.And(told, later).State.RecordIfAny!.Elsewhere[AuthorityKind.ChildWelfare]);
    }

    [Fact]
    public void Every_authority_has_a_name_in_words() => Assert.All(Enum.GetValues<AuthorityKind>(), authority => Assert.NotEmpty(DutyWords.ToDo(authority, toHandOver: false, null)));
}
