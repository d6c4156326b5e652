namespace Coordination.Host.Features.Audit;

/// <summary>What an auditor asked for, as readable text.</summary>
public static class AuditText
{
    public static string Of(AuditedTimeline timeline)
    {
        var text = new StringBuilder().AppendLine(timeline.Subject);
        foreach (var e in timeline.Events)
            text.AppendLine(CultureInfo.InvariantCulture, $"{e.Position,8}  {Words.Of(e.RecordedAt)}  {e.Stream} v{e.Version}")
                .AppendLine(CultureInfo.InvariantCulture, $"          {e.Type}, {e.Person} of {e.Agency}: {e.Summary}");
        return (timeline.Next is { } next
            ? text.AppendLine(CultureInfo.InvariantCulture, $"More follows after position {next}.")
            : text).ToString();
    }

    public static string Of(AuditedState state)
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"{state.Stream} at version {state.Version}, {Words.Of(state.At)}");
        foreach (var fact in state.Facts)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {fact.About}: {fact.Is}");
        return text.ToString();
    }

    public static string Of(Explanation explanation)
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture,
                $"disclosure {explanation.Disclosure}: {explanation.Discloser} to {Words.Of(explanation.Recipient)}, " +
                    $"{Words.Of(explanation.Purpose)}, on {Words.Of(explanation.Basis)}")
            .AppendLine(explanation.Survivor is null
                ? "matched to nobody"
                : $"about survivor {explanation.Survivor}, case {explanation.Case}");
        foreach (var verdict in explanation.Verdicts)
            Write(text, verdict);
        return text.ToString();
    }

    public static string Of(VerdictDifference difference) =>
        $"{difference.What}{(difference.Item is { } item ? $" {item}" : "")}: stored {difference.Before}, derived " +
        $"{difference.After}{Rules(difference.RulesBefore, difference.RulesAfter)}";

    /// <summary>A difference in words, with its place in the log.</summary>
    public static string Of(RederivedDifference difference) =>
        $"{difference.Position,8}  {difference.Stream}, " +
        $"{difference.Type}{(difference.Member is { } member ? $", {Words.Of(member)}" : "")}{Environment.NewLine}"
        + $"          {difference.What}{(difference.Item is { } item ? $" {item}" : "")}: {difference.Before} → " +
        $"{difference.After}{Rules(difference.RulesBefore, difference.RulesAfter)}";

    /// <summary>What a run over the log came to, in words.</summary>
    public static string Of(RederivationSummary summary) =>
        $"{Quantity.Of(summary.Events, "event")}, {Quantity.Of(summary.Verdicts, "answer of the gate", "answers of the gate")} and " +
        $"{Quantity.Of(summary.Admissions, "admission")} asked again " +
        $"{(summary.RuleSet is { } set ? $"under {set}" : "under the rules of their time")}: "
        + (summary.Differences == 0 ? "no difference" : $"{Quantity.Of(summary.Differences, "difference")}");

    private static string Rules(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        before.Count + after.Count == 0 || before.SequenceEqual(after)
            ? ""
            : $" [{Words.List(before, rule => rule)} → {Words.List(after, rule => rule)}]";

    private static void Write(StringBuilder text, ExplainedVerdict verdict)
    {
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"{verdict.Type} at position {verdict.Position}, {Words.Of(verdict.RecordedAt)}: {Words.Of(verdict.Outcome)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  rule-set {verdict.RuleSet}, asked for {Words.Of(verdict.EvaluatedAt)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  read {Read(verdict.Consent)} and {Read(verdict.Policy)}");
        foreach (var item in verdict.Items)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  item {item.Item}{(item.Category is { } category ? $", {Words.Of(category)}" : "")}: {Words.Of(item.Outcome)}, asked " +
                    $"{Words.Of(item.Asked)}{(item.Mode is { } mode ? $", given {Words.Of(mode)}" : "")}");
            if (item.LeftOut is { } left)
                text.AppendLine(CultureInfo.InvariantCulture, $"    left out: {left.Count} of the others whom it names");
            foreach (var said in item.Rules)
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"    {(said.Decided ? "*" : " ")} {said.Rule} {Words.Of(said.Effect)}: " +
                        $"{said.Reason}{(said.Release is { } of ? $" (release {of})" : "")} [{said.Source}]");
            foreach (var law in item.Law ?? [])
                text.AppendLine(CultureInfo.InvariantCulture, $"      law {law.Jurisdiction} {law.Version}: {law.Citation}");
            if (item.Silent.Count > 0)
                text.AppendLine(CultureInfo.InvariantCulture, $"      nothing to say: {string.Join(", ", item.Silent)}");
            foreach (var found in item.Findings.Where(found =>
                !item.Rules.Any(said => said.Decided
                    && (said.Rule, said.Reason, said.Release) == (found.Rule, found.Reason, found.Release))))
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"    * {found.Rule} {Words.Of(found.Effect)}: " +
                        $"{found.Reason}{(found.Release is { } release ? $" (release {release})" : "")}" +
                        $"{(found.Source is { } source ? $" [{source}]" : "")}");
        }
        foreach (var release in verdict.Releases)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  release {release.Release}");
            foreach (var step in release.Steps)
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"    {step.Position,8}  {Words.Of(step.RecordedAt)}  {step.Summary}{(step.After ? " (after this answer)" : "")}");
        }
        if (verdict.Stands is { } stands)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {stands}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  obligations: {Words.List(verdict.Obligations, Words.Of)}");
        text.AppendLine(verdict.Again.Identical
            ? "  asked again on the history before it: the same answer, bit for bit"
            : $"  ASKED AGAIN, IT DIFFERS: {string.Join(" ", verdict.Again.Differences)}");
    }

    private static string Read(VersionRead read) =>
        $"{read.Stream} at version {read.Version}{(read.Position is { } position ? $" (position {position})" : "")}";
}
