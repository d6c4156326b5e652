using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using static Coordination.Testing.GateWorld;

namespace Coordination.Testing;

/// <summary>Throws dice for worlds, and changes whole sides of them.</summary>
public sealed class GateDice(Random dice)
{
    public bool Chance(int oneIn) => dice.Next(oneIn) == 0;

    public int Next(int below) => dice.Next(below);

    public T Pick<T>(params IReadOnlyList<T> from) => from[dice.Next(from.Count)];

    public T PickAny<T>() where T : struct, Enum => Pick<T>(Enum.GetValues<T>());

    /// <summary>Each of them, but seldom one is missing.</summary>
    public List<T> Most<T>(int oneIn, params IReadOnlyList<T> from) => [.. from.Where(_ => !Chance(oneIn))];

    public List<T> Some<T>(params IReadOnlyList<T> from) => Most(2, from);

    /// <summary>An instant, or a tick to either side of it.</summary>
    public DateTimeOffset Around(DateTimeOffset instant) => instant.AddTicks(dice.Next(-1, 2));

    /// <summary>
    /// The same task force, and a release that gives everything in full for most purposes, with every warning; so that what a situation says of it decides.
    /// </summary>
    public static GateWorld Plain(GateWorld world) => (Permitting with { TaskForce = [.. Permitting.TaskForce, .. world.TaskForce.OfType<RuleSetAdopted>()] })
        .Signing(signed => signed with { WarningsAcknowledged = Enum.GetValues<ReleaseWarning>() })
        .WithTerms(terms => terms with
        {
            Grants = [.. Enum.GetValues<Domain.InformationCategory>().Select(category => new CategoryGrant(category, Domain.SharingMode.IdentifiedVerbatim))],
            Purposes = [.. terms.Purposes, Domain.Purpose.Prosecution, Domain.Purpose.ServiceDelivery, Domain.Purpose.MedicalCare, Domain.Purpose.SafetyPlanning],
        });

    /// <summary>A discloser of this kind that these bind; without any, one of which it was found that none does, where its kind says nothing else.</summary>
    public static GateWorld BoundBy(GateWorld world, AgencyKind kind, params IReadOnlyList<PolicyProfile> profiles) => world with
    {
        Discloser =
        [
            .. world.Discloser.Where(e => e is not AgencyProfilesSet).Select(e => e is AgencyJoined joined ? joined with { Kind = kind, Profiles = profiles } : e),
            .. profiles.Count == 0 ? new PartnerEvent[] { new AgencyProfilesSet(Noon.AddDays(-1), []) { FoundBy = new ProfileFinding(Ana, Domain.Sensitive.Of("no grants"), Noon.AddDays(30)) } } : [],
        ],
    };

    /// <summary>Nobody knows what binds the discloser.</summary>
    public static GateWorld Unknown(GateWorld world) => world with
    {
        Discloser = [.. world.Discloser.Where(e => e is not AgencyProfilesSet).Select(e => e is AgencyJoined joined ? joined with { Profiles = [] } : e)],
    };

    /// <summary>To an agency of this kind.</summary>
    public static GateWorld To(GateWorld world, AgencyKind kind) =>
        world with { Recipient = [.. world.Recipient.Select(e => e is AgencyJoined joined ? joined with { Kind = kind } : e)] };

    /// <summary>For this purpose, for which whoever receives has a part in the case.</summary>
    public static GateWorld For(GateWorld world, Domain.Purpose purpose) => world.Asking(r => r with
    {
        Purpose = purpose,
        Involvements = [.. r.Involvements, new Involvement(r.Recipient.Agency, r.Recipient.Person ?? Dale, purpose)],
    });

    /// <summary>Each item of this category; seldom, one stays of another.</summary>
    public GateWorld Of(GateWorld world, Domain.InformationCategory category) =>
        world.Asking(r => r with { Items = [.. r.Items.Select(item => Chance(8) ? item : item with { Category = category })] });
}
