using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coordination.Testing;

/// <summary>Checks a document against the part of JSON Schema that the schemas of this repository use, and refuses a schema that uses more.</summary>
public sealed class SchemaChecker(JsonNode root)
{
    private static readonly HashSet<string> Known = ["$schema", "$defs", "$ref", "title", "description", "default", "type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "oneOf", "pattern", "format", "components", "minimum", "maximum", "minLength", "maxLength", "readOnly"];

    /// <summary>What does not fit, with the path; nothing when all does.</summary>
    public IReadOnlyList<string> Faults(JsonNode? document) => [.. In(root, document, "$")];

    /// <summary>What does not fit a schema that refers to parts of this one.</summary>
    public IReadOnlyList<string> Faults(JsonNode schema, JsonNode? document) => [.. In(schema, document, "$")];

    private IEnumerable<string> In(JsonNode schema, JsonNode? value, string path)
    {
        if (schema is JsonValue all)
            return all.GetValue<bool>() ? [] : [$"{path}: nothing is expected here"];
        var rules = schema.AsObject();
        if (rules.FirstOrDefault(rule => !Known.Contains(rule.Key)).Key is { } unknown)
            return [$"{path}: the schema says '{unknown}', which this check does not know"];
        return rules["$ref"] is { } reference
            ? In(Follow(reference.GetValue<string>()), value, path)
            : Simple(rules, value, path).Concat(Parts(rules, value, path)).Concat(Any(rules, value, path));
    }

    private static IEnumerable<string> Simple(JsonObject rules, JsonNode? value, string path)
    {
        var kind = KindOf(value);
        if (rules["type"] is { } type && !(type is JsonArray types ? types : [type.DeepClone()]).Any(one => Is(one!.GetValue<string>(), kind)))
            yield return $"{path}: expected {type.ToJsonString()}";
        if (rules["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
            yield return $"{path}: expected one of {words.ToJsonString()}";
        if (rules.TryGetPropertyValue("const", out var only) && !JsonNode.DeepEquals(only, value))
            yield return $"{path}: expected {only?.ToJsonString()}";
        if (rules["pattern"] is { } pattern && kind == "string" && !Regex.IsMatch(value!.GetValue<string>(), pattern.GetValue<string>()))
            yield return $"{path}: expected {pattern}";
        if (kind == "string" && !IsOfFormat(rules["format"]?.GetValue<string>(), value!.GetValue<string>()))
            yield return $"{path}: expected a {rules["format"]}";
    }

    private IEnumerable<string> Parts(JsonObject rules, JsonNode? value, string path)
    {
        if (value is JsonArray list && rules["items"] is { } items)
            return list.SelectMany((item, at) => In(items, item, $"{path}[{at}]"));
        if (value is not JsonObject members)
            return [];
        var known = rules["properties"] as JsonObject ?? [];
        var missing = (rules["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).Where(name => !members.ContainsKey(name)).Select(name => $"{path}.{name}: is required");
        var found = members.SelectMany(member =>
            known[member.Key] is { } one ? In(one, member.Value, $"{path}.{member.Key}")
            : rules["additionalProperties"] is { } more ? In(more, member.Value, $"{path}.{member.Key}")
            : []);
        return missing.Concat(found);
    }

    private List<string> Any(JsonObject rules, JsonNode? value, string path)
    {
        if ((rules["anyOf"] ?? rules["oneOf"]) is not JsonArray ways)
            return [];
        var tried = ways.Select(way => In(way!, value, path).ToList()).ToList();
        return tried.Any(faults => faults.Count == 0) ? [] : tried.MinBy(faults => faults.Count)!;
    }

    private JsonNode Follow(string reference) => reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(root, (at, name) => at is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : at[name] ?? throw new InvalidOperationException($"The schema has no {reference}."));

    private static bool IsOfFormat(string? format, string text) => format switch
    {
        "date-time" => text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _),
        "date" => DateOnly.TryParseExact(text, "O", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _),
        "uuid" => Guid.TryParseExact(text, "D", out _),
        _ => true,
    };

    private static bool Is(string type, string kind) => type == kind || (type == "number" && kind == "integer");

    private static string KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.AsValue().TryGetValue<long>(out _) ? "integer" : "number",
    };
}
