using System.Text.Json.Serialization.Metadata;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Audit;

/// <summary>
/// Puts old questions to the gate again: on the history before the answer, for the instant of the answer, under the rule-set of the
/// answer or another. An answer that does not follow again under its own means that something was altered, or was wrong then.
/// </summary>
internal static class Rederiver
{
    /// <summary>Asks again under the rule-set of the answer, and compares bit for bit.</summary>
    public static IReadOnlyList<VerdictDifference> Again(PastQuestion question) =>
        Under(RuleSets.Find(question.Stored.RuleSet), question) is not { } derived
        ? [Impossible(question, question.WhyNot ?? $"The rule-set {question.Stored.RuleSet} is not known to this version of the software.")]
        : Same(question.Stored, derived) ? []
        : [.. Differences(question.Stored, derived).DefaultIfEmpty(new("verdict", null, "as stored", "otherwise", [], []))];

    /// <summary>Asks again under another rule-set, and says for which items the answer would be another one.</summary>
    public static IReadOnlyList<VerdictDifference> Instead(PastQuestion question, RuleSet rules) => Under(rules, question) is { } derived
        ? [.. Lines(question.Stored, derived).Where(pair => Answer(pair.Was) != Answer(pair.Now)).Select(pair => Item(pair.Was, pair.Now))]
        : [Impossible(question, question.WhyNot!)];

    /// <summary>What the gate says now; null when it cannot be asked.</summary>
    public static Verdict? Under(RuleSet? rules, PastQuestion question) =>
        rules is null || question.Request is null ? null : ConsentGate.Evaluate(question.Request, question.Facts!, rules);

    private static bool Same(Verdict stored, Verdict derived) =>
        JsonSerializer.SerializeToUtf8Bytes(stored, Shape).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(derived, Shape));

    private static JsonTypeInfo Shape => StoredJson.Options.GetTypeInfo(typeof(Verdict));

    private static IEnumerable<VerdictDifference> Differences(Verdict stored, Verdict derived)
    {
        if (stored.Outcome != derived.Outcome)
            yield return Of("outcome", Words.Of(stored.Outcome), Words.Of(derived.Outcome));
        foreach (var (was, now) in Lines(stored, derived))
            if (Answer(was) != Answer(now) || !RuleFindings(was).SequenceEqual(RuleFindings(now)))
                yield return Item(was, now);
        if (!stored.Obligations.SequenceEqual(derived.Obligations))
            yield return Of("obligations", Words.List(stored.Obligations, Words.Of), Words.List(derived.Obligations, Words.Of));
        if (!stored.ReleasesReliedOn.SequenceEqual(derived.ReleasesReliedOn))
            yield return Of("releases", Words.List(stored.ReleasesReliedOn, release => $"{release}"),
                Words.List(derived.ReleasesReliedOn, release => $"{release}"));
        if (stored.ConsentVersion != derived.ConsentVersion)
            yield return Of("consent version", $"{stored.ConsentVersion}", $"{derived.ConsentVersion}");
        if (!(stored.ThirdPersons ?? []).SequenceEqual(derived.ThirdPersons ?? []))
            yield return Of("consent versions of others", Words.List(stored.ThirdPersons ?? [], read => $"{read.Version}"),
                Words.List(derived.ThirdPersons ?? [], read => $"{read.Version}"));
        if (stored.PolicyVersion != derived.PolicyVersion)
            yield return Of("policy version", $"{stored.PolicyVersion}", $"{derived.PolicyVersion}");
        if (stored.Process != derived.Process)
            yield return Of("process version", $"{stored.Process?.Version}", $"{derived.Process?.Version}");
    }

    /// <summary>Line by line; one that only one of the two has stands alone.</summary>
    private static IEnumerable<(VerdictLine? Was, VerdictLine? Now)> Lines(Verdict stored, Verdict derived)
    {
        for (var i = 0; i < Math.Max(stored.Lines.Count, derived.Lines.Count); i++)
            yield return (stored.Lines.ElementAtOrDefault(i), derived.Lines.ElementAtOrDefault(i));
    }

    private static VerdictDifference Item(VerdictLine? was, VerdictLine? now) =>
        new("item", (was ?? now)!.Item, Answer(was), Answer(now), [.. RuleFindings(was)], [.. RuleFindings(now)]);

    private static string Answer(VerdictLine? line) => line switch
    {
        null => "not there",
        { Mode: { } mode } => $"{Words.Of(line.Outcome)} at " +
            $"{Words.Of(mode)}{(line.Release is { } release ? $" by release {release}" : "")}" +
            $"{(line.LeftOut is { } left ? $", {left.Count} left out" : "")}",
        _ => Words.Of(line.Outcome),
    };

    private static IEnumerable<string> RuleFindings(VerdictLine? line) =>
        line?.Findings.Select(found => $"{found.Rule} {Words.Of(found.Effect)} {found.Reason}") ?? [];

    private static VerdictDifference Of(string what, string before, string after) => new(what, null, before, after, [], []);

    private static VerdictDifference Impossible(PastQuestion question, string why) =>
        new("cannot be asked", null, Words.Of(question.Stored.Outcome), why, [], []);
}
