using Coordination.Domain.Survivors;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.Survivors;

public sealed class ErasureDeciderTests
{
    private static readonly AgencyId OpenDoor = new("open-door");
    private static readonly Actor Amina = new(new PersonId("amina"), OpenDoor), Berta = new(new PersonId("berta"), OpenDoor), Counsel = new(new PersonId("chidi"), OpenDoor);
    private static readonly Actor Stranger = new(new PersonId("dana"), new AgencyId("county-sheriff"));
    private static readonly SurvivorId Rosa = new(Guid.NewGuid());
    private static readonly LegalHoldId Hold = new(Guid.NewGuid());
    private static readonly SurvivorEvent Welcomed = new SurvivorWelcomed(Rosa, OpenDoor, Sensitive.Of("Rosa"), null);
    private static readonly SurvivorEvent Requested = new ErasureRequested(Amina.Person), Held = new LegalHoldPlaced(Hold, Sensitive.Of("Order 12"), Counsel.Person);
    private static readonly SurvivorEvent Erased = new SurvivorErased(Amina.Person, Berta.Person), Done = new ErasureCarriedOut(DateTimeOffset.UnixEpoch, 1);

    [Fact]
    public void Who_asks_is_erased_by_a_second_person()
    {
        Assert.Equal([Requested], Decide(new RequestErasure(Amina), Welcomed).Events);
        Assert.Equal([Erased], Decide(new EraseSurvivor(Berta), Welcomed, Requested).Events);
        Refused(RefusalReason.SecondPersonNeeded, new EraseSurvivor(Amina), Welcomed, Requested);
    }

    [Fact]
    public void Nobody_is_erased_who_did_not_ask_or_took_it_back()
    {
        Refused(RefusalReason.WrongState, new EraseSurvivor(Berta), Welcomed);
        Refused(RefusalReason.WrongState, new EraseSurvivor(Berta), Welcomed, Requested, new ErasureRequestWithdrawn(Amina.Person));
    }

    [Fact]
    public void A_legal_hold_blocks_it_until_the_last_one_is_lifted()
    {
        var second = new LegalHoldPlaced(new LegalHoldId(Guid.NewGuid()), Sensitive.Of("Order 13"), Counsel.Person);

        Assert.Equal([Held], Decide(new PlaceLegalHold(Counsel, Hold, ((LegalHoldPlaced)Held).Reference), Welcomed, Requested).Events);
        Refused(RefusalReason.Held, new EraseSurvivor(Berta), Welcomed, Requested, Held);
        Refused(RefusalReason.Held, new EraseSurvivor(Berta), Welcomed, Held, second, Requested, new LegalHoldLifted(Hold, Counsel.Person));
        Assert.Equal([Erased], Decide(new EraseSurvivor(Berta), Welcomed, Held, Requested, new LegalHoldLifted(Hold, Counsel.Person)).Events);
    }

    [Fact]
    public void Doing_the_same_again_records_nothing()
    {
        Assert.Empty(Decide(new RequestErasure(Berta), Welcomed, Requested).Events);
        Assert.Empty(Decide(new WithdrawErasureRequest(Berta), Welcomed).Events);
        Assert.Empty(Decide(new EraseSurvivor(Berta), Welcomed, Requested, Erased).Events);
        Assert.Empty(Decide(new RecordErasureCarriedOut(Berta, DateTimeOffset.UnixEpoch, 1, [], [], []), Welcomed, Requested, Erased, Done).Events);
    }

    [Fact]
    public void Nothing_more_is_recorded_about_who_was_erased()
    {
        foreach (var command in new SurvivorCommand[] { new RecordOwnWords(Amina, Sensitive.Of("again")), new RecordMinorStatus(Amina, true, false, DateTimeOffset.UnixEpoch), new RequestErasure(Amina), new PlaceLegalHold(Counsel, Hold, Sensitive.Of("late")) })
            Refused(RefusalReason.WrongState, command, Welcomed, Requested, Erased);
        Refused(RefusalReason.AlreadyExists, new WelcomeSurvivor(Amina, Rosa, Sensitive.Of("Rosa"), null), Welcomed, Requested, Erased);
    }

    [Fact]
    public void Other_agencies_get_the_answer_that_they_get_about_nobody()
    {
        foreach (var command in new SurvivorCommand[] { new RequestErasure(Stranger), new EraseSurvivor(Stranger), new PlaceLegalHold(Stranger, Hold, Sensitive.Of("x")), new LiftLegalHold(Stranger, Hold) })
        {
            Refused(RefusalReason.NotFound, command, Welcomed, Requested);
            Refused(RefusalReason.NotFound, command, Welcomed, Requested, Erased);
            Refused(RefusalReason.NotFound, command);
        }
    }

    [Fact]
    public void A_long_list_of_copies_out_of_reach_fits_the_log_in_parts_and_nothing_of_it_is_lost()
    {
        var copies = Enumerable.Range(0, 450).Select(_ => new CopyOutOfReach(new DisclosureId(Guid.NewGuid()), new AgencyId("county-sheriff"), DateTimeOffset.UnixEpoch, 2)).ToList();

        var events = Decide(new RecordErasureCarriedOut(Berta, DateTimeOffset.UnixEpoch, 1, copies, [], []), Welcomed, Requested, Erased).Events;

        Assert.Equal(4, events.Count);
        var state = SurvivorStream.Definition.Fold(SurvivorState.Initial, [Welcomed, Requested, Erased, .. events]);
        Assert.Equal(copies, Assert.IsType<SurvivorState.Erased>(state).OutOfReach);
    }

    [Fact]
    public void Her_cases_and_disclosures_are_listed_in_parts_that_fit_the_log()
    {
        var cases = Enumerable.Range(0, 1_300).Select(_ => new CaseId(Guid.NewGuid())).ToList();
        var disclosures = Enumerable.Range(0, 20).Select(_ => new DisclosureId(Guid.NewGuid())).ToList();

        var events = Decide(new RecordErasureCarriedOut(Berta, DateTimeOffset.UnixEpoch, 1, [], cases, disclosures), Welcomed, Requested, Erased).Events;

        var forgotten = events.OfType<RecordsForgotten>().ToList();
        Assert.Equal(3, forgotten.Count);
        Assert.Equal(cases, forgotten.SelectMany(part => part.Cases));
        Assert.Equal(disclosures, forgotten.SelectMany(part => part.Disclosures));
        Assert.IsType<ErasureCarriedOut>(events[^1]);
    }

    private static Decision<SurvivorEvent> Decide(SurvivorCommand command, params SurvivorEvent[] events) =>
        SurvivorDecider.Decide(command, SurvivorStream.Definition.Fold(SurvivorState.Initial, events));

    private static void Refused(RefusalReason reason, SurvivorCommand command, params SurvivorEvent[] events) =>
        Assert.Equal(reason, Assert.IsType<Refused<SurvivorEvent>>(Decide(command, events)).Refusal.Reason);
}
