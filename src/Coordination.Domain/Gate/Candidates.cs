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
    private readonly Candidate[] _nearest;

    public Candidates(GateRequest request, GateFacts facts, RuleSet rules)
    {
        (_request, _facts, _rules) = (request, facts, rules);
        var all = new Candidate[facts.Consent.Releases.Length];
        var fewest = int.MaxValue;
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = Weigh(facts.Consent.Releases[i]);
            fewest = Math.Min(fewest, all[i].Denials);
        }

        // A release that is denied whatever the item can permit nothing: only the nearest ones are looked at further.
        _nearest = Array.FindAll(all, candidate => candidate.Denials == fewest);
        Array.Sort(_nearest, static (one, other) => Release.ByEnd(one.Release, other.Release));
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

    private Candidate Weigh(Release release)
    {
        var (denials, holds, permits) = (0, false, false);
        foreach (var rule in _rules.OnRelease)
        {
            var ruling = rule.Examine(release, _request, _facts);
            denials += ruling.Denies ? 1 : 0;
            holds |= ruling.Holds;
            permits |= ruling.Permits;
        }

        return new Candidate(release, denials, holds, permits, _rules.OnGrant.Length);
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
        var candidate = match.Candidate;
        var same = candidate.Findings is not null;
        for (var i = 0; i < _rules.OnGrant.Length; i++)
        {
            var ruling = _rules.OnGrant[i].Examine(item, candidate.Release, _request, _facts);
            same &= candidate.Rulings[i].SaysSameAs(ruling);
            candidate.Rulings[i] = ruling;
        }

        return same ? candidate.Findings! : candidate.Findings = Collect(candidate, match.Effect);
    }

    private List<RuleFinding> Collect(Candidate candidate, RuleEffect effect)
    {
        var findings = new List<RuleFinding>(2);
        foreach (var rule in _rules.OnRelease)
        {
            findings.Note(rule, rule.Examine(candidate.Release, _request, _facts), candidate.Release);
        }

        for (var i = 0; i < _rules.OnGrant.Length; i++)
        {
            findings.Note(_rules.OnGrant[i], candidate.Rulings[i], candidate.Release);
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
    private sealed class Candidate(Release release, int denials, bool holds, bool permits, int grantRules)
    {
        public Release Release { get; } = release;
        public int Denials { get; } = denials;
        public bool Holds { get; } = holds;
        public bool Permits { get; } = permits;

        /// <summary>What was said of the item before, rule by rule.</summary>
        public Ruling[] Rulings => field ??= new Ruling[grantRules];

        /// <summary>What that came to.</summary>
        public IReadOnlyList<RuleFinding>? Findings { get; set; }
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
