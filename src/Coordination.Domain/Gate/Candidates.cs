using Coordination.Domain.Consent;
using Coordination.Domain.Gate.Rules;

namespace Coordination.Domain.Gate;

/// <summary>
/// The releases of one evaluation. Each must permit an item all by itself. Those against which nothing speaks, whatever the
/// item, come first; where none permits, the one against which the least speaks says why.
/// </summary>
internal sealed class Candidates
{
    private readonly GateRequest _request;
    private readonly GateFacts _facts;
    private readonly RuleSet _rules;
    private readonly List<Candidate> _nearest = new(1);
    private readonly Ruling[] _rulings;

    public Candidates(GateRequest request, GateFacts facts, RuleSet rules)
    {
        (_request, _facts, _rules) = (request, facts, rules);
        _rulings = new Ruling[rules.OnGrant.Length];

        // A release that is denied whatever the item can permit nothing: only the nearest ones are looked at further.
        var fewest = int.MaxValue;
        foreach (var release in facts.Consent.Releases)
        {
            var (denials, holds, permits) = Weigh(release, fewest);
            if (denials > fewest)
            {
                continue;
            }

            if (denials < fewest)
            {
                fewest = denials;
                _nearest.Clear();
            }

            _nearest.Add(new Candidate(release, denials, holds, permits));
        }

        _nearest.Sort(static (one, other) => Release.ByEnd(one.Release, other.Release));
    }

    /// <summary>The answer for one item: of the releases that permit it, the widest mode; of those, the one that lasts longest.</summary>
    public VerdictLine Answer(RequestedItem item)
    {
        Match? best = null;
        foreach (var candidate in _nearest)
        {
            var match = Examine(item, candidate, best);
            if (best is null || match.IsBetterThan(best.Value))
            {
                best = match;
            }

            if (best.Value.IsWhole(item))
            {
                break;
            }
        }

        return best is { } found ? Line(item, found) : new VerdictLine(item.Item, Outcome.Deny, null, null, Cg01ActiveRelease.NothingPermits) { Asked = item.Mode };
    }

    /// <summary>Counts what speaks against a release whatever the item, no further than to see that it is more than enough.</summary>
    private (int Denials, bool Holds, bool Permits) Weigh(Release release, int enough)
    {
        var (denials, holds, permits) = (0, false, false);
        foreach (var rule in _rules.OnRelease)
        {
            var ruling = rule.Examine(release, _request, _facts);
            denials += ruling.Denies ? 1 : 0;
            holds |= ruling.Holds;
            permits |= ruling.Permits;
            if (denials > enough)
            {
                break;
            }
        }

        return (denials, holds, permits);
    }

    /// <summary>Looks no further than it takes to see that a release is no better than the best so far.</summary>
    private Match Examine(RequestedItem item, Candidate candidate, Match? best)
    {
        var (denials, holds, permits, mode) = (candidate.Denials, candidate.Holds, candidate.Permits, item.Mode);
        var tooMany = best is not { } known ? int.MaxValue : known.Effect == RuleEffect.Deny ? known.Denials : 1;
        foreach (var rule in _rules.OnGrant)
        {
            if (denials >= tooMany)
            {
                break;
            }

            var ruling = rule.Examine(item, candidate.Release, _request, _facts);
            denials += ruling.Denies ? 1 : 0;
            holds |= ruling.Holds;
            permits |= ruling.Permits;
            mode = ruling.Narrows && ruling.Mode < mode ? ruling.Mode : mode;
        }

        var effect = denials > 0 || !permits ? RuleEffect.Deny : holds ? RuleEffect.Hold : RuleEffect.Permit;
        return new Match(candidate, effect, denials, mode);
    }

    private VerdictLine Line(RequestedItem item, Match match) => match.Effect switch
    {
        RuleEffect.Permit => new VerdictLine(item.Item, Outcome.Permit, match.Mode, match.Candidate.Release.Id, Found(item, match)) { Asked = item.Mode },
        RuleEffect.Hold => new VerdictLine(item.Item, Outcome.Hold, null, null, Found(item, match)) { Asked = item.Mode },
        _ => new VerdictLine(item.Item, Outcome.Deny, null, null, Found(item, match)) { Asked = item.Mode },
    };

    /// <summary>What decided. Many items of one release are decided alike: they share one list.</summary>
    private IReadOnlyList<RuleFinding> Found(RequestedItem item, Match match)
    {
        for (var i = 0; i < _rulings.Length; i++)
        {
            _rulings[i] = _rules.OnGrant[i].Examine(item, match.Candidate.Release, _request, _facts);
        }

        return match.Candidate.DecidedAlike(_rulings) ?? match.Candidate.Decided(_rulings, Collect(match.Candidate, match.Effect));
    }

    private List<RuleFinding> Collect(Candidate candidate, RuleEffect effect)
    {
        var findings = new List<RuleFinding>(4);
        foreach (var rule in _rules.OnRelease)
        {
            findings.Note(rule, rule.Examine(candidate.Release, _request, _facts), candidate.Release);
        }

        for (var i = 0; i < _rulings.Length; i++)
        {
            findings.Note(_rules.OnGrant[i], _rulings[i], candidate.Release);
        }

        if (effect == RuleEffect.Deny)
        {
            findings.Add(Cg01ActiveRelease.Absent);
        }

        if (effect is RuleEffect.Deny or RuleEffect.Hold)
        {
            findings.RemoveAll(finding => finding.Effect != effect);
        }

        findings.Sort(Findings.ById);
        return findings;
    }

    /// <summary>A release and what is said of it whatever the item.</summary>
    private sealed class Candidate(Release release, int denials, bool holds, bool permits)
    {
        private readonly List<(Ruling[] Rulings, IReadOnlyList<RuleFinding> Findings)> _decided = new(2);

        public Release Release { get; } = release;
        public int Denials { get; } = denials;
        public bool Holds { get; } = holds;
        public bool Permits { get; } = permits;

        /// <summary>What an item came to of which rule by rule the same was said; null when there was none.</summary>
        public IReadOnlyList<RuleFinding>? DecidedAlike(Ruling[] rulings)
        {
            foreach (var (known, findings) in _decided)
            {
                if (AreAlike(known, rulings))
                {
                    return findings;
                }
            }

            return null;
        }

        /// <summary>Remembers what was said of an item, and what that came to.</summary>
        public IReadOnlyList<RuleFinding> Decided(Ruling[] rulings, IReadOnlyList<RuleFinding> findings)
        {
            _decided.Add(([.. rulings], findings));
            return findings;
        }

        private static bool AreAlike(Ruling[] some, Ruling[] others)
        {
            for (var i = 0; i < some.Length; i++)
            {
                if (!some[i].SaysSameAs(others[i]))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>A release and one item.</summary>
    private readonly record struct Match(Candidate Candidate, RuleEffect Effect, int Denials, SharingMode Mode)
    {
        public bool IsWhole(RequestedItem item) => Effect == RuleEffect.Permit && Mode == item.Mode;

        public bool IsBetterThan(Match other) =>
            Effect != other.Effect ? Effect < other.Effect
            : Effect == RuleEffect.Deny ? Denials < other.Denials
            : Mode > other.Mode;
    }
}
