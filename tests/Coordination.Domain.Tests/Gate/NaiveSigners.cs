using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Who has to sign, a second time: minors, people without legal capacity, those who act for them, and whom they act for besides.</summary>
internal static class NaiveSigners
{
    private static readonly SignerCapacity[] ParentsAndGuardians = [SignerCapacity.Parent, SignerCapacity.Guardian, SignerCapacity.CourtAppointedGuardian];
    private static readonly SignerCapacity[] OfTheChild = [SignerCapacity.GuardianAdLitem, SignerCapacity.ChildsAttorney];

    internal static MinorityRecorded Age(GateWorld world) => world.Consent.OfType<MinorityRecorded>().LastOrDefault() ?? new MinorityRecorded(false, false, false);

    internal static bool IsMinorAt(GateWorld world, DateTimeOffset at) =>
        Age(world) is { UnderEighteen: true, Emancipated: false } age && (age.EighteenFrom is not { } from || NaiveTables.YearsAfterEighteen(world) > 1000 || at < from.AddYears(NaiveTables.YearsAfterEighteen(world)));

    /// <summary>Consent by somebody whose disability prevents a signature counts as written, but towards a school.</summary>
    internal static bool IsAccommodated(GateWorld world, Signature signature) =>
        NaiveLaw.IsAsked(world) && !NaiveLaw.Binds(world, PolicyProfile.Ferpa) && signature is { Method: SignatureMethod.Oral, Accommodation: not null } && signature.SignedAt <= world.Now;

    /// <summary>CG-09: both of them; where it was found that the minor is not capable of consenting, the other one.</summary>
    internal static bool AreEnoughForMinor(GateWorld world, NaiveRelease release)
    {
        return IsByAnother(world, release) && (IsFoundIncapable(world) || release.Signatures.Any(s => s.Capacity == SignerCapacity.Survivor));
    }

    private static bool IsByAnother(GateWorld world, NaiveRelease release) =>
        release.Signatures.Any(s => ParentsAndGuardians.Contains(s.Capacity) && NaiveSignatures.IsQualified(world, s)) || (NaiveLaw.IsAsked(world) && IsByWhoeverMayConsent(world, release, OfTheChild));

    /// <summary>CG-09: she is an adult by a lower age than the law has now, so that somebody else signs with her or she says her age again.</summary>
    internal static bool WaitsForHerAge(GateWorld world, NaiveRelease release) =>
        NaiveLaw.IsAsked(world) && world.Consent.OfType<MinorityRecorded>().LastOrDefault() is { UnderEighteen: false } age
        && (age.Reached ?? 18) < 18 + NaiveTables.YearsAfterEighteen(world) && !IsByAnother(world, release);

    internal static bool IsFoundIncapable(GateWorld world) => NaiveLaw.IsAsked(world)
        && world.Consent.OfType<MinorCapacityFound>().LastOrDefault() is { Capable: false } found && found.FoundAt <= world.Now;

    /// <summary>
    /// CG-12: the guardian whom a court appointed; herself, where she is served without one; about her health, whoever holds her power of attorney, where it is known that no law
    /// binds the discloser that asks for more.
    /// </summary>
    internal static bool AreEnoughWithoutCapacity(GateWorld world, RequestedItem item, NaiveRelease release) =>
        release.Signatures.Any(s => s.Capacity == SignerCapacity.CourtAppointedGuardian && NaiveSignatures.IsQualified(world, s))
        || (NaiveLaw.IsAsked(world) && (
            (world.Consent.OfType<CapacityRecorded>().Last().ServedWithoutGuardian == true && release.Signatures.Any(s => s.Capacity == SignerCapacity.Survivor))
            || (!NaiveLaw.Keeping(world).Except([PolicyProfile.Hipaa, PolicyProfile.Part2]).Any() && item.Category is InformationCategory.Medical or InformationCategory.MentalHealth && IsByWhoeverMayConsent(world, release, [SignerCapacity.HealthCareAgent]))));

    /// <summary>CG-45: whoever represents somebody who died, and nobody else, under a document that held when it was signed and holds now.</summary>
    internal static bool IsByPersonalRepresentative(GateWorld world, NaiveRelease release) => release.Signatures.Count > 0 && release.Signatures.All(s =>
        s.Capacity == SignerCapacity.PersonalRepresentative && NaiveSignatures.IsQualified(world, s) && Recorded(world, s.Guardian!.Value) is { MayConsent: true, Appointment: { } appointment }
        && s.SignedAt >= world.Consent.OfType<SurvivorDied>().Last().DiedAt
        && new[] { s.SignedAt.Value, world.Now }.All(at => appointment.From <= at && (appointment.Until is null || at < appointment.Until)));

    /// <summary>CG-46: one of those who signed works for the recipient's agency, or for a part of it.</summary>
    internal static bool IsInConflict(GateWorld world, NaiveRelease release)
    {
        var theirs = NaiveRules.OfOneWith(world, world.Request.Recipient.Agency, world.Recipient);
        return release.Signatures.Any(s => s.Guardian is { } g && (Recorded(world, g)?.Agencies ?? []).Any(theirs.Contains));
    }

    /// <summary>What concerns those who sign besides: that a guardian works for the recipient (CG-46), that she is represented together with somebody else (CG-47).</summary>
    internal static void Say(GateWorld world, NaiveRelease release, NaiveWords words)
    {
        var sides = NaiveRules.OfOneWith(world, world.Request.Recipient.Agency, world.Recipient).Concat(NaiveRules.OfOneWith(world, world.Request.Discloser, world.Discloser));
        words.Hold(IsInConflict(world, release), "CG-46 conflict");
        words.Deny(sides.Any(agency => IsTogether(world, agency) && !IsAdvised(world, agency, release)), "CG-47 independent-advice");
    }

    private static bool IsTogether(GateWorld world, AgencyId agency) =>
        world.Consent.OfType<JointRepresentationRecorded>().LastOrDefault(joint => joint.Agency == agency) is { Together: true };

    // The first advice counts that she had since an earlier time together ended.
    private static bool IsAdvised(GateWorld world, AgencyId agency, NaiveRelease release)
    {
        var ended = world.Consent.ToList().FindLastIndex(e => e is JointRepresentationRecorded { Together: false } joint && joint.Agency == agency);
        var advised = world.Consent.Skip(ended + 1).OfType<IndependentAdviceRecorded>().Where(advice => advice.Agency == agency).Min(advice => (DateTimeOffset?)advice.AdvisedAt);
        return release.Signatures.Any(s => s.SignedAt is not null) && release.Signatures.All(s => s.SignedAt is null || advised <= s.SignedAt);
    }

    private static bool IsByWhoeverMayConsent(GateWorld world, NaiveRelease release, SignerCapacity[] capacities) =>
        release.Signatures.Any(s => capacities.Contains(s.Capacity) && NaiveSignatures.IsQualified(world, s) && Recorded(world, s.Guardian!.Value)?.MayConsent == true);

    private static GuardianRecorded? Recorded(GateWorld world, GuardianId guardian) => world.Consent.OfType<GuardianRecorded>().LastOrDefault(known => known.Guardian == guardian);
}
