using Coordination.Domain.Gate;

namespace Coordination.Domain.Disclosures;

/// <summary>Says when one person is enough for a disclosure. Under her release, the survivor is the second. What cannot wait for a second
/// person is a report that the law requires of this person, an imminent risk that they attest, and a duty to warn that binds them. For
/// these the law asks the one who knows, and a rule of ours that needed two would make them break it or go around this system. The gate and
/// the log see to the rest.</summary>
internal static class SinglePersonRule
{
    /// <summary>Whether one person records, authorises and makes it.</summary>
    public static bool IsEnough(ClaimedBasis basis) =>
        basis is ClaimedBasis.Release or ClaimedBasis.MandatedReport or ClaimedBasis.ImminentRisk or ClaimedBasis.DutyToWarn;
}
