using System.Text.Json.Serialization.Metadata;
using Coordination.Host.Platform.Http.Identifiers;

namespace Coordination.Host.Platform.Http;

/// <summary>What is wrong with a body: where, and what was expected there. It never repeats what was sent.</summary>
/// <param name="Field">The path, for example <c>terms.recipients[1].agency</c>; null for the whole body.</param>
/// <param name="Expected">A sentence for the caller.</param>
/// <param name="IsInText">Whether it is of the right kind, and a text with characters that no text may have.</param>
public sealed record JsonFault(string? Field, string Expected, bool IsInText = false)
{
    /// <summary>Whether it can be read, and only the value is none that is taken.</summary>
    public bool IsOutOfRange { get; private init; }

    /// <summary>Looks for the first fault, by the same description of the types by which the body is read.</summary>
    public static JsonFault? Find(ReadOnlyMemory<byte> body, Type expected, JsonSerializerOptions options)
    {
        using var names = IdentifierNames.Use(IdentifierNames.LogsOwn); // what is read here is thrown away
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = ApiJson.DeepestNesting });
        }
        catch (JsonException wrong)
        {
            return new JsonFault(null,
                $"The body is not well-formed JSON, or nests deeper than {ApiJson.DeepestNesting}, at line {wrong.LineNumber + 1}.");
        }
        using (document)
            return In(document.RootElement, options.GetTypeInfo(expected), null);
    }

    private static JsonFault? In(JsonElement element, JsonTypeInfo type, string? path) => type.Kind switch
    {
        JsonTypeInfoKind.Object =>
            element.ValueKind == JsonValueKind.Object ? InObject(element, type, path) : new JsonFault(path, "Expected an object."),
        JsonTypeInfoKind.Enumerable =>
            element.ValueKind == JsonValueKind.Array ? InList(element, type, path) : new JsonFault(path, "Expected a list."),
        _ => InValue(element, type, path),
    };

    private static JsonFault? InObject(JsonElement element, JsonTypeInfo type, string? path)
    {
        HashSet<string> seen = [];
        foreach (var member in element.EnumerateObject())
        {
            var name = NameOf(member);
            var at = path is null ? name : $"{path}.{name}";
            if (type.Properties.FirstOrDefault(property => property.Name == name) is not { } property)
                return new JsonFault(path,
                    "There is a field that is not known here. Known are: " +
                        string.Join(", ", type.Properties.Select(known => known.Name)) + ".");
            if (!seen.Add(name!))
                return new JsonFault(at, "This field is there twice.");
            if (member.Value.ValueKind == JsonValueKind.Null && StrictContracts.IsNullable(property))
                continue;
            if (In(member.Value, type.Options.GetTypeInfo(property.PropertyType), at) is { } fault)
                return fault;
        }
        return type.Properties.FirstOrDefault(property => property.IsRequired && !seen.Contains(property.Name)) is { } missing
            ? new JsonFault(path is null ? missing.Name : $"{path}.{missing.Name}", "This field is required.")
            : null;
    }

    /// <summary>The name of a member; null where its escapes are no text, such as half of a surrogate pair.</summary>
    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonFault? InList(JsonElement element, JsonTypeInfo type, string? path)
    {
        var mayLack = Nullable.GetUnderlyingType(type.ElementType!) is not null;
        foreach (var (index, item) in element.EnumerateArray().Index())
        {
            if (!(mayLack && item.ValueKind == JsonValueKind.Null)
                && In(item, type.Options.GetTypeInfo(type.ElementType!), $"{path}[{index}]") is { } fault)
                return fault;
        }
        return null;
    }

    private static JsonFault? InValue(JsonElement element, JsonTypeInfo type, string? path)
    {
        if (element.ValueKind == JsonValueKind.String && (type.Type == typeof(string) || type.Type == typeof(Sensitive<string>)))
            return InText(element, type, path);
        try
        {
            if (element.ValueKind != JsonValueKind.Null)
            {
                element.Deserialize(type);
                return null;
            }
        }
        catch (Exception)
        {
            // Whatever it was that the reader did not take: it is this value.
        }
        var expected = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        return BoundedDates.IsOutOfRange(element, expected)
            ? new JsonFault(path, Instants.Expected) { IsOutOfRange = true }
            : new JsonFault(path, ExpectedOf(expected));
    }

    private static JsonFault? InText(JsonElement element, JsonTypeInfo type, string? path)
    {
        try
        {
            var text = element.GetString()!;
            return ApiJson.ReadsWhatCallersWrite(type.Options) && TextRules.Fault(text) is { } why
                ? new JsonFault(path, why, IsInText: true)
                : null;
        }
        catch (InvalidOperationException)
        {
            return new JsonFault(path, ExpectedOf(typeof(string)));
        }
    }

    private static string ExpectedOf(Type type) => type switch
    {
        { IsEnum: true } => "Expected one of: " +
            string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)) + ".",
        _ when type == typeof(DateTimeOffset) => "Expected a date and time with an offset, such as 2026-03-01T09:30:00Z.",
        _ when type == typeof(DateOnly) => "Expected a date, such as 2026-03-01.",
        _ when type == typeof(bool) => "Expected true or false.",
        _ when type == typeof(int) || type == typeof(long) => "Expected a whole number.",
        _ when type == typeof(string) || type == typeof(Sensitive<string>) => "Expected a text.",
        _ when Implements(type, typeof(IRandomId<>)) => "Expected an identifier such as 3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35.",
        _ when Implements(type, typeof(INamedId<>)) =>
            "Expected 1 to 64 lower-case letters, digits, dots or hyphens, beginning with a letter or digit.",
        _ => "This value is not of the kind that is expected here.",
    };

    private static bool Implements(Type type, Type generic) =>
        type.GetInterfaces().Any(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == generic);
}
