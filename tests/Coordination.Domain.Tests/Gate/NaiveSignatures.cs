using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>The part of the table that is about notice and signatures.</summary>
internal static class NaiveSignatures
{
    internal static void Say(GateWorld world, RequestedItem item, NaiveRelease release, NaiveWords words)
    {
        var minor = IsByMinor(world, release);
        var incapacitated = world.Consent.OfType<CapacityRecorded>().LastOrDefault()?.LegallyIncapacitated ?? false;
        var herself = release.Signatures.Any(s => s.Capacity == SignerCapacity.Survivor);
        var alone = ReceivesAlone(world);
        words.Deny(!IsWritten(world, release), "CG-02 not-written");
        words.Deny(!IsInformed(world, release), "CG-03 not-informed");
        words.Deny(minor && !alone && !NaiveSigners.AreEnoughForMinor(world, release), "CG-09 signatures");
        words.Hold(NaiveSigners.WaitsForHerAge(world, release), "CG-09 age-unknown");
        words.Deny(minor && alone && !herself, "CG-10 signatures");
        words.Deny(release is { State: "void", Cause: VoidCause.AbuserSigned } || release.Signatures.Any(s => s.Guardian is { } g && IsDisqualified(world, g)), "CG-11 abuser-signer");
        words.Deny(release is { State: "void", Cause: VoidCause.NoCapacity } || (incapacitated && !NaiveSigners.AreEnoughWithoutCapacity(world, item, release)), "CG-12 capacity");
    }

    internal static bool IsByMinor(GateWorld world, NaiveRelease release) =>
        NaiveSigners.IsMinorAt(world, release.Signatures.Where(s => s.SignedAt < world.Now).Min(s => s.SignedAt) ?? world.Now);

    internal static bool ReceivesAlone(GateWorld world)
    {
        var age = NaiveSigners.Age(world);
        var listed = world.TaskForce.OfType<PolicySet>().Where(set => set.EffectiveFrom <= world.Now).OrderBy(set => set.EffectiveFrom).LastOrDefault()?.Settings.MinorAloneServices
            ?? NaiveTables.ServicesOfMinors(world);
        return age.MayReceiveServiceAlone && (listed is null || (age.Services is not null && age.Services.Count > 0 && !age.Services.Except(listed).Any()));
    }

    /// <summary>In writing, and by herself unless others sign for her.</summary>
    internal static bool IsWritten(GateWorld world, NaiveRelease release) =>
        release.Signatures.Count > 0 && release.Signatures.All(s => NaiveElements.IsWritten(world, s) || NaiveSigners.IsAccommodated(world, s))
        && (IsByMinor(world, release) || (world.Consent.OfType<CapacityRecorded>().LastOrDefault()?.LegallyIncapacitated ?? false) || release.Signatures.Any(s => s.Capacity == SignerCapacity.Survivor));

    private static bool IsInformed(GateWorld world, NaiveRelease release)
    {
        var dates = release.Signatures.Where(s => s.SignedAt is not null).Select(s => s.SignedAt!.Value).ToList();
        var explained = world.Consent.Take(release.Place).OfType<NoticeGiven>()
            .Where(notice => notice.Recipients.Contains(world.Request.Recipient.Agency) && dates.Count > 0 && notice.GivenAt <= dates.Min())
            .SelectMany(notice => notice.Topics).ToHashSet();
        return explained.Contains(NoticeTopic.Risks) && explained.Contains(NoticeTopic.Alternatives) && explained.Contains(NoticeTopic.Consequences);
    }

    private static bool IsDisqualified(GateWorld world, GuardianId guardian) => world.Consent.OfType<GuardianDisqualified>().Any(d => d.Guardian == guardian);

    internal static bool IsQualified(GateWorld world, Signature signature) =>
        signature.Guardian is { } guardian && !IsDisqualified(world, guardian)
        && world.Consent.OfType<GuardianRecorded>().LastOrDefault(known => known.Guardian == guardian)?.Capacity == signature.Capacity;
}
