using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.Partners;

public sealed class DivisionDeciderTests
{
    private static readonly AgencyId Attorney = new("county-da");
    private static readonly AgencyId Unit = new("county-da-victim-unit");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AgencyJoined Joined = new(Attorney, "County DA", AgencyKind.Prosecution, [PolicyProfile.Prosecution]);
    private static readonly AgreementSigned Mou = new("MOU-1", Noon.AddDays(-1), Noon.AddDays(300));
    private static readonly FormDivision Form = new(Attorney, Unit, "Victim unit", AgencyKind.VictimServices, [PolicyProfile.Vawa], Noon);
    private static readonly DivisionFormed Formed = new(Unit, Attorney, "Victim unit", AgencyKind.VictimServices, [PolicyProfile.Vawa]);
    private static readonly Sensitive<string> Why = Sensitive.Of("a breach");

    [Fact]
    public void A_division_is_formed_under_the_agreements_of_its_agency_and_is_in_standing_as_it_is()
    {
        var agency = State(Joined, Mou);
        DivisionDecider.DecideForAgency(Form, agency).Recorded();

        var division = State([.. DivisionDecider.Decide(Form, agency, PartnerPosition.Initial).Events]);

        Assert.True(division.IsPartOf(Attorney));
        Assert.False(division.IsPartOf(Unit));
        Assert.True(division.IsInStanding(Unit, Noon));
        Assert.False(division.IsInStanding(Attorney, Noon));
        Assert.Equal(BoundProfiles.Of(PolicyProfile.Vawa), division.ProfilesAt(Noon));
    }

    [Fact]
    public void Doing_it_again_records_nothing()
    {
        DivisionDecider.DecideForAgency(Form, State(Joined, new DivisionAdded(Unit))).RecordedNothing();
        DivisionDecider.Decide(Form, State(Joined), State(Formed)).RecordedNothing();
        Assert.Equal([Unit], ((PartnerPosition.Partner)State(Joined, new DivisionAdded(Unit), new DivisionAdded(Unit))).Divisions);
    }

    [Fact]
    public void Its_agency_is_a_partner_in_its_own_right_and_not_suspended()
    {
        DivisionDecider.DecideForAgency(Form, PartnerPosition.Initial).Refused(RefusalReason.NotFound);
        DivisionDecider.DecideForAgency(Form, State(Joined, new AgencyLeft(Why))).Refused(RefusalReason.NotFound);
        DivisionDecider.DecideForAgency(Form, State(Formed)).Refused(RefusalReason.WrongState);
        DivisionDecider.DecideForAgency(Form, State(Joined, new StandingSuspended(Why))).Refused(RefusalReason.WrongState);
        var many = Enumerable.Range(0, DivisionDecider.MostDivisions).Select(n => new DivisionAdded(new($"unit-{n}")));
        DivisionDecider.DecideForAgency(Form, State([Joined, .. many])).Refused(RefusalReason.InvalidInput);
    }

    [Fact]
    public void A_name_that_is_taken_is_refused()
    {
        var (agency, another) = (State(Joined), new AgencyJoined(Unit, "Another", AgencyKind.Legal, []));
        DivisionDecider.Decide(Form, agency, State(another)).Refused(RefusalReason.AlreadyExists);
        DivisionDecider.Decide(Form, agency, State(Formed with { PartOf = new("city-attorney") })).Refused(RefusalReason.AlreadyExists);
        DivisionDecider.Decide(Form, agency, State(new OutsideRecipientRecorded(Unit, "Another", AgencyKind.Legal, new("bea"), Why, new("ana")))).Refused(RefusalReason.AlreadyExists);
        DivisionDecider.Decide(Form with { Name = " " }, agency, PartnerPosition.Initial).Refused(RefusalReason.InvalidInput);
        DivisionDecider.Decide(Form, agency, State(another, new AgencyLeft(Why))).Recorded();
    }

    [Fact]
    public void What_is_decided_for_its_agency_is_refused_for_the_division()
    {
        Assert.NotNull(DivisionDecider.StandsWithItsAgency(State(Formed)));
        Assert.Null(DivisionDecider.StandsWithItsAgency(State(Joined)));
    }

    [Fact]
    public void What_left_or_joined_for_itself_is_a_division_no_longer_and_leaving_lifts_no_suspension()
    {
        var left = State(Formed, new StandingSuspended(Why), new AgencyLeft(Why));
        Assert.False(left.IsPartOf(Attorney));
        Assert.False(State(Formed, new AgencyLeft(Why), new AgencyJoined(Unit, "For itself", AgencyKind.VictimServices, [])).IsPartOf(Attorney));
        Assert.False(PartnerStream.Definition.Fold(left, [Formed, Mou]).IsInStanding(Unit, Noon));
    }

    private static PartnerPosition State(params PartnerEvent[] events) => PartnerStream.Definition.Fold(PartnerPosition.Initial, events);
}

internal static class PartnerDecisions
{
    internal static void Refused(this Decision<PartnerEvent> decision, RefusalReason reason) => Assert.Equal(reason, Assert.IsType<Refused<PartnerEvent>>(decision).Refusal.Reason);

    internal static void Recorded(this Decision<PartnerEvent> decision) => Assert.NotEmpty(Assert.IsType<Accepted<PartnerEvent>>(decision).Events);

    internal static void RecordedNothing(this Decision<PartnerEvent> decision) => Assert.Empty(Assert.IsType<Accepted<PartnerEvent>>(decision).Events);
}
