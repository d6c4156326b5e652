using System.Text.Json.Nodes;

namespace Coordination.Testing;

/// <summary>Bodies for every operation of the API, made from its own description, with a marked text wherever a text goes.</summary>
/// <param name="description">The API's description of itself.</param>
/// <param name="mark">Begins every text that describes a person, and every other text where no other mark is given.</param>
/// <param name="plain">Begins the texts that describe nobody.</param>
public sealed class SampleBodies(JsonNode description, string mark, string? plain = null)
{
    /// <summary>Every instant in a body.</summary>
    public const string Instant = "2026-03-01T09:30:00Z";

    /// <summary>Every day in a body.</summary>
    public const string Day = "2026-03-01";

    private readonly Dictionary<string, string> _made = [];

    /// <summary>Remembers what was made, so that it goes where its id is asked for: in addresses and in bodies.</summary>
    public void Remember(string location)
    {
        var collection = location[..location.LastIndexOf('/')];
        foreach (var (path, _) in description["paths"]!.AsObject())
        {
            if (path.StartsWith(collection + "/{", StringComparison.Ordinal))
                _made[path[(collection.Length + 2)..].Split('}')[0]] = location[(collection.Length + 1)..];
        }
    }

    /// <summary>What goes where an id of this name is asked for.</summary>
    public void Use(string name, string id) => _made[name] = id;

    /// <summary>One operation of the API: its address, with ids filled in, and a body where it takes one.</summary>
    public (string Path, JsonNode? Body) Of(string path, JsonNode operation) => (Filled(path, operation), BodyOf(operation));

    /// <summary>Every command of the API: its path, with ids filled in, and a body where it takes one.</summary>
    public IEnumerable<(string Path, JsonNode? Body)> Commands() =>
        from path in description["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key == "post"
        select (Filled(path.Key, operation.Value!), BodyOf(operation.Value!));

    /// <summary>Every query of the API.</summary>
    public IEnumerable<string> Queries() =>
        from path in description["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key == "get"
        select Filled(path.Key, operation.Value!);

    /// <summary>Every query of the API, with its description.</summary>
    public IEnumerable<(string Path, JsonNode Operation)> QueriesWithOperations() =>
        from path in description["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key == "get"
        select (Filled(path.Key, operation.Value!), operation.Value!);

    /// <summary>A body with every field; null for an operation that takes none.</summary>
    public JsonNode? Whole(JsonNode operation) => BodyOf(operation);

    /// <summary>A body with the fields alone that are required.</summary>
    public JsonNode? OnlyRequired(JsonNode operation)
    {
        var body = BodyOf(operation);
        if (body is JsonObject fields && operation["requestBody"]!["content"]!["application/json"]!["schema"] is { } schema)
        {
            var described = schema["$ref"] is { } reference ? description["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]! : schema;
            var required = (described["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).ToHashSet();
            foreach (var field in fields.Select(field => field.Key).Where(name => !required.Contains(name)).ToList())
                fields.Remove(field);
        }
        return body;
    }

    /// <summary>The address of an operation, with ids filled in.</summary>
    public string Address(string path, JsonNode operation) => Filled(path, operation);

    private JsonNode? BodyOf(JsonNode operation) =>
        operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema ? Sample(schema) : null;

    private string Filled(string path, JsonNode operation)
    {
        foreach (var parameter in operation["parameters"]?.AsArray().Where(parameter => parameter!["in"]!.GetValue<string>() == "path") ?? [])
        {
            var name = parameter!["name"]!.GetValue<string>();
            path = path.Replace($"{{{name}}}", TypeOf(parameter["schema"]!) == "integer" ? "1" : IdOf(name), StringComparison.Ordinal);
        }
        return path;
    }

    private string IdOf(string name) => _made.GetValueOrDefault(name, Guid.NewGuid().ToString());

    private JsonNode? Sample(JsonNode schema, string name = "")
    {
        if (schema["$ref"]?.GetValue<string>().EndsWith("/SensitiveText", StringComparison.Ordinal) == true)
            return JsonValue.Create($"{mark} {Guid.NewGuid():N}");
        if (schema["oneOf"] is JsonArray ways && ways.Any(way => way!["$ref"]?.GetValue<string>().EndsWith("/UnreadableText", StringComparison.Ordinal) == true))
            return JsonValue.Create($"{mark} {Guid.NewGuid():N}");
        if (schema["$ref"] is { } reference)
            return Sample(description["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!, name);
        if (schema["oneOf"] is JsonArray choices)
            return Sample(choices.First(choice => choice!["type"]?.GetValueKind() != System.Text.Json.JsonValueKind.String || choice["type"]!.GetValue<string>() != "null")!, name);
        if (schema["enum"] is JsonArray words)
            return words.First(word => word is not null)!.DeepClone();
        return TypeOf(schema) switch
        {
            "object" => new JsonObject(schema["properties"]!.AsObject().Select(field => KeyValuePair.Create(field.Key, Sample(field.Value!, field.Key)))),
            "array" => new JsonArray(Sample(schema["items"]!, name)),
            "boolean" => JsonValue.Create(true),
            "integer" or "number" => JsonValue.Create(1),
            _ => Text(schema, name),
        };
    }

    private static string TypeOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray several => several.Select(type => type!.GetValue<string>()).First(type => type != "null"),
        { } one => one.GetValue<string>(),
        null => "string",
    };

    private JsonValue Text(JsonNode schema, string name) => (schema["format"]?.GetValue<string>(), schema["pattern"]) switch
    {
        ("uuid", _) => JsonValue.Create(IdOf(name)),
        ("date-time", _) => JsonValue.Create(Instant),
        ("date", _) => JsonValue.Create(Day),
        (_, not null) => JsonValue.Create("open-door"),
        _ => JsonValue.Create($"{plain ?? mark} {Guid.NewGuid():N}"),
    };
}
