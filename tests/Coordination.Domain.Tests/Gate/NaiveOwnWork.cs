using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>What goes between agencies without her word, a second time: what police and prosecutors found out themselves (CG-41), and what a statute on teams lets go (CG-42).</summary>
internal static class NaiveOwnWork
{
    /// <summary>CG-41, from 2026-2 on.</summary>
    internal static bool MayGo(GateWorld world, RequestedItem item) => NaiveLaw.IsAsked(world)
        && !NaiveRules.IsOwn(world, item)
        && item is { Origin: ItemOrigin.OwnWork, Category: not InformationCategory.SubstanceUse }
        && world.Request is { Occasion: not (GateOccasion.Agenda or GateOccasion.Room), Purpose: Purpose.Investigation or Purpose.Prosecution }
        && NaiveRecipients.Kind(world) is AgencyKind.LawEnforcement or AgencyKind.Prosecution
        && NaiveTables.KindOfDiscloser(world) is AgencyKind.LawEnforcement or AgencyKind.Prosecution
        && NaiveLaw.KeepsNothing(world)
        && new[] { PolicyProfile.LawEnforcement, PolicyProfile.Prosecution, PolicyProfile.OwnRecords }.Any(law => NaiveLaw.Binds(world, law));

    internal static void Say(GateWorld world, RequestedItem item, NaiveWords words)
    {
        words.Permit(MayGo(world, item), "CG-41 own-generated");
        words.Permit(IsForTheTeam(world, item), "CG-42 team-statute");
    }

    private static bool IsForTheTeam(GateWorld world, RequestedItem item) =>
        world.Request is { Basis: ClaimedBasis.TeamStatute, Occasion: not (GateOccasion.Agenda or GateOccasion.Room) }
        && item is { Origin: ItemOrigin.OwnWork, Category: not InformationCategory.SubstanceUse }
        && NaiveLaw.KeepsNothing(world)
        && NaiveTables.KindOfDiscloser(world) is { } from && NaiveRecipients.Kind(world) is { } to
        && NaiveTables.InForce(world).SelectMany(loaded => loaded.Table.TeamStatutes).Any(statute =>
            statute.Members.Contains(from) && statute.Members.Contains(to) && statute.Purposes.Contains(world.Request.Purpose) && (statute.Categories is null || statute.Categories.Contains(item.Category))
            && NaiveTables.IsAboutHer(world, item, statute.About == AboutWhom.Minors, statute.UnderAge));
}
