namespace Coordination.Domain.Gate;

/// <summary>One evaluation. What does not depend on the item is asked once and kept.</summary>
internal sealed class Evaluation
{
    private readonly GateRequest _request;
    private readonly GateFacts _facts;
    private readonly RuleSet _rules;
    private readonly List<RuleFinding> _onRequest = [];
    private readonly List<RuleFinding> _onItem = new(2);
    private readonly IItemRule[] _concerning;
    private readonly int _concerned;
    private CandidateReleases? _candidates;

    public Evaluation(GateRequest request, GateFacts facts, RuleSet rules)
    {
        (_request, _facts, _rules) = (request, facts, rules);
        foreach (var rule in rules.OnRequest)
        {
            _onRequest.Note(rule, rule.Examine(request, facts), null);
        }

        _concerning = new IItemRule[rules.OnItem.Length];
        foreach (var rule in rules.OnItem)
        {
            if (rule.Concerns(request, facts))
            {
                _concerning[_concerned++] = rule;
            }
        }
    }

    /// <summary>The answer for one item: what the request and the item say by themselves, and only then the releases.</summary>
    public VerdictLine Answer(RequestedItem item)
    {
        _onItem.Clear();
        _onItem.AddRange(_onRequest);
        foreach (var rule in _concerning.AsSpan(0, _concerned))
        {
            _onItem.Note(rule, rule.Examine(item, _request, _facts), null);
        }

        var others = ThirdParties.Examine(item, _request, _facts, _rules, _onItem);
        var line = _onItem.Strongest() switch
        {
            RuleEffect.Deny => Findings.Keep(item, RuleEffect.Deny, _onItem),
            RuleEffect.Hold => Findings.Keep(item, RuleEffect.Hold, _onItem),
            RuleEffect.Permit => new VerdictLine(item.Item, Outcome.Permit, item.Mode, null, [.. _onItem]) { Asked = item.Mode },
            null => (_candidates ??= new CandidateReleases(_request, _facts, _rules)).Answer(item),
            _ => throw new UnreachableException(),
        };
        return others is null ? line : others.Of(line, _onItem);
    }
}
