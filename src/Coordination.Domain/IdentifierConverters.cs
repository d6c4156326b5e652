namespace Coordination.Domain;

/// <summary>Reads and writes a random identifier as its hyphenated lower-case text.</summary>
public sealed class RandomIdConverter<TId> : JsonConverter<TId> where TId : struct, IRandomId<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value)
            ? TId.Of(value)
            : throw new JsonException("Expected an identifier such as 3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

/// <summary>Reads and writes a chosen identifier, and refuses one that is not well-formed.</summary>
public sealed class NamedIdConverter<TId> : JsonConverter<TId> where TId : struct, INamedId<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } value && NamedId.IsValid(value)
            ? TId.Of(value)
            : throw new JsonException("Expected 1 to 64 lower-case letters, digits, dots or hyphens, beginning with a letter or digit.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
