using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.Operations;
using Coordination.Domain.Partners;
using Coordination.Domain.Services;
using Coordination.Projections.Accountability;
using Xunit;

namespace Coordination.Projections.Tests.Accountability;

/// <summary>How an agency stands and what was said and seen of it. How a refused condition comes to stand is in <see cref="RefusedConditionTests"/>.</summary>
public class AgencyAccountTests
{
    private static readonly AgencyId s_police = new("city-police");
    private static readonly ConcernId s_concern = new(Id(1)), s_another = new(Id(2));
    private static readonly ConcernRaised s_raised = new(s_concern, ConcernKind.Redisclosure, new("harbor"), Sensitive.Of("they told her landlord"));
    private static readonly string s_stream = "agency-city-police", s_relief = $"relief-{Id(3)}";

    [Fact]
    public void An_agency_that_joined_is_a_member_until_it_is_suspended_or_leaves()
    {
        var log = Police(new AgencyJoined(s_police, "City police", AgencyKind.LawEnforcement, []));
        Assert.Equal((AccountStanding.Member, null), StandingOf(log));
        var place = Account(log).Place;
        Assert.Equal(new RowPlace(Compartment.TaskForce, "city-police", "member") { Party = s_police }, place);

        log.By("office", s_stream, new StandingSuspended(Sensitive.Of("no answer to a recall")));
        Assert.Equal((AccountStanding.Suspended, "no answer to a recall"), StandingOf(log));
        Assert.Equal("suspended", Account(log).Place.Status);

        log.By("office", s_stream, new StandingRestored(Sensitive.Of("it answered")));
        Assert.Equal((AccountStanding.Member, null), StandingOf(log));

        log.By("office", s_stream, new AgencyLeft(Sensitive.Of("its own wish")));
        Assert.Equal((AccountStanding.Left, "its own wish"), StandingOf(log));
        Assert.Equal("left", Account(log).Place.Status);
    }

    [Fact]
    public void A_division_has_an_account_of_its_own_that_names_its_agency()
    {
        var unit = Account(new Log().By("office", s_stream, new DivisionFormed(s_police, new("city-attorney"), "Victim unit", AgencyKind.VictimServices, [])));

        Assert.Equal((s_police, new AgencyId("city-attorney"), AccountStanding.Member), (unit.Agency, unit.PartOf, unit.Standing));
    }

    [Fact]
    public void An_agency_outside_the_task_force_has_an_account_once_something_is_said_of_it()
    {
        var outside = Account(new Log().By("office", $"concern-{s_concern}", s_raised with { About = new("motel-owners") }));

        Assert.Equal((new AgencyId("motel-owners"), AccountStanding.Outside, "outside"), (outside.Agency, outside.Standing, outside.Place.Status));
        Assert.Equal(s_concern, Assert.Single(outside.Concerns).Concern);
    }

    [Fact]
    public void A_concern_says_how_far_it_is_and_since_when_and_not_in_which_words()
    {
        var log = Police(s_raised);
        Assert.Equal(new AccountConcern(s_concern, ConcernKind.Redisclosure, new("harbor"), Minute(1), AccountConcernStanding.Raised, Minute(1)), Assert.Single(Account(log).Concerns));

        (ConcernEvent Event, AccountConcernStanding Standing)[] steps =
        [
            (new ConcernPutToAgency(s_concern, Sensitive.Of("a")), AccountConcernStanding.PutToAgency), (new ConcernAnswered(s_concern, Sensitive.Of("b")), AccountConcernStanding.Answered),
            (new ConcernUpheld(s_concern, Sensitive.Of("c")), AccountConcernStanding.Upheld), (new ConcernDismissed(s_concern, Sensitive.Of("d")), AccountConcernStanding.Dismissed),
        ];
        foreach (var (step, (@event, standing)) in steps.Index())
        {
            var moved = Assert.Single(Account(log.By("office", s_stream, @event)).Concerns);
            Assert.Equal((standing, Minute(step + 2), Minute(1)), (moved.Standing, moved.MovedAt, moved.RaisedAt));
        }

        Assert.DoesNotContain("landlord", Log.Text(AllProjections.Accountability, Account(log)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_moves_the_concern_that_it_names_and_no_other()
    {
        var log = Police(s_raised, s_raised with { Concern = s_another, Kind = ConcernKind.Pressure }, new ConcernUpheld(s_another, Sensitive.Of("so it was")));

        Assert.Equal(
            [(s_concern, AccountConcernStanding.Raised), (s_another, AccountConcernStanding.Upheld)],
            Account(log).Concerns.Select(concern => (concern.Concern, concern.Standing)));
    }

    [Fact]
    public void A_concern_in_a_stream_of_its_own_is_on_the_account_of_the_agency_that_it_is_about()
    {
        var log = new Log().By("harbor", $"concern-{s_concern}", s_raised with { About = s_police }, new ConcernAnswered(s_concern, Sensitive.Of("b")) { About = s_police });

        Assert.Equal((s_police, AccountConcernStanding.Answered), (Account(log).Agency, Assert.Single(Account(log).Concerns).Standing));
    }

    [Fact]
    public void A_concern_after_advocates_declined_to_come_to_an_operation_is_a_sign_of_pressure_and_none_after_they_agreed()
    {
        var about = s_raised with { Operation = new(Id(4)) };

        Assert.Equal([new PressureSignal(PressureKind.ConcernAfterDeclinedPresence, Minute(1))], Account(Police(about with { OperationWas = PresenceAnswer.Declined })).Signals);
        Assert.Equal([new PressureSignal(PressureKind.ConcernAfterDeclinedPresence, Minute(1))], Account(Police(about)).Signals); // from before the answer was kept with it
        Assert.Empty(Account(Police(about with { OperationWas = PresenceAnswer.Agreed })).Signals);
        Assert.Empty(Account(Police(about with { OperationWas = PresenceAnswer.Waiting })).Signals);
        Assert.Empty(Account(Police(s_raised)).Signals);
    }

    [Fact]
    public void A_certifier_that_is_silent_or_refuses_after_a_concern_gives_a_sign_of_pressure_and_no_other_answer_does()
    {
        Assert.Equal([new PressureSignal(PressureKind.SilentCertifier, Minute(1))], Account(Relief(new CertifierSilent(s_police, Log.Start))).Signals);
        Assert.Equal([new PressureSignal(PressureKind.RefusalAfterConcern, Minute(1))], Account(Relief(new CertifierAnswered(s_police, CertifierAnswer.Refused, [s_concern], null))).Signals);
        Assert.Empty(Rows(Relief(
            new CertifierAnswered(s_police, CertifierAnswer.Refused, [], null), new CertifierAnswered(s_police, CertifierAnswer.Certified, [s_concern], null))));
    }

    [Fact]
    public void Harm_that_was_seen_in_an_operation_is_on_the_account_of_who_led_it_and_an_operation_without_harm_on_none()
    {
        var stream = $"operation-{Id(4)}";
        var harmed = Account(new Log().By("harbor", stream, new OperationDebriefed(s_police, [GoalKind.Housing], [HarmSeen.Arrest, HarmSeen.Separation], Sensitive.Of("her sister was taken"))));

        Assert.Equal(s_police, harmed.Agency);
        var seen = Assert.Single(harmed.HarmsSeen);
        Assert.Equal([HarmSeen.Arrest, HarmSeen.Separation], seen.Harms);
        Assert.Equal(Minute(1), seen.At);
        Assert.DoesNotContain("sister", Log.Text(AllProjections.Accountability, harmed), StringComparison.Ordinal);
        Assert.Empty(Rows(new Log().By("harbor", stream, new OperationDebriefed(s_police, [GoalKind.Housing], [], null))));
    }

    [Fact]
    public void A_condition_on_immigration_relief_is_on_the_account_of_who_demanded_it()
    {
        var log = new Log().By("legal-aid", s_relief, new ReliefConditionRefused("CG-30", new(Id(5)), s_police, [ConditionKind.Cooperation, ConditionKind.Testimony]));

        var refused = Assert.Single(Account(log).RefusedConditions);

        Assert.Equal((new AgencyId("legal-aid"), MarkStanding.NotHeard, "CG-30", Minute(1)), (refused.EnteredBy, refused.Standing, refused.Rule, refused.At));
        Assert.Equal([ConditionKind.Testimony, ConditionKind.Cooperation], refused.Conditions); // in the order of the vocabulary
        Assert.Equal(new MarkId(log.Events[0].Meta.EventId), refused.Mark);
        Assert.DoesNotContain($"{Id(5)}", Log.Text(AllProjections.Accountability, Account(log)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recall_that_was_not_answered_in_time_stays_on_the_account_of_who_has_the_copy()
    {
        var log = new Log().By("harbor", $"disclosure-{Id(6)}", new RecallOverdue(Log.Start.AddDays(-1)) { Recipient = s_police })
            .By("city-police", $"disclosure-{Id(6)}", new RecallAcknowledged(RecallAnswer.Destroyed, null, new("reyes")));

        Assert.Equal(new LateRecall(Log.Start.AddDays(-1), Minute(1)), Assert.Single(Account(log).LateRecalls));
        Assert.Empty(Rows(new Log().By("harbor", $"disclosure-{Id(6)}", new RecallOverdue(Log.Start.AddDays(-1))))); // from before it was kept whose it is
    }

    private static Log Police(params PartnerEvent[] events) => new Log().By("office", s_stream, events);

    private static Log Relief(params ReliefEvent[] events) => new Log().By("legal-aid", s_relief, events);

    private static (AccountStanding, string?) StandingOf(Log log) => Account(log) is var account ? (account.Standing, account.Because?.Reveal()) : default;

    private static List<View> Rows(Log log) => [.. log.Fold(AllProjections.Accountability).Values];

    private static AgencyAccount Account(Log log) => Assert.IsType<AgencyAccount>(Assert.Single(Rows(log)));

    private static DateTimeOffset Minute(int minute) => Log.Start.AddMinutes(minute);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
