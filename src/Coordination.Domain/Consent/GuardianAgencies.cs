using Coordination.Domain.Partners;

namespace Coordination.Domain.Consent;

/// <summary>
/// For whom a guardian works, seen from a recipient (CG-46). A division and the agency of which it is a part have one employer: whoever works for the one has a part in the matters of
/// the other. Everywhere else a division is an agency like any other (ADR 36).
/// </summary>
public static class GuardianAgencies
{
    /// <summary>Whether the guardian works for the recipient, for the agency of which it is a division, or for a division of it.</summary>
    public static bool WorksFor(this Guardian guardian, AgencyId recipient, PartnerPosition position) =>
        guardian.Agencies.Contains(recipient)
        || (position is PartnerPosition.Partner partner && (partner.Divisions.Any(guardian.Agencies.Contains) || (partner.PartOf is { } whole && guardian.Agencies.Contains(whole))));

    /// <summary>The record as a question about this recipient has to see it: whoever works for a part or for the whole of the recipient works for the recipient.</summary>
    public static ConsentPosition SeenFor(this ConsentPosition consent, AgencyId recipient, PartnerPosition position)
    {
        var guardians = consent.Guardians;
        foreach (var (id, guardian) in consent.Guardians)
        {
            if (!guardian.Agencies.Contains(recipient) && guardian.WorksFor(recipient, position))
            {
                guardians = guardians.SetItem(id, guardian with { Agencies = [.. guardian.Agencies, recipient] });
            }
        }

        return ReferenceEquals(guardians, consent.Guardians) ? consent : consent with { Guardians = guardians };
    }
}
