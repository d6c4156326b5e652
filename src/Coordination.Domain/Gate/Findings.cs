using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate;

/// <summary>Collects what rules found, and weighs it.</summary>
internal static class Findings
{
    /// <summary>Adds a ruling, unless it is silent.</summary>
    public static void Note(this List<RuleFinding> findings, IGateRule rule, Ruling ruling, Release? release)
    {
        if (!ruling.IsSilent)
        {
            findings.Add(new RuleFinding(rule.Id, ruling.Effect, ruling.Reason!, release?.Id));
        }
    }

    /// <summary>A denial beats a hold, a hold beats a permission. Null when nothing was found; what narrows decides nothing by
    /// itself.</summary>
    public static RuleEffect? Strongest(this List<RuleFinding> findings)
    {
        RuleEffect? strongest = null;
        foreach (var finding in findings)
        {
            if (finding.Effect != RuleEffect.Narrow && !(finding.Effect <= strongest))
            {
                strongest = finding.Effect;
            }
        }

        return strongest;
    }

    /// <summary>The line of an item that does not go: the findings that kept it, in the order of their ids.</summary>
    public static VerdictLine Keep(RequestedItem item, RuleEffect effect, List<RuleFinding> findings)
    {
        var deciding = new List<RuleFinding>(findings.Count);
        foreach (var finding in findings)
        {
            if (finding.Effect == effect)
            {
                deciding.Add(finding);
            }
        }

        deciding.Sort(ById);
        return new VerdictLine(item.Item, effect == RuleEffect.Hold ? Outcome.Hold : Outcome.Deny, null, null,
            deciding)
        { Asked = item.Mode };
    }

    /// <summary>By rule, then by reason.</summary>
    public static int ById(RuleFinding one, RuleFinding other)
    {
        var byRule = string.CompareOrdinal(one.Rule, other.Rule);
        return byRule != 0 ? byRule : string.CompareOrdinal(one.Reason, other.Reason);
    }
}
