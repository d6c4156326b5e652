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
        var notes = release.Terms.Grants.Where(grant => grant.CounselingNotes == true).ToList();
        if (NaiveLaw.IsOfPart2(world, item))
        {
            var forCare = world.Request.Purpose is Purpose.MedicalCare or Purpose.ServiceDelivery;
            if (!IsWhole(world, release) || !release.Warnings.Contains(MayBeRevoked)
                || (forCare && !(release.Warnings.Contains(MayBeRedisclosed) && release.Warnings.Contains(ConsequencesOfRefusing))))
            {
                return "deny CG-22 part2-elements";
            }
        }

        return (item.CounselingNote == true ? notes.Count < release.Terms.Grants.Count : notes.Count > 0) ? "deny CG-22 part2-counseling" : null;
    }

    internal static bool AreThoseOfHipaa(GateWorld world, NaiveRelease release) =>
        IsWhole(world, release) && new[] { MayBeRevoked, MayBeRedisclosed, NotACondition }.All(warning => release.Warnings.Contains(warning));

    private static bool IsWhole(GateWorld world, NaiveRelease release) =>
        release.Terms.Recipients.Count > 0 && release.Terms.Purposes.Count > 0 && release.Terms.Grants.Count > 0 && release.Terms.Expires is not null
        && release.Signatures.Count > 0 && release.Signatures.All(signature => IsWritten(world, signature));
}
