using System.Text.Encodings.Web;
using System.Text.Json.Serialization.Metadata;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>The JSON of stored events: strict both ways. A member that is missing, unknown or null where the event does not allow it is an
/// error. A fact that is dropped or invented silently could permit what the survivor refused.</summary>
internal static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = Make(new SensitiveText());

    /// <summary>For those who may read the history but not what describes a person.</summary>
    public static JsonSerializerOptions Masked { get; } = Make(new MaskedText());

    /// <summary>For the rows of projections, the other place where what describes a person is stored.</summary>
    internal static JsonConverter Protection { get; } = new SensitiveText();

    /// <summary>Writes a mask in place of what describes a person.</summary>
    internal static JsonConverter Mask { get; } = new MaskedText();

    private static JsonSerializerOptions Make(JsonConverter<Sensitive<string>> sensitive)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            AllowDuplicateProperties = false,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = StoredEvents.Default.WithAddedModifier(RequireWhatIsNotNullable),
            Converters = { sensitive },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void RequireWhatIsNotNullable(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        foreach (var property in type.Properties)
            property.IsRequired = !IsNullable(property);
    }

    private static bool IsNullable(JsonPropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.IsSetNullable && (property.AssociatedParameter?.IsNullable ?? true);

    /// <summary>Writes and reads what describes a person, in events and in rows of projections, as the pass says that goes on.</summary>
    private sealed class SensitiveText : JsonConverter<Sensitive<string>>
    {
        public override Sensitive<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (SealingPass.Current is { } pass)
                return pass.Read(ref reader);
            using var clear = SealingPass.InClear();
            return clear.Read(ref reader);
        }

        public override void Write(Utf8JsonWriter writer, Sensitive<string> value, JsonSerializerOptions options)
        {
            if (SealingPass.Current is not { } pass)
                throw new NotSupportedException("A sensitive text was about to be stored in clear.");
            pass.Write(writer, value);
        }
    }

    private sealed class MaskedText : JsonConverter<Sensitive<string>>
    {
        public override Sensitive<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("What was masked cannot be read back.");

        public override void Write(Utf8JsonWriter writer, Sensitive<string> value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Sensitive<string>.Mask);
    }
}
