using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Host.Platform.Storage.Marten;

/// <summary>Reads events as they are stored, through sessions of Marten's. Commit order is position order, so that a plain range over
/// positions sees everything.</summary>
internal sealed class LogReader(TaskForceSessions sessions)
{
    private const string Columns =
        "select seq_id, stream_id, version, id, type, data, headers, user_name, correlation_id, causation_id, timestamp from " +
        "events.mt_events ";

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
            [Sql.Of(after.Select(stream => stream.Stream).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Varchar),
             Sql.Of(after.Select(stream => stream.Version).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint), Number(limit)],
            cancellation);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) =>
        Read(Columns + "where seq_id > $1 order by seq_id limit $2", [Number(afterPosition), Number(limit)], cancellation);

    public ValueTask<long> Head(CancellationToken cancellation) =>
        Query("select coalesce(max(seq_id), 0) from events.mt_events", [], async (reader, ct) =>
            await reader.ReadAsync(ct) ? reader.GetInt64(0) : 0, cancellation);

    public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation) =>
        Query("select fingerprint, body, position from coordination.idempotency_keys where subject = $1 and key = $2",
            [new NpgsqlParameter<string> { TypedValue = key.Subject }, new NpgsqlParameter<string> { TypedValue = key.Key }],
            async (reader, ct) => await reader.ReadAsync(ct)
                ? new IdempotentAnswer(key, reader.GetFieldValue<byte[]>(0),
                    reader.GetFieldValue<byte[]>(1))
                { Position = reader.IsDBNull(2) ? null : reader.GetInt64(2) }
                : null,
            cancellation);

    /// <summary>The numbers of the migrations that the database has.</summary>
    public ValueTask<IReadOnlyList<int>> Migrations(CancellationToken cancellation) =>
        Query<IReadOnlyList<int>>("select number from coordination.migrations", [], async (reader, ct) =>
        {
            List<int> numbers = [];
            while (await reader.ReadAsync(ct))
                numbers.Add(reader.GetInt32(0));
            return numbers;
        }, cancellation);

    public ValueTask<bool> ProbeWrite(CancellationToken cancellation) =>
        Query("select coordination.probe_write()", [], async (reader, ct) => await reader.ReadAsync(ct), cancellation);

    private static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value };

    private ValueTask<IReadOnlyList<StoredEvent>> Read(string sql, NpgsqlParameter[] parameters, CancellationToken cancellation) =>
        Query<IReadOnlyList<StoredEvent>>(sql, parameters, async (reader, ct) =>
        {
            var events = new List<StoredEvent>();
            while (await reader.ReadAsync(ct))
                events.Add(Event(reader));
            return events;
        }, cancellation);

    /// <summary>
    /// A reading can be repeated: after a restart of the server every idle connection of the pool is dead, and callers need not
    /// find out one by one.
    /// </summary>
    private async ValueTask<T> Query<T>(
        string sql, NpgsqlParameter[] parameters, Func<DbDataReader, CancellationToken, ValueTask<T>> read, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var session = sessions.ForReadingBytes();
            try
            {
#pragma warning disable CA2100 // the text is one of the constants above
                await using var command = new NpgsqlCommand(sql);
#pragma warning restore CA2100
                foreach (var parameter in parameters)
                    command.Parameters.Add(parameter.Clone());
                await using var reader = await session.ExecuteReaderAsync(command, cancellation);
                return await read(reader, cancellation);
            }
            catch (Exception failure) when (attempt == 1 && StoreFailure.IsBrokenConnection(StoreFailure.CauseOf(failure)))
            {
                TaskForceSessions.ForgetConnections(session);
            }
            catch (Exception failure) when (StoreFailure.IsOutage(StoreFailure.CauseOf(failure)))
            {
                throw new StoreUnavailableException("The store could not be read.", StoreFailure.CauseOf(failure));
            }
        }
    }

    private static StoredEvent Event(DbDataReader reader)
    {
        var recordedAt = reader.GetFieldValue<DateTimeOffset>(10);
        var headers = reader.IsDBNull(6) ? [] : reader.GetFieldValue<byte[]>(6);
        return new StoredEvent(
            reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetGuid(3), reader.GetString(4),
            reader.GetFieldValue<byte[]>(5),
            EventHeaders.Decode(headers, Text(reader, 7), recordedAt, Text(reader, 8), Text(reader, 9)), recordedAt);
    }

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
