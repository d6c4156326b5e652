using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>A disclosure that answers a legal process: to its authority, what it names, by two people who did not record it.</summary>
public sealed class AnsweringProcessTests
{
    private static readonly Actor Second = Advocate with { Person = new PersonId("bea") };
    private static readonly GateRecipient Court = new(new AgencyId("superior-court"), null);

    private static readonly ProcessServed Order = new()
    {
        Process = new ProcessId(Guid.NewGuid()),
        Kind = ProcessKind.CourtOrder,
        Agency = Advocate.Agency,
        Survivor = Case.RecordIfAny!.Survivor,
        Case = Case.RecordIfAny.Case,
        Authority = Court,
        IssuedBy = Sensitive.Of("Superior Court"),
        Reference = Sensitive.Of("26-CR-1"),
        Names = new ProcessScope([], [InformationCategory.Narrative]),
        Part2Order = false,
        By = Advocate.Person,
    };

    private static readonly AuthoriseDisclosure Everything = new(Second, [], SharingMode.IdentifiedVerbatim);

    private static ProcessState Served(ProcessServed service, params ProcessEvent[] after) => ProcessStream.Definition.Fold(ProcessState.Initial, [service, .. after]);

    private static DisclosureState Begun => Given(RequestDecider.Decide(new AnswerProcess(Advocate, Disclosure, Purpose.Prosecution), Served(Order), DisclosureState.Initial).Recorded<DisclosureOffered>());

    [Fact]
    public void It_goes_to_the_authority_and_rests_on_what_was_served()
    {
        var terms = Assert.IsType<DisclosureState.Offered>(Begun).Terms;

        Assert.Equal((Court, ClaimedBasis.CourtOrder, Order.Process), (terms.Recipient, terms.Basis, terms.Process));
    }

    [Fact]
    public void Nobody_answers_for_another_agency_or_a_process_that_ended()
    {
        RequestDecider.Decide(new AnswerProcess(Detective, Disclosure, Purpose.Prosecution), Served(Order), DisclosureState.Initial).Refused(RefusalReason.NotFound);
        RequestDecider.Decide(new AnswerProcess(Advocate, Disclosure, Purpose.Prosecution), Served(Order, new ProcessClosed(ProcessEnd.Withdrawn, null, Advocate.Person)), DisclosureState.Initial)
            .Refused(RefusalReason.WrongState);
    }

    [Fact]
    public void The_gate_is_asked_about_what_the_process_names_and_nothing_else()
    {
        GateRequest? asked = null;

        AuthorisationDecider.Decide(Everything, Case, Served(Order), request => { asked = request; return Verdict(Permit(Account, SharingMode.IdentifiedVerbatim)); }, Begun).Recorded<DisclosureAuthorized>();

        Assert.Equal(Account.Item, Assert.Single(asked!.Items).Item);
        Assert.Equal((ClaimedBasis.CourtOrder, Court), (asked.Basis, asked.Recipient));
    }

    [Fact]
    public void Who_recorded_the_service_does_not_approve() =>
        AuthorisationDecider.Decide(Everything with { By = Advocate }, Case, Served(Order), Never, Begun).Refused(RefusalReason.SecondPersonNeeded);

    [Fact]
    public void A_review_of_deaths_is_told_for_the_review_and_for_nothing_else()
    {
        foreach (var purpose in Enum.GetValues<Purpose>().Where(purpose => purpose is not Purpose.CaseReview))
        {
            RequestDecider.Decide(new AnswerProcess(Advocate, Disclosure, purpose), Served(Order with { Kind = ProcessKind.FatalityReview }), DisclosureState.Initial).Refused(RefusalReason.InvalidInput);
        }
    }

    [Fact]
    public void What_goes_by_law_is_begun_for_the_purpose_of_that_law()
    {
        Decision<DisclosureEvent> Begin(ProcessKind kind, Purpose purpose) => RequestDecider.Decide(new AnswerProcess(Advocate, Disclosure, purpose), Served(Order with { Kind = kind }), DisclosureState.Initial);

        Begin(ProcessKind.ImminentRisk, Purpose.Prosecution).Refused(RefusalReason.InvalidInput);
        Begin(ProcessKind.ImminentRisk, Purpose.SafetyPlanning).Recorded<DisclosureOffered>();
        Begin(ProcessKind.MandatedReport, Purpose.ImmigrationRelief).Refused(RefusalReason.InvalidInput);
        Begin(ProcessKind.MandatedReport, Purpose.Prosecution).Recorded<DisclosureOffered>();
        Begin(ProcessKind.CourtOrder, Purpose.ImmigrationRelief).Recorded<DisclosureOffered>();
    }

    [Theory]
    [InlineData(ProcessKind.MandatedReport, true)]
    [InlineData(ProcessKind.ImminentRisk, true)]
    [InlineData(ProcessKind.DutyToWarn, true)]
    [InlineData(ProcessKind.PermittedReport, false)]
    [InlineData(ProcessKind.FatalityReview, false)]
    [InlineData(ProcessKind.CourtOrder, false)]
    [InlineData(ProcessKind.Statute, false)]
    [InlineData(ProcessKind.Subpoena, false)]
    public void What_cannot_wait_for_a_second_person_takes_one(ProcessKind kind, bool one)
    {
        var served = Served(Order with { Kind = kind, Made = new ReportMade(Channel.Telephone, Now) });
        var purpose = kind is ProcessKind.FatalityReview ? Purpose.CaseReview : Purpose.SafetyPlanning;
        var offered = RequestDecider.Decide(new AnswerProcess(Advocate, Disclosure, purpose), served, DisclosureState.Initial).Recorded<DisclosureOffered>();
        var line = Permit(Account, SharingMode.IdentifiedVerbatim);
        var alone = AuthorisationDecider.Decide(Everything with { By = Advocate }, Case, served, _ => Verdict(line), Given(offered));
        var authorised = new DisclosureAuthorized(Order.Survivor, Order.Case, Verdict(line), Advocate.Person);
        var made = AuthorisationDecider.Decide(new MakeDisclosure(Advocate, FreshIds(1)), Case, _ => Verdict(line), Given(offered, authorised));

        Assert.Equal(one ? [] : [WaitsFor.SecondPerson], Waiting.Of(Given(offered, authorised)));
        if (one)
        {
            Assert.Equal(new ReportMade(Channel.Telephone, Now), alone.Recorded<DisclosureAuthorized>().Reported);
            made.Recorded<DisclosureMade>();
        }
        else
        {
            alone.Refused(RefusalReason.SecondPersonNeeded);
            made.Refused(RefusalReason.SecondPersonNeeded);
        }
    }

    [Fact]
    public void A_report_that_does_not_go_from_here_is_told_that_the_duty_stands()
    {
        var served = Served(Order with { Kind = ProcessKind.MandatedReport });
        var offered = RequestDecider.Decide(new AnswerProcess(Advocate, Disclosure, Purpose.SafetyPlanning), served, DisclosureState.Initial).Recorded<DisclosureOffered>();
        var held = Verdict(new VerdictLine(Account.Item, Outcome.Hold, null, null, [new("CG-18", RuleEffect.Hold, "duty-stands")]));

        var refusal = Assert.IsType<Refused<DisclosureEvent>>(AuthorisationDecider.Decide(Everything with { By = Advocate }, Case, served, _ => held, Given(offered))).Refusal;

        Assert.Equal((RefusalReason.Held, $"Nothing goes yet. {GateNotes.Duty} {HoldReasons.Known("CG-18", "duty-stands")!.Text}"), (refusal.Reason, refusal.Message));
        var told = Served(Order with { Kind = ProcessKind.MandatedReport, Made = new ReportMade(Channel.Telephone, new(2026, 3, 2, 9, 5, 0, TimeSpan.Zero)) });
        var again = Assert.IsType<Refused<DisclosureEvent>>(AuthorisationDecider.Decide(Everything with { By = Advocate }, Case, told, _ => held, Given(offered))).Refusal;
        Assert.Contains("It was told already, by telephone, at 2026-03-02 09:05 UTC, and that is on record (made)", again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_rests_on_its_own_process_only()
    {
        AuthorisationDecider.Decide(Everything, Case, Never, Begun).Refused(RefusalReason.NotFound);
        AuthorisationDecider.Decide(Everything, Case, Served(Order with { Process = new(Guid.NewGuid()) }), Never, Begun).Refused(RefusalReason.InvalidInput);
        AuthorisationDecider.Decide(Everything, Case, Served(Order with { Survivor = new(Guid.NewGuid()) }), Never, Begun).Refused(RefusalReason.NotFound);
        AuthorisationDecider.Decide(Everything, Case, Served(Order), Never, Given(Requested, Matched)).Refused(RefusalReason.InvalidInput);
    }

    [Fact]
    public void A_request_that_claims_an_order_goes_on_under_the_order_once_it_is_recorded() =>
        AuthorisationDecider.Decide(Everything, Case, Served(Order), _ => Verdict(Permit(Account, SharingMode.IdentifiedVerbatim)), Given(Requested with { Basis = ClaimedBasis.CourtOrder }, Matched))
            .Recorded<DisclosureAuthorized>();

    [Fact]
    public void The_copy_does_not_say_that_she_permitted_it()
    {
        var compelled = Verdict(new VerdictLine(Account.Item, Outcome.Permit, SharingMode.IdentifiedVerbatim, null, [new("CG-17", RuleEffect.Permit, "compelled")]));
        var authorised = DisclosureStream.Definition.Fold(Begun, [new DisclosureAuthorized(Order.Survivor, Order.Case, compelled, Second.Person)]);

        AuthorisationDecider.Decide(new MakeDisclosure(Second, FreshIds(1)), Case, Never, authorised).Refused(RefusalReason.SecondPersonNeeded);
        var made = AuthorisationDecider.Decide(new MakeDisclosure(Advocate, FreshIds(1)), Case, _ => compelled, authorised).Recorded<DisclosureMade>();

        Assert.Contains("the law compels it", made.RedisclosureNotice, StringComparison.Ordinal);
        Assert.DoesNotContain("with the permission of the person whom", made.RedisclosureNotice.Replace("not with the permission", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static Verdict Never(GateRequest request) => throw new InvalidOperationException("The gate was asked.");
}
