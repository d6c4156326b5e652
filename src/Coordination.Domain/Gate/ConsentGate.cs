namespace Coordination.Domain.Gate;

/// <summary>The one door between compartments: may this discloser let this recipient have these items, for this purpose, now? Pure and
/// total, with no clock and no input or output. A denial beats a hold and a hold beats a permission, in any order. Nothing is permitted
/// unless a rule permits it. Several releases never add up to more than one of them gives by itself.</summary>
public static class ConsentGate
{
    /// <summary>Asks under the rule-set in force at <see cref="GateFacts.Now"/>.</summary>
    public static Verdict Evaluate(GateRequest request, GateFacts facts) =>
        Evaluate(request, facts, RuleSets.InForce(facts.TaskForce, facts.Now));

    /// <summary>Asks under a rule-set of the caller's choice: to derive an old verdict again, or to see what would differ.</summary>
    public static Verdict Evaluate(GateRequest request, GateFacts facts, RuleSet rules)
    {
        var binding = rules.Binding(facts);
        var verdict = Alone(request, facts, binding);
        return facts.Consent.Merger is { } merger ? MergedRecords.Narrowest(verdict, merger, request, facts, binding) : verdict;
    }

    /// <summary>Asks as if her record were the only one.</summary>
    internal static Verdict Alone(GateRequest request, GateFacts facts, RuleSet rules)
    {
        var evaluation = new Evaluation(request, facts, rules);
        var lines = new VerdictLine[request.Items.Count];
        var alike = AlikeItems.In(request, facts, rules);
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = alike?.Before(i) is { } before
                ? lines[before] with { Item = request.Items[i].Item }
                : evaluation.Answer(request.Items[i]);
        }

        return new Verdict(
            Outcomes.Of(lines, request.Items),
            lines,
            Obligations.Of(lines, request, facts, rules),
            ReliedOn(lines),
            facts.ConsentVersion,
            facts.PolicyVersion,
            rules.Version,
            facts.Now)
        {
            Process = facts.Process is { } process ? new ProcessRead(process.Process, process.Version) : null,
            ThirdPersons = ThirdParties.Read(request.Items, facts),
        };
    }

    /// <summary>All releases that the lines rest on, each once.</summary>
    internal static List<ReleaseId> ReliedOn(VerdictLine[] lines)
    {
        var releases = new List<ReleaseId>(1);
        foreach (var line in lines)
        {
            if (line.Release is { } release && !releases.Contains(release))
            {
                releases.Add(release);
            }

            if (line.ReleasesOfOthers is { } others)
            {
                releases.AddRange(others.Except(releases));
            }
        }

        releases.Sort(static (one, other) => one.Value.CompareTo(other.Value));
        return releases;
    }
}
