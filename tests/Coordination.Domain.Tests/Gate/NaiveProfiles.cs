using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>The lines of the table that depend on what an agency is, or on a special kind of record.</summary>
internal static class NaiveProfiles
{
    internal static HashSet<string> OfItem(GateWorld world, RequestedItem item, List<NaiveRelease> releases)
    {
        var (request, identifies) = (world.Request, item.Sensitivity is not Sensitivity.NonIdentifying);
        HashSet<string> denials = [];
        void When(bool condition, string reason) { if (condition && !NaiveRules.IsOwn(world, item)) { denials.Add(reason); } }
        var (from, to) = (Now(world.Discloser), Now(world.Recipient));
        When(to?.Kind is AgencyKind.Funder && identifies, "CG-20 funder");
        When(item.Category is InformationCategory.SubstanceUse && request.Occasion is GateOccasion.Agenda or GateOccasion.Room, "CG-24 part2-notice");
        When(
            (from?.Kind is AgencyKind.Medical || from?.Profiles.Contains(PolicyProfile.Hipaa) == true) && to?.Kind is AgencyKind.LawEnforcement
            && identifies && request.Basis is ClaimedBasis.Release && !releases.Any(release => NaiveRules.IsOpen(world, item, release)),
            "CG-26 agreement");
        When(item.Category is InformationCategory.Immigration && from?.Profiles.Contains(PolicyProfile.Federal1367) == true && !Listed(to?.Kind, request.Purpose), "CG-29 protected-immigration");
        return denials;
    }

    internal static HashSet<string> OfRelease(GateWorld world, RequestedItem item, NaiveRelease release)
    {
        HashSet<string> denials = [];
        void When(bool condition, string reason) { if (condition && item.Category is InformationCategory.SubstanceUse) { denials.Add(reason); } }
        var terms = release.Terms;
        When(
            !terms.Recipients.Any() || !terms.Grants.Any() || !terms.Purposes.Any() || terms.Expires is null || !release.Signatures.Any()
            || release.Signatures.Any(signature => signature.SignedAt is null || signature.Method is SignatureMethod.Oral)
            || !(release.Warnings.Contains(ReleaseWarning.MayBeRevoked) && release.Warnings.Contains(ReleaseWarning.MayBeRedisclosed)),
            "CG-22 part2-elements");
        When(
            world.Request.Purpose is Purpose.Investigation or Purpose.Prosecution
            && terms.Purposes.Except([Purpose.Investigation, Purpose.Prosecution]).Any(),
            "CG-23 part2-separate");
        return denials;
    }

    private static bool Listed(AgencyKind? kind, Purpose purpose) => (kind, purpose)
        is (AgencyKind.LawEnforcement or AgencyKind.Prosecution, Purpose.Investigation or Purpose.Prosecution)
        or (AgencyKind.VictimServices, Purpose.ServiceDelivery);

    private static AgencyJoined? Now(IReadOnlyList<PartnerEvent> events) =>
        NaiveRules.IsPartner(events) ? events.OfType<AgencyJoined>().Last() : null;
}
