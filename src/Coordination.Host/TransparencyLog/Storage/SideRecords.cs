using Coordination.Host.Platform.Storage;
using Npgsql;

namespace Coordination.Host.TransparencyLog.Storage;

/// <summary>Compares streams and kept answers with the events, in the database: each in one statement, so as of one moment.</summary>
internal sealed class SideRecords(TransparencyDatabase database) : ISideRecords
{
    /// <summary>Every event is looked at, however many there are.</summary>
    private const int LongestSeconds = 1_800;

    private const string Streams =
        """
        with told as (
            select stream_id, min(seq_id) as first, max(version) as last, count(*) as events from events.mt_events group by stream_id),
        compared as (
            select e.first, s.version as kept, e.last, coalesce(e.events, 0) as events,
                s.version is not distinct from e.last and e.events = e.last and s.tenant_id = '*DEFAULT*' and not s.is_archived as same
            from events.mt_streams s full join told e on e.stream_id = s.id)
        select null, null, null, count(*) from compared
        union all (select first, kept, last, events from compared where same is not true order by first nulls last limit $1)
        """;

    // As AnswerDigest computes it. Where the log ended afterwards is not known when the digest is made: it must be at an event of the same
    // moment.
    private const string Answers =
        """
        with named as (
            select seq_id, timestamp, headers ->> 'answer' as digest from events.mt_events where headers ->> 'answer' is not null),
        kept as (
            select encode(sha256(sha256(convert_to(subject, 'UTF8')) || sha256(convert_to(key,
                'UTF8')) || sha256(fingerprint) || sha256(body)), 'base64') as digest, answered_at, position
            from coordination.idempotency_keys),
        compared as (
            select n.seq_id, k.digest is not null as is_kept, k.position,
                n.digest = k.digest and k.answered_at = n.timestamp and k.position >= n.seq_id
                    and exists (select from events.mt_events e where e.seq_id = k.position and e.timestamp = n.timestamp) as same
            from named n full join kept k on k.digest = n.digest)
        select count(seq_id),
            count(*) filter (where seq_id is null and coalesce(position < (select min(seq_id) from named), true)),
            count(*) filter (where seq_id is null and position >= (select min(seq_id) from named)),
            null, null
        from compared
        union all (select null, null, null, seq_id, is_kept from compared where seq_id is not null and same is not true order by seq_id
            limit $1)
        """;

    public ValueTask<ComparedStreams> CompareStreams(int most, CancellationToken cancellation) => Read(Streams, most, async reader =>
    {
        await reader.ReadAsync(cancellation);
        var compared = reader.GetInt64(3);
        List<DifferingStream> differing = [];
        while (await reader.ReadAsync(cancellation))
            differing.Add(new(Number(reader, 0), Number(reader, 1), Number(reader, 2), reader.GetInt64(3)));
        return new ComparedStreams(compared, differing);
    }, cancellation);

    public ValueTask<ComparedAnswers> CompareAnswers(int most, CancellationToken cancellation) => Read(Answers, most, async reader =>
    {
        await reader.ReadAsync(cancellation);
        var (compared, fromBefore, ofNothing) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        List<DifferingAnswer> differing = [];
        while (await reader.ReadAsync(cancellation))
            differing.Add(new(reader.GetInt64(3), reader.GetBoolean(4)));
        return new ComparedAnswers(compared, fromBefore, ofNothing, differing);
    }, cancellation);

    private ValueTask<T> Read<T>(string sql, int most, Func<NpgsqlDataReader, ValueTask<T>> read, CancellationToken cancellation) =>
        database.Run(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var patience = new NpgsqlCommand("select set_config('statement_timeout', $1, true)", connection, transaction))
        {
            patience.With(Sql.Text($"{LongestSeconds}s"));
            await patience.ExecuteNonQueryAsync(cancellation);
        }
        await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = LongestSeconds };
        command.With(Sql.Number((long)most));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await read(reader);
    }, cancellation);

    private static long? Number(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
}
