using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Coordination.Domain;

namespace Coordination.Projections.Tests;

/// <summary>Builds a log by hand, and folds it.</summary>
internal sealed class Log
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly List<Recorded<DomainEvent>> _events = [];
    private readonly Dictionary<string, long> _versions = [];

    public IReadOnlyList<Recorded<DomainEvent>> Events => _events;

    public static JsonSerializerOptions Json { get; } = ViewJson.Options(new Revealing());

    /// <summary>Adds events to a stream, one minute apart, by a person of an agency.</summary>
    public Log By(string agency, string stream, params IEnumerable<DomainEvent> events)
    {
        foreach (var @event in events)
        {
            var version = _versions[stream] = _versions.GetValueOrDefault(stream) + 1;
            var position = _events.Count + 1;
            var at = Start.AddMinutes(position);
            _events.Add(new(@event, new()
            {
                Position = position,
                Stream = stream,
                Version = version,
                EventId = new Guid(position, 0, 0, new byte[8]),
                Actor = new(PersonId.Of("somebody"), AgencyId.Of(agency)),
                OccurredAt = at,
                RecordedAt = at,
            }));
        }

        return this;
    }

    public Dictionary<string, View> Fold(IProjection projection, int page = 1, int mostRows = 0) => Fold(projection, _events, page, mostRows);

    /// <summary>Folds in pages; between two pages rows go through their JSON and come back, as they do in a database.</summary>
    public static Dictionary<string, View> Fold(IProjection projection, IEnumerable<Recorded<DomainEvent>> events, int page = 1, int mostRows = 0)
    {
        var stored = new Dictionary<string, byte[]>();
        var rows = new RowSet(projection);
        foreach (var chunk in events.Chunk(page))
        {
            foreach (var key in rows.Unknown(chunk))
                rows.Know(key, stored.TryGetValue(key.ToString(), out var json) ? projection.Read(json, Json) : null);
            foreach (var recorded in chunk)
                rows.Apply(recorded);
            foreach (var (key, view, _) in rows.Changes())
            {
                if (view is null) stored.Remove(key.ToString());
                else stored[key.ToString()] = projection.Write(view, Json);
            }

            rows.Stored(mostRows);
        }

        return stored.ToDictionary(row => row.Key, row => projection.Read(row.Value, Json));
    }

    public static string Text(IProjection projection, IReadOnlyDictionary<string, View> rows) =>
        string.Join('\n', rows.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Value.Place} {Text(projection, r.Value)}"));

    public static string Text(IProjection projection, View view) => Encoding.UTF8.GetString(projection.Write(view, Json));

    private sealed class Revealing : JsonConverter<Sensitive<string>>
    {
        public override Sensitive<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Sensitive.Of(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Sensitive<string> value, JsonSerializerOptions options) => writer.WriteStringValue(value.Reveal());
    }
}
