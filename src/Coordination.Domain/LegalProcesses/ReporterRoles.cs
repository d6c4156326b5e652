using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.LegalProcesses;

/// <summary>
/// As what the people of an agency can be bound to report, by its kind: one table, so that nobody reports as what nobody there is. Where the law makes everybody report, the
/// role is <see cref="ReporterRole.Anyone"/>, which every kind has.
/// </summary>
public static class ReporterRoles
{
    /// <summary>The roles of a kind, in the order of the vocabulary, and at the end the one that everybody has.</summary>
    public static IReadOnlyList<ReporterRole> Of(AgencyKind kind) => kind switch
    {
        AgencyKind.VictimServices or AgencyKind.Legal => [ReporterRole.Advocate, ReporterRole.Counsellor, ReporterRole.Anyone],
        AgencyKind.LawEnforcement or AgencyKind.Prosecution => [ReporterRole.Advocate, ReporterRole.PeaceOfficer, ReporterRole.Anyone],
        AgencyKind.Medical => [ReporterRole.Advocate, ReporterRole.HealthProfessional, ReporterRole.Counsellor, ReporterRole.Anyone],
        AgencyKind.HousingAndServices => [ReporterRole.Advocate, ReporterRole.Counsellor, ReporterRole.Educator, ReporterRole.Anyone],
        AgencyKind.ChildWelfare => [ReporterRole.Counsellor, ReporterRole.ChildWelfareWorker, ReporterRole.Anyone],
        AgencyKind.Coordinating => [ReporterRole.Advocate, ReporterRole.Anyone],
        _ => [ReporterRole.Anyone],
    };
}
