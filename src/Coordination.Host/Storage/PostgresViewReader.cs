using Coordination.Host.Execution.Projections;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Host.Storage;

/// <summary>
/// Reads rows on PostgreSQL, with the login of those who read this projection. The compartment is named twice: in the condition, and to the
/// walls in the database, for this statement only.
/// </summary>
public sealed class PostgresViewReader(ViewDatabase database, ViewReaders readers) : IViewReader
{
    private const string Naming = "select set_config('coordination.compartment', $1, true), set_config('coordination.person', $2, true)";

    public ValueTask<IReadOnlyList<FoundRow>> Page(ViewQuery query, CancellationToken cancellation) =>
        readers.For(query.Projection).Run<IReadOnlyList<FoundRow>>(query.Projection, async connection =>
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(Naming), new(Rows(query)) } }; // a transaction of its own
            batch.BatchCommands[0].With(Sql.Text(query.Compartment.ToString()), Sql.Text(query.Reader.Value));
            batch.BatchCommands[1].With(Sql.Text(query.Compartment.ToString()), Sql.Text(query.Kind),
                Sql.Of(query.Statuses?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text), Sql.Of(query.DueBefore?.ToUniversalTime(), NpgsqlDbType.TimestampTz),
                Sql.Of(query.After?.Sort, NpgsqlDbType.Text), Sql.Of(query.After?.Key, NpgsqlDbType.Text), Sql.Number(query.Limit), Sql.Text(query.Reader.Value));
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            await reader.NextResultAsync(cancellation);
            var rows = new List<FoundRow>();
            while (await reader.ReadAsync(cancellation))
                rows.Add(new(new(reader.GetString(0), reader.GetString(1)), reader.GetFieldValue<byte[]>(2)));
            return rows;
        }, cancellation);

    private static string Rows(ViewQuery query) => $"""
        select r.sort, r.key, r.doc from {ViewReaders.ViewOf(query.Projection)} r
        where r.compartment = $1 and r.kind = $2 and ($3::text[] is null or r.status = any($3)) and ($4::timestamptz is null or r.due < $4)
          and (r.person is null or r.person = $8) and ($5::text is null or (r.sort, r.key) {(query.Descending ? "<" : ">")} ($5, $6))
        order by r.sort {(query.Descending ? "desc" : "")}, r.key {(query.Descending ? "desc" : "")} limit $7
        """;

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
