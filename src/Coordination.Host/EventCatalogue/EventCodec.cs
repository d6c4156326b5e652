using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Host.Execution;

namespace Coordination.Host.EventCatalogue;

/// <summary>
/// Between events and what the log stores of them. The output is stable: the same event gives the same bytes, in the
/// order in which its fields are declared, camelCase, with no member for what is null.
/// </summary>
public sealed class EventCodec(Catalogue catalogue)
{
    /// <summary>
    /// The largest event in bytes of JSON. An entry of the audit log, at most <see cref="EventLimits.LargestEventBytes"/>,
    /// holds the event together with its stream, its times and its actor; the difference is room for those.
    /// </summary>
    public const int LargestDataBytes = 64_000;

    /// <summary>The codec of this version of the software.</summary>
    public static EventCodec Current { get; } = new(Catalogue.Current);

    /// <summary>Turns an event into what is stored.</summary>
    /// <exception cref="EventNotStorableException">It is too large, or holds a character that cannot be stored.</exception>
    public EventData Encode(DomainEvent e, Guid id)
    {
        var type = e.GetType();
        var name = catalogue.NameOf(type);
        var data = JsonSerializer.SerializeToUtf8Bytes(e, StoredJson.Options.GetTypeInfo(type));
        if (data.Length > LargestDataBytes)
            throw new EventNotStorableException($"This would be {data.Length} bytes as one {name}; at most {LargestDataBytes} can be stored. Enter it in several parts.", tooLarge: true);
        if (HoldsNullCharacter(data))
            throw new EventNotStorableException($"A text of this {name} holds the character U+0000, which cannot be stored.", tooLarge: false);
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
            throw new EventNotReadableException($"The event at position {stored.Position} does not have the shape of '{stored.Type}' (at {wrong.Path}).");
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

    /// <summary>PostgreSQL's jsonb has no U+0000. An even number of backslashes before it means that somebody typed the six letters.</summary>
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

    private DomainEvent Read(StoredEvent stored)
    {
        if (catalogue.TypeOf(stored.Type) is { } type)
            return Event(JsonSerializer.Deserialize(stored.Data.Span, StoredJson.Options.GetTypeInfo(type)), stored);
        var (name, json) = BringUpToDate(stored);
        return Event(json.Deserialize(StoredJson.Options.GetTypeInfo(catalogue.TypeOf(name)!)), stored);
    }

    private (string Name, JsonObject Json) BringUpToDate(StoredEvent stored)
    {
        var step = catalogue.UpcasterOf(stored.Type) ?? throw new EventNotReadableException(
            $"The event at position {stored.Position} has the type '{stored.Type}', which this version of the software does not know.");
        var json = JsonNode.Parse(stored.Data.Span) as JsonObject ?? throw new JsonException("Expected an object.");
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
