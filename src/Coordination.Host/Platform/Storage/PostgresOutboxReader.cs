using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Execution.Webhooks;
using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>
/// How the messages of one agency did, on PostgreSQL, with a login that sees no message itself. The agency is named twice: in the
/// condition, and to the wall in the database, for this statement only.
/// </summary>
public sealed class PostgresOutboxReader(OutboxDatabase database) : IOutboxReader
{
    private const string Naming = "select set_config('coordination.compartment', $1, true)";

    private const string Counting =
        """
        select count(*) filter (where state = 'waiting'), count(*) filter (where state = 'dead'), coalesce(max(sequence), 0),
            max(ended_at) filter (where state = 'sent'),
            (array_agg(next_at order by sequence) filter (where state = 'waiting'))[1],
                (array_agg(failure order by sequence) filter (where state = 'waiting'))[1],
            (array_agg(status order by sequence) filter (where state = 'waiting'))[1]
        from webhooks.outbox where agency = $1 and endpoint = $2
        """;

    private const string Dead =
        """
        select sequence, message, type, attempts, ended_at, failure, status from webhooks.outbox
        where agency = $1 and endpoint = $2 and state = 'dead' and sequence > $3 order by sequence limit $4
        """;

    public ValueTask<OutboxFigures> Figures(AgencyId agency, EndpointId endpoint, CancellationToken cancellation) =>
        Read(agency, endpoint, Counting, [], async reader =>
    {
        await reader.ReadAsync(cancellation);
        return new OutboxFigures(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), Instant(reader, 3), Instant(reader, 4),
            reader.IsDBNull(5) ? null : FailureAt(reader, 5));
    }, cancellation);

    public ValueTask<IReadOnlyList<DeadLetter>> DeadLetters(AgencyId agency, EndpointId endpoint, long after, int limit,
        CancellationToken cancellation) =>
        Read<IReadOnlyList<DeadLetter>>(agency, endpoint, Dead, [Sql.Number(after), Sql.Number(limit)], async reader =>
        {
            List<DeadLetter> letters = [];
            while (await reader.ReadAsync(cancellation))
                letters.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3),
                    reader.GetFieldValue<DateTimeOffset>(4), FailureAt(reader, 5)));
            return letters;
        }, cancellation);

    public ValueTask<bool> IsDead(AgencyId agency, EndpointId endpoint, string message, CancellationToken cancellation) =>
        Read(agency, endpoint,
        "select 1 from webhooks.outbox where agency = $1 and endpoint = $2 and message = $3 and state = 'dead'", [Sql.Text(message)],
        async reader => await reader.ReadAsync(cancellation), cancellation);

#pragma warning disable CA2100 // the texts are constants of this class
    private ValueTask<T> Read<T>(AgencyId agency, EndpointId endpoint, string sql, NpgsqlParameter[] more,
        Func<NpgsqlDataReader, ValueTask<T>> read, CancellationToken cancellation) =>
        database.Reader.Run("webhooks", async connection =>
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(Naming), new(sql) } }; // a transaction of its own
            batch.BatchCommands[0].With(Sql.Text(agency.Value));
            batch.BatchCommands[1].With([Sql.Text(agency.Value), new NpgsqlParameter<Guid> { TypedValue = endpoint.Value }, .. more]);
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            await reader.NextResultAsync(cancellation);
            return await read(reader);
        }, cancellation);
#pragma warning restore CA2100

    private static DateTimeOffset? Instant(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private static Failure FailureAt(NpgsqlDataReader reader, int column) =>
        new(Enum.Parse<FailureClass>(reader.GetString(column)), reader.IsDBNull(column + 1) ? null : reader.GetInt32(column + 1));
}
