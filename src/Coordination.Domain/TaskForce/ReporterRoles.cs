using Coordination.Domain.Partners;

namespace Coordination.Domain.TaskForce;

/// <summary>
/// As what the people of an agency can be bound to report, by its kind: one table, so that nobody reports as what nobody there is. It
/// leaves out only what cannot be: a shelter has nurses and teachers, the police have social workers, and a lawyer's office may have any of
/// them. Where the law makes everybody report, the role is <see cref="ReporterRole.Anyone"/>, which every kind has.
/// </summary>
public static class ReporterRoles
{
    /// <summary>The roles of a kind, in the order of the vocabulary, and at the end the one that everybody has.</summary>
    public static IReadOnlyList<ReporterRole> Of(AgencyKind kind) => [.. Enum.GetValues<ReporterRole>().Where(role => role.IsHeldAt(kind))];

    /// <summary>Whether somebody at an agency of this kind can hold the role. One that nobody there can hold brings nobody under a line of
    /// a table.</summary>
    public static bool IsHeldAt(this ReporterRole role, AgencyKind kind) => role switch
    {
        ReporterRole.Anyone => true,
        _ when kind is AgencyKind.Funder or AgencyKind.Media => false, // they serve nobody
        _ when kind is AgencyKind.Coordinating => true, // any agency may coordinate: a sheriff's office, a hospital, a school
        ReporterRole.PeaceOfficer => kind is AgencyKind.LawEnforcement or AgencyKind.Prosecution,
        // a home that child welfare has run for it
        ReporterRole.ChildWelfareWorker => kind is AgencyKind.ChildWelfare or AgencyKind.HousingAndServices,
        ReporterRole.Educator => kind is not (AgencyKind.LawEnforcement or AgencyKind.Prosecution or AgencyKind.Legal),
        _ => true,
    };
}
