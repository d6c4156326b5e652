using Coordination.Host.Execution.Projections;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Host.Storage;

/// <summary>Reads rows on PostgreSQL: the generation that serves is found in the same statement.</summary>
public sealed class PostgresViewReader(ViewDatabase database) : IViewReader
{
    private const string Rows =
        """
        select r.sort, r.key, r.doc from views.rows r
        where r.projection = $1 and r.compartment = $2 and r.kind = $3
          and r.generation = (select serving from views.generations where projection = $1)
          and ($4::text[] is null or r.status = any($4)) and ($5::timestamptz is null or r.due < $5) and (r.person is null or r.person = $9)
        """;

    private const string Forwards = Rows + " and ($6::text is null or (r.sort, r.key) > ($6, $7)) order by r.sort, r.key limit $8";
    private const string Backwards = Rows + " and ($6::text is null or (r.sort, r.key) < ($6, $7)) order by r.sort desc, r.key desc limit $8";

    public ValueTask<IReadOnlyList<FoundRow>> Page(ViewQuery query, CancellationToken cancellation) =>
        database.Run<IReadOnlyList<FoundRow>>(query.Projection, async connection =>
        {
            await using var command = new NpgsqlCommand(query.Descending ? Backwards : Forwards, connection);
            command.With(Sql.Text(query.Projection), Sql.Text(query.Compartment.ToString()), Sql.Text(query.Kind),
                Sql.Of(query.Statuses?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text), Sql.Of(query.DueBefore?.ToUniversalTime(), NpgsqlDbType.TimestampTz),
                Sql.Of(query.After?.Sort, NpgsqlDbType.Text), Sql.Of(query.After?.Key, NpgsqlDbType.Text), Sql.Number(query.Limit), Sql.Text(query.Reader.Value));
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var rows = new List<FoundRow>();
            while (await reader.ReadAsync(cancellation))
                rows.Add(new(new(reader.GetString(0), reader.GetString(1)), reader.GetFieldValue<byte[]>(2)));
            return rows;
        }, cancellation);

    public ValueTask<long> Position(string projection, CancellationToken cancellation) => database.Run(projection, async connection =>
    {
        await using var command = new NpgsqlCommand(
            """
            select p.last_seq_id from views.generations g
            join events.mt_event_progression p on p.name = 'views/' || g.projection || '/' || g.serving where g.projection = $1
            """, connection);
        command.With(Sql.Text(projection));
        return await command.ExecuteScalarAsync(cancellation) is long position ? position : 0;
    }, cancellation);
}
