using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate;

/// <summary>A verdict, and what every rule said on the way to it.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Items">One explanation for each requested item, in the order asked.</param>
public sealed record Explanation(Verdict Verdict, IReadOnlyList<ItemExplanation> Items)
{
    /// <summary>What somebody still has to do, or may do, when it does not go from here: of a report that the duty stands, and the number;
    /// null where nothing stands.</summary>
    public string? Stands { get; init; }
}

/// <summary>What every rule said about one item.</summary>
/// <param name="Line">The answer for the item.</param>
/// <param name="Rules">Rule by rule in the order of their ids; of one rule, the request and the item first, then release by
/// release.</param>
public sealed record ItemExplanation(VerdictLine Line, IReadOnlyList<RuleExplanation> Rules)
{
    /// <summary>The lines of the tables of the law on which the basis rests for this item; null where it rests on none.</summary>
    public IReadOnlyList<LawLine>? Law { get; init; }
}

/// <summary>What one rule said.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Source">Where the rule comes from.</param>
/// <param name="Release">The release that it looked at; null where it looks at none.</param>
/// <param name="Effect">What it does; null when it had nothing to say.</param>
/// <param name="Reason">Its reason code; null when it had nothing to say.</param>
/// <param name="Decided">True when it is among the findings of the verdict.</param>
public sealed record RuleExplanation(string Rule, string Source, ReleaseId? Release, RuleEffect? Effect, string? Reason, bool Decided)
{
    /// <summary>False when the rule does not bind this discloser, and so was not asked.</summary>
    public bool Binds { get; init; } = true;
}

/// <summary>Explains verdicts rule by rule: for the auditor, and before a release is signed.</summary>
public static class GateExplainer
{
    /// <summary>Asks the gate, and every rule of the set again, whether or not it decided.</summary>
    public static Explanation Explain(GateRequest request, GateFacts facts, RuleSet? ruleSet = null)
    {
        var all = ruleSet ?? RuleSets.InForce(facts.TaskForce, facts.Now);
        var rules = all.Binding(facts);
        var verdict = ConsentGate.Evaluate(request, facts, rules);
        return new Explanation(verdict, [.. verdict.Lines.Select((line, at) => new ItemExplanation(
            line,
            [.. all.Rules.SelectMany(rule => rules.Rules.Contains(rule)
                ? Explain(rule, request.Items[at], request, facts, rules, line)
                : [NotBinding(rule)]), .. Merged(request.Items[at], request, facts, line, rules)])
        {
            Law = all.ByProfile && JurisdictionLaw.LinesFor(request.Items[at], request, facts) is { Count: > 0 } law ? law : null,
        })])
        {
            Stands = GateNotes.Of(verdict, request.Basis, facts),
        };
    }

    private static RuleExplanation NotBinding(GateRule rule) => new(rule.Id, rule.Source, null, null, null, false) { Binds = false };

    // What was said by the rules over records that were merged with hers, as far as they spoke, and that the narrower holds.
    private static IEnumerable<RuleExplanation> Merged(RequestedItem item, GateRequest request, GateFacts facts,
        VerdictLine line, RuleSet rules)
    {
        if (facts.Consent.Merger is null)
        {
            return [];
        }

        var spoken = facts.Merged.Select(record => MergedRecords.AsHers(record, facts))
            .SelectMany(other => rules.Rules.SelectMany(rule => Explain(rule, item, request, other, rules, line)))
            .Where(said => said.Effect is not null);
        var merging = line.Findings.Where(finding => finding is { Rule: "CG-33", Reason: "merged-record" or "merged-unread" })
            .Select(finding => new RuleExplanation(finding.Rule, rules.Rules.FirstOrDefault(rule => rule.Id == finding.Rule)?.Source ?? "",
                null, finding.Effect, finding.Reason, true));
        return merging.Concat(spoken).Distinct();
    }

    private static IEnumerable<RuleExplanation> Explain(GateRule rule, RequestedItem item, GateRequest request, GateFacts facts,
        RuleSet rules, VerdictLine line)
    {
        if (rule is IRequestRule onRequest)
        {
            yield return Said(rule, onRequest.Examine(request, facts), null, line);
        }

        if (rule is IItemRule onItem)
        {
            yield return Said(rule, onItem.Examine(item, request, facts), null, line);
        }

        if (rule is IThirdPersonRule onThirdPerson)
        {
            foreach (var person in item.ThirdPersons ?? [])
            {
                yield return Said(rule, onThirdPerson.Examine(person,
                    ThirdParties.ReleasesOf(person, item, request, facts, rules).Count > 0, item, request, facts), null, line);
            }
        }

        foreach (var release in facts.Consent.Releases)
        {
            if (rule is IReleaseRule onRelease)
            {
                yield return Said(rule, onRelease.Examine(release, request, facts), release, line);
            }

            if (rule is IGrantRule onGrant)
            {
                yield return Said(rule, onGrant.Examine(item, release, request, facts), release, line);
            }
        }
    }

    private static RuleExplanation Said(GateRule rule, Ruling ruling, Release? release, VerdictLine line) => new(
        rule.Id,
        rule.Source,
        release?.Id,
        ruling.IsSilent ? null : ruling.Effect,
        ruling.Reason,
        !ruling.IsSilent && line.Findings.Contains(new RuleFinding(rule.Id, ruling.Effect, ruling.Reason!, release?.Id)));
}
