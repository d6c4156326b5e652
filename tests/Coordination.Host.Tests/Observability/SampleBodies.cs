using System.Text.Json.Nodes;

namespace Coordination.Host.Tests.Observability;

/// <summary>Bodies for every operation of the API, made from its own description, with a marked text wherever a text goes.</summary>
internal sealed class SampleBodies(JsonNode description, string mark)
{
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

    private JsonNode? BodyOf(JsonNode operation) =>
        operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema ? Sample(schema) : null;

    private static string Filled(string path, JsonNode operation)
    {
        foreach (var parameter in operation["parameters"]?.AsArray().Where(parameter => parameter!["in"]!.GetValue<string>() == "path") ?? [])
        {
            var uuid = parameter!["schema"]?["format"]?.GetValue<string>() == "uuid";
            path = path.Replace($"{{{parameter["name"]}}}", uuid ? Guid.NewGuid().ToString() : "open-door", StringComparison.Ordinal);
        }
        return path;
    }

    private JsonNode? Sample(JsonNode schema)
    {
        if (schema["$ref"] is { } reference)
            return Sample(description["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!);
        if (schema["oneOf"] is JsonArray choices)
            return Sample(choices.First(choice => choice!["type"]?.GetValueKind() != System.Text.Json.JsonValueKind.String || choice["type"]!.GetValue<string>() != "null")!);
        if (schema["enum"] is JsonArray words)
            return words.First(word => word is not null)!.DeepClone();
        return TypeOf(schema) switch
        {
            "object" => new JsonObject(schema["properties"]!.AsObject().Select(field => KeyValuePair.Create(field.Key, Sample(field.Value!)))),
            "array" => new JsonArray(Sample(schema["items"]!)),
            "boolean" => JsonValue.Create(true),
            "integer" or "number" => JsonValue.Create(1),
            _ => Text(schema),
        };
    }

    private static string TypeOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray several => several.Select(type => type!.GetValue<string>()).First(type => type != "null"),
        { } one => one.GetValue<string>(),
        null => "string",
    };

    private JsonValue Text(JsonNode schema) => (schema["format"]?.GetValue<string>(), schema["pattern"]) switch
    {
        ("uuid", _) => JsonValue.Create(Guid.NewGuid().ToString()),
        ("date-time", _) => JsonValue.Create("2026-03-01T09:30:00Z"),
        ("date", _) => JsonValue.Create("2026-03-01"),
        (_, not null) => JsonValue.Create("open-door"),
        _ => JsonValue.Create($"{mark} {Guid.NewGuid():N}"),
    };
}
