namespace Coordination.Domain.Gate;

/// <summary>
/// A version of the rules. A changed rule is a new rule-set beside the old one: verdicts are derived again with the set
/// under which they were made, and history can be evaluated under another to see what would differ.
/// </summary>
public sealed class RuleSet
{
    /// <summary>Makes a set. The order of the rules means nothing: they are kept by id.</summary>
    public RuleSet(string version, DateTimeOffset effectiveFrom, IEnumerable<GateRule> rules)
    {
        Version = version;
        EffectiveFrom = effectiveFrom;
        Rules = [.. rules.OrderBy(rule => rule.Id, StringComparer.Ordinal)];
        OnRequest = [.. Rules.OfType<IRequestRule>()];
        OnItem = [.. Rules.OfType<IItemRule>()];
        OnRelease = [.. Rules.OfType<IReleaseRule>()];
        OnGrant = [.. Rules.OfType<IGrantRule>()];
    }

    /// <summary>Its name in verdicts, for example <c>2026-1</c>.</summary>
    public string Version { get; }

    /// <summary>From when on it is the one that is asked.</summary>
    public DateTimeOffset EffectiveFrom { get; }

    /// <summary>Its rules, by id.</summary>
    public IReadOnlyList<GateRule> Rules { get; }

    internal IRequestRule[] OnRequest { get; }
    internal IItemRule[] OnItem { get; }
    internal IReleaseRule[] OnRelease { get; }
    internal IGrantRule[] OnGrant { get; }
}
