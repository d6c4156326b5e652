using Coordination.Host.Execution;
using Coordination.Host.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Benchmarks.OwnStore;

/// <summary>Reads events. Commit order is position order, so that a plain range over positions sees everything.</summary>
internal sealed class EventReader(NpgsqlDataSource source)
{
    private const string Columns =
        "select seq_id, stream_id, version, id, type, data, headers, user_name, correlation_id, causation_id, timestamp from events.mt_events ";

    // Each stream by its own entry in the index, whatever the planner thinks of their sizes.
    private const string OfStreams =
        $"""
        select e.* from unnest($1, $2) as after (stream, version)
        cross join lateral ({Columns} where stream_id = after.stream and version > after.version order by version limit $3) e
        order by e.stream_id, e.version limit $3
        """;

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation) =>
        Read(Columns + "where stream_id = $1 and version > $2 order by version limit $3",
            [new NpgsqlParameter<string> { TypedValue = stream }, Number(afterVersion), Number(limit)], cancellation);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamCheck> after, int limit, CancellationToken cancellation) =>
        Read(OfStreams,
            [new NpgsqlParameter { Value = after.Select(stream => stream.Stream).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
             new NpgsqlParameter { Value = after.Select(stream => stream.Version).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint }, Number(limit)], cancellation);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) =>
        Read(Columns + "where seq_id > $1 order by seq_id limit $2", [Number(afterPosition), Number(limit)], cancellation);

    public ValueTask<long> Head(CancellationToken cancellation) =>
        Query("select coalesce(max(seq_id), 0) from events.mt_events", [], async (reader, ct) =>
            await reader.ReadAsync(ct) ? reader.GetInt64(0) : 0, cancellation);

    public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation) =>
        Query("select fingerprint, body, position from coordination.idempotency_keys where subject = $1 and key = $2",
            [new NpgsqlParameter<string> { TypedValue = key.Subject }, new NpgsqlParameter<string> { TypedValue = key.Key }],
            async (reader, ct) => await reader.ReadAsync(ct)
                ? new IdempotentAnswer(key, reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1)) { Position = reader.IsDBNull(2) ? null : reader.GetInt64(2) }
                : null,
            cancellation);

    private static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value };

    private ValueTask<IReadOnlyList<StoredEvent>> Read(string sql, NpgsqlParameter[] parameters, CancellationToken cancellation) =>
        Query<IReadOnlyList<StoredEvent>>(sql, parameters, async (reader, ct) =>
        {
            var events = new List<StoredEvent>();
            while (await reader.ReadAsync(ct))
                events.Add(Event(reader));
            return events;
        }, cancellation);

    private async ValueTask<T> Query<T>(
        string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await read(reader, cancellation);
    }

    private static StoredEvent Event(NpgsqlDataReader reader)
    {
        var recordedAt = reader.GetFieldValue<DateTimeOffset>(10);
        var headers = reader.IsDBNull(6) ? [] : reader.GetFieldValue<byte[]>(6);
        return new StoredEvent(
            reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetGuid(3), reader.GetString(4), reader.GetFieldValue<byte[]>(5),
            EventHeaders.Decode(headers, Text(reader, 7), recordedAt, Text(reader, 8), Text(reader, 9)), recordedAt);
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
