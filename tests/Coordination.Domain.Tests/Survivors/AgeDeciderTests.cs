using Coordination.Domain.Consent;
using Coordination.Domain.Survivors;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Survivors;

public sealed class AgeDeciderTests
{
    private static Past<ConsentPosition, ConsentEvent> Open => GivenWhenThen.Given(ConsentStream.Definition, new ConsentRecordOpened(Survivor, Harbor));

    [Fact]
    public void What_is_recorded_of_her_age_in_one_record_is_the_same_in_the_other()
    {
        var from = Noon.AddDays(100);
        var hers = (SurvivorState.Welcomed)SurvivorStream.Definition.Fold(SurvivorState.Initial, [new SurvivorWelcomed(Survivor, Harbor, Sensitive.Of("Marisol"), null)]);
        var by = new Actor(Ana, Harbor);
        foreach (var (under, emancipated, eighteen) in new (bool, bool, DateTimeOffset?)[] { (true, false, from), (true, true, null), (true, false, null), (false, false, null), (true, true, from) })
        {
            var status = new RecordMinorStatus(by, under, emancipated, Noon) { EighteenFrom = eighteen };
            var minority = AgeDecider.InConsent(status, Open.State);
            Assert.Equal(status, AgeDecider.InHerRecord(minority, by));

            var survivor = (SurvivorState.Welcomed)SurvivorStream.Definition.Fold(hers, SurvivorDecider.Decide(status, hers).Events);
            var consent = ConsentStream.Definition.Fold(Open.State, ConsentDecider.Decide(minority, Open.State).Events);
            foreach (var at in new[] { Noon, from.AddTicks(-1), from, from.AddYears(1) })
            {
                Assert.Equal(survivor.Age!.IsUnderEighteenAt(at), AgeOfMajority.IsUnderEighteen(consent.Minority.UnderEighteen, consent.Minority.EighteenFrom, at));
                Assert.Equal(survivor.Age.IsUnderEighteenAt(at) && !emancipated, consent.Minority.IsUnemancipatedMinorAt(at));
                Assert.Equal(survivor.Age, AgeDecider.Of(survivor, consent));
            }
        }
    }
}
