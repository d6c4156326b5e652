using Coordination.Domain.Consent;
using Coordination.Domain.TaskForce;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>The part of the table that is about notice and signatures.</summary>
internal static class NaiveSignatures
{
    internal static HashSet<string> Denials(GateWorld world, NaiveRelease release)
    {
        HashSet<string> denials = [];
        void When(bool condition, string reason) { if (condition) { denials.Add(reason); } }
        var age = world.Consent.OfType<MinorityRecorded>().LastOrDefault() ?? new MinorityRecorded(false, false, false);
        var minor = age.UnderEighteen && !age.Emancipated && !(age.EighteenFrom is { } from && from <= (release.Signatures.Where(s => s.SignedAt < world.Now).Min(s => s.SignedAt) ?? world.Now));
        var incapacitated = world.Consent.OfType<CapacityRecorded>().LastOrDefault()?.LegallyIncapacitated ?? false;
        var herself = release.Signatures.Any(s => s.Capacity == SignerCapacity.Survivor);
        var parent = release.Signatures.Any(s => s.Capacity != SignerCapacity.Survivor && IsQualified(world, s));
        var courts = release.Signatures.Any(s => s.Capacity == SignerCapacity.CourtAppointedGuardian && IsQualified(world, s));
        var written = release.Signatures.Count > 0 && release.Signatures.All(s =>
            (s.Method == SignatureMethod.Ink || s.Method == SignatureMethod.Electronic) && s.SignedAt is { } at && at <= world.Now);
        When(!written || (!minor && !incapacitated && !herself), "CG-02 not-written");
        When(!IsInformed(world, release), "CG-03 not-informed");
        var listed = world.TaskForce.OfType<PolicySet>().Where(set => set.EffectiveFrom <= world.Now).OrderBy(set => set.EffectiveFrom).LastOrDefault()?.Settings.MinorAloneServices;
        var alone = age.MayReceiveServiceAlone && (listed is null || (age.Services is not null && age.Services.Count > 0 && !age.Services.Except(listed).Any()));
        When(minor && !alone && !(herself && parent), "CG-09 signatures");
        When(minor && alone && !herself, "CG-10 signatures");
        When(release is { State: "void", Cause: VoidCause.AbuserSigned } || release.Signatures.Any(s => s.Guardian is { } g && IsDisqualified(world, g)), "CG-11 abuser-signer");
        When(release is { State: "void", Cause: VoidCause.NoCapacity } || (incapacitated && !courts), "CG-12 capacity");
        return denials;
    }

    private static bool IsInformed(GateWorld world, NaiveRelease release)
    {
        var dates = release.Signatures.Where(s => s.SignedAt is not null).Select(s => s.SignedAt!.Value).ToList();
        var explained = world.Consent.Take(release.Place).OfType<NoticeGiven>()
            .Where(notice => notice.Recipients.Contains(world.Request.Recipient.Agency) && dates.Count > 0 && notice.GivenAt <= dates.Min())
            .SelectMany(notice => notice.Topics).ToHashSet();
        return explained.Contains(NoticeTopic.Risks) && explained.Contains(NoticeTopic.Alternatives) && explained.Contains(NoticeTopic.Consequences);
    }

    private static bool IsDisqualified(GateWorld world, GuardianId guardian) => world.Consent.OfType<GuardianDisqualified>().Any(d => d.Guardian == guardian);

    private static bool IsQualified(GateWorld world, Signature signature) =>
        signature.Guardian is { } guardian && !IsDisqualified(world, guardian)
        && world.Consent.OfType<GuardianRecorded>().LastOrDefault(known => known.Guardian == guardian)?.Capacity == signature.Capacity;
}
