using Coordination.Domain.Disclosures;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>What the law asks of an accounting at the least depends on what binds whoever discloses (CG-25).</summary>
public sealed class AccountingLawTests
{
    private static readonly TaskForceFormed Formed = new("Valley task force", "Valley", Harbor);

    [Fact]
    public void Each_law_that_binds_the_discloser_asks_for_its_own_years()
    {
        Assert.Equal([(PolicyProfile.Hipaa, 6)], Floors(AgencyKind.Medical, [], Formed, PolicyProfile.Hipaa));
        Assert.Equal([(PolicyProfile.Hipaa, 6), (PolicyProfile.Part2, 3)], Floors(AgencyKind.Medical, [], Formed, PolicyProfile.Hipaa, PolicyProfile.Part2));
        Assert.Equal([], Floors(AgencyKind.VictimServices, [], Formed, PolicyProfile.Vawa));
    }

    [Fact]
    public void Where_nobody_knows_what_binds_it_all_of_them_do() =>
        Assert.Equal([(PolicyProfile.Hipaa, 6), (PolicyProfile.Part2, 3)], Floors(AgencyKind.VictimServices, [], Formed));

    [Fact]
    public void A_table_in_force_speaks_in_place_of_the_regulation_and_of_several_the_furthest_counts()
    {
        Assert.Equal([(PolicyProfile.Hipaa, 6), (PolicyProfile.Part2, 5)], Floors(AgencyKind.Medical, [Loaded("us", Noon, 5)], Formed, PolicyProfile.Hipaa, PolicyProfile.Part2));
        Assert.Equal([(PolicyProfile.Part2, 7)], Floors(AgencyKind.Legal, [Loaded("us", Noon, 5), Loaded("us-xx", Noon, 7)], Formed, PolicyProfile.Part2));
        Assert.Equal([(PolicyProfile.Part2, 3)], Floors(AgencyKind.Legal, [Loaded("us", Noon.AddTicks(1), 5)], Formed, PolicyProfile.Part2));
    }

    [Fact]
    public void What_she_authorised_may_be_left_out_under_HIPAA_alone()
    {
        var floors = AccountingLaw.FloorsOf(Agency(AgencyKind.Medical, [PolicyProfile.Hipaa, PolicyProfile.Part2]), TaskForceState.Evolve(TaskForceState.Initial, Formed), Noon);

        Assert.Equal([(true, true), (false, true)], floors.Select(floor => (floor.WithoutAuthorised, floor.MayBeSuspended)));
        Assert.Equal(["45 CFR 164.528(a)(1), (a)(2)", "42 CFR 2.25"], floors.Select(floor => floor.Citation));
    }

    private static IEnumerable<(PolicyProfile Profile, int Years)> Floors(AgencyKind kind, JurisdictionTableLoaded[] tables, TaskForceFormed formed, params PolicyProfile[] profiles) =>
        AccountingLaw.FloorsOf(Agency(kind, profiles), TaskForceStream.Definition.Fold(TaskForceState.Initial, [formed, .. tables]), Noon).Select(floor => (floor.Profile, floor.Years));

    private static PartnerPosition Agency(AgencyKind kind, PolicyProfile[] profiles) => PartnerPosition.Evolve(PartnerPosition.Initial, new AgencyJoined(Clinic, "Clinic", kind, profiles));

    private static JurisdictionTableLoaded Loaded(string jurisdiction, DateTimeOffset from, int years) => new(
        from, new JurisdictionTable { Jurisdiction = jurisdiction, Name = "Somewhere", Version = "1", Accounting = [new AccountingPeriod(PolicyProfile.Part2, years, false, false, "Code", Certainty.Text)] }, [], Ana);
}
