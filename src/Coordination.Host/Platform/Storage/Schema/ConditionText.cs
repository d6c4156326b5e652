using System.Text.RegularExpressions;

namespace Coordination.Host.Platform.Storage.Schema;

/// <summary>
/// Conditions as they can be compared. PostgreSQL prints <c>(a AND b) AND c</c> as it was written, and reads its own dump as <c>a AND b AND
/// c</c>: a database that was restored differs in parentheses that mean nothing. Only those are left out.
/// </summary>
internal static partial class ConditionText
{
    /// <summary>The same text with a chain of one connective as one list.</summary>
    public static string Flat(string text)
    {
        var tokens = Token().Matches(text).Select(match => match.Value).GetEnumerator();
        return string.Concat(Items(tokens)).Trim();
    }

    // One level of parentheses: texts, and what is within each inner pair.
    private static List<string> Items(IEnumerator<string> tokens)
    {
        List<string> items = [];
        while (tokens.MoveNext() && tokens.Current != ")")
            items.Add(tokens.Current == "(" ? $"({string.Concat(Items(tokens)).Trim()})" : tokens.Current);
        return Connective(items) is { } connective
            ? [.. items.SelectMany((item, place) =>
                IsOperand(items, place) && Inner(item) is { } inner && Connective(inner) == connective ? inner : [item])]
            : items;
    }

    private static List<string>? Inner(string item) =>
        item.StartsWith('(') ? Items(Token().Matches(item[1..^1]).Select(match => match.Value).GetEnumerator()) : null;

    // AND or OR, where all of a level is joined by it.
    private static string? Connective(List<string> items)
    {
        var found = items.Where(item => item is "AND" or "OR").Distinct().ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private static bool IsOperand(List<string> items, int place) => Ends(items, place, -1) && Ends(items, place, 1);

    private static bool Ends(List<string> items, int place, int step)
    {
        var next = place + step;
        while (next >= 0 && next < items.Count && string.IsNullOrWhiteSpace(items[next]))
            next += step;
        return next < 0 || next >= items.Count || items[next] is "AND" or "OR";
    }

    [GeneratedRegex(@"'(?:[^']|'')*'|[()]|\b(?:AND|OR)\b|\s+|[^'()\s]+")]
    private static partial Regex Token();
}
