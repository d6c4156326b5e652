namespace Coordination.Host.Platform.Http;

/// <summary>Reads the dates of requests: ISO 8601, instants with an offset, and none outside of <see cref="Instants"/>. So adding days
/// never overflows, and nothing depends on the host's time zone.</summary>
internal static class BoundedDates
{
    public static void AddTo(IList<JsonConverter> converters)
    {
        converters.Add(new InstantConverter());
        converters.Add(new DayConverter());
    }

    /// <summary>Whether the JSON is a date of this type that is only too early or too late.</summary>
    public static bool IsOutOfRange(JsonElement json, Type type) => json.ValueKind == JsonValueKind.String && (
        (type == typeof(DateTimeOffset) && json.TryGetDateTimeOffset(out var instant) && HasOffset(json.GetString()!)
            && !Instants.Holds(instant))
        || (type == typeof(DateOnly)
            && DateOnly.TryParseExact(json.GetString(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && !Instants.Holds(day)));

    // Without one, the host's own zone would be taken.
    private static bool HasOffset(string text) =>
        text.IndexOf('T', StringComparison.Ordinal) is > 0 and var time && text.AsSpan(time).IndexOfAny('Z', '+', '-') > 0;

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant) && HasOffset(reader.GetString()!)
                && Instants.Holds(instant)
                ? instant
                : throw new JsonException(Instants.Expected);

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }

    private sealed class DayConverter : JsonConverter<DateOnly>
    {
        public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
                && DateOnly.TryParseExact(reader.GetString(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && Instants.Holds(day)
                ? day
                : throw new JsonException(Instants.Expected);

        public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("O", CultureInfo.InvariantCulture));
    }
}
