using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Consent;

/// <summary>By what a release is measured when it is captured: so that nothing is captured which the gate could never open.</summary>
/// <param name="TaskForce">The members, the policy and the tables.</param>
/// <param name="Discloser">The agency that holds the record, with the bodies of law that bind it.</param>
/// <param name="Rules">The rules of the gate.</param>
public sealed record SigningLaw(TaskForceState TaskForce, PartnerPosition Discloser, RuleSet Rules)
{
    /// <summary>The offices outside the task force that the release names, as the discloser recorded them (CG-49).</summary>
    public IReadOnlyList<PartnerPosition.Outside> Outside { get; init; } = [];

    /// <summary>Which of the recipients publish (CG-48).</summary>
    public IReadOnlyList<AgencyId> Publishers { get; init; } = [];

    /// <summary>Which of the recipients are police or prosecutors, in the task force and outside (CG-28).</summary>
    public IReadOnlyList<AgencyId> Prosecuting { get; init; } = [];

    /// <summary>With the rules that are in force.</summary>
    public static SigningLaw InForce(TaskForceState taskForce, PartnerPosition discloser, DateTimeOffset at) => new(taskForce, discloser, RuleSets.InForce(taskForce, at));
}
