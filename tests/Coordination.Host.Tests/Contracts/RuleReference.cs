using System.Text;
using System.Text.RegularExpressions;
using Coordination.Domain;
using Coordination.Domain.Gate;
using Coordination.Host.Cli.GateCases;
using Coordination.Host.Platform.Http;
using Coordination.Testing;

namespace Coordination.Host.Tests.Contracts;

/// <summary>Writes the reference of the rules of the gate: from the rules themselves, their sources and the published cases.</summary>
internal sealed partial class RuleReference
{
    private const string Head = """
        # The rules of the consent gate

        Generated from the code and the [published cases](../vectors/consent-gate/README.md), and held by a test. A rule says nothing, or denies, holds, permits
        or narrows, with a reason code. A denial beats a hold, a hold beats a permission; what nothing permits is denied. Sources are named so that a
        reader can check them; nothing here is legal advice. Each example is a case: `gate eval vectors/consent-gate/<case>.json` explains it.
        """;

    /// <summary>Rules that are no part of the gate, with the place that holds them.</summary>
    private static readonly SortedDictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["CG-21"] = "*No small cells in aggregates.* Figures from 1 to the threshold (10, unless the policy in force says otherwise: `smallCellThreshold`, effective-dated) are withheld, with as many others, totals last of all, as it takes for none of them to be worked out from what is shown, also by somebody who knows how they are chosen; where that cannot be, nothing is shown. A 0 is shown otherwise (`Domain/Gate/SmallCells.cs`). Whatever publishes counts of people goes through it. Example: [`CG-21/one-small-cell`](../vectors/consent-gate/CG-21/one-small-cell.json), checked with the others by `gate check`. Source: CMS cell-size policy, as default.",
        ["CG-25"] = "*Accounting of disclosures.* Every disclosure across agencies carries the obligation `account` and is kept in the log for ever. What was given about her, to whom, when, why, on which basis and what was asked back is told whole, or three years at least, to her advocate (`/v1/survivors/…/accounting`) and on pseudonyms to the auditor (`audit accounting`); compelled disclosures are in it, and so is what she authorised. What the law asks at the least is said with it, by the profiles of whoever discloses: HIPAA six years, 42 CFR Part 2 three, or what a table of the law in force says; under a rule-set by profile no fewer years can be asked for. What went without a release of hers names the rule that let it go. What an official of law enforcement or health oversight was given under a process can be left out for a time (45 CFR 164.528(a)(2)): by a written statement for the time that it gives, by oral ones for 30 days from the first; where HIPAA binds the discloser, VAWA, FVPSA and VOCA do not, no table of the law says otherwise, and nothing of it went by her release. So is what an order forbids to tell her. Fixed words say in every accounting that something can be missing; when the time is over it is there; the auditor always sees it (`Domain/Disclosures/Accounting.cs`, `AccountingLaw.cs`, `SuspensionDecider.cs`, `NotToBeTold.cs`, `AccountingRoutesTests`, `SuspensionRoutesTests`, `WithheldViewsTests`). Source: 42 CFR 2.25; 45 CFR 164.528.",
        ["CG-34"] = "*What was denied and what does not exist look the same.* In the API: withheld and unknown are one answer, a request about anybody is received in the same words, and partner views are built only from what was addressed to that partner. Two worlds that differ only in what was denied answer byte by byte the same (`tests/Coordination.Host.Tests/NonInterference`). Source: non-interference.",
    };

    private readonly XmlDocs _docs = new(typeof(DomainEvent).Assembly);
    private readonly IReadOnlyList<SourceFile> _files = SourceTree.Under("src/Coordination.Domain/Gate/Rules");
    private readonly StringBuilder _text = new(Head + "\n");

    public string Write()
    {
        var set = RuleSets.All[^1];
        _text.Append($"\nRule-set `{set.Version}` has {set.Rules.Count} rules. They bind by profile, as [the matrix](#whom-each-rule-binds) says, and the set is in force where a task force adopted it.\n");
        foreach (var rule in set.Rules)
            Write(rule, set);
        RuleMatrix.Write(_text, set);
        WriteSets();
        WriteReplaced(set);
        _text.Append("\n# The rules of capture\n\nThey are not asked at the gate but when a command is given: what breaks one is refused, and never comes about.\n");
        foreach (var rule in CaptureRule.All)
            Write(rule);
        _text.Append("\n# Held elsewhere\n\nRules of the table that are asked neither at the gate nor at capture, and where they are held.\n\n| rule | where |\n|---|---|\n");
        foreach (var (id, where) in Elsewhere.Where(other => set.Rules.All(rule => rule.Id != other.Key)))
            _text.Append($"| {id} | {where} |\n");
        return _text.ToString();
    }

    /// <summary>Ids of the table, 1 to 50, of which this reference would say nothing.</summary>
    public static IEnumerable<string> Forgotten() =>
        Enumerable.Range(1, 50).Select(number => $"CG-{number:00}").Where(id => !Elsewhere.ContainsKey(id) && CaptureRule.All.All(rule => rule.Id != id) && RuleSets.V2026R2.Rules.All(rule => rule.Id != id));

    private void WriteSets()
    {
        static string Named(IEnumerable<RuleSet> sets) => string.Join(" and ", sets.Select(set => $"`{set.Version}`"));
        var byAdoption = RuleSets.All.Where(set => set.ByAdoptionOnly).ToList();
        _text.Append("\n# Rule-sets\n\nA published set is never changed; a changed rule is a new set beside it. Which one holds, the task force says by adopting it, by command (`POST /v1/task-force/rule-set`).");
        _text.Append($" Where it adopted none, the date decides between {Named(RuleSets.All.Except(byAdoption))}: the newest of them whose day has come holds.");
        _text.Append(byAdoption.Count == 0 ? "\n\n" : $" No date brings {Named(byAdoption)} into force, only its adoption; its day below is the first for which it can be adopted.\n\n");
        _text.Append("| set | from | rules | against the set before it |\n|---|---|---|---|\n");
        foreach (var set in RuleSets.All)
        {
            var changes = string.Join("; ", set.Changes.GroupBy(change => change.Kind).Select(kind => $"{GateCaseCheck.Name(kind.Key)}: {string.Join(", ", kind.Select(change => change.Rule))}"));
            _text.Append($"| `{set.Version}` | {set.EffectiveFrom:yyyy-MM-dd} | {set.Rules.Count} | {(changes.Length > 0 ? changes : string.Join(", ", set.Rules.Select(rule => rule.Id)))} |\n");
        }
    }

    // What the newest set replaced stays in force for task forces that have not adopted it, and for verdicts of before.
    private void WriteReplaced(RuleSet newest)
    {
        var before = RuleSets.Find(newest.Follows!)!;
        _text.Append($"\n# What `{before.Version}` says instead\n\nIts rules bind whoever discloses. It is in force from {before.EffectiveFrom:yyyy-MM-dd} where a task force has adopted no other set. These rules differ from those above;");
        _text.Append($" `gate check --rules {newest.Version} vectors/consent-gate` shows which cases that name no set `{newest.Version}` answers otherwise.\n");
        foreach (var change in newest.Changes.Where(change => change.Kind == RuleChangeKind.Replaced))
            Write(before.Find(change.Rule)!, before);
    }

    private void Write(GateRule rule, RuleSet set)
    {
        var summary = _docs.Of(rule.GetType());
        var isNewest = set == RuleSets.All[^1];
        _text.Append($"\n## {rule.Id}{(isNewest ? "" : $" in `{set.Version}`")}\n{Sentence().Replace(summary, first => first.Groups[1].Value.ToUpperInvariant(), 1)}\n\n");
        _text.Append($"- looks at: {string.Join(", ", LooksAt(rule))}\n");
        _text.Append($"- says: {string.Join(", ", Says(rule).Select(said => $"{said.Effect} `{said.Reason}`"))}\n");
        _text.Append($"- source: {rule.Source}\n");
        var cases = GateVectors.All.Where(vector => GateVectors.RuleOf(vector.Path) == rule.Id && (vector.Case.Input.RuleSet == set.Version || (vector.Case.Input.RuleSet is null && (!isNewest || set.Changes.All(change => change.Rule != rule.Id))))).ToList();
        if (cases.FirstOrDefault(vector => vector.Case.Kind == GateCaseKind.Denies) is { Case: { } example })
            _text.Append($"- example: {example.Title} → {Answer(example)} ([`{example.Id}`](../{GateVectors.Folder}/{example.Id}.json), of {cases.Count} cases)\n");
    }

    private void Write(CaptureRule rule)
    {
        var cases = GateVectors.Captures.Where(vector => GateVectors.RuleOf(vector.Path) == rule.Id).ToList();
        _text.Append($"\n## {rule.Id}\n{rule.Says}\n\n- says: refuse `{Problems.Of(rule.Reason).Name}`\n- source: {rule.Source}\n");
        if (cases.FirstOrDefault(vector => vector.Case.Kind == GateCaseKind.Denies) is { Case: { Expected: { } expected } example })
            _text.Append($"- example: {example.Title} → refused at `{expected.Field}`, recorded: {(expected.Recorded.Count == 0 ? "nothing" : string.Join(", ", expected.Recorded))} ([`{example.Id}`](../{GateVectors.Folder}/{example.Id}.json), of {cases.Count} cases)\n");
    }

    private static IEnumerable<string> LooksAt(GateRule rule)
    {
        if (rule is IRequestRule) yield return "the request as a whole";
        if (rule is IItemRule) yield return "each item";
        if (rule is IThirdPersonRule) yield return "each third person whom an item names";
        if (rule is IReleaseRule) yield return "each release";
        if (rule is IGrantRule) yield return "each item under each release";
    }

    /// <summary>Effects and reason codes, as the source of the rule has them.</summary>
    private List<(string Effect, string Reason)> Says(GateRule rule)
    {
        var text = _files.Single(file => file.Path.EndsWith($"/{rule.GetType().Name}.cs", StringComparison.Ordinal)).Text;
        foreach (Match constant in Constant().Matches(text))
            text = text.Replace(constant.Value, "", StringComparison.Ordinal).Replace($"({constant.Groups[1].Value})", $"({constant.Groups[2].Value})", StringComparison.Ordinal);
        var effect = "";
        List<(string Effect, string Reason)> said = [];
        foreach (Match part in EffectOrReason().Matches(text))
        {
            if (part.Groups[1].Success)
                effect = part.Groups[1].Value.ToLowerInvariant();
            else if (!said.Contains((effect, part.Groups[2].Value)))
                said.Add((effect, part.Groups[2].Value));
        }
        return said;
    }

    private static string Answer(GateCase example)
    {
        var expected = example.Expected!;
        var reasons = expected.Lines.SelectMany(line => line.Findings).Where(finding => finding.Effect != RuleEffect.Permit).Select(finding => $"{finding.Rule} `{finding.Reason}`").Distinct();
        return $"{GateCaseCheck.Name(expected.Outcome)}: {string.Join(", ", reasons)}";
    }

    [GeneratedRegex(@"^CG-\d\d(?: and CG-\d\d)*: (\w)")]
    private static partial Regex Sentence();

    [GeneratedRegex("const string (\\w+) = (\"[a-z0-9-]+\");")]
    private static partial Regex Constant();

    [GeneratedRegex("(?:Ruling|RuleEffect)\\.(Deny|Hold|Permit|Narrow)(?:When)?\\b|\"([a-z][a-z0-9-]*)\"")]
    private static partial Regex EffectOrReason();
}
