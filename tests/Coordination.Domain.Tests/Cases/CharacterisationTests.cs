using Coordination.Domain.Cases;
using Xunit;
using static Coordination.Domain.Tests.Cases.CaseScene;

namespace Coordination.Domain.Tests.Cases;

public sealed class CharacterisationTests
{
    private const TraffickingPurpose Labor = TraffickingPurpose.LaborOrServices;
    private const TraffickingPurpose Sex = TraffickingPurpose.CommercialSex;

    [Theory]
    [InlineData(Labor, 9, true)]
    [InlineData(Labor, 17, true)]
    [InlineData(Labor, 40, true)]
    [InlineData(Sex, 17, false)]
    [InlineData(Sex, 18, true)]
    [InlineData(Sex, 40, true)]
    public void Means_are_required_for_labor_at_any_age_and_for_commercial_sex_from_eighteen(TraffickingPurpose purpose, int age, bool required)
    {
        var without = Given(Opened, Described).When(Characterise(age, new Characterisation([TraffickingAct.Harboring], [], purpose, null)));
        var with = Given(Opened, Described).When(Characterise(age, new Characterisation([TraffickingAct.Harboring], [TraffickingMeans.Coercion], purpose, null)));

        Assert.Equal(required, without is Refused<CaseEvent>);
        Assert.IsType<Accepted<CaseEvent>>(with);
    }

    [Theory]
    [InlineData(TraffickingAct.Patronising)]
    [InlineData(TraffickingAct.Soliciting)]
    public void Patronising_and_soliciting_are_acts_of_commercial_sex_only(TraffickingAct act)
    {
        Given(Opened, Described).When(Characterise(30, new Characterisation([act], [TraffickingMeans.Force], Labor, null))).Refused(RefusalReason.InvalidInput);
        Assert.IsType<Accepted<CaseEvent>>(Given(Opened, Described).When(Characterise(30, new Characterisation([act], [TraffickingMeans.Force], Sex, null))));
    }

    [Fact]
    public void Movement_is_never_required()
    {
        foreach (var act in Enum.GetValues<TraffickingAct>().Where(a => a != TraffickingAct.Transportation))
            Assert.IsType<Accepted<CaseEvent>>(Given(Opened, Described).When(Characterise(30, new Characterisation([act], [TraffickingMeans.Fraud], Sex, null))));
    }

    [Fact]
    public void An_act_is_always_required() =>
        Assert.Equal(
            "characterisations[0].acts",
            Given(Opened, Described).When(Characterise(30, new Characterisation([], [TraffickingMeans.Force], Labor, null))).Refused(RefusalReason.InvalidInput).Field);

    [Fact]
    public void Her_own_description_comes_before_any_label() =>
        Given(Opened).When(Characterise(30, new Characterisation([TraffickingAct.Obtaining], [TraffickingMeans.Force], Labor, null))).Refused(RefusalReason.WrongState);

    [Fact]
    public void Labor_and_sex_may_stand_beside_each_other_and_the_same_again_records_nothing()
    {
        Characterisation[] both =
        [
            new([TraffickingAct.Recruitment, TraffickingAct.Harboring], [TraffickingMeans.Fraud], Labor, Sensitive.Of("agriculture")),
            new([TraffickingAct.Obtaining], [TraffickingMeans.Coercion], Sex, null),
        ];
        var state = Given(Opened, Described, new CaseCharacterised(both, 30, Advocate.Person));

        Assert.Equal(2, state.RecordIfAny!.Characterisations.Count);
        state.When(Characterise(30, new([TraffickingAct.Recruitment, TraffickingAct.Harboring], [TraffickingMeans.Fraud], Labor, Sensitive.Of("agriculture")), new([TraffickingAct.Obtaining], [TraffickingMeans.Coercion], Sex, null)))
            .RecordedNothing();
    }

    [Fact]
    public void Every_label_can_be_taken_back()
    {
        var labelled = Given(Opened, Described, new CaseCharacterised([new([TraffickingAct.Obtaining], [TraffickingMeans.Force], Labor, null)], 30, Advocate.Person));

        var taken = Assert.IsType<CaseCharacterised>(Assert.Single(labelled.When(Characterise(30)).Events));

        Assert.Empty(taken.Characterisations);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(131)]
    public void An_age_that_nobody_has_is_refused(int age) => Given(Opened, Described).When(Characterise(age)).Refused(RefusalReason.InvalidInput);

    private static CharacteriseCase Characterise(int age, params Characterisation[] characterisations) => new(Advocate, characterisations, age);
}
