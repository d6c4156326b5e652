using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateProperties;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>What the gate relies on where it asks less often than once for each rule and each item: the answers are those of asking always.</summary>
[Trait("Sweep", "true")]
public sealed class AlikeItemsTests
{
    private const int Unnamed = 700;

    [Fact]
    public void Items_asked_about_together_are_answered_as_each_by_itself() => ForEvery((world, dice) => AnswersAsEachByItself(world, dice));

    [Fact]
    public void Items_asked_about_together_are_answered_as_each_by_itself_by_law() => ForEveryByLaw((world, dice) => AnswersAsEachByItself(Any(world, dice), dice));

    [Fact]
    public void An_item_that_a_fact_names_is_not_answered_as_one_that_differs_by_nothing_else()
    {
        var released = Permitting with { Rules = RuleSets.V2026R2 };
        var single = released.WithTerms(terms => terms with { Grants = [.. terms.Grants.Select(grant => grant with { OnlyItems = [Story] })] });
        var privileged = released.AskingFor(item => item with { Category = InformationCategory.PrivilegedCommunication })
            .WithTerms(terms => terms with { Grants = [new CategoryGrant(InformationCategory.PrivilegedCommunication, SharingMode.IdentifiedVerbatim)] })
            .And(new PrivilegeWaived([Police], [Story], HerSignature, Ana));

        Assert.All((GateWorld[])[single, privileged], world =>
        {
            var story = world.Request.Items[0];
            Assert.Equal(Story, story.Item);
            foreach (var items in (RequestedItem[][])[[Twin(story), story], [story, Twin(story)]])
            {
                var lines = world.Asking(r => r with { Items = items }).Evaluate().Lines;
                Assert.Equal(items.Select(item => item.Item == Story ? Outcome.Permit : Outcome.Deny), lines.Select(line => line.Outcome));
            }
        });
    }

    [Fact]
    public void A_rule_that_is_not_concerned_says_nothing() => ForEvery((world, dice) => IsSilentWhereNotConcerned(world with { Rules = RuleSets.V2026R1 }));

    [Fact]
    public void A_rule_that_is_not_concerned_says_nothing_by_law() => ForEveryByLaw((world, dice) => IsSilentWhereNotConcerned(Any(world, dice)));

    [Fact]
    public void Every_published_set_says_that_it_answers_alike_and_another_set_does_not_unless_it_says_so()
    {
        Assert.All(RuleSets.All, set => Assert.True(set.AnswersAlike, set.Version));
        Assert.False(new RuleSet("x", Noon, RuleSets.V2026R2.Rules).AnswersAlike);
    }

    // Each item stands beside others that differ from it by their id, before it or after it, and by one thing more.
    private static void AnswersAsEachByItself(GateWorld world, Random dice)
    {
        RequestedItem[] items = [.. world.Request.Items.SelectMany(item => (RequestedItem[])[item, Twin(item), Twin(Otherwise(item, dice))])];
        dice.Shuffle(items);

        var together = world.Asking(r => r with { Items = items }).Evaluate();

        for (var i = 0; i < items.Length; i++)
        {
            Assert.Equal(Text(world.Asking(r => r with { Items = [items[i]] }).Evaluate().Lines[0]), Text(together.Lines[i]));
        }
    }

    private static void IsSilentWhereNotConcerned(GateWorld world)
    {
        var (request, facts) = (world.Request, world.Facts);
        foreach (var rule in world.Rules!.Rules)
        {
            if (rule is IItemRule onItem && !onItem.Concerns(request, facts))
            {
                Assert.All(request.Items, item => Assert.True(onItem.Examine(item, request, facts).IsSilent, rule.Id));
            }

            foreach (var release in facts.Consent.Releases)
            {
                if (rule is IGrantRule onGrant && !onGrant.Concerns(release, request, facts))
                {
                    Assert.All(request.Items, item => Assert.True(ChangesNothing(onGrant.Examine(item, release, request, facts), item, release), rule.Id));
                }
            }
        }
    }

    // What a release does not cover CG-07 denies: beside that a hold is not told.
    private static bool ChangesNothing(Ruling ruling, RequestedItem item, Release release) =>
        ruling.IsSilent || (ruling.Holds && !release.Terms.Covers(item.Item, item.Category));

    // Half of the worlds are asked on another basis or by somebody of another kind.
    private static GateWorld Any(GateWorld world, Random dice) => dice.Next(4) switch
    {
        0 => world.Asking(r => r with { Basis = Pick<ClaimedBasis>(dice) }),
        1 => GateDice.To(world, Pick<AgencyKind>(dice)),
        _ => world,
    };

    private static T Pick<T>(Random dice) where T : struct, Enum => Enum.GetValues<T>()[dice.Next(Enum.GetValues<T>().Length)];

    private static RequestedItem Twin(RequestedItem item) => item with { Item = new RecordItemId(Numbered(Unnamed)) };

    private static RequestedItem Otherwise(RequestedItem item, Random dice) => dice.Next(7) switch
    {
        0 => item with { Category = Pick<InformationCategory>(dice) },
        1 => item with { Mode = Pick<SharingMode>(dice) },
        2 => item with { Sensitivity = Pick<Sensitivity>(dice) },
        3 => item with { Origin = Pick<ItemOrigin>(dice) },
        4 => item with { CounselingNote = item.CounselingNote is null ? dice.Next(2) == 0 : null },
        5 => item with { Custodian = dice.Next(2) == 0 ? Police : Clinic },
        _ => item with { ThirdPersons = item.ThirdPersons is null ? [new NamedPerson(null, dice.Next(2) == 0 ? null : Pick<SharingMode>(dice))] : null },
    };
}
