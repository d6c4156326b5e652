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
            (NaiveLaw.IsAsked(world) ? NaiveLaw.Binds(world, PolicyProfile.Hipaa) : from?.Kind is AgencyKind.Medical || Bound(world).Contains(PolicyProfile.Hipaa)) && NaiveLaw.IsLawEnforcementOfficial(world, to?.Kind)
            && identifies && request.Basis is ClaimedBasis.Release && !releases.Any(release => NaiveRules.IsOpen(world, item, release)),
            "CG-26 agreement");
        var listed = Listed(to?.Kind, request.Purpose);
        When(
            !listed && (NaiveLaw.IsAsked(world) ? NaiveLaw.Binds(world, PolicyProfile.Federal1367) : item.Category is InformationCategory.Immigration && Bound(world).Contains(PolicyProfile.Federal1367)),
            "CG-29 protected-immigration");
        When(listed && to?.Kind is AgencyKind.VictimServices && NaiveLaw.AsksForWrittenConsent(world, item, releases), "CG-29 written-consent");
        When(item.Category is InformationCategory.PrivilegedCommunication && !IsWaived(world, item), "CG-27 privilege");
        When(item.Category is InformationCategory.ShelterLocation && !IsAuthorised(world), "CG-36 shelter-location");
        return denials;
    }

    internal static bool IsKept(GateWorld world, ReleaseCondition condition) => condition switch
    {
        ReleaseCondition.TellMeFirst => world.Consent.OfType<SurvivorToldBeforehand>().LastOrDefault(told => told.Disclosure == world.Request.Disclosure)?.ToldAt <= world.Now,
        ReleaseCondition.NotWhileTrialPending => world.Consent.OfType<TrialStatusRecorded>().LastOrDefault() is { Pending: false },
        _ => true,
    };

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
            NaiveLaw.Proceedings(world) is var proceedings && proceedings.Contains(world.Request.Purpose) && terms.Purposes.Except(proceedings).Any(),
            "CG-23 part2-separate");
        return denials;
    }

    private static bool IsWaived(GateWorld world, RequestedItem item)
    {
        var waived = false;
        foreach (var happened in world.Consent)
        {
            waived = happened switch
            {
                PrivilegeWaived w when w.Items.Contains(item.Item) && w.Recipients.Contains(world.Request.Recipient.Agency)
                    && w.Signature.Capacity is SignerCapacity.Survivor && w.Signature.Method is not SignatureMethod.Oral && w.Signature.SignedAt <= world.Now => true,
                PrivilegeWaiverWithdrawn w when w.Items.Contains(item.Item) => false,
                _ => waived,
            };
        }

        return waived;
    }

    private static bool IsAuthorised(GateWorld world) =>
        world.Consent.OfType<ShelterLocationAuthorised>().LastOrDefault(word => word.Recipients.Contains(world.Request.Recipient.Agency)) is { } word
        && word.SignedAt <= world.Now && world.Now < word.Expires;

    private static bool Listed(AgencyKind? kind, Purpose purpose) => (kind, purpose)
        is (AgencyKind.LawEnforcement or AgencyKind.Prosecution, Purpose.Investigation or Purpose.Prosecution)
        or (AgencyKind.VictimServices, Purpose.ServiceDelivery);

    // What it joined with, until something set after that takes effect; of several, the one with the latest date, and the later word.
    private static IReadOnlyList<PolicyProfile> Bound(GateWorld world) => Now(world.Discloser) is not { } joined ? []
        : world.Discloser.Skip(world.Discloser.ToList().FindLastIndex(e => e is AgencyJoined)).OfType<AgencyProfilesSet>()
            .Where(set => set.EffectiveFrom <= world.Now).OrderBy(set => set.EffectiveFrom).LastOrDefault()?.Profiles ?? joined.Profiles;

    private static AgencyJoined? Now(IReadOnlyList<PartnerEvent> events) =>
        NaiveRules.IsPartner(events) ? events.OfType<AgencyJoined>().Last() : null;
}
