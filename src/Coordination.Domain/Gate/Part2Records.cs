using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate;

/// <summary>
/// What 42 CFR Part 2 protects, from 2026-2 on: whatever a program that it binds holds, because that somebody is in its records says that
/// she is its patient (42 CFR 2.11, 2.12(a)(1)); and what is of the category <see cref="InformationCategory.SubstanceUse"/>, whoever holds
/// it. This is the only place that says so: the gate, capture and the notice of a copy ask here. Where a program is one unit of an agency,
/// the unit is a division, and the rest of the agency is not bound.
/// </summary>
public static class Part2Records
{
    /// <summary>Whether an item of this category is such a record, held by whom these bind. When an agency's profiles are unknown, Part 2
    /// may bind it.</summary>
    public static bool Include(InformationCategory category, BoundProfiles discloser) =>
        category == InformationCategory.SubstanceUse || discloser.Contains(PolicyProfile.Part2);

    /// <summary>Whether the item is such a record of the discloser's.</summary>
    internal static bool IsPart2Record(this RequestedItem item, GateFacts facts) =>
        Include(item.Category, facts.Discloser.ProfilesAt(facts.Now));
}
