using System.Text.Json.Serialization.Metadata;
using Coordination.Host.Platform.Http.Identifiers;

namespace Coordination.Host.Platform.Http;

/// <summary>The JSON of the API: camelCase, strict; sensitive values are read but not written. <see cref="Revealing"/> is the one
/// exception, for answers to those whose record it is or to whom it was addressed. Identifiers are read and written by the names in force,
/// by their type; a text is never looked into.</summary>
public sealed class ApiJson
{
    /// <summary>How deep a request may nest. It is also how deep the description of an answer may go, in which one level of an answer is
    /// two or three.</summary>
    public const int DeepestNesting = 24;

    private readonly JsonSerializerOptions _kept = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    public ApiJson(IEnumerable<IJsonTypeInfoResolver> features)
    {
        var resolver = ResolverOf(features);
        Plain = Make(resolver, reveals: false);
        Revealing = Make(resolver, reveals: true);
        _kept.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        _kept.TypeInfoResolver = resolver;
        _kept.MakeReadOnly();
    }

    /// <summary>For requests and ordinary answers.</summary>
    public JsonSerializerOptions Plain { get; }

    /// <summary>For answers whose sensitive values the caller may have.</summary>
    public JsonSerializerOptions Revealing { get; }

    /// <summary>An answer that is kept with the log's identifiers, as the caller gets it.</summary>
    public byte[] OfKept(ReadOnlySpan<byte> kept, Type answer) =>
        JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize(kept, _kept.GetTypeInfo(answer)), Plain.GetTypeInfo(answer));

    private static JsonSerializerOptions Make(IJsonTypeInfoResolver resolver, bool reveals)
    {
        var options = new JsonSerializerOptions();
        Configure(options, resolver, reveals);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Whether what is read with these options was written by callers, so that <see cref="TextRules.Fault"/> holds for every text
    /// in it.</summary>
    internal static bool ReadsWhatCallersWrite(JsonSerializerOptions options) =>
        options.Converters.Any(converter => converter is SensitiveAtTheEdge);

    internal static IJsonTypeInfoResolver ResolverOf(IEnumerable<IJsonTypeInfoResolver> features) =>
        JsonTypeInfoResolver.Combine([.. features]).WithAddedModifier(StrictContracts.Apply);

    internal static void Configure(JsonSerializerOptions options, IJsonTypeInfoResolver resolver, bool reveals)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.AllowDuplicateProperties = false;
        options.TypeInfoResolver = resolver;
        options.Converters.Add(new SensitiveAtTheEdge(reveals));
        options.Converters.Add(new IdentifierJson());
        if (reveals)
            options.Converters.Add(new ReaderZone.Times());
        else
            BoundedDates.AddTo(options.Converters);
    }

    private sealed class SensitiveAtTheEdge(bool reveals) : JsonConverter<Sensitive<string>>
    {
        public override Sensitive<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && TextRules.Fault(text) is null
                ? Sensitive.Of(text)
                : throw new JsonException("Expected a text.");

        public override void Write(Utf8JsonWriter writer, Sensitive<string> value, JsonSerializerOptions options)
        {
            if (!reveals || RevealedAnswer.Current is not { } revelation)
                throw new NotSupportedException("A sensitive value was about to be written into an ordinary answer.");
            revelation.Write(writer, value);
        }
    }
}

/// <summary>What the serialiser does not do by itself: what may not be null must be there, also inside lists; texts can be read.</summary>
internal static class StrictContracts
{
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        foreach (var property in type.Properties)
            property.IsRequired = IsSettable(property) && !IsNullable(property) && property.AssociatedParameter?.HasDefaultValue != true;
        var lists = type.Properties.Where(property => property.Get is not null && IsListOfReferences(property.PropertyType)).ToList();
        if (lists.Count > 0)
            type.OnDeserialized += value => RefuseNullElements(value, lists);
        var texts = type.Properties.Where(property => property.Get is not null
            && (property.PropertyType == typeof(string) || property.PropertyType.IsAssignableTo(typeof(IEnumerable<string>)))).ToList();
        if (texts.Count > 0)
            type.OnDeserialized += value => RefuseTexts(value, texts);
    }

    private static bool IsSettable(JsonPropertyInfo property) => property.Set is not null || property.AssociatedParameter is not null;

    internal static bool IsNullable(JsonPropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.IsSetNullable && (property.AssociatedParameter?.IsNullable ?? true);

    private static bool IsListOfReferences(Type type) =>
        type != typeof(string) && type.IsGenericType && type.GetGenericArguments() is [{ IsValueType: false }]
        && typeof(System.Collections.IEnumerable).IsAssignableFrom(type);

    private static void RefuseNullElements(object value, List<JsonPropertyInfo> lists)
    {
        foreach (var list in lists)
        {
            if (list.Get!(value) is System.Collections.IEnumerable elements && elements.Cast<object?>().Contains(null))
                throw new JsonException("An element of a list may not be null.");
        }
    }

    private static void RefuseTexts(object value, List<JsonPropertyInfo> texts)
    {
        foreach (var text in texts)
        {
            var held = text.Get!(value);
            if ((held as IEnumerable<string> ?? (held is string one ? [one] : [])).Any(each => TextRules.Fault(each) is not null))
                throw new JsonException("Expected a text.");
        }
    }
}
