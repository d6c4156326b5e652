using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coordination.Demo.Story;

/// <summary>
/// Finds a part of an answer: <c>a.b</c> a field, <c>a[0]</c> an element, <c>a[*].b</c> of every element, <c>a[b=x]</c> the first
/// element whose field has that value; nothing for the whole. What is not there is null.
/// </summary>
internal static partial class DemoSelector
{
    public static JsonNode? Select(JsonNode? from, string at)
    {
        if (at.Length == 0)
        {
            return from;
        }

        var parts = Part().Matches(at);
        if (parts.Sum(part => part.Length) != at.Length)
        {
            throw new DemoProblem($"\"{at}\" is not a place in an answer; a place looks like items[0].category, items[*].mode or items[category=safety].");
        }

        return Follow(from, [.. parts.Cast<Match>()], 0);
    }

    private static JsonNode? Follow(JsonNode? node, IReadOnlyList<Match> parts, int index)
    {
        for (; index < parts.Count && node is not null; index++)
        {
            var part = parts[index];
            if (part.Groups["every"].Success)
            {
                return new JsonArray([.. (node as JsonArray ?? []).Select(element => Follow(element, parts, index + 1)?.DeepClone())]);
            }

            node = Step(node, part);
        }

        return node;
    }

    private static JsonNode? Step(JsonNode node, Match part)
    {
        if (part.Groups["name"].Success)
        {
            return (node as JsonObject)?[part.Groups["name"].Value];
        }

        if (part.Groups["index"].Success)
        {
            var index = int.Parse(part.Groups["index"].Value, CultureInfo.InvariantCulture);
            return node is JsonArray list && index < list.Count ? list[index] : null;
        }

        return (node as JsonArray)?.FirstOrDefault(element =>
            DemoVariables.AsText(Select(element, part.Groups["field"].Value)) == part.Groups["value"].Value);
    }

    [GeneratedRegex(@"\G\.?(?<name>[A-Za-z_][A-Za-z0-9_-]*)|\G\[(?<every>\*)\]|\G\[(?<index>\d+)\]|\G\[(?<field>[A-Za-z_][A-Za-z0-9_.]*)=(?<value>[^\]]*)\]")]
    private static partial Regex Part();
}
