using System.Text.Json.Nodes;
using Coordination.Host.Platform.Encryption;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>
/// Between events and what the log stores of them. The output is stable: the same event gives the same bytes, in the
/// order in which its fields are declared, camelCase, with no member for what is null. What is sensitive is sealed on its way in, and
/// stays sealed on its way out: no reader of the log has it before somebody opens it.
/// </summary>
/// <param name="catalogue">The names.</param>
/// <param name="ring">The keys; null for a reader without any, who reads and writes samples in clear.</param>
/// <param name="readsClear">Whether a text that was stored in clear is read.</param>
public sealed class EventCodec(Catalogue catalogue, KeyRing? ring = null, bool readsClear = true)
{
    /// <summary>
    /// The largest event in bytes of JSON. An entry of the audit log, at most <see cref="EventLimits.LargestEventBytes"/>,
    /// holds the event together with its stream, its times and its actor; the difference is room for those.
    /// </summary>
    public const int LargestDataBytes = 64_000;

    /// <summary>The codec of this version of the software, without keys: for readers of pseudonyms, and for samples that are kept in
    /// files.</summary>
    public static EventCodec Current { get; } = new(Catalogue.Current);

    /// <summary>Turns an event into a sample in clear. A codec that has keys refuses that where the event holds something
    /// sensitive.</summary>
    /// <exception cref="EventNotStorableException">It is too large, or holds a character that cannot be stored.</exception>
    public EventData Encode(DomainEvent e, Guid id)
    {
        using var pass = ring is null ? SealingPass.InClear() : null;
        return Write(e, id);
    }

    /// <summary>Turns an event into what is stored, its sensitive texts sealed under the data key of this event.</summary>
    /// <exception cref="EventNotStorableException">It is too large, or holds a character that cannot be stored.</exception>
    /// <exception cref="KeyNotLoadedException">A key has to be fetched first.</exception>
    /// <exception cref="UnreadableException">A key cannot be had.</exception>
    public EventData Encode(DomainEvent e, Guid id, string stream, KeyScope scope)
    {
        var fields = SensitiveFields.Of(e.GetType());
        if (ring is null || fields.IsNone)
            return Encode(e, id);
        using var sealer = new EventSealer(ring, new SealOrigin(id, stream, catalogue.NameOf(e.GetType())), scope);
        List<byte[]> seals = [.. fields.In(e).Select(field => sealer.Seal(field.Path, Storable(field.Text.Reveal(), e)))];
        using var pass = SealingPass.Writing(seals);
        var data = Write(e, id);
        return pass.Written == seals.Count
            ? data
            : throw new InvalidOperationException($"Not every sensitive text of {data.Type} was found.");
    }

    /// <summary>Whether anything of this event is to be sealed.</summary>
    public bool Seals(DomainEvent e) =>
        ring is not null && SensitiveFields.Of(e.GetType()) is { IsNone: false } fields && fields.In(e).Count > 0;

    /// <summary>Fetches the key of a scope, or makes it, so that encoding finds it.</summary>
    public async ValueTask Prepare(KeyScope scope, CancellationToken cancellation)
    {
        if (ring is not null)
            await ring.FetchOrMake(scope, cancellation);
    }

    /// <summary>Fetches a key that somebody was found to want.</summary>
    public async ValueTask Fetch(KeyScope scope, CancellationToken cancellation)
    {
        if (ring is not null)
            await ring.Fetch(scope, cancellation);
    }

    /// <summary>The event as a reader of the log gets it: what is sensitive in it is sealed, and no more in memory.</summary>
    public DomainEvent AsStored(DomainEvent e, EventData data, string stream) => Seals(e)
        ? Read(new StoredEvent(0, stream, 0, data.Id, data.Type, data.Data, new AppendMetadata("", "", default), default))
        : e;

    private EventData Write(DomainEvent e, Guid id)
    {
        var type = e.GetType();
        var name = catalogue.NameOf(type);
        var data = JsonSerializer.SerializeToUtf8Bytes(e, StoredJson.Options.GetTypeInfo(type));
        if (data.Length > LargestDataBytes)
            throw new EventNotStorableException(
                $"This would be {Quantity.Of(data.Length, "byte")} as one {name}; at most {LargestDataBytes} can be stored. Enter it in " +
                    $"several parts.", tooLarge: true);
        if (HoldsNullCharacter(data))
            throw new EventNotStorableException($"A text of this {name} holds the character U+0000, which cannot be stored.",
                tooLarge: false);
        return new EventData(id, name, data);
    }

    /// <summary>Turns what is stored into an event, bringing an old shape up to date on the way.</summary>
    /// <exception cref="EventNotReadableException">The name is unknown, or the data does not have the shape of its name.</exception>
    public Recorded<DomainEvent> Decode(StoredEvent stored)
    {
        try
        {
            return new Recorded<DomainEvent>(Read(stored), MetaOf(stored));
        }
        catch (JsonException wrong)
        {
            throw new EventNotReadableException(
                $"The event at position {stored.Position} does not have the shape of '{stored.Type}' (at {wrong.Path}).");
        }
    }

    /// <summary>The stored JSON of an event with a mask in place of everything that describes a person.</summary>
    public static JsonElement Masked(DomainEvent e) => JsonSerializer.SerializeToElement(e, StoredJson.Masked.GetTypeInfo(e.GetType()));

    /// <summary>What the log knows about a stored event, without reading the event.</summary>
    public static EventMeta MetaOf(StoredEvent stored) => new()
    {
        Position = stored.Position,
        Stream = stored.Stream,
        Version = stored.Version,
        EventId = stored.Id,
        Actor = new Actor(new PersonId(stored.Metadata.Person), new AgencyId(stored.Metadata.Agency)),
        OccurredAt = stored.Metadata.OccurredAt,
        RecordedAt = stored.RecordedAt,
        CorrelationId = stored.Metadata.CorrelationId,
        CausationId = stored.Metadata.CausationId,
    };

    /// <summary>PostgreSQL's jsonb has no U+0000. An even number of backslashes before it means that somebody typed the six
    /// letters.</summary>
    private static bool HoldsNullCharacter(ReadOnlySpan<byte> json)
    {
        for (var at = json.IndexOf(@"\u0000"u8); at >= 0; at = json.IndexOf(@"\u0000"u8))
        {
            var before = json[..at];
            if ((before.Length - before.TrimEnd((byte)'\\').Length) % 2 == 0)
                return true;
            json = json[(at + 6)..];
        }
        return false;
    }

    // Sealed, it could be stored; but nobody could ever search or copy it as a text of the database's.
    private static string Storable(string text, DomainEvent e) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new EventNotStorableException(
            $"A text of this {Catalogue.Current.NameOf(e.GetType())} holds the character U+0000, which cannot be stored.", tooLarge: false)
        : text;

    private DomainEvent Read(StoredEvent stored)
    {
        using var pass = SealingPass.Reading(ring, new SealOrigin(stored.Id, stored.Stream, stored.Type), readsClear);
        if (catalogue.TypeOf(stored.Type) is { } type)
        {
            var read = Event(JsonSerializer.Deserialize(stored.Data.Span, StoredJson.Options.GetTypeInfo(type)), stored);
            foreach (var (path, text) in SensitiveFields.Of(type) is { IsNone: false } fields ? fields.In(read) : [])
                (text.Sealed() as SealedText)?.StandsAt(path);
            return read;
        }
        var (name, json) = BringUpToDate(stored);
        using var old = SealingPass.ReadingOld(ring, new SealOrigin(stored.Id, stored.Stream, stored.Type), readsClear);
        return Event(json.Deserialize(StoredJson.Options.GetTypeInfo(catalogue.TypeOf(name)!)), stored);
    }

    private (string Name, JsonObject Json) BringUpToDate(StoredEvent stored)
    {
        var step = catalogue.UpcasterOf(stored.Type) ?? throw new EventNotReadableException(
            $"The event at position {stored.Position} has the type '{stored.Type}', which this version of the software does not know.");
        var json = JsonNode.Parse(stored.Data.Span) as JsonObject ?? throw new JsonException("Expected an object.");
        OldShape.MarkWhatWasMoved(json);
        while (true)
        {
            json = step.Change(json);
            if (catalogue.UpcasterOf(step.To) is not { } next)
                return (step.To, json);
            step = next;
        }
    }

    private static DomainEvent Event(object? value, StoredEvent stored) => value as DomainEvent
        ?? throw new EventNotReadableException($"The event at position {stored.Position} is empty.");
}
