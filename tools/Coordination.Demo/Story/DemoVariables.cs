using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coordination.Demo.Story;

/// <summary>What the story knows by name: captured parts of answers, and times and ids made while it plays.</summary>
internal sealed partial class DemoVariables(TimeProvider clock)
{
    private readonly Dictionary<string, JsonNode?> _captured = [];
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];

    public void Keep(string name, JsonNode? value) => _captured[name] = value?.DeepClone();

    public static bool IsBuiltIn(string name) => name is "run" or "uuid" || Moment().IsMatch(name);

    /// <summary>Text with every <c>${name}</c> replaced.</summary>
    public string Fill(string text, JsonObject? item = null) =>
        Variable().Replace(text, match => AsText(ValueOf(match.Groups[1].Value, item)));

    /// <summary>A copy of <paramref name="node"/> with variables replaced. A text that is nothing but one variable becomes its value, of whatever kind.</summary>
    public JsonNode? Fill(JsonNode? node, JsonObject? item = null) => node switch
    {
        null => null,
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Fill(field.Value, item)))),
        JsonArray elements => new JsonArray([.. elements.Select(element => Fill(element, item))]),
        JsonValue value when value.TryGetValue<string>(out var text) => FillText(text, item),
        _ => node.DeepClone(),
    };

    /// <summary>A value as a person would write it.</summary>
    public static string AsText(JsonNode? value) => value switch
    {
        null => "",
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => text,
        _ => value.ToJsonString(DemoText.Readable),
    };

    /// <summary>Text with the names of its variables in braces, where their values would only be long.</summary>
    public static string Named(string text) => Variable().Replace(text, match => $"{{{match.Groups[1].Value[(match.Groups[1].Value.LastIndexOf('.') + 1)..]}}}");

    private JsonNode? FillText(string text, JsonObject? item)
    {
        var match = Variable().Match(text);
        return match.Success && match.Length == text.Length
            ? ValueOf(match.Groups[1].Value, item)?.DeepClone()
            : JsonValue.Create(Fill(text, item));
    }

    private JsonNode? ValueOf(string name, JsonObject? item)
    {
        if (_captured.TryGetValue(name, out var captured))
        {
            return captured;
        }

        if (item is not null && name.StartsWith("item.", StringComparison.Ordinal))
        {
            return Fill(item[name["item.".Length..]]);
        }

        return name switch
        {
            "run" => JsonValue.Create(_run),
            "uuid" => JsonValue.Create(Guid.NewGuid().ToString()),
            _ when Moment().Match(name) is { Success: true } moment => JsonValue.Create(At(moment)),
            _ => throw new DemoProblem($"${{{name}}} has no value: no earlier step captured it."),
        };
    }

    private string At(Match moment)
    {
        var amount = moment.Groups["amount"].Success ? int.Parse(moment.Groups["amount"].Value, CultureInfo.InvariantCulture) : 0;
        var distance = moment.Groups["unit"].Value switch
        {
            "d" => TimeSpan.FromDays(amount),
            "h" => TimeSpan.FromHours(amount),
            "m" => TimeSpan.FromMinutes(amount),
            _ => TimeSpan.Zero,
        };
        var at = clock.GetUtcNow() + distance;
        return at.ToString(moment.Groups["word"].Value == "today" ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(?<word>now|today)((?<amount>[+-]\d{1,5})(?<unit>[dhm]))?$")]
    private static partial Regex Moment();
}
