using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Partners;

/// <summary>Somebody outside the task force whom a survivor chose is recorded by the agency that serves her.</summary>
public sealed class OutsideDeciderTests
{
    private static readonly AgencyId s_office = new("outside-1");
    private static readonly PersonId s_lawyer = new("outside-2");
    private static readonly Sensitive<string> s_address = Sensitive.Of("Ada Lind, 3 Court Street");
    private static readonly OutsideRecipientRecorded s_recorded = new(s_office, "Law office", AgencyKind.Legal, s_lawyer, s_address, Ana) { For = Harbor };

    private static readonly RecordOutsideRecipient s_record = new()
    {
        By = new Actor(Ana, Harbor),
        Office = s_office,
        IsKnown = false,
        Name = "Law office",
        Kind = AgencyKind.Legal,
        Person = s_lawyer,
        Address = s_address,
    };

    private static Past<PartnerPosition, PartnerEvent> Nothing => GivenWhenThen.Given(PartnerStream.Definition);

    private static Past<PartnerPosition, PartnerEvent> Recorded => Nothing.And(s_recorded);

    [Fact]
    public void A_new_office_and_then_another_person_there()
    {
        Nothing.When(s => OutsideDecider.Decide(s_record, s)).Then(s_recorded);
        var second = s_record with { IsKnown = true, Name = null, Kind = null, Person = new("outside-3") };
        Recorded.When(s => OutsideDecider.Decide(second, s)).Then(s_recorded with { Person = second.Person });
        Recorded.When(s => OutsideDecider.Decide(second with { Person = s_lawyer, IsKnownPerson = true, Address = Sensitive.Of("Ada Lind, 4 Court Street") }, s)).Then(s_recorded with { Address = Sensitive.Of("Ada Lind, 4 Court Street") });
    }

    [Fact]
    public void What_another_agency_recorded_and_what_is_not_there_are_one_answer()
    {
        var stranger = s_record with { By = new Actor(Nina, Clinic), IsKnown = true };
        Recorded.When(s => OutsideDecider.Decide(stranger, s)).ThenRefused(RefusalReason.InvalidInput, "office");
        Nothing.When(s => OutsideDecider.Decide(stranger, s)).ThenRefused(RefusalReason.InvalidInput, "office");
        Assert.Equal(OutsideDecider.Decide(stranger, Recorded.State), OutsideDecider.Decide(stranger, PartnerPosition.Initial));
    }

    [Fact]
    public void An_agency_of_the_task_force_is_none_outside_it()
    {
        Nothing.And(Permitting.Recipient[0]).When(s => OutsideDecider.Decide(s_record with { Office = Police, IsKnown = true }, s)).ThenRefused(RefusalReason.InvalidInput, "office");
        Nothing.And(Permitting.Recipient[0], new AgencyLeft(Sensitive.Of("moved on"))).When(s => OutsideDecider.Decide(s_record with { Office = Police }, s)).ThenRefused(RefusalReason.InvalidInput, "office");
    }

    [Fact]
    public void What_is_missing_or_does_not_fit_is_named()
    {
        Refused(s_record with { Name = null }, "name");
        Refused(s_record with { Kind = null }, "kind");
        Refused(s_record with { Kind = AgencyKind.Media }, "kind");
        Refused(s_record with { IsKnownPerson = true }, "person");
        Refused(s_record with { Address = Sensitive.Of(" ") }, "address");
        Recorded.When(s => OutsideDecider.Decide(s_record with { Name = "Another" }, s)).ThenRefused(RefusalReason.InvalidInput, "name");
        Recorded.When(s => OutsideDecider.Decide(s_record with { Kind = AgencyKind.Medical }, s)).ThenRefused(RefusalReason.InvalidInput, "kind");
        Recorded.When(s => OutsideDecider.Decide(s_record with { Person = new("somebody"), IsKnownPerson = true }, s)).ThenRefused(RefusalReason.InvalidInput, "person");
        Nothing.And([.. Enumerable.Range(0, OutsideDecider.MostPersons).Select(n => s_recorded with { Person = new($"outside-p{n}") })])
            .When(s => OutsideDecider.Decide(s_record with { IsKnown = true }, s)).ThenRefused(RefusalReason.InvalidInput, "office");
    }

    [Fact]
    public void It_is_nobody_in_standing_and_joining_makes_it_a_partner()
    {
        Assert.False(Recorded.State.IsInStanding(s_office, Noon));
        Assert.False(Recorded.State.ProfilesAt(Noon).AreKnown);
        Assert.IsType<PartnerPosition.Partner>(Recorded.And(new AgencyJoined(s_office, "Law office", AgencyKind.Legal, [])).State);
    }

    private static void Refused(RecordOutsideRecipient command, string field) => Nothing.When(s => OutsideDecider.Decide(command, s)).ThenRefused(RefusalReason.InvalidInput, field);
}
