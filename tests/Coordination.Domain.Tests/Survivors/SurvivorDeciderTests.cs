using Coordination.Domain.Survivors;
using Xunit;

namespace Coordination.Domain.Tests.Survivors;

public sealed class SurvivorDeciderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SurvivorId Rosa = new(Guid.NewGuid());
    private static readonly Actor Advocate = new(new PersonId("ana"), new AgencyId("harbor"));
    private static readonly Actor Detective = new(new PersonId("dale"), new AgencyId("county-police"));
    private static readonly SurvivorWelcomed Welcomed = new(Rosa, Advocate.Agency, Sensitive.Of("Rosa"), Sensitive.Of("Spanish"));

    [Fact]
    public void Welcoming_makes_the_agency_the_custodian() =>
        Assert.Equal(
            [Welcomed],
            Given().Decide(new WelcomeSurvivor(Advocate, Rosa, Sensitive.Of("Rosa"), Sensitive.Of("Spanish"))).Events);

    [Fact]
    public void Welcoming_again_with_the_same_words_records_nothing() =>
        AssertNothing(Given(Welcomed).Decide(new WelcomeSurvivor(Advocate, Rosa, Sensitive.Of("Rosa"), Sensitive.Of("Spanish"))));

    [Fact]
    public void An_identifier_is_never_given_to_a_second_person() =>
        AssertRefused(RefusalReason.AlreadyExists, Given(Welcomed).Decide(new WelcomeSurvivor(Advocate, Rosa, Sensitive.Of("Maria"), null)));

    [Fact]
    public void A_survivor_is_called_by_something() =>
        AssertRefused(RefusalReason.InvalidInput, Given().Decide(new WelcomeSurvivor(Advocate, Rosa, Sensitive.Of("  "), null)));

    [Fact]
    public void Own_words_are_kept_in_the_order_in_which_they_were_said()
    {
        var state = Given(Welcomed, new OwnWordsRecorded(Sensitive.Of("He keeps my passport.")), new OwnWordsRecorded(Sensitive.Of("I want my wages.")));

        var welcomed = Assert.IsType<SurvivorState.Welcomed>(state);
        Assert.Equal(["He keeps my passport.", "I want my wages."], welcomed.OwnWords.Select(w => w.Reveal()));
    }

    [Fact]
    public void The_same_words_twice_are_recorded_once() =>
        AssertNothing(Given(Welcomed, new OwnWordsRecorded(Sensitive.Of("No police."))).Decide(new RecordOwnWords(Advocate, Sensitive.Of("No police."))));

    [Fact]
    public void A_safe_contact_may_carry_a_note_about_danger()
    {
        var contact = new SafeContactRecorded(Sensitive.Of("call the church on Sundays"), Sensitive.Of("he reads her telephone"));

        Assert.Equal([contact], Given(Welcomed).Decide(new RecordSafeContact(Advocate, contact.Contact, contact.DangerNote)).Events);
        AssertNothing(Given(Welcomed, contact).Decide(new RecordSafeContact(Advocate, contact.Contact, contact.DangerNote)));
    }

    [Fact]
    public void Minor_status_is_as_she_states_it_and_may_change()
    {
        var state = Given(Welcomed, new MinorStatusRecorded(true, false), new MinorStatusRecorded(false, false));

        Assert.Equal(new MinorStatus(false, false), Assert.IsType<SurvivorState.Welcomed>(state).Age);
        Assert.Equal([new MinorStatusRecorded(true, true)], state.Decide(new RecordMinorStatus(Advocate, true, true, Now)).Events);
    }

    [Fact]
    public void The_instant_from_which_she_is_18_is_kept_until_another_is_said_or_it_has_come()
    {
        var from = Now.AddDays(30);
        var dated = new MinorStatusRecorded(true, false) { EighteenFrom = from };

        Assert.Equal([dated], Given(Welcomed).Decide(new RecordMinorStatus(Advocate, true, false, Now) { EighteenFrom = from }).Events);
        AssertNothing(Given(Welcomed, dated).Decide(new RecordMinorStatus(Advocate, true, false, Now)));
        Assert.Equal([dated with { EighteenFrom = from.AddDays(1) }], Given(Welcomed, dated).Decide(new RecordMinorStatus(Advocate, true, false, Now) { EighteenFrom = from.AddDays(1) }).Events);
        Assert.Equal([new MinorStatusRecorded(false, false)], Given(Welcomed, dated).Decide(new RecordMinorStatus(Advocate, false, false, Now)).Events);
        Assert.Equal([new MinorStatusRecorded(true, false)], Given(Welcomed, dated).Decide(new RecordMinorStatus(Advocate, true, false, from)).Events);
        AssertRefused(RefusalReason.InvalidInput, Given(Welcomed).Decide(new RecordMinorStatus(Advocate, true, false, Now) { EighteenFrom = Now }));
        AssertRefused(RefusalReason.InvalidInput, Given(Welcomed).Decide(new RecordMinorStatus(Advocate, true, false, Now) { EighteenFrom = Now.AddYears(19) }));
        AssertRefused(RefusalReason.InvalidInput, Given(Welcomed).Decide(new RecordMinorStatus(Advocate, false, false, Now) { EighteenFrom = from }));
    }

    [Fact]
    public void An_adult_is_not_emancipated() =>
        AssertRefused(RefusalReason.InvalidInput, Given(Welcomed).Decide(new RecordMinorStatus(Advocate, false, true, Now)));

    [Fact]
    public void To_another_agency_a_known_and_an_unknown_survivor_are_the_same()
    {
        var known = Given(Welcomed).Decide(new RecordOwnWords(Detective, Sensitive.Of("x")));
        var unknown = Given().Decide(new RecordOwnWords(Detective, Sensitive.Of("x")));

        Assert.Equal(Assert.IsType<Refused<SurvivorEvent>>(unknown).Refusal, Assert.IsType<Refused<SurvivorEvent>>(known).Refusal);
    }

    [Fact]
    public void A_text_that_would_not_fit_an_event_is_refused_by_name()
    {
        var decision = Given(Welcomed).Decide(new RecordOwnWords(Advocate, Sensitive.Of(new string('x', 8_001))));

        Assert.Equal("words", Assert.IsType<Refused<SurvivorEvent>>(decision).Refusal.Field);
    }

    private static SurvivorState Given(params SurvivorEvent[] events) => SurvivorStream.Definition.Fold(SurvivorState.Initial, events);

    private static void AssertNothing(Decision<SurvivorEvent> decision) => Assert.Empty(Assert.IsType<Accepted<SurvivorEvent>>(decision).Events);

    private static void AssertRefused(RefusalReason reason, Decision<SurvivorEvent> decision) =>
        Assert.Equal(reason, Assert.IsType<Refused<SurvivorEvent>>(decision).Refusal.Reason);
}

file static class Deciding
{
    internal static Decision<SurvivorEvent> Decide(this SurvivorState state, SurvivorCommand command) => SurvivorDecider.Decide(command, state);
}
