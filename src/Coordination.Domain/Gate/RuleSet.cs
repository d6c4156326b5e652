using System.Collections.Concurrent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate;

/// <summary>A version of the rules. A changed rule is a new rule set beside the old one. Verdicts are derived again with their own set.
/// History can be evaluated under another set, to see what would differ.</summary>
public sealed class RuleSet
{
    private readonly ConcurrentDictionary<BoundProfiles, RuleSet> _binding = new();

    /// <summary>Makes a set. The order of the rules means nothing: they are kept by id.</summary>
    public RuleSet(string version, DateTimeOffset effectiveFrom, IEnumerable<GateRule> rules)
    {
        Version = version;
        EffectiveFrom = effectiveFrom;
        Rules = [.. rules.OrderBy(rule => rule.Id, StringComparer.Ordinal)];
        OnRequest = [.. Rules.OfType<IRequestRule>()];
        OnItem = [.. Rules.OfType<IItemRule>()];
        OnThirdPerson = [.. Rules.OfType<IThirdPersonRule>()];
        OnRelease = [.. Rules.OfType<IReleaseRule>()];
        OnGrant = [.. Rules.OfType<IGrantRule>()];
    }

    /// <summary>Its name in verdicts, for example <c>2026-1</c>.</summary>
    public string Version { get; }

    /// <summary>From when on it is the one that is asked, unless the task force adopts it later. One that has to be adopted can be adopted
    /// from then on.</summary>
    public DateTimeOffset EffectiveFrom { get; }

    /// <summary>Whether no date brings it into force, but only a task force that adopts it.</summary>
    public bool ByAdoptionOnly { get; init; }

    /// <summary>Whether each rule binds those disclosers whom its <see cref="GateRule.Bindings"/> name. Else every rule binds
    /// everybody.</summary>
    public bool ByProfile { get; init; }

    /// <summary>Whether no rule tells two items apart that differ by nothing but their ids, where no fact names either of them
    /// (<see cref="AlikeItems"/>): then one answer does for all items of a kind. In a set without this, each item is asked about
    /// separately.</summary>
    public bool AnswersAlike { get; init; }

    public IReadOnlyList<GateRule> Rules { get; }

    /// <summary>The version of the set before it; null for the first.</summary>
    public string? Follows { get; private init; }

    /// <summary>What it changed against the set before it, by rule; empty for the first.</summary>
    public IReadOnlyList<RuleChange> Changes { get; private init; } = [];

    internal IRequestRule[] OnRequest { get; }
    internal IItemRule[] OnItem { get; }
    internal IThirdPersonRule[] OnThirdPerson { get; }
    internal IReleaseRule[] OnRelease { get; }
    internal IGrantRule[] OnGrant { get; }

    /// <summary>
    /// The set that follows this one: the same rules, and these. One with an id that is here already takes its place. No
    /// rule is ever dropped: what a set closes stays closed in those after it, unless a rule says otherwise.
    /// </summary>
    public RuleSet FollowedBy(string version, DateTimeOffset effectiveFrom, params ImmutableArray<GateRule> rules) =>
        FollowedBy(version, effectiveFrom, ByProfile, ByAdoptionOnly, rules);

    /// <summary>The set that follows this one, which may bind by profile and come into force in another way.</summary>
    public RuleSet FollowedBy(string version, DateTimeOffset effectiveFrom, bool byProfile, bool byAdoptionOnly,
        params ImmutableArray<GateRule> rules)
    {
        if (effectiveFrom <= EffectiveFrom)
        {
            throw new ArgumentException($"It takes effect after {Version}, which it follows.", nameof(effectiveFrom));
        }

        return new RuleSet(version, effectiveFrom, [.. Rules.Where(rule => rules.All(other => other.Id != rule.Id)), .. rules])
        {
            Follows = Version,
            ByProfile = byProfile,
            ByAdoptionOnly = byAdoptionOnly,
            AnswersAlike = AnswersAlike,
            Changes =
                [.. rules.Select(rule => new RuleChange(rule.Id, Find(rule.Id) is null ? RuleChangeKind.Added : RuleChangeKind.Replaced,
                    rule.Source)).OrderBy(change => change.Rule, StringComparer.Ordinal)],
        };
    }

    /// <summary>These are the rules of a set by profile that bind one discloser.</summary>
    internal bool IsOfOneDiscloser { get; private init; }

    /// <summary>The rules of this set that bind the discloser. This is the only place that decides whether a rule applies to an
    /// agency.</summary>
    internal RuleSet Binding(GateFacts facts) =>
        ByProfile ? _binding.GetOrAdd(facts.Discloser.ProfilesAt(facts.Now), static (bound, set) => set.Of(bound), this) : this;

    private RuleSet Of(BoundProfiles discloser) =>
        new(Version, EffectiveFrom, Rules.Where(rule => rule.Bindings.Bind(discloser)))
        {
            ByAdoptionOnly = ByAdoptionOnly,
            AnswersAlike = AnswersAlike,
            IsOfOneDiscloser = true
        };

    /// <summary>The rule with this id, or null.</summary>
    public GateRule? Find(string rule) => Rules.FirstOrDefault(known => known.Id == rule);
}

/// <summary>What a set changed about one rule against the set before it.</summary>
/// <param name="Rule">The id of the rule.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Source">Where the rule that holds now comes from.</param>
public sealed record RuleChange(string Rule, RuleChangeKind Kind, string Source);

/// <summary>What became of a rule in a new set.</summary>
[JsonConverter(typeof(NameConverter<RuleChangeKind>))]
public enum RuleChangeKind
{
    Added,
    /// <summary>Another rule with this id was there before.</summary>
    Replaced,
}
