using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Testing;
using static Coordination.Domain.Partners.PolicyProfile;

namespace Coordination.Domain.Tests.Gate;

/// <summary>
/// What the table of the law says from 2026-2 on, a second time, over what happened: whose duty each line is. Written from the table, and not
/// from the cells of the rules.
/// </summary>
internal static class NaiveLaw
{
    /// <summary>Bodies of law that keep something from going. All of them bind whoever is not known to be bound by others.</summary>
    private static readonly PolicyProfile[] Strictest = [Vawa, Fvpsa, Voca, Hipaa, Part2, Ferpa, Federal1367];

    /// <summary>Whether the rules that are asked bind by profile.</summary>
    internal static bool IsAsked(GateWorld world) => world.Rules is { ByProfile: true };

    /// <summary>Whatever a program that Part 2 binds holds, and from whomever, what is said of substance use. Before, the latter alone.</summary>
    internal static bool IsOfPart2(GateWorld world, RequestedItem item) => item.Category == InformationCategory.SubstanceUse || (IsAsked(world) && Binds(world, Part2));

    /// <summary>VAWA and VOCA bar individual information as well, FVPSA identifying information only.</summary>
    internal static bool LetsGoWhatIdentifiesNobody(GateWorld world) => !IsAsked(world) || !(Binds(world, Vawa) || Binds(world, Voca));

    /// <summary>What Part 2 asks a consent of its own for: civil, criminal, administrative and legislative proceedings. Before, criminal ones.</summary>
    internal static Purpose[] Proceedings(GateWorld world) => IsAsked(world)
        ? [Purpose.LegalRepresentation, Purpose.ImmigrationRelief, Purpose.Prosecution, Purpose.Investigation]
        : [Purpose.Prosecution, Purpose.Investigation];

    /// <summary>HIPAA means whoever investigates or prosecutes a violation of law. Before, whoever investigates.</summary>
    internal static bool IsLawEnforcementOfficial(GateWorld world, AgencyKind? kind) => kind == AgencyKind.LawEnforcement || (kind == AgencyKind.Prosecution && IsAsked(world));

    /// <summary>8 USC 1367(b)(7): a victim service provider is told with the prior written consent of whom it is about, for the service.</summary>
    internal static bool AsksForWrittenConsent(GateWorld world, RequestedItem item, List<NaiveRelease> releases) => IsAsked(world) && Binds(world, Federal1367)
        && !releases.Any(release => NaiveRules.IsOpen(world, item, release) && release.Terms.Purposes.Contains(Purpose.ServiceDelivery) && NaiveSignatures.IsWritten(world, release));

    /// <summary>8 USC 1367(b)(4): she waived the protection herself, in writing and as an adult, and so did every other adult whom it concerns.</summary>
    internal static bool IsProtectionWaived(GateWorld world) => IsAsked(world)
        && world.Consent.LastOrDefault(e => e is ProtectionWaived or ProtectionWaiverWithdrawn) is ProtectionWaived { EverybodyConcernedWaived: true, Signature: { Capacity: SignerCapacity.Survivor } signature }
        && NaiveElements.IsWritten(world, signature)
        && NaiveSigners.Age(world) is var age && !(age.UnderEighteen && !(age.EighteenFrom <= world.Now));

    internal static bool Binds(GateWorld world, PolicyProfile law) => Said(world) is { } said ? said.Contains(law) : Strictest.Contains(law);

    /// <summary>Nobody knows what binds the discloser.</summary>
    internal static bool IsUnknown(GateWorld world) => Said(world) is null;

    /// <summary>It is known what binds the discloser, and nothing of it keeps something from going.</summary>
    internal static bool KeepsNothing(GateWorld world) => Said(world) is { } said && !said.Intersect(Strictest).Any();

    /// <summary>Those that keep something from going, of all that bind the discloser; every one where nobody knows.</summary>
    internal static IEnumerable<PolicyProfile> Keeping(GateWorld world) => Strictest.Where(law => Binds(world, law));

    // Null when nobody knows.
    private static List<PolicyProfile>? Said(GateWorld world)
    {
        var events = world.Discloser.ToList();
        if (!NaiveRules.IsPartner(events))
        {
            return null;
        }

        var at = events.FindLastIndex(e => e is AgencyJoined);
        var joined = (AgencyJoined)events[at];
        var since = events.Skip(at).OfType<AgencyProfilesSet>().Where(set => set.EffectiveFrom <= world.Now).ToList();
        var newest = since.LastOrDefault(set => since.All(other => other.EffectiveFrom <= set.EffectiveFrom));
        List<PolicyProfile> said = [.. newest?.Profiles ?? joined.Profiles];
        if (said.Count == 0 && !(newest?.FoundBy?.LookAgainAt > world.Now))
        {
            return null;
        }

        said.AddRange(joined.Kind switch
        {
            AgencyKind.Medical => [Hipaa],
            AgencyKind.LawEnforcement => [LawEnforcement],
            AgencyKind.Prosecution => [Prosecution],
            AgencyKind.ChildWelfare => [ChildWelfare],
            _ => Array.Empty<PolicyProfile>(),
        });
        return said;
    }
}
