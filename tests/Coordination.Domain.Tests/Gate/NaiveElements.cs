using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Testing;
using static Coordination.Domain.Consent.ReleaseWarning;

namespace Coordination.Domain.Tests.Gate;

/// <summary>What has to be in a release, a second time: 42 CFR 2.31 (CG-22) and 45 CFR 164.508 (CG-26), as the table has them from 2026-2 on.</summary>
internal static class NaiveElements
{
    /// <summary>In ink or by electronic signature, and dated no later than now.</summary>
    internal static bool IsWritten(GateWorld world, Signature signature) => signature.Method is SignatureMethod.Ink or SignatureMethod.Electronic && signature.SignedAt <= world.Now;

    internal static string? Of42CfrPart2(GateWorld world, RequestedItem item, NaiveRelease release)
    {
        var byTheParentAlone = NaiveSignatures.IsByMinor(world, release) && !release.Signatures.Any(s => s.Capacity == SignerCapacity.Survivor);
        return NaiveLaw.IsOfPart2(world, item) && (!AreThoseOfPart2(world, release) || byTheParentAlone) ? "deny CG-22 part2-elements"
            : !IsForTheNotes(item, release) ? "deny CG-22 part2-counseling"
            : null;
    }

    internal static bool AreThoseOfPart2(GateWorld world, NaiveRelease release)
    {
        ReleaseWarning[] asked = world.Request.Purpose is Purpose.MedicalCare or Purpose.ServiceDelivery ? [MayBeRevoked, MayBeRedisclosed, ConsequencesOfRefusing] : [MayBeRevoked];
        return IsWhole(world, release) && asked.All(warning => release.Warnings.Contains(warning));
    }

    internal static bool IsForTheNotes(RequestedItem item, NaiveRelease release)
    {
        var notes = release.Terms.Grants.Count(grant => grant.CounselingNotes == true);
        return item.CounselingNote == true ? notes > 0 && notes == release.Terms.Grants.Count : notes == 0;
    }

    internal static bool AreThoseOfHipaa(GateWorld world, NaiveRelease release) =>
        IsWhole(world, release) && new[] { MayBeRevoked, MayBeRedisclosed, NotACondition }.All(warning => release.Warnings.Contains(warning));

    private static bool IsWhole(GateWorld world, NaiveRelease release) =>
        release.Terms.Recipients.Count > 0 && release.Terms.Purposes.Count > 0 && release.Terms.Grants.Count > 0 && release.Terms.Expires is not null
        && release.Signatures.Count > 0 && release.Signatures.All(signature => IsWritten(world, signature));
}
