namespace Coordination.Domain.TaskForce;

/// <summary>What the log says about the task force: who belongs to it and which policy holds from when.</summary>
public abstract record TaskForceState
{
    private TaskForceState() { }

    public static TaskForceState Initial { get; } = new NotFormed();

    /// <summary>It was not formed yet: it has no members and no policy.</summary>
    public sealed record NotFormed : TaskForceState;

    public sealed record Formed : TaskForceState
    {
        public required string Name { get; init; }

        public required string Jurisdiction { get; init; }

        public required AgencyId CoordinatingAgency { get; init; }

        public ImmutableHashSet<AgencyId> Members { get; init; } = [];

        /// <summary>Every policy that was set, in the order of setting.</summary>
        public ImmutableArray<PolicySet> Policies { get; init; } = [];

        /// <summary>Every adoption of a version of the gate's rules, in the order of adopting.</summary>
        public ImmutableArray<RuleSetAdopted> RuleSets { get; init; } = [];

        /// <summary>Every table of a jurisdiction that was loaded, in the order of loading.</summary>
        public ImmutableArray<JurisdictionTableLoaded> Tables { get; init; } = [];

        /// <summary>The templates of agendas that are in use, by name.</summary>
        public ImmutableSortedDictionary<string, AgendaTemplate> Templates { get; init; } =
            ImmutableSortedDictionary.Create<string, AgendaTemplate>(StringComparer.Ordinal);
    }

    /// <summary>True when the agency is a member.</summary>
    public bool HasMember(AgencyId agency) => this is Formed formed && formed.Members.Contains(agency);

    /// <summary>The template of this name; null when there is none.</summary>
    public AgendaTemplate? Template(string name) => this is Formed formed ? formed.Templates.GetValueOrDefault(name) : null;

    /// <summary>
    /// The policy in force: the one that took effect last, and of two that took effect at one instant the one set later.
    /// Null when none is in force yet.
    /// </summary>
    public PolicySettings? PolicyAt(DateTimeOffset at) =>
        this is Formed formed ? EffectiveDates.LastBy(formed.Policies.AsSpan(), at, static policy => policy.EffectiveFrom)?.Settings : null;

    /// <summary>
    /// The version of the gate's rules that the task force had adopted for this instant, by the same order as policies. Null
    /// when it had adopted none: then the dates of publication say which holds.
    /// </summary>
    public string? AdoptedRuleSetAt(DateTimeOffset at) =>
        this is Formed formed ? EffectiveDates.LastBy(formed.RuleSets.AsSpan(), at, static adopted => adopted.EffectiveFrom)
            ?.RuleSet : null;

    /// <summary>The tables in force, one of each jurisdiction: the one that took effect last, and of two that took effect at one instant
    /// the one loaded later.</summary>
    public IReadOnlyList<JurisdictionTableLoaded> TablesAt(DateTimeOffset at)
    {
        if (this is not Formed { Tables.IsEmpty: false } formed)
        {
            return [];
        }

        List<JurisdictionTableLoaded> inForce = [];
        foreach (var loaded in formed.Tables)
        {
            if (ReferenceEquals(TableAt(loaded.Table.Jurisdiction, at), loaded))
            {
                inForce.Add(loaded);
            }
        }

        return inForce;
    }

    /// <summary>Whether a table in force names this agency or office as an authority.</summary>
    public bool IsAuthorityAt(AgencyId agency, DateTimeOffset at) =>
        TablesAt(at).Any(loaded => loaded.Authorities.Any(named => named.Agency == agency));

    /// <summary>The table of one jurisdiction that is in force; null where there is none.</summary>
    public JurisdictionTableLoaded? TableAt(string jurisdiction, DateTimeOffset at)
    {
        JurisdictionTableLoaded? last = null;
        foreach (var loaded in this is Formed formed ? formed.Tables : [])
        {
            if (loaded.Table.Jurisdiction == jurisdiction && loaded.EffectiveFrom <= at
                && (last is null || loaded.EffectiveFrom >= last.EffectiveFrom))
            {
                last = loaded;
            }
        }

        return last;
    }

    /// <summary>
    /// The table of one jurisdiction that was in force at an instant; where none was yet, the first one that took effect after it and at or
    /// before another. Null where there is none.
    /// </summary>
    public JurisdictionTableLoaded? TableAtOrFirstSince(string jurisdiction, DateTimeOffset at, DateTimeOffset until)
    {
        if (TableAt(jurisdiction, at) is { } held || this is not Formed formed)
        {
            return TableAt(jurisdiction, at);
        }

        DateTimeOffset? first = null;
        foreach (var loaded in formed.Tables)
        {
            if (loaded.Table.Jurisdiction == jurisdiction && loaded.EffectiveFrom <= until && !(loaded.EffectiveFrom >= first))
            {
                first = loaded.EffectiveFrom;
            }
        }

        return first is { } from ? TableAt(jurisdiction, from) : null;
    }

    /// <summary>The shortest of the limits that the law in force sets to a release, in days; null where it sets none (CG-05).</summary>
    public TableLimit? LongestReleaseByLawAt(DateTimeOffset at) =>
        TablesAt(at).Select(loaded => loaded.Table.LongestRelease).OfType<TableLimit>().MinBy(limit => limit.Value);

    public static TaskForceState Evolve(TaskForceState state, TaskForceEvent @event) => (state, @event) switch
    {
        (NotFormed, TaskForceFormed formed) =>
            new Formed { Name = formed.Name, Jurisdiction = formed.Jurisdiction, CoordinatingAgency = formed.CoordinatingAgency },
        (Formed now, TaskForceFormed formed) =>
            now with { Name = formed.Name, Jurisdiction = formed.Jurisdiction, CoordinatingAgency = formed.CoordinatingAgency },
        (Formed now, PolicySet set) => now with { Policies = now.Policies.Add(set) },
        (Formed now, RuleSetAdopted adopted) => now with { RuleSets = now.RuleSets.Add(adopted) },
        (Formed now, JurisdictionTableLoaded loaded) => now with { Tables = now.Tables.Add(loaded) },
        (Formed now, MemberAgencyAdded added) => now with { Members = now.Members.Add(added.Agency) },
        (Formed now, MemberAgencyRemoved removed) => now with { Members = now.Members.Remove(removed.Agency) },
        (Formed now, AgendaTemplateSet set) => now with { Templates = now.Templates.SetItem(set.Template.Name, set.Template) },
        (Formed now, AgendaTemplateRetired retired) => now with { Templates = now.Templates.Remove(retired.Name) },
        (NotFormed, PolicySet or RuleSetAdopted or JurisdictionTableLoaded or MemberAgencyAdded or MemberAgencyRemoved or AgendaTemplateSet
            or AgendaTemplateRetired) => state,
        _ => throw new UnreachableException($"{state.GetType().Name}, {@event.GetType().Name}"),
    };
}

public static class TaskForceStream
{
    /// <summary><c>taskforce</c>, of which there is one.</summary>
    public static StreamDefinition<TaskForceState, TaskForceEvent> Definition { get; } = new("taskforce", TaskForceState.Initial,
        TaskForceState.Evolve)
    {
        Owner = CompartmentOwner.TaskForce,
    };
}
