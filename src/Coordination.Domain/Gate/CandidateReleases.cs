using Coordination.Domain.Consent;
using Coordination.Domain.Gate.Rules;

namespace Coordination.Domain.Gate;

/// <summary>
/// The releases of one evaluation. Each must permit an item all by itself. Those against which nothing speaks, whatever the
/// item, come first; where none permits, the one against which the least speaks says why.
/// </summary>
internal sealed class CandidateReleases
{
    private readonly GateRequest _request;
    private readonly GateFacts _facts;
    private readonly RuleSet _rules;
    private readonly List<Candidate> _nearest = new(1);
    private readonly Ruling[] _rulings;

    // Under which candidate the rulings were made, all of them, on the item that is asked about; null where under none.
    private Candidate? _ruled;

    public CandidateReleases(GateRequest request, GateFacts facts, RuleSet rules)
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
        _ruled = null;
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

        return best is { } found
            ? Line(item, found)
            : new VerdictLine(item.Item, Outcome.Deny, null, null, Cg01ActiveRelease.NothingPermits) { Asked = item.Mode };
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
        var rules = Concerning(candidate);
        var asked = 0;
        for (; asked < rules.Length && denials < tooMany; asked++)
        {
            var ruling = rules[asked] is { } rule && !(rule.OnlyHolds && denials > 0)
                ? rule.Examine(item, candidate.Release, _request, _facts)
                : Ruling.Silent;
            _rulings[asked] = ruling;
            denials += ruling.Denies ? 1 : 0;
            holds |= ruling.Holds;
            permits |= ruling.Permits;
            mode = ruling.Narrows && ruling.Mode < mode ? ruling.Mode : mode;
        }

        _ruled = asked == rules.Length ? candidate : null;
        var effect = denials > 0 || !permits ? RuleEffect.Deny : holds ? RuleEffect.Hold : RuleEffect.Permit;
        return new Match(candidate, effect, denials, mode);
    }

    // At the place of each rule the rule, or null where it says nothing of any item under this release.
    private IGrantRule?[] Concerning(Candidate candidate)
    {
        if (candidate.Concerning is { } known)
        {
            return known;
        }

        IGrantRule?[] concerning = _rules.OnGrant;
        for (var i = 0; i < concerning.Length; i++)
        {
            if (_rules.OnGrant[i].Under(candidate.Release, _request, _facts) is var rule && !ReferenceEquals(rule, _rules.OnGrant[i]))
            {
                concerning = ReferenceEquals(concerning, _rules.OnGrant) ? [.. concerning] : concerning;
                concerning[i] = rule;
            }
        }

        return candidate.Concerning = concerning;
    }

    private VerdictLine Line(RequestedItem item, Match match) => match.Effect switch
    {
        RuleEffect.Permit => new VerdictLine(item.Item, Outcome.Permit, match.Mode, match.Candidate.Release.Id,
            Found(item, match))
        { Asked = item.Mode },
        RuleEffect.Hold => new VerdictLine(item.Item, Outcome.Hold, null, null, Found(item, match)) { Asked = item.Mode },
        _ => new VerdictLine(item.Item, Outcome.Deny, null, null, Found(item, match)) { Asked = item.Mode },
    };

    /// <summary>What decided. Many items of one release are decided alike: they share one list.</summary>
    private List<RuleFinding> Found(RequestedItem item, Match match)
    {
        var rules = Concerning(match.Candidate);
        for (var i = 0; i < rules.Length && !ReferenceEquals(_ruled, match.Candidate); i++)
        {
            _rulings[i] = rules[i]?.Examine(item, match.Candidate.Release, _request, _facts) ?? Ruling.Silent;
        }

        foreach (var known in match.Candidate.Decided)
        {
            if (IsAlike(known, match.Effect))
            {
                return known.Findings;
            }
        }

        var decided = Collect(match.Candidate, match.Effect);
        match.Candidate.Decided.Add(decided);
        return decided.Findings;
    }

    private bool IsAlike(Decided known, RuleEffect effect)
    {
        var said = 0;
        for (var i = 0; i < _rulings.Length; i++)
        {
            if (Decides(_rulings[i], effect))
            {
                said++;
                if (!known.Says(_rules.OnGrant[i], _rulings[i]))
                {
                    return false;
                }
            }
        }

        return known.Effect == effect && known.OfTheItem == said;
    }

    private Decided Collect(Candidate candidate, RuleEffect effect)
    {
        var findings = new List<RuleFinding>(2);
        foreach (var rule in _rules.OnRelease)
        {
            var ruling = rule.Examine(candidate.Release, _request, _facts);
            findings.Note(rule, Decides(ruling, effect) ? ruling : Ruling.Silent, candidate.Release);
        }

        var ofTheRelease = findings.Count;
        for (var i = 0; i < _rulings.Length; i++)
        {
            findings.Note(_rules.OnGrant[i], Decides(_rulings[i], effect) ? _rulings[i] : Ruling.Silent, candidate.Release);
        }

        var ofTheItem = findings.Count - ofTheRelease;
        if (effect == RuleEffect.Deny)
        {
            findings.Add(Cg01ActiveRelease.Absent);
        }

        findings.Sort(Findings.ById);
        return new Decided(effect, ofTheItem, findings);
    }

    // What is denied or waits is told by what denies or holds, what goes by everything that was said.
    private static bool Decides(Ruling ruling, RuleEffect effect) =>
        !ruling.IsSilent && (effect == RuleEffect.Permit || ruling.Effect == effect);

    /// <summary>What was found for an item: so many of it by rules that look at the item, the others by rules that look at the release
    /// alone.</summary>
    private readonly record struct Decided(RuleEffect Effect, int OfTheItem, List<RuleFinding> Findings)
    {
        public bool Says(IGateRule rule, Ruling ruling)
        {
            foreach (var finding in Findings)
            {
                if (finding.Rule == rule.Id && finding.Effect == ruling.Effect && finding.Reason == ruling.Reason)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>A release and what is said of it whatever the item.</summary>
    private sealed class Candidate(Release release, int denials, bool holds, bool permits)
    {
        public Release Release { get; } = release;
        public int Denials { get; } = denials;
        public bool Holds { get; } = holds;
        public bool Permits { get; } = permits;

        /// <summary>The rules that are asked for items under it; null until the first item is.</summary>
        public IGrantRule?[]? Concerning { get; set; }

        /// <summary>What was found for items before.</summary>
        public List<Decided> Decided { get; } = new(4);
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
