namespace Coordination.Domain.TaskForce;

public sealed record FormTaskForce(string Name, string Jurisdiction, AgencyId CoordinatingAgency);

/// <summary>Sets the first policy. Without <paramref name="EffectiveFrom"/> it holds at once; it never holds for the past.</summary>
public sealed record SetPolicy(PolicySettings Settings, DateTimeOffset? EffectiveFrom, DateTimeOffset At);

/// <summary>A policy that is proposed: from its adoption on, or from a later instant.</summary>
public sealed record ProposedPolicy(PolicySettings Settings, DateTimeOffset? EffectiveFrom);

/// <summary>Sets the policy that a change of the protocol proposed, which was adopted.</summary>
public sealed record AdoptPolicy(ProposedPolicy Policy, ProtocolChangeId Change, DateTimeOffset At);

/// <summary>
/// Adopts a version of the rules of the consent gate. Without <paramref name="EffectiveFrom"/> it holds at once; it never holds for
/// the past. <paramref name="Published"/> are the versions that there are, oldest first.
/// </summary>
public sealed record AdoptRuleSet(string RuleSet, DateTimeOffset? EffectiveFrom, DateTimeOffset At,
    IReadOnlyList<PublishedRuleSet> Published);

/// <summary>A version of the rules that can be adopted, for instants from <paramref name="EffectiveFrom"/> on.</summary>
public sealed record PublishedRuleSet(string Version, DateTimeOffset EffectiveFrom)
{
    /// <summary>Whether no date brings it into force, but only its adoption.</summary>
    public bool ByAdoptionOnly { get; init; }
}

/// <summary>
/// Loads what the law of a jurisdiction says. Without <paramref name="EffectiveFrom"/> it holds at once; it never holds for the past.
/// <paramref name="Authorities"/> are the agencies to which its reports go here; <paramref name="KindsOfAgencies"/> has the kind of each of
/// them that is known, joined or outside.
/// </summary>
public sealed record LoadJurisdictionTable(
    JurisdictionTable Table, IReadOnlyList<AuthorityNamed> Authorities, IReadOnlyDictionary<AgencyId, Partners.AgencyKind> KindsOfAgencies,
    DateTimeOffset? EffectiveFrom, PersonId By, DateTimeOffset At)
{
    /// <summary>The authorities of the table before this one that are dropped. All others stay named.</summary>
    public IReadOnlyList<AuthorityNamed> DropAuthorities { get; init; } = [];
}

public sealed record AddMemberAgency(AgencyId Agency);

/// <summary>Ends an agency's membership.</summary>
public sealed record RemoveMemberAgency(AgencyId Agency);

/// <summary>Adds or replaces an agenda template.</summary>
public sealed record SetAgendaTemplate(AgendaTemplate Template);

/// <summary>Takes a template of agendas out of use. Reviews that were called by it stay as they are.</summary>
public sealed record RetireAgendaTemplate(string Name);
