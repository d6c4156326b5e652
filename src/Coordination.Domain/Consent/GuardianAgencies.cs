using Coordination.Domain.Partners;

namespace Coordination.Domain.Consent;

/// <summary>For whom a guardian works, seen from a recipient (CG-46): whoever works for any part of an agency has a part in the matters of
/// each of its parts (<see cref="SameAgency"/>).</summary>
public static class GuardianAgencies
{
    /// <summary>Whether the guardian works for the recipient, or for another part of the same agency.</summary>
    /// <param name="guardian">The guardian.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="position">What the log knows of it.</param>
    /// <param name="whole">What the log knows of the agency of which it is a division.</param>
    public static bool WorksFor(this Guardian guardian, AgencyId recipient, PartnerPosition position, PartnerPosition? whole)
    {
        for (var i = 0; i < guardian.Agencies.Count; i++)
        {
            if (position.IsOfOneWith(recipient, guardian.Agencies[i], whole))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the record says of somebody for whom they work, or that an agency represents her together with somebody else: only
    /// then it matters of which agency the two sides are divisions.</summary>
    public static bool NamesAgencies(this ConsentPosition consent) =>
        !consent.RepresentedTogetherBy.IsEmpty || consent.Guardians.Values.Any(guardian => guardian.Agencies.Count > 0);
}
