using System.Buffers;
using Coordination.Domain.TransparencyLog;

namespace Coordination.Host.Platform.Execution;

/// <summary>
/// What every store refuses before it touches anything: a request that breaks a limit is a mistake of the caller,
/// and must not cost the requests beside it. The messages name streams and types, never content.
/// </summary>
public static class AppendRequestRules
{
    /// <summary>The longest name of a stream, a type, a subject or a key, in characters.</summary>
    public const int LongestName = 500;

    /// <summary>The most checks in one append.</summary>
    public const int MostChecks = 1_000;

    /// <summary>However its numbers are written out and whatever stands beside it, so large an event fits into an entry of the audit
    /// log.</summary>
    private const int CertainlyFits = 6_000;

    /// <summary>The largest stored answer, in bytes.</summary>
    public const int LargestAnswerBytes = 262_144;

    /// <exception cref="ArgumentException">The request breaks a limit.</exception>
    public static void Verify(AppendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var events = 0;
        for (var i = 0; i < request.Writes.Count; i++)
        {
            var write = request.Writes[i];
            Name(write.Stream, "stream");
            Name(write.StreamType, "stream type");
            if (write.Events.Count == 0)
                throw Broken($"The write to {write.Stream} has no events.");
            OnlyWriteTo(write.Stream, request, i);
            events += write.Events.Count;
            if (events > EventLimits.MostEventsPerAppend)
                throw Broken($"An append takes at most {EventLimits.MostEventsPerAppend} events.");
            foreach (var e in write.Events)
                Event(e, write, request.Metadata);
        }
        Checks(request);
        Metadata(request.Metadata);
        if (request.Answer is { } answer)
            Answer(answer);
    }

    private static void OnlyWriteTo(string stream, AppendRequest request, int index)
    {
        for (var other = 0; other < index; other++)
            if (request.Writes[other].Stream == stream)
                throw Broken($"The stream {stream} is written twice in one append.");
        foreach (var check in request.Checks)
            if (check.Stream == stream)
                throw Broken($"The stream {stream} is both written and checked in one append: the write's expectation is the check.");
    }

    private static void Checks(AppendRequest request)
    {
        if (request.Checks.Count > MostChecks)
            throw Broken($"An append takes at most {MostChecks} checks.");
        for (var i = 0; i < request.Checks.Count; i++)
        {
            Name(request.Checks[i].Stream, "stream");
            if (request.Checks[i].Version < 0)
                throw Broken($"The version checked on {request.Checks[i].Stream} is negative.");
            for (var other = 0; other < i; other++)
                if (request.Checks[other].Stream == request.Checks[i].Stream)
                    throw Broken($"The stream {request.Checks[i].Stream} is checked twice in one append.");
        }
    }

    private static void Event(EventData e, StreamWrite write, AppendMetadata metadata)
    {
        var stream = write.Stream;
        Name(e.Type, "event type");
        if (e.Data.Length > EventLimits.LargestEventBytes)
            throw Broken($"An event of type {e.Type} for {stream} has {Quantity.Of(e.Data.Length, "byte")}; at most " +
                $"{EventLimits.LargestEventBytes} are stored.");
        try
        {
            Json(e.Data.Span);
            if (e.Data.Length > CertainlyFits && EntryBytes(e, write, metadata) > EntryBundle.LongestEntry)
                throw Broken($"An event of type {e.Type} for {stream} does not fit into an entry of the audit log, with what is " +
                    $"stored beside it.");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or NotCanonicalException)
        {
            throw Broken($"An event of type {e.Type} for {stream} is not JSON that can be stored.");
        }
    }

    /// <summary>How long its entry in the audit log is, with the longest version that there can be.</summary>
    private static int EntryBytes(EventData e, StreamWrite write, AppendMetadata metadata)
    {
        var encoder = new LeafEncoder();
        var beside = new LeafMetadata(Headers(metadata), metadata.Person, metadata.CorrelationId, metadata.CausationId);
        encoder.Encode(e.Id, write.Stream, long.MaxValue, e.Type, e.Data.Span, beside, metadata.OccurredAt);
        return encoder.Entry.Length;
    }

    /// <summary>No shorter than what the store writes.</summary>
    private static byte[] Headers(AppendMetadata metadata)
    {
        var json = new CanonicalJson();
        json.Raw("{\"answer\":\"SHA-256, as AnswerDigest writes it, in base64===\",\"actor\":"u8);
        json.Text(metadata.Person);
        json.Raw(",\"agency\":"u8);
        json.Text(metadata.Agency);
        json.Raw(",\"occurredAt\":\"0000-00-00T00:00:00.0000000+00:00\"}"u8);
        return json.Written.ToArray();
    }

    /// <summary>
    /// Well-formed, and without U+0000 or half a surrogate pair: PostgreSQL holds neither in jsonb. Numbers must keep their value and have
    /// one spelling in the audit log, and the nesting must have an end there, or nothing after the event could be signed.
    /// </summary>
    private static void Json(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.Number && !CanonicalNumber.IsExact(reader.ValueSpan))
                throw new JsonException();
            else if (reader.ValueIsEscaped && reader.GetString()!.Contains('\0', StringComparison.Ordinal))
                throw new JsonException();
    }

    private static void Metadata(AppendMetadata metadata)
    {
        Name(metadata.Person, "person");
        Name(metadata.Agency, "agency");
        OptionalName(metadata.CorrelationId, "correlation id");
        OptionalName(metadata.CausationId, "causation id");
    }

    private static void Answer(IdempotentAnswer answer)
    {
        Name(answer.Key.Subject, "subject of an idempotency key");
        Name(answer.Key.Key, "idempotency key");
        if (answer.Body.Length > LargestAnswerBytes)
            throw Broken($"An answer has {Quantity.Of(answer.Body.Length, "byte")}; at most {LargestAnswerBytes} are kept.");
    }

    private static void OptionalName(string? value, string what)
    {
        if (value is not null)
            Name(value, what);
    }

    private static void Name(string value, string what)
    {
        if (string.IsNullOrEmpty(value) || value.Length > LongestName || value.Contains('\0', StringComparison.Ordinal))
            throw Broken($"The {what} must have 1 to {LongestName} characters, none of them U+0000.");
        if (!Encodable(value))
            throw Broken($"The {what} holds half a surrogate pair.");
    }

    private static bool Encodable(string value)
    {
        if (!value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return true;
        for (var rest = value.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != OperationStatus.Done)
                return false;
            rest = rest[consumed..];
        }
        return true;
    }

    private static ArgumentException Broken(string message) => new(message);
}
