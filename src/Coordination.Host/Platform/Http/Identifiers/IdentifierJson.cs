namespace Coordination.Host.Platform.Http.Identifiers;

/// <summary>
/// Reads and writes every type of identifier by the names in force. No text is looked at, so none is changed. A bare <see cref="Guid"/>
/// does not say whether it is an identifier: it is written for auditors only, and read for nobody.
/// </summary>
internal sealed class IdentifierJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        RandomId.Is(typeToConvert) || typeToConvert == typeof(Guid) || typeToConvert == typeof(SubjectId);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        typeToConvert == typeof(Guid) ? new BareGuid()
        : typeToConvert == typeof(SubjectId) ? new Subject()
        : (JsonConverter)Activator.CreateInstance(typeof(Named<>).MakeGenericType(typeToConvert))!;

    private sealed class Named<TId> : JsonConverter<TId> where TId : struct, IRandomId<TId>
    {
        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var name)
                ? TId.Of(IdentifierNames.InForce.ToIdentifier(name))
                : throw new JsonException("Expected an identifier such as 3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35.");

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(IdentifierNames.InForce.ToName(value.Value));
    }

    private sealed class Subject : JsonConverter<SubjectId>
    {
        public override SubjectId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Only an answer names a subject without its type.");

        public override void Write(Utf8JsonWriter writer, SubjectId value, JsonSerializerOptions options)
        {
            if (value.Minted is { } minted)
                writer.WriteStringValue(IdentifierNames.InForce.ToName(minted));
            else
                writer.WriteStringValue(value.Chosen);
        }
    }

    private sealed class BareGuid : JsonConverter<Guid>
    {
        public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A request holds identifiers of a type, and no bare ones.");

        public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options)
        {
            if (!IdentifierNames.InForce.AreLogsOwn)
                throw new NotSupportedException("An identifier without a type was about to be shown as the log has it.");
            writer.WriteStringValue(value);
        }
    }
}
