using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateProperties;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Under rules that bind by profile, another body of law that keeps things from going only closes; so does forgetting what binds an agency.</summary>
public sealed class GateProfileMonotony
{
    private static readonly PolicyProfile[] Restricting = [.. PolicyProfiles.All.Where(profile => profile.Restricts())];

    [Fact]
    public void Another_law_that_keeps_things_from_going_only_closes() => ForEveryDiscloser((world, discloser, dice) =>
    {
        if (discloser.ProfilesAt(world.Now).AreKnown)
        {
            GateMonotony.OnlyClosed(world, Setting(world, [.. discloser.BoundBy(world.Now), Restricting[dice.Next(Restricting.Length)]]));
        }
    });

    [Fact]
    public void Forgetting_what_binds_an_agency_only_closes() => ForEveryDiscloser((world, _, _) =>
    {
        if (world.Request.Basis != ClaimedBasis.MandatedReport)
        {
            GateMonotony.OnlyClosed(world, Setting(world, []));
            return;
        }

        // A report that somebody must make is not denied where nobody knows: it waits, and no more goes.
        foreach (var (was, isNow) in world.Evaluate().Lines.Zip(Setting(world, []).Evaluate().Lines))
        {
            Assert.True(isNow.Outcome != Outcome.Permit || (was.Outcome == Outcome.Permit && isNow.Mode <= was.Mode), $"{Text(was)} became {Text(isNow)}");
        }
    });

    [Fact]
    public void What_no_law_binds_is_bound_by_every_rule_that_binds_everybody() => ForEveryDiscloser((world, _, _) =>
    {
        var none = Setting(world, [], new ProfileFinding(Ana, Sensitive.Of("no grants"), DateTimeOffset.MaxValue));
        var everybody = new RuleSet(RuleSets.V2026R2.Version, Noon, RuleSets.V2026R2.Rules.Where(rule => rule.Bindings.BindEverybody)) { ByProfile = true };
        if (none.Facts.Discloser is PartnerPosition.Partner { Kind: AgencyKind.Funder or AgencyKind.VictimServices or AgencyKind.Legal })
        {
            Assert.Equal(ConsentGate.Evaluate(none.Request, none.Facts, everybody).Lines.Select(Text), none.Evaluate().Lines.Select(Text));
        }
    });

    private static GateWorld Setting(GateWorld world, IReadOnlyList<PolicyProfile> profiles, ProfileFinding? finding = null) =>
        world with { Discloser = [.. world.Discloser, new AgencyProfilesSet(world.Now, profiles) { FoundBy = finding }] };

    // Whoever left is known no more, and what is set then is not kept.
    private static void ForEveryDiscloser(Action<GateWorld, PartnerPosition.Partner, Random> holds, [System.Runtime.CompilerServices.CallerMemberName] string property = "") =>
        ProofRun.ForEvery(number =>
        {
            var world = GateWorlds.Of(number, RuleSets.V2026R2);
            if (world.Facts.Discloser is PartnerPosition.Partner discloser)
            {
                holds(world, discloser, new Random(number));
            }
        }, property);
}
