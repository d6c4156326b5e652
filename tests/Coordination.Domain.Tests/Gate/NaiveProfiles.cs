using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>The lines of the table that depend on what an agency is, or on a special kind of record.</summary>
internal static class NaiveProfiles
{
    internal static void Say(GateWorld world, RequestedItem item, List<NaiveRelease> releases, NaiveWords words)
    {
        var (request, identifies) = (world.Request, item.Sensitivity is not Sensitivity.NonIdentifying);
        if (NaiveRules.IsOwn(world, item))
        {
            return;
        }

        var (from, to) = (Now(world.Discloser)?.Kind, NaiveRecipients.Kind(world));
        words.Deny(to is AgencyKind.Funder && identifies, "CG-20 funder");
        words.Deny(NaiveLaw.IsOfPart2(world, item) && request.Occasion is GateOccasion.Agenda or GateOccasion.Room, "CG-24 part2-notice");
        words.Deny(
            (NaiveLaw.IsAsked(world) ? NaiveLaw.Binds(world, PolicyProfile.Hipaa) : from is AgencyKind.Medical || Bound(world).Contains(PolicyProfile.Hipaa)) && NaiveLaw.IsLawEnforcementOfficial(world, to)
            && identifies && request.Basis is ClaimedBasis.Release && !releases.Any(release => NaiveRules.IsOpen(world, item, release)),
            "CG-26 agreement");
        var (listed, waived) = (Listed(to, request.Purpose), NaiveLaw.IsProtectionWaived(world));
        var unknown = NaiveLaw.IsAsked(world) && NaiveLaw.IsUnknown(world);
        words.Deny(unknown && !waived && request.Basis is not ClaimedBasis.MandatedReport, "CG-29 profiles-unknown");
        words.Hold(unknown && !waived && request.Basis is ClaimedBasis.MandatedReport, "CG-29 profiles-unknown");
        var waits = NaiveReports.WaitsForALine(world);
        var kept = !unknown && !listed && !waived && (NaiveLaw.IsAsked(world) ? NaiveLaw.Binds(world, PolicyProfile.Federal1367) && !NaiveReports.IsOfFederalOfficials(world) : item.Category is InformationCategory.Immigration && Bound(world).Contains(PolicyProfile.Federal1367));
        var unwritten = !unknown && listed && !waived && to is AgencyKind.VictimServices && !NaiveReports.IsOfFederalOfficials(world) && NaiveLaw.AsksForWrittenConsent(world, item, releases);
        words.Deny(kept && !waits, "CG-29 protected-immigration");
        words.Deny(unwritten && !waits, "CG-29 written-consent");
        words.Hold((kept || unwritten) && waits, "CG-29 duty-stands");
        var order = NaiveLaw.IsAsked(world) && request.Basis is ClaimedBasis.CourtOrder;
        var (privileged, ruled) = (item.Category is InformationCategory.PrivilegedCommunication && !IsWaived(world, item), NaiveProcess.RuledOn(world, RulingSubject.Privilege, item));
        words.Deny(privileged && !order, "CG-27 privilege");
        words.Hold(privileged && order && !ruled, "CG-27 ruling");
        var (sheltered, located) = (item.Category is InformationCategory.ShelterLocation && !IsAuthorised(world), NaiveProcess.RuledOn(world, RulingSubject.ShelterLocation, item));
        words.Deny(sheltered && !order, "CG-36 shelter-location");
        words.Hold(sheltered && order && !located, "CG-36 ruling");
    }

    internal static bool IsKept(GateWorld world, ReleaseCondition condition) => condition switch
    {
        ReleaseCondition.TellMeFirst => (NaiveLaw.IsAsked(world) && NaiveProcess.HasDied(world)) || world.Consent.OfType<SurvivorToldBeforehand>().LastOrDefault(told => told.Disclosure == world.Request.Disclosure)?.ToldAt <= world.Now,
        ReleaseCondition.NotWhileTrialPending => world.Consent.OfType<TrialStatusRecorded>().LastOrDefault() is { Pending: false },
        _ => true,
    };

    internal static void Say(GateWorld world, RequestedItem item, NaiveRelease release, NaiveWords words)
    {
        var (terms, substanceUse) = (release.Terms, NaiveLaw.IsOfPart2(world, item));
        if (NaiveLaw.IsAsked(world))
        {
            words.Take(NaiveElements.Of42CfrPart2(world, item, release));
            words.Deny(NaiveLaw.Binds(world, PolicyProfile.Hipaa) && !NaiveElements.AreThoseOfHipaa(world, release), "CG-26 hipaa-elements");
        }
        else
        {
            words.Deny(
                substanceUse
                && (!terms.Recipients.Any() || !terms.Grants.Any() || !terms.Purposes.Any() || terms.Expires is null || !release.Signatures.Any()
                    || release.Signatures.Any(signature => signature.SignedAt is null || signature.Method is SignatureMethod.Oral)
                    || !(release.Warnings.Contains(ReleaseWarning.MayBeRevoked) && release.Warnings.Contains(ReleaseWarning.MayBeRedisclosed))),
                "CG-22 part2-elements");
        }

        words.Deny(
            substanceUse && NaiveLaw.Proceedings(world) is var proceedings && proceedings.Contains(world.Request.Purpose) && terms.Purposes.Except(proceedings).Any(),
            "CG-23 part2-separate");
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
