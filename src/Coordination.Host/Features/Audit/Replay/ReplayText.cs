namespace Coordination.Host.Features.Audit.Replay;

/// <summary>Replays, differences and views, as readable text.</summary>
public static class ReplayText
{
    /// <summary>One event: what happened, then what it changed; all of the state, too, when that is asked for.</summary>
    public static string Of(ReplayedEvent replayed, bool whole)
    {
        var (e, text) = (replayed.Event, new StringBuilder());
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{e.Position,8}  {Words.Of(e.RecordedAt)}  v{e.Version}  {e.Type}, {e.Person} of {e.Agency}: {e.Summary}");
        Write(text, replayed.Changes);
        foreach (var fact in whole ? replayed.After : [])
            text.AppendLine(CultureInfo.InvariantCulture, $"            {fact.About}: {fact.Is}");
        return text.ToString();
    }

    public static string Of(StreamDiff diff)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{diff.Stream}  v{diff.FromVersion} → v{diff.ToVersion}");
        foreach (var step in diff.Steps)
            text.AppendLine(CultureInfo.InvariantCulture, $"{step.Position,8}  {Words.Of(step.RecordedAt)}  {step.Type}: {step.Summary}");
        if (diff.ToVersion - diff.FromVersion > diff.Steps.Count)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"          and {Quantity.Of(diff.ToVersion - diff.FromVersion - diff.Steps.Count, "more event")}");
        Write(text, diff.Changes);
        return text.ToString();
    }

    public static string Of(AuditedCase @case)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"case {@case.Case}, {Words.Of(@case.At)}");
        foreach (var state in @case.Streams)
            text.AppendLine().Append(AuditText.Of(state));
        return text.ToString();
    }

    public static string Of(AuditedView view)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture,
            $"{view.View} of {view.Compartment} at position {view.Position}: {Quantity.Of(view.Rows.Count, "row")}");
        foreach (var row in view.Rows)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture,
                $"{row.Kind} {row.Id}{(row.OnlyFor is { } only ? $", for {only} only" : "")}" +
                    $"{(row.Due is { } due ? $", due {Words.Of(due)}" : "")}");
            foreach (var property in row.Row.EnumerateObject().Where(property => property.Name != "kind"))
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"  {property.Name}: {(property.Value.ValueKind == JsonValueKind.String
                        ? property.Value.GetString()
                        : property.Value.GetRawText())}");
        }
        return text.ToString();
    }

    private static void Write(StringBuilder text, IReadOnlyList<FactChange> changes)
    {
        foreach (var change in changes)
            text.AppendLine(change switch
            {
                { Before: null } => $"          + {change.About}: {change.After}",
                { After: null } => $"          - {change.About}: {change.Before}",
                _ => $"          ~ {change.About}: {change.Before} → {change.After}",
            });
    }
}
