using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.Services;
using Coordination.Domain.TaskForce;
using Coordination.Host.Cli.GateCases;
using Coordination.Host.Platform.EventCatalogue;

namespace Coordination.Host.Tests.Contracts;

/// <summary>Writes the JSON Schema of cases for the gate from the types by which they are read, events included.</summary>
internal static class GateCaseSchema
{
    private static readonly JsonSchemaExporterOptions Exporting = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    private static readonly (string List, Type Events)[] CaptureLists =
        [("taskForce", typeof(TaskForceEvent)), ("discloser", typeof(PartnerEvent)), ("outside", typeof(PartnerEvent)), ("consent", typeof(ConsentEvent)), ("services", typeof(ServiceEvent)), ("relief", typeof(ReliefEvent))];

    private static readonly (string List, Type Events)[] Lists =
        [("consent", typeof(ConsentEvent)), ("discloser", typeof(PartnerEvent)), ("recipient", typeof(PartnerEvent)), ("discloserPartOf", typeof(PartnerEvent)), ("recipientPartOf", typeof(PartnerEvent)), ("taskForce", typeof(TaskForceEvent)), ("process", typeof(ProcessEvent))];

    public static JsonObject Write() => Write(typeof(GateCase), "A case for the consent gate", "input", Lists);

    public static JsonObject WriteCapture() => Write(typeof(CaptureCase), "A command that a rule looks at when it is given", "capture", CaptureLists);

    public static JsonObject WriteTable() => Write(typeof(TableCase), "A table of counts that is to be published", "table", [("taskForce", typeof(TaskForceEvent))]);

    /// <summary>The JSON Schema of a table of the law, as it stands in a file and in the body that loads it.</summary>
    public static JsonObject WriteLaw()
    {
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "What the law of a jurisdiction says" };
        foreach (var (name, part) in NeverNull(GateCaseFile.Format.GetJsonSchemaAsNode(typeof(JurisdictionTable), Exporting)).AsObject())
            schema[name] = part?.DeepClone();
        return schema;
    }

    private static JsonObject Write(Type type, string title, string input, (string List, Type Events)[] lists)
    {
        var written = GateCaseFile.Format.GetJsonSchemaAsNode(type, Exporting).AsObject();
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (name, part) in written)
            schema[name] = part?.DeepClone();
        schema["required"] = new JsonArray("id", "title", "kind", "source", input, "expected");
        foreach (var (_, part) in schema["properties"]!.AsObject().Where(part => part.Key != input))
            NeverNull(part!);
        foreach (var (list, events) in lists)
            schema["properties"]![input]!["properties"]![list]!["items"] = new JsonObject { ["$ref"] = $"#/$defs/{events.Name}" };
        if (schema["properties"]![input]!["properties"]!["merged"] is { } merged)
            merged["items"]!["properties"]!["consent"]!["items"] = new JsonObject { ["$ref"] = $"#/$defs/{nameof(ConsentEvent)}" };
        if (schema["properties"]![input]!["properties"]!["thirdPersons"] is { } others)
        {
            others["items"]!["properties"]!["consent"]!["items"] = new JsonObject { ["$ref"] = $"#/$defs/{nameof(ConsentEvent)}" };
            others["items"]!["properties"]!["merged"] = schema["properties"]![input]!["properties"]!["merged"]!.DeepClone();
        }
        schema["$defs"] = new JsonObject(lists.Select(list => list.Events).Distinct().Select(events => KeyValuePair.Create(events.Name, (JsonNode?)OneOf(events))));
        return schema;
    }

    private static JsonObject OneOf(Type events) => new()
    {
        ["anyOf"] = new JsonArray([.. Names().Where(named => named.Type.IsSubclassOf(events)).OrderBy(named => named.Name, StringComparer.Ordinal).Select(named => Event(named.Type, named.Name))]),
    };

    // What was a case stays one: events whose words mean more today, and those of which more is sealed, are read under their old names as well.
    private static IEnumerable<(Type Type, string Name)> Names() =>
        Catalogue.Current.Names.Select(named => (named.Key, named.Value)).Concat(Upcasters.OfProfiles.Concat(Upcasters.OfTextsInClear).Select(step => (Catalogue.Current.TypeOf(step.To)!, step.From)));

    private static JsonObject Event(Type type, string name) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["const"] = name },
            ["recordedAt"] = Instant(),
            ["data"] = NeverNull(Inlined(StoredJson.Options.GetJsonSchemaAsNode(type, Exporting))),
        },
        ["required"] = new JsonArray("type", "recordedAt", "data"),
        ["additionalProperties"] = false,
    };

    // The exporter refers to what it wrote before by its place in its own document, which here becomes a part of another one.
    private static JsonNode Inlined(JsonNode schema)
    {
        while (References(schema).FirstOrDefault() is { } reference)
        {
            var target = reference["$ref"]!.GetValue<string>().TrimStart('#', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(schema, (at, name) => at[name]!).DeepClone().AsObject();
            reference.Remove("$ref");
            foreach (var (name, part) in target.Where(part => !reference.ContainsKey(part.Key)).ToList())
                reference[name] = part?.DeepClone();
        }
        return schema;
    }

    private static IEnumerable<JsonObject> References(JsonNode? node) => node switch
    {
        JsonObject found => (found["$ref"] is JsonValue ? [found] : Array.Empty<JsonObject>()).Concat(found.SelectMany(part => References(part.Value))),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private static JsonObject Instant() => new() { ["type"] = "string", ["format"] = "date-time" };

    private static JsonNode NeverNull(JsonNode part)
    {
        if (part is JsonObject described && described["type"] is JsonArray types)
            described["type"] = types.Select(type => type!.GetValue<string>()).First(type => type != "null");
        if (part is JsonObject named && named["enum"] is JsonArray words && words.FirstOrDefault(word => word is null) is null)
            named["enum"] = new JsonArray([.. words.Where(word => word is not null).Select(word => word!.DeepClone())]);
        return part;
    }

    // The exporter does not know what the converters of identifiers write, nor which optional fields a reader does without.
    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var text = Nullable.GetUnderlyingType(context.TypeInfo.Type) is null ? JsonValue.Create("string") : (JsonNode)new JsonArray("string", "null");
        return PatternOf(type) is { } pattern ? new JsonObject { ["type"] = text, ["pattern"] = pattern }
            : context.TypeInfo.ElementType is { } element && schema is JsonObject list && list["items"] is null ? WithItems(list, element)
            : context.TypeInfo.Kind == JsonTypeInfoKind.Object ? Requiring(schema.AsObject(), context.TypeInfo)
            : schema;
    }

    private static JsonObject WithItems(JsonObject list, Type element)
    {
        if (PatternOf(element) is { } pattern)
            list["items"] = new JsonObject { ["type"] = "string", ["pattern"] = pattern };
        return list;
    }

    private static string? PatternOf(Type type) =>
        Implements(type, typeof(IRandomId<>)) ? "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
        : Implements(type, typeof(INamedId<>)) ? "^[A-Za-z0-9][a-z0-9.-]{0,63}$"
        : null;

    private static JsonObject Requiring(JsonObject schema, JsonTypeInfo type)
    {
        schema["required"] = new JsonArray([.. type.Properties.Where(property => property.IsRequired).Select(property => JsonValue.Create(property.Name))]);
        return schema;
    }

    private static bool Implements(Type type, Type generic) =>
        type.GetInterfaces().Any(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == generic);
}
