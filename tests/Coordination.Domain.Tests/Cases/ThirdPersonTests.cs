using Coordination.Domain.Cases;
using Coordination.Domain.Survivors;
using Xunit;
using static Coordination.Domain.Tests.Cases.CaseScene;

namespace Coordination.Domain.Tests.Cases;

/// <summary>Items that name others besides her (CG-39).</summary>
public sealed class ThirdPersonTests
{
    private static readonly SurvivorId Luz = new(Guid.NewGuid());
    private static readonly SurvivorState LuzServed = SurvivorStream.Definition.Fold(SurvivorState.Initial, [new SurvivorWelcomed(Luz, Advocate.Agency, Sensitive.Of("Luz"), null)]);
    private static readonly ItemTexts Texts = new(Sensitive.Of("She and her daughter Luz slept in the van."), Sensitive.Of("They slept in a van, Luz too."), Sensitive.Of("Slept in a vehicle."));
    private static readonly ThirdPerson Daughter = new(ThirdPersonRelation.Child, null, In("her daughter Luz"), In("Luz too"));

    [Fact]
    public void The_people_whom_an_item_names_are_recorded_with_it()
    {
        var added = Assert.IsType<RecordItemAdded>(Assert.Single(Assert.IsType<Accepted<CaseEvent>>(Adding(Daughter)).Events));

        Assert.Equal([Daughter], added.ThirdPersons);
    }

    [Fact]
    public void Entering_the_same_again_records_nothing()
    {
        var state = Given(Opened, Assert.Single(Assert.IsType<Accepted<CaseEvent>>(Adding(Daughter)).Events));

        CaseDecider.Decide(Command(Daughter with { Verbatim = In("her daughter Luz") }), [], state).RecordedNothing();
        CaseDecider.Decide(Command(Daughter with { Verbatim = In("Luz") }), [], state).Refused(RefusalReason.AlreadyExists);
    }

    [Fact]
    public void The_gate_is_told_how_widely_the_item_can_go_without_them()
    {
        Assert.Equal(SharingMode.IdentifiedVerbatim, Daughter.AskedAs(Texts).WidestWithout);
        Assert.Equal(SharingMode.IdentifiedSummary, (Daughter with { Verbatim = In() }).AskedAs(Texts).WidestWithout);
        Assert.Equal(SharingMode.DeIdentified, (Daughter with { Verbatim = In(), Summary = In() }).AskedAs(Texts).WidestWithout);
        Assert.Null((Daughter with { Verbatim = In(), Summary = In() }).AskedAs(Texts with { DeIdentified = null }).WidestWithout);
        Assert.Null((Daughter with { Verbatim = In(), Summary = null }).AskedAs(new ItemTexts(Texts.Verbatim, null, null)).WidestWithout);
    }

    [Fact]
    public void Who_is_served_here_is_named_by_pseudonym()
    {
        Assert.IsType<Accepted<CaseEvent>>(Adding(Daughter with { Survivor = Luz }, LuzServed));
        Assert.Equal("thirdPersons[0].survivor", Adding(Daughter with { Survivor = Luz }).Refused(RefusalReason.NotFound).Field);
    }

    [Fact]
    public void Who_is_served_elsewhere_is_as_unknown_as_who_is_not_known()
    {
        var elsewhere = SurvivorStream.Definition.Fold(SurvivorState.Initial, [new SurvivorWelcomed(Luz, Detective.Agency, Sensitive.Of("Luz"), null)]);

        Assert.Equal(
            Adding(Daughter with { Survivor = Luz }).Refused(RefusalReason.NotFound),
            Adding(Daughter with { Survivor = Luz }, elsewhere).Refused(RefusalReason.NotFound));
    }

    [Fact]
    public void Bad_input_names_the_field()
    {
        Refused("thirdPersons[0].survivor", Daughter with { Survivor = Rosa });
        Refused("thirdPersons[0]", Daughter with { Verbatim = null, Summary = null });
        Refused("thirdPersons[0].verbatim.passages[1]", Daughter with { Verbatim = In("her daughter Luz", "her son") });
        Refused("thirdPersons[0].verbatim.passages[0]", Daughter with { Verbatim = In(" ") });
        Refused("thirdPersons[0].verbatim", Daughter with { Summary = In() });
        Refused("thirdPersons[0].summary", Daughter with { Verbatim = In("Luz"), Summary = null });
        Refused("thirdPersons[1].survivor", [Daughter, Daughter with { Survivor = Rosa }]);
        Refused("thirdPersons", [.. Enumerable.Repeat(Daughter, ThirdPerson.MostOfAnItem + 1)]);
        Refused("deIdentified", Daughter with { Verbatim = In("slept in"), Summary = In("slept in") });
        Refused("sensitivity", Command(Daughter) with { Sensitivity = Sensitivity.NonIdentifying, Category = InformationCategory.Employment });
    }

    [Fact]
    public void A_text_that_is_not_there_names_nobody() =>
        Refused("thirdPersons[0].summary", Command(Daughter) with { Texts = Texts with { Summary = null } });

    private static void Refused(string field, params IReadOnlyList<ThirdPerson> named) => Refused(field, Command([.. named]));

    private static void Refused(string field, AddRecordItem command) =>
        Assert.Equal(field, CaseDecider.Decide(command, [LuzServed], Given(Opened)).Refused(RefusalReason.InvalidInput).Field);

    private static Decision<CaseEvent> Adding(ThirdPerson named, params IReadOnlyList<SurvivorState> served) => CaseDecider.Decide(Command(named), served, Given(Opened));

    private static AddRecordItem Command(params IReadOnlyList<ThirdPerson> named) =>
        new(Advocate, Account, InformationCategory.Narrative, Sensitivity.Identifying, Texts) { ThirdPersons = named };

    private static NamedIn In(params IEnumerable<string> passages) => new([.. passages.Select(passage => Sensitive.Of(passage))]);
}
