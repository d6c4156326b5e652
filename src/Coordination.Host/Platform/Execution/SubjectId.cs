namespace Coordination.Host.Platform.Execution;

/// <summary>Something that is one of several kinds of thing: an action, a disclosure, a release, a meeting.</summary>
[JsonConverter(typeof(RandomIdConverter<ThingId>))]
public readonly record struct ThingId(Guid Value) : IRandomId<ThingId>
{
    /// <inheritdoc/>
    public static ThingId Of(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Something that has an identifier, or a name that people chose, or is the only one of its kind.</summary>
/// <remarks>A chosen name may look like an identifier, so it is kept with a mark before it. What was kept without one before is what it
/// looks like.</remarks>
[JsonConverter(typeof(Kept))]
public readonly record struct SubjectId
{
    private const string ChosenMark = "name:";

    /// <summary>The identifier; null where the name was chosen.</summary>
    public Guid? Minted { get; private init; }

    /// <summary>The name; null where there is an identifier.</summary>
    public string? Chosen { get; private init; }

    /// <summary>The subject of one stream.</summary>
    public static SubjectId Of<TId>(TId id) where TId : struct =>
        RandomId.ValueOf(id) is { } value ? new SubjectId { Minted = value } : OnlyOne(id.ToString()!);

    public static SubjectId OnlyOne(string kind) => new() { Chosen = kind };

    internal sealed class Kept : JsonConverter<SubjectId>
    {
        public override SubjectId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("Expected a text.");
            return text.StartsWith(ChosenMark, StringComparison.Ordinal) ? OnlyOne(text[ChosenMark.Length..])
                : Guid.TryParseExact(text, "D", out var minted) ? new SubjectId { Minted = minted }
                : OnlyOne(text);
        }

        public override void Write(Utf8JsonWriter writer, SubjectId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Minted is { } minted ? minted.ToString() : ChosenMark + value.Chosen);
    }
}
