using System.Buffers;

namespace Coordination.Host.Platform.Storage;

/// <summary>The <c>headers</c> column: who acted, for which agency, and when in the world; beside a command's first event also what the
/// answer was, as a digest.</summary>
internal static class EventHeaders
{
    public static byte[] Encode(AppendMetadata metadata, IdempotentAnswer? answer = null)
    {
        var buffer = new ArrayBufferWriter<byte>(192);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        if (answer is not null)
            writer.WriteString(AnswerDigest.Header, AnswerDigest.Of(answer));
        writer.WriteString("actor"u8, metadata.Person);
        writer.WriteString("agency"u8, metadata.Agency);
        writer.WriteString("occurredAt"u8, metadata.OccurredAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Events that another program appended beside us may lack headers: then the writer's name stands for the person, and
    /// the time of recording for the time in the world.
    /// </summary>
    public static AppendMetadata Decode(ReadOnlySpan<byte> headers, string? user, DateTimeOffset recordedAt,
        string? correlation, string? causation)
    {
        string? actor = null, agency = null;
        var occurredAt = recordedAt;
        var reader = new Utf8JsonReader(headers);
        while (!headers.IsEmpty && reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            if (reader.ValueTextEquals("actor"u8)) actor = NextString(ref reader);
            else if (reader.ValueTextEquals("agency"u8)) agency = NextString(ref reader);
            else if (reader.ValueTextEquals("occurredAt"u8)) occurredAt = NextTime(ref reader, recordedAt);
        }
        return new AppendMetadata(actor ?? user ?? "", agency ?? "", occurredAt, correlation, causation);
    }

    private static string? NextString(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    private static DateTimeOffset NextTime(ref Utf8JsonReader reader, DateTimeOffset otherwise) =>
        reader.Read() && reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time) ? time : otherwise;
}
