using System.Data.Common;
using System.Text.Json.Serialization.Metadata;
using JasperFx.Events;
using Marten;
using Marten.Events;
using Marten.Services;
using Marten.Services.Json.Transformations;

namespace Coordination.Host.Platform.Storage.Marten;

/// <summary>The catalogue of events as Marten's. Every event is read by <see cref="EventCodec"/>, which has the whole row. So sensitive
/// texts stay sealed and bound to their event and stream, and old shapes are upcast.</summary>
public static class EventTypes
{
    /// <summary>An event that Marten read, with what the log knows about it.</summary>
    public static Recorded<DomainEvent> Recorded(IEvent read)
    {
        var occurredAt = read.Headers?.GetValueOrDefault("occurredAt") switch
        {
            DateTimeOffset time => time,
            DateTime time => new DateTimeOffset(time.ToUniversalTime()),
            { } text when DateTimeOffset.TryParse(Text(text), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind,
                out var time) => time,
            _ => read.Timestamp,
        };
        var (person, agency) = (Text(read.Headers?.GetValueOrDefault("actor")) ?? read.UserName ?? "",
            Text(read.Headers?.GetValueOrDefault("agency")) ?? "");
        return new Recorded<DomainEvent>((DomainEvent)read.Data, new EventMeta
        {
            Position = read.Sequence,
            Stream = read.StreamKey!,
            Version = read.Version,
            EventId = read.Id,
            Actor = new Actor(new PersonId(person), new AgencyId(agency)),
            OccurredAt = occurredAt,
            RecordedAt = read.Timestamp,
            CorrelationId = read.CorrelationId,
            CausationId = read.CausationId,
        });
    }

    /// <summary>Maps every event under its stored name, and every old name to the event that it became.</summary>
    internal static void Map(IEventStoreOptions events, Catalogue catalogue, Func<EventCodec> codec)
    {
        MapNames(events, catalogue, codec); // before the types: what is mapped first is what reads it
        foreach (var (type, name) in catalogue.Names)
            events.MapEventType(type, name);
    }

    /// <summary>Maps names alone: enough to read what is stored, not to ask for events of a type. For each mapping Marten compiles some
    /// twelve methods.</summary>
    internal static void MapNames(IEventStoreOptions events, Catalogue catalogue, Func<EventCodec> codec)
    {
        var reading = new JsonTransformation((_, row, data) => codec().Decode(Stored(row, data)).Event);
        foreach (var (type, name) in catalogue.Names)
            events.Upcast(type, name, reading);
        foreach (var (name, type) in catalogue.OldNames)
            events.Upcast(type, name, reading);
    }

    /// <summary>For headers, and for those who ask for the data of events alone: what is sealed cannot be read without its event, and is
    /// refused.</summary>
    internal static ISerializer Serializer() => new SystemTextJsonSerializer(new JsonSerializerOptions(StoredJson.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(StoredJson.Options.TypeInfoResolver, new DefaultJsonTypeInfoResolver()),
    });

    private static StoredEvent Stored(DbDataReader row, int data) => new(
        row.GetInt64(row.GetOrdinal("seq_id")), row.GetString(row.GetOrdinal("stream_id")), row.GetInt64(row.GetOrdinal("version")),
        row.GetGuid(row.GetOrdinal("id")),
        row.GetString(row.GetOrdinal("type")), row.GetFieldValue<byte[]>(data), new AppendMetadata("", "", default), default);

    private static string? Text(object? header) => header switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => null,
    };
}
