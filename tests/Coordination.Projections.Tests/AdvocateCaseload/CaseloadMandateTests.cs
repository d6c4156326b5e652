using Coordination.Domain;
using Coordination.Domain.Mandates;
using Coordination.Projections.AdvocateCaseload;
using Xunit;

namespace Coordination.Projections.Tests.AdvocateCaseload;

/// <summary>What a court requires of a survivor is in the caseload of the agency that serves her, due when she has to act next.</summary>
public class CaseloadMandateTests
{
    private static readonly AgencyId s_harbor = new("harbor");
    private static readonly SurvivorId s_survivor = new(Id(1));
    private static readonly MandateId s_mandate = new(Id(2));
    private static readonly RequirementId s_classes = new(Id(3)), s_hearing = new(Id(4)), s_fee = new(Id(5));
    private static readonly DateTimeOffset s_soon = Log.Start.AddDays(5), s_late = Log.Start.AddDays(12);
    private static readonly MandateRecorded s_recorded = new(s_mandate, s_survivor, s_harbor, MandateKind.Probation, Sensitive.Of("the county court"));

    private static readonly MandateEvent[] s_required =
    [
        new RequirementImposed(s_classes, RequirementKind.Classes, Sensitive.Of("on Mondays"), null, HoursEachWeek: 3, FeeInDollars: null),
        new RequirementImposed(s_fee, RequirementKind.Fees, Sensitive.Of("the fee"), s_late, HoursEachWeek: null, FeeInDollars: 60),
        new RequirementImposed(s_hearing, RequirementKind.Appearance, Sensitive.Of("to come to court"), s_soon, HoursEachWeek: null, FeeInDollars: null),
    ];

    [Fact]
    public void A_mandate_is_open_from_the_day_on_which_it_was_recorded()
    {
        var mandate = Row();

        Assert.Equal((s_mandate, s_survivor, s_harbor, MandateKind.Probation), (mandate.Mandate, mandate.Survivor, mandate.Agency, mandate.Burden.Kind));
        Assert.Equal((s_survivor, null), (mandate.Describes, mandate.RowSubjects));
        Assert.Equal(new RowPlace(Compartment.Of(s_harbor), "2026-03-01T09:01:00.0000000Z", "open"), mandate.Place);
    }

    [Fact]
    public void It_is_due_when_the_first_of_what_she_has_not_done_is_due()
    {
        Assert.Equal(s_soon, Row(s_required).Place.Due);
        Assert.Equal(s_soon, Row([.. s_required, new RequirementMissed(s_hearing, [MissedBecause.Work], null)]).Place.Due);
        Assert.Equal(s_late, Row([.. s_required, new RequirementMet(s_hearing)]).Place.Due);
        Assert.Null(Row([.. s_required, new RequirementMet(s_hearing), new RequirementMet(s_fee)]).Place.Due);
    }

    [Fact]
    public void Nothing_is_due_once_it_ended()
    {
        var ended = Row([.. s_required, new MandateEnded(MandateEnd.Lifted, null)]);

        Assert.Equal(("ended", null), (ended.Place.Status, ended.Place.Due));
        Assert.Equal((0, 60), (ended.Burden.HoursEachWeek, ended.Burden.FeesInDollars));
    }

    private static CaseloadMandate Row(params MandateEvent[] events) =>
        Assert.IsType<CaseloadMandate>(Assert.Single(new Log().By("harbor", $"mandate-{s_mandate}", [s_recorded, .. events]).Fold(AllProjections.AdvocateCaseload)).Value);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
