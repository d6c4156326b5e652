using Coordination.Domain.Gate;

namespace Coordination.Domain.Disclosures;

/// <summary>
/// Where one person is enough for a disclosure: under her release, where she is the second; and for what cannot wait until a second one is
/// there, at night or on the way: a report that the law makes this person make, an imminent risk that they attest, a duty to warn that
/// binds them. For these the law asks the one who knows, and a rule of ours that needed two would make them break it or go around this
/// system. The gate and the log see to the rest.
/// </summary>
internal static class SinglePersonRule
{
    /// <summary>Whether one person records, authorises and makes it.</summary>
    public static bool IsEnough(ClaimedBasis basis) =>
        basis is ClaimedBasis.Release or ClaimedBasis.MandatedReport or ClaimedBasis.ImminentRisk or ClaimedBasis.DutyToWarn;
}
