using Coordination.Host.Platform.Encryption;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>
/// One reading or writing of stored JSON in which sensitive texts occur: the converter asks it what to do. Serialising is
/// synchronous, so that it belongs to a thread. Where there is none, a sensitive text is not written at all.
/// </summary>
internal sealed class SealingPass : IDisposable
{
    [ThreadStatic]
    private static SealingPass? s_current;

    private readonly SealingPass? _outer = s_current;
    private IReadOnlyList<byte[]> _seals = [];
    private int _written;
    private KeyRing? _ring;
    private SealOrigin? _origin;
    private bool _rows, _clear, _old;

    private SealingPass() => s_current = this;

    /// <summary>The one that goes on in this thread.</summary>
    public static SealingPass? Current => s_current;

    /// <summary>How many of the seals were written.</summary>
    public int Written => _written;

    /// <summary>Writes an event whose texts are sealed already, in the order in which they are written.</summary>
    public static SealingPass Writing(IReadOnlyList<byte[]> seals) => new() { _seals = seals };

    /// <summary>Reads an event, or writes the sample of one, with nothing sealed in it.</summary>
    public static SealingPass InClear() => new() { _clear = true };

    public static SealingPass Reading(KeyRing? ring, SealOrigin origin, bool readsClear) =>
        new() { _ring = ring, _origin = origin, _clear = readsClear };

    /// <summary>Reads an event of an old shape, after it was brought up to date.</summary>
    public static SealingPass ReadingOld(KeyRing? ring, SealOrigin origin, bool readsClear) =>
        new() { _ring = ring, _origin = origin, _clear = readsClear, _old = true };

    /// <summary>Reads or writes a row of a projection, in which each text says where it was recorded.</summary>
    public static SealingPass OfRow(KeyRing? ring, bool clear) => new() { _ring = ring, _rows = true, _clear = clear };

    public void Dispose() => s_current = _outer;

    public void Write(Utf8JsonWriter writer, Sensitive<string> value)
    {
        if (_written < _seals.Count)
            WriteSeal(writer, _seals[_written++], null);
        else if (_rows && value.Sealed() is SealedText known)
            WriteSeal(writer, known.Bytes, known.Origin, known.IsElsewhere);
        else if (_rows && value.Sealed() is UnsealedText old)
            WriteClear(writer, old);
        else if (_clear)
            writer.WriteStringValue(value.Reveal());
        else
            throw new NotSupportedException("A sensitive text was about to be stored in clear.");
    }

    public Sensitive<string> Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
            return _clear
                ? Sensitive.Of(reader.GetString()!)
                : throw new JsonException("A text that should be sealed was stored in clear.");
        byte[]? bytes = null;
        string? stream = null, type = null, words = null;
        var moved = false;
        var id = Guid.Empty;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Expected a sealed text.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("sealed"u8) && reader.Read())
                bytes = reader.GetBytesFromBase64();
            else if ((_old || _rows) && reader.ValueTextEquals(OldShape.Moved) && reader.Read())
                moved = reader.GetBoolean();
            else if ((_old || _rows) && reader.ValueTextEquals(OldShape.RecordedInClear) && reader.Read())
                words = reader.GetString();
            else if (_rows && reader.ValueTextEquals("event"u8) && reader.Read())
                id = reader.GetGuid();
            else if (_rows && reader.ValueTextEquals("stream"u8) && reader.Read())
                stream = reader.GetString();
            else if (_rows && reader.ValueTextEquals("type"u8) && reader.Read())
                type = reader.GetString();
            else
                throw new JsonException("A sealed text holds something that is not known.");
        }
        var origin = stream is not null && type is not null ? new SealOrigin(id, stream, type) : _origin;
        return (bytes, words, origin) switch
        {
            (not null, null, not null) => new(new SealedText(_ring, bytes, origin, moved)),
            (null, not null, not null) when IsOld(origin) => new(new UnsealedText(words, origin)),
            _ => throw new JsonException("A sealed text is not whole."),
        };
    }

    /// <summary>Only the shapes that had texts in clear may have any.</summary>
    private static bool IsOld(SealOrigin origin) => Upcasters.OfTextsInClear.Any(step => step.From == origin.EventType);

    private static void WriteClear(Utf8JsonWriter writer, UnsealedText text)
    {
        writer.WriteStartObject();
        writer.WriteString(OldShape.RecordedInClear, text.Open());
        writer.WriteString("event"u8, text.Origin.EventId);
        writer.WriteString("stream"u8, text.Origin.Stream);
        writer.WriteString("type"u8, text.Origin.EventType);
        writer.WriteEndObject();
    }

    private static void WriteSeal(Utf8JsonWriter writer, ReadOnlySpan<byte> bytes, SealOrigin? origin, bool isElsewhere = false)
    {
        writer.WriteStartObject();
        writer.WriteBase64String("sealed"u8, bytes);
        if (origin is not null)
        {
            writer.WriteString("event"u8, origin.EventId);
            writer.WriteString("stream"u8, origin.Stream);
            writer.WriteString("type"u8, origin.EventType);
        }
        if (isElsewhere)
            writer.WriteBoolean(OldShape.Moved, true);
        writer.WriteEndObject();
    }
}
