namespace Coordination.Domain.Partners;

/// <summary>Whether two compartments are of one agency: the same, a division and the agency of which it is a part, or two divisions of one.
/// They are one employer, so people with a part in the matters of one have a part in the matters of the other. What lets something go never
/// asks this: there a division is an agency like any other (ADR 36).</summary>
public static class SameAgency
{
    /// <summary>Whether somebody who asks for the one is of one agency with the other.</summary>
    /// <param name="position">What the log knows of <paramref name="agency"/>.</param>
    /// <param name="agency">The one.</param>
    /// <param name="other">The other.</param>
    /// <param name="whole">What the log knows of the agency of which <paramref name="agency"/> is a division; nothing where it is
    /// none.</param>
    public static bool IsOfOneWith(this PartnerPosition position, AgencyId agency, AgencyId other, PartnerPosition? whole) =>
        agency == other
        || (position is PartnerPosition.Partner partner
            && (partner.PartOf == other || partner.Divisions.Contains(other)
                || (partner.PartOf is not null && whole is PartnerPosition.Partner known && known.Agency == partner.PartOf
                    && known.Divisions.Contains(other))));

    /// <summary>The agency of which this is a division; null where it is none, or nobody knows.</summary>
    public static AgencyId? Whole(this PartnerPosition position) => (position as PartnerPosition.Partner)?.PartOf;
}
