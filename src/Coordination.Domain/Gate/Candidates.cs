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
            var match = Examine(item, candidate);
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

        return new Candidate(release, denials, holds, permits);
    }

    private Match Examine(RequestedItem item, Candidate candidate)
    {
        var (denials, holds, permits, mode) = (candidate.Denials, candidate.Holds, candidate.Permits, item.Mode);
        foreach (var rule in _rules.OnGrant)
        {
            var ruling = rule.Examine(item, candidate.Release, _request, _facts);
            denials += ruling.Denies ? 1 : 0;
            holds |= ruling.Holds;
            permits |= ruling.Permits;
            mode = ruling.Narrows && ruling.Mode < mode ? ruling.Mode : mode;
        }

        var effect = denials > 0 || !permits ? RuleEffect.Deny : holds ? RuleEffect.Hold : RuleEffect.Permit;
        return new Match(candidate, effect, denials, mode);
    }

    private VerdictLine Line(RequestedItem item, Match match)
    {
        var release = match.Candidate.Release;
        if (match.Effect == RuleEffect.Permit && match.Mode == item.Mode)
        {
            return new VerdictLine(item.Item, Outcome.Permit, match.Mode, release.Id, match.Candidate.Permission ??= Found(item, release)) { Asked = item.Mode };
        }

        var findings = Found(item, release);
        if (match.Effect == RuleEffect.Permit)
        {
            return new VerdictLine(item.Item, Outcome.Permit, match.Mode, release.Id, findings) { Asked = item.Mode };
        }

        if (match.Effect == RuleEffect.Deny)
        {
            findings.Add(Cg01ActiveRelease.Absent);
        }

        return Findings.Keep(item, match.Effect, findings);
    }

    private List<RuleFinding> Found(RequestedItem item, Release release)
    {
        var findings = new List<RuleFinding>(2);
        foreach (var rule in _rules.OnRelease)
        {
            findings.Note(rule, rule.Examine(release, _request, _facts), release);
        }

        foreach (var rule in _rules.OnGrant)
        {
            findings.Note(rule, rule.Examine(item, release, _request, _facts), release);
        }

        findings.Sort(Findings.ById);
        return findings;
    }

    /// <summary>A release and what is said of it whatever the item.</summary>
    private sealed class Candidate(Release release, int denials, bool holds, bool permits)
    {
        public Release Release { get; } = release;
        public int Denials { get; } = denials;
        public bool Holds { get; } = holds;
        public bool Permits { get; } = permits;

        /// <summary>What stands under every item that goes as asked: made once, shared by the lines.</summary>
        public IReadOnlyList<RuleFinding>? Permission { get; set; }
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
