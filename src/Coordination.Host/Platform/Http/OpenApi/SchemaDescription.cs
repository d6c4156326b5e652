using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Coordination.Host.Platform.Http.OpenApi;

/// <summary>How the domain's own types look in JSON.</summary>
internal static class SchemaDescription
{
    public const string UnreadableText = "UnreadableText";

    private const string NamedIdPattern = "^[a-z0-9][a-z0-9.-]{0,63}$";

    public static Task Apply(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var json = context.JsonTypeInfo;
        var underlying = Nullable.GetUnderlyingType(json.Type);
        if ((underlying ?? json.Type) == typeof(DateTimeOffset) || (underlying ?? json.Type) == typeof(DateOnly))
            // a converter of ours reads it, so the generator does not know
            schema.Type = underlying is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        if (DescribeText(schema, underlying ?? json.Type, context.Document))
            return Task.CompletedTask;
        if (json.Kind == JsonTypeInfoKind.Object)
            RequireWhatIsRequired(schema, json);
        else if (json is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } && schema.Items is null)
            DescribeElements(schema, element, context.Document);
        return Task.CompletedTask;
    }

    /// <summary>The generator leaves out the elements whose type has a converter of its own.</summary>
    private static void DescribeElements(OpenApiSchema schema, Type element, OpenApiDocument? document)
    {
        var items = new OpenApiSchema();
        if (DescribeText(items, element, document))
            schema.Items = items;
    }

    private static bool DescribeText(OpenApiSchema schema, Type type, OpenApiDocument? document)
    {
        if (type == typeof(Sensitive<string>))
            BecomeTextOrWhyNot(schema, document);
        else if (Implements(type, typeof(IRandomId<>)))
            BecomeText(schema, "uuid", null, null);
        else if (Implements(type, typeof(INamedId<>)))
            BecomeText(schema, null, NamedIdPattern, null);
        else if (type == typeof(Guid))
            BecomeText(schema, "uuid", null, null);
        else if (type == typeof(DateTimeOffset))
            BecomeText(schema, "date-time", null, null);
        else if (type == typeof(DateOnly))
            BecomeText(schema, "date", null, null);
        else if (type == typeof(SubjectId))
            BecomeText(schema, null, null, null);
        else
            return false;
        return true;
    }

    /// <summary>What stands in an answer where a text cannot be read.</summary>
    public static OpenApiSchema Unreadable() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Stands in an answer where there is a text that cannot be read, and says why. Never in a request.",
        Required = new HashSet<string> { "unreadable" },
        AdditionalPropertiesAllowed = false,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["unreadable"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. Enum.GetNames<WhyUnreadable>()
                    .Select(name => (System.Text.Json.Nodes.JsonNode)System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name))],
                Description = "keyDestroyed: nobody can ever read it again. keyMissing, damaged: an operator has to look. " +
                    "keyServiceUnavailable: ask again. notForThisRole: others can read it. notInStanding: your agency cannot, while it " +
                    "has no standing.",
            },
            ["since"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = "date-time",
                Description = "Since when, where that is known."
            },
        },
    };

    public static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "What went wrong (RFC 9457).",
        Required = new HashSet<string> { "type", "title", "status" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text($"Stable, for programs: {Platform.Http.Problem.TypeBase} and a name."),
            ["title"] = Text("The same for each type, for people."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The status code." },
            ["detail"] = Text("What to do about it, in this case."),
            ["field"] = Text("The input field at fault."),
        },
    };

    /// <summary>The generator takes every parameter of a record for required; the reader does not.</summary>
    private static void RequireWhatIsRequired(OpenApiSchema schema, JsonTypeInfo type) =>
        schema.Required = type.Properties.Where(property => property.IsRequired).Select(property => property.Name).ToHashSet();

    private static void BecomeTextOrWhyNot(OpenApiSchema schema, OpenApiDocument? document)
    {
        BecomeText(schema, null, null,
            "Describes a person. It is never logged, and given to nobody to whom it is not addressed. A request has a text; an answer " +
                "has an object in its place that says why, where what is kept cannot be read.");
        if (document?.Components?.Schemas?.ContainsKey(UnreadableText) != true)
            document?.AddComponent(UnreadableText, Unreadable()); // what is referred to has to be there by then
        schema.OneOf = [new OpenApiSchema { Type = schema.Type }, new OpenApiSchemaReference(UnreadableText, document)];
        schema.Type = null;
    }

    private static void BecomeText(OpenApiSchema schema, string? format, string? pattern, string? description)
    {
        var nullable = schema.Type?.HasFlag(JsonSchemaType.Null) == true;
        schema.Type = nullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        schema.Format = format;
        schema.Pattern = pattern;
        schema.Description = description ?? schema.Description;
        schema.Properties?.Clear();
        schema.Required?.Clear();
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static bool Implements(Type type, Type generic) =>
        type.GetInterfaces().Any(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == generic);
}
