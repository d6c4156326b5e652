using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Projections.AdvocateCaseload;
using Xunit;

namespace Coordination.Projections.Tests.AdvocateCaseload;

/// <summary>
/// Every way through a duty to report, up to four steps where the table was there from the start and three where it was not: whatever is loaded, wherever the authority stands, however it is told. What is outstanding is worked out here from what was done,
/// and compared with the rows that remind, with the view of the duty, and with whether it can be closed as answered.
/// </summary>
public sealed class DutyWalkTests
{
    private const string Agency = "county-welfare";

    private static readonly AgencyId Welfare = new(Agency), Police = new("city-police"), Center = new("missing-children");
    private static readonly Actor Wren = new(new PersonId("wren"), Welfare);
    private static readonly ProcessId Duty = new(Id(1)), Second = new(Id(2));
    private static readonly SurvivorId Child = new(Id(3));
    private static readonly RecordItemAdded Who = new(new RecordItemId(Id(5)), InformationCategory.Identity, Sensitivity.Identifying, new ItemTexts(Sensitive.Of("a red jacket"), null, null));
    private static readonly CaseState Case = CaseStream.Definition.Fold(CaseState.Initial, [new CaseOpened(new CaseId(Id(4)), Child, Welfare, Wren.Person), Who]);
    private static readonly DateTimeOffset Now = Log.Start.AddDays(1), Learned = Now.AddHours(-3);

    public enum Loaded { Never, BeforeItWasLearned, SinceItWasLearned, AfterItWasRecorded }

    public enum There { Inside, Outside, Suspended, Departed }

    public enum Step { Telephone, MakeCopy, HandOver, Read, TelephoneTheOther, OtherNotRequired, OtherByProcess, CloseTheOtherInError, Close, CloseInError }

    public static TheoryData<Loaded, There, bool> Situations => [.. from loaded in Enum.GetValues<Loaded>() from there in Enum.GetValues<There>() from told in new[] { false, true } select (loaded, there, told)];

    [Theory]
    [MemberData(nameof(Situations))]
    public void The_reminder_ends_when_and_only_when_each_authority_was_told_and_a_view_says_what_is_outstanding(Loaded loaded, There there, bool told)
    {
        var walk = Walk.Begin(loaded, there, told);

        Assert.True(Tried(walk, loaded == Loaded.BeforeItWasLearned ? 4 : 3) > 20);
    }

    private static int Tried(Walk walk, int stepsLeft)
    {
        walk.Check();
        return stepsLeft == 0 ? 1 : 1 + Enum.GetValues<Step>().Select(walk.After).OfType<Walk>().Sum(next => Tried(next, stepsLeft - 1));
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    /// <summary>What was recorded, and beside it what people did, in words of its own.</summary>
    private sealed record Walk(There There, IReadOnlyList<(string Stream, DomainEvent Event)> Log)
    {
        private const string DutyStream = "duty", SecondStream = "second", CopyStream = "copy";

        private bool MainTold { get; init; }
        private bool Made { get; init; }
        private bool Handed { get; init; }
        private bool Ended { get; init; }
        private bool HasOther { get; init; }
        private bool OtherSettled { get; init; }
        private bool OtherBegun { get; init; }
        private bool OtherClosed { get; init; }

        private static TaskForceState TaskForce(Loaded loaded)
        {
            TableDuty Line(AuthorityKind authority) => new(ReportKind.MissingFromCare, null, null, authority, [InformationCategory.Identity], 24, $"42 USC 671 {authority}", Certainty.Text);
            var from = loaded switch { Loaded.BeforeItWasLearned => Learned.AddDays(-9), Loaded.SinceItWasLearned => Learned.AddHours(1), _ => Now.AddHours(1) };
            return TaskForceStream.Definition.Fold(TaskForceState.Initial,
            [
                new TaskForceFormed("A task force", "a county", new AgencyId("office")),
                .. loaded == Loaded.Never ? (TaskForceEvent[])[] : [new JurisdictionTableLoaded(
                    from, new JurisdictionTable { Jurisdiction = "us", Name = "United States", Version = "1", Duties = [Line(AuthorityKind.LawEnforcement), Line(AuthorityKind.MissingChildrenCenter)] },
                    [new AuthorityNamed(AuthorityKind.LawEnforcement, Police), new AuthorityNamed(AuthorityKind.MissingChildrenCenter, Center)], Wren.Person)],
            ]);
        }

        private static PartnerPosition Position(There there)
        {
            var joined = new AgencyJoined(Police, "Police", AgencyKind.LawEnforcement, []);
            return PartnerStream.Definition.Fold(PartnerPosition.Initial, there switch
            {
                There.Inside => [joined],
                There.Suspended => [joined, new StandingSuspended(Sensitive.Of("broken"))],
                There.Departed => [joined, new AgencyLeft(Sensitive.Of("broken"))],
                _ => (PartnerEvent[])[],
            });
        }

        private static RecordService Service(ProcessId process, AgencyId authority, Loaded loaded) => new()
        {
            By = Wren,
            Process = process,
            Kind = ProcessKind.MandatedReport,
            Case = Case.RecordIfAny!.Case,
            Authority = new(authority, null),
            IssuedBy = Sensitive.Of("Congress"),
            Reference = Sensitive.Of("42 USC 671"),
            Names = new([Who.Item], []),
            Duty = new(ReporterRole.ChildWelfareWorker, "us"),
            Report = ReportKind.MissingFromCare,
            LearnedAt = Learned,
            At = Now,
            TaskForce = TaskForce(loaded),
        };

        public static Walk Begin(Loaded loaded, There there, bool told)
        {
            var command = Service(Duty, Police, loaded) with { Made = told ? new(Channel.Telephone, Now.AddHours(-1)) : null };
            var served = (ProcessServed)ProcessDecider.Decide(command, Case, ProcessState.Initial).Events.Single();
            return new Walk(there, [(DutyStream, served)]) { MainTold = told, HasOther = loaded is Loaded.BeforeItWasLearned or Loaded.SinceItWasLearned };
        }

        private ProcessState State(string stream) => ProcessStream.Definition.Fold(ProcessState.Initial, [.. Log.Where(one => one.Stream == stream).Select(one => (ProcessEvent)one.Event)]);

        private bool CanBeClosed => MainTold && (!HasOther || OtherSettled || OtherBegun);

        private GivenUnder Given => Made && There == There.Inside || Handed ? new(true, []) : Made ? new(false, [new DisclosureId(Id(9))]) : GivenUnder.Nothing;

        /// <summary>What comes of a step; null where nobody can take it now.</summary>
        public Walk? After(Step step) => (step, Ended) switch
        {
            (Step.Telephone, _) => Decided(DutyDecider.Decide(new RecordAuthorityTold(Wren, null, null, Channel.Telephone, Now, Now), State(DutyStream)), !Ended)?.With(walk => walk with { MainTold = true }),
            (Step.MakeCopy, _) when !Made => With(Copy, walk => walk with { Made = true, MainTold = MainTold || There == There.Inside }),
            (Step.HandOver, _) when Made && There != There.Inside && !Handed => With(new CopyHandedOver(Wren.Person, Now, Sensitive.Of("the desk"), Channel.InPerson, Wren.Person) { Process = Duty }, walk => walk with { Handed = true, MainTold = true }),
            (Step.Read, _) when Made && There == There.Suspended && !Handed => With(new DisclosureAcknowledged(new PersonId("dana")) { Process = Duty }, walk => walk with { Handed = true, MainTold = true }),
            (Step.TelephoneTheOther, _) => Decided(DutyDecider.Decide(new RecordAuthorityTold(Wren, AuthorityKind.MissingChildrenCenter, null, Channel.Telephone, Now, Now), State(DutyStream)), HasOther && !Ended)?.With(walk => walk with { OtherSettled = true }),
            (Step.OtherNotRequired, _) when !OtherSettled =>
                Decided(DutyDecider.Decide(new RecordAuthorityNotRequired(Wren, AuthorityKind.MissingChildrenCenter, Sensitive.Of("one of them")), State(DutyStream)), HasOther && !Ended && !OtherBegun)?.With(walk => walk with { OtherSettled = true }),
            (Step.OtherByProcess, _) when !OtherSettled && !OtherBegun => ByProcess(),
            (Step.CloseTheOtherInError, _) when OtherBegun => CloseTheOther(),
            (Step.Close, false) when State(DutyStream) is ProcessState.Pending => Decided(ProcessDecider.Decide(new CloseProcess(Wren, ProcessEnd.Answered, null) { Given = Given }, State(DutyStream)), CanBeClosed),
            (Step.CloseInError, false) => Decided(ProcessDecider.Decide(new CloseProcess(Wren, ProcessEnd.RecordedInError, null), State(DutyStream)), true)?.With(walk => walk with { Ended = true }),
            _ => null,
        };

        public void Check()
        {
            var log = new Log();
            foreach (var (stream, e) in Log)
                log.By(Agency, stream == CopyStream ? $"disclosure-{Id(9)}" : $"process-{(stream == DutyStream ? Duty : Second)}", e);
            var rows = log.Fold(AllProjections.AdvocateCaseload).Values.OfType<CaseloadReport>().Where(row => row.Place.Due is not null).ToList();
            var mine = rows.Where(row => row.Process == Duty).Select(row => row.Elsewhere).Order().ToList();
            AuthorityKind?[] outstanding = Ended ? [] : [.. MainTold ? (AuthorityKind?[])[] : [null], .. HasOther && !OtherSettled && !OtherBegun ? (AuthorityKind?[])[AuthorityKind.MissingChildrenCenter] : []];

            Assert.Equal(outstanding, mine);
            Assert.Equal(OtherBegun, rows.Exists(row => row.Process == Second));
            var items = DutyItem.Of((ProcessState.Served)State(DutyStream), Given, Now);
            Assert.Equal(outstanding, items.Where(item => item.IsOpen).Select(item => item.Elsewhere));
            Assert.Equal(Made && !Handed && There != There.Inside && !MainTold && !Ended, items[0].Standing == DutyStanding.ToHandOver);
            Assert.Equal(items[0].Standing == DutyStanding.ToHandOver, rows.Exists(row => row.Process == Duty && row is { Elsewhere: null, ToHandOver: true }));
            Assert.All(rows, row => Assert.Equal(!HasOther, row.AtOnce == true && row.Process == Duty));
        }

        private DisclosureMade Copy => new(
            new(Police, null), Purpose.Investigation, [], [], "", new(Outcome.Permit, [], [], [], 2, 1, "2026-2", Now) { Process = new(Duty, 1) }, Wren.Person)
        {
            HandOverBy = ByHand.Until(Position(There), TaskForce(Loaded.Never), Now, null),
        };

        private Walk? ByProcess()
        {
            var command = Service(Second, Center, Loaded.BeforeItWasLearned) with { Besides = new(Duty, AuthorityKind.MissingChildrenCenter), BesidesIs = State(DutyStream) };
            var decision = ProcessDecider.Decide(command, Case, ProcessState.Initial);
            var can = HasOther && !Ended;
            if (OtherClosed)
                return null;
            Assert.Equal(can, decision is Accepted<ProcessEvent>);
            return !can ? null : this with
            {
                Log = [.. Log, (SecondStream, decision.Events.Single()), (DutyStream, DutyDecider.Decide(new LeaveAuthorityToProcess(Wren, AuthorityKind.MissingChildrenCenter, Second), State(DutyStream)).Events.Single())],
                OtherBegun = true,
            };
        }

        private Walk CloseTheOther() => this with
        {
            Log =
            [
                .. Log, .. ProcessDecider.Decide(new CloseProcess(Wren, ProcessEnd.RecordedInError, null), State(SecondStream)).Events.Select(e => (SecondStream, (DomainEvent)e)),
                .. DutyDecider.Decide(new LeaveAuthorityToProcess(Wren, AuthorityKind.MissingChildrenCenter, null), State(DutyStream)).Events.Select(e => (DutyStream, (DomainEvent)e)),
            ],
            OtherBegun = false,
            OtherClosed = true,
        };

        // Whether it is refused is said beforehand.
        private Walk? Decided(Decision<ProcessEvent> decision, bool can)
        {
            Assert.Equal(can, decision is Accepted<ProcessEvent>);
            return can ? this with { Log = [.. Log, .. decision.Events.Select(e => (DutyStream, (DomainEvent)e))] } : null;
        }

        private Walk With(Func<Walk, Walk> change) => change(this);

        private Walk With(DisclosureEvent e, Func<Walk, Walk> change) => change(this with { Log = [.. Log, (CopyStream, e)] });
    }
}
