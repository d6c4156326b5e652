using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Projections.AgencyKinds;
using Xunit;

namespace Coordination.Projections.Tests.AgencyKinds;

public class AgencyKindsTests
{
    private static readonly AgencyId s_police = new("city-police"), s_unit = new("victim-unit");
    private static readonly AgencyJoined s_joined = new(s_police, "City police", AgencyKind.LawEnforcement, []);

    [Fact]
    public void An_agency_has_the_kind_with_which_it_joined()
    {
        var row = Assert.Single(Rows(s_joined));

        Assert.Equal((s_police, AgencyKind.LawEnforcement), (row.Agency, row.Does));
        Assert.Equal(new RowPlace(Compartment.Of(s_police), "", "lawEnforcement"), row.Place);
    }

    [Fact]
    public void A_division_has_a_kind_of_its_own()
    {
        var rows = Rows(s_joined, new DivisionFormed(s_unit, s_police, "Victim unit", AgencyKind.VictimServices, []));

        Assert.Equal([(s_police, AgencyKind.LawEnforcement), (s_unit, AgencyKind.VictimServices)], rows.Select(row => (row.Agency, row.Does)));
    }

    [Fact]
    public void An_agency_that_joins_again_has_the_kind_with_which_it_joined_last() =>
        Assert.Equal(AgencyKind.Prosecution, Assert.Single(Rows(s_joined, new AgencyLeft(Sensitive.Of("its own wish")), s_joined with { Kind = AgencyKind.Prosecution })).Does);

    [Fact]
    public void An_agency_that_is_suspended_or_left_keeps_its_kind_and_reads_what_it_has_to_give_back() =>
        Assert.Equal(Rows(s_joined), Rows(s_joined, new StandingSuspended(Sensitive.Of("no answer")), new AgencyLeft(Sensitive.Of("its own wish"))));

    [Fact]
    public void Whoever_is_recorded_outside_the_task_force_has_no_kind_and_reads_nothing() =>
        Assert.Empty(Rows(new OutsideRecipientRecorded(s_unit, "A sheriff elsewhere", AgencyKind.LawEnforcement, new("vance"), Sensitive.Of("1 Main Street"), new("ana")) { For = s_police }));

    private static List<AgencyKindRow> Rows(params PartnerEvent[] events) =>
        [.. new Log().By("office", "agency-city-police", events).Fold(AllProjections.AgencyKinds).Values.Cast<AgencyKindRow>().OrderBy(row => row.Agency.Value, StringComparer.Ordinal)];
}
