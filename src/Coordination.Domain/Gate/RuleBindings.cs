using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate;

/// <summary>How a rule binds disclosers of one profile.</summary>
public enum BindingKind
{
    /// <summary>It does not bind them.</summary>
    NotApplicable,
    /// <summary>The task force holds them to it, though no law does.</summary>
    Policy,
    Law,
}

/// <summary>One cell of the matrix of rules and profiles.</summary>
/// <param name="Profile">Whom it is about.</param>
/// <param name="Kind">Whether the rule binds them.</param>
/// <param name="Why">The law, or the reason of the policy, or why the rule does not bind them.</param>
public sealed record Binding(PolicyProfile Profile, BindingKind Kind, string Why);

/// <summary>Which profiles a rule binds, with the law or the reason for each. Every profile has a cell. A profile that is not named has the
/// default one, so that no rule forgets a profile that is added later. Rule sets before 2026-2 ignore this: there a rule binds every
/// discloser.</summary>
public sealed class RuleBindings
{
    private readonly ImmutableArray<Binding> _cells;
    private readonly ImmutableHashSet<PolicyProfile> _named;
    private readonly BoundProfiles _bound;

    private RuleBindings(ImmutableArray<Binding> cells, ImmutableHashSet<PolicyProfile> named)
    {
        (_cells, _named) = (cells, named);
        _bound = BoundProfiles.Of([.. cells.Where(cell => cell.Kind != BindingKind.NotApplicable).Select(cell => cell.Profile)]);
        BindEverybody = cells.All(cell => cell.Kind != BindingKind.NotApplicable);
    }

    /// <summary>One cell for each profile, in the order of the vocabulary.</summary>
    public IReadOnlyList<Binding> Cells => _cells;

    /// <summary>Whether it binds every discloser, also one that no body of law binds.</summary>
    public bool BindEverybody { get; }

    /// <summary>Binds everybody by policy, until another cell is named.</summary>
    /// <param name="why">Why the task force holds those to it whom no law binds to it.</param>
    public static RuleBindings ByPolicy(string why) => Of(BindingKind.Policy, why);

    /// <summary>Binds nobody, until another cell is named: for a rule of one body of law, and for what is permitted to some.</summary>
    /// <param name="why">Why it does not concern the others.</param>
    public static RuleBindings ForNobodyElse(string why) => Of(BindingKind.NotApplicable, why);

    public RuleBindings Law(string citation, params ReadOnlySpan<PolicyProfile> profiles) => With(BindingKind.Law, citation, profiles);

    /// <summary>The task force holds these to it, for this reason.</summary>
    public RuleBindings Policy(string why, params ReadOnlySpan<PolicyProfile> profiles) => With(BindingKind.Policy, why, profiles);

    /// <summary>It does not bind these, for this reason.</summary>
    public RuleBindings NotFor(string why, params ReadOnlySpan<PolicyProfile> profiles) => With(BindingKind.NotApplicable, why, profiles);

    /// <summary>The cell of one profile.</summary>
    public Binding Of(PolicyProfile profile) => _cells[(int)profile];

    /// <summary>Whether it binds a discloser: one of its profiles is enough. An agency with unknown profiles is bound by every
    /// rule.</summary>
    public bool Bind(BoundProfiles discloser) => BindEverybody || !discloser.AreKnown || discloser.Overlaps(_bound);

    private static RuleBindings Of(BindingKind kind, string why) =>
        new([.. PolicyProfiles.All.Select(profile => new Binding(profile, kind, Said(why)))], []);

    private RuleBindings With(BindingKind kind, string why, ReadOnlySpan<PolicyProfile> profiles)
    {
        var (cells, named) = (_cells.ToBuilder(), _named.ToBuilder());
        foreach (var profile in profiles)
        {
            cells[(int)profile] = named.Add(profile)
                ? new Binding(profile, kind, Said(why))
                : throw new ArgumentException($"{profile} has a cell already.", nameof(profiles));
        }

        return new RuleBindings(cells.ToImmutable(), named.ToImmutable());
    }

    private static string Said(string why) =>
        string.IsNullOrWhiteSpace(why) ? throw new ArgumentException("A cell says why.", nameof(why)) : why;
}

/// <summary>
/// A permission that not every discloser has: its cells say whom the law or the policy leaves it. A body of law that keeps things from
/// going closes it for whoever it binds, whatever else binds them; so nobody has it of whom it is not known what binds them.
/// </summary>
/// <param name="Reason">The reason code with which the rule permits.</param>
/// <param name="Cells">Who has it.</param>
public sealed record RulePermission(string Reason, RuleBindings Cells)
{
    private readonly BoundProfiles _closedBy = BoundProfiles.Of(
        [.. Cells.Cells.Where(cell => cell.Kind == BindingKind.NotApplicable && cell.Profile.Restricts()).Select(cell => cell.Profile)]);
    private readonly BoundProfiles _openedBy = BoundProfiles.Of(
        [.. Cells.Cells.Where(cell => cell.Kind != BindingKind.NotApplicable && !cell.Profile.Restricts()).Select(cell => cell.Profile)]);

    // Where every agency with duties of its own has it, nobody needs such duties to have it.
    private readonly bool _needsDuty = Cells.Cells.Any(cell => cell.Kind == BindingKind.NotApplicable && !cell.Profile.Restricts());

    public bool IsOpenTo(BoundProfiles discloser) => !discloser.Overlaps(_closedBy) && (!_needsDuty || discloser.Overlaps(_openedBy));
}
