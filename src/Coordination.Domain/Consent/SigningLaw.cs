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

    /// <summary>What the log knows of the recipients, where the rules in force ask for it; else empty.</summary>
    public IReadOnlyDictionary<AgencyId, PartnerPosition> Recipients { get; init; } = ImmutableDictionary<AgencyId, PartnerPosition>.Empty;

    /// <summary>What the log knows of the agencies of which the discloser and the recipients are divisions; empty where none is
    /// one.</summary>
    public IReadOnlyDictionary<AgencyId, PartnerPosition> Wholes { get; init; } = ImmutableDictionary<AgencyId, PartnerPosition>.Empty;

    /// <summary>What the log knows of one of them.</summary>
    public PartnerPosition Of(AgencyId recipient) => Recipients.GetValueOrDefault(recipient, PartnerPosition.Initial);

    /// <summary>What the log knows of the agency of which this is a division; null where it is none.</summary>
    public PartnerPosition? WholeOf(PartnerPosition position) => position.Whole() is { } whole ? Wholes.GetValueOrDefault(whole) : null;

    /// <summary>Whether somebody is of a recipient, as far as the release or the log says so.</summary>
    public bool IsOf(ReleaseRecipient recipient, PersonId person) => recipient.Persons.Contains(person) || Of(recipient.Agency) switch
    {
        PartnerPosition.Partner partner => partner.Trainings.ContainsKey(person),
        PartnerPosition.Outside office => office.Persons.ContainsKey(person),
        _ => false,
    };

    /// <summary>With the rules that are in force.</summary>
    public static SigningLaw InForce(TaskForceState taskForce, PartnerPosition discloser, DateTimeOffset at) =>
        new(taskForce, discloser, RuleSets.InForce(taskForce, at));
}
