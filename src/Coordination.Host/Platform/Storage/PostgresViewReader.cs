using Npgsql;
using NpgsqlTypes;

namespace Coordination.Host.Platform.Storage;

/// <summary>
/// Reads rows on PostgreSQL, with the login of those who read this projection. The compartment is named twice: in the condition, and to the
/// walls in the database, for this statement only.
/// </summary>
public sealed class PostgresViewReader(ViewDatabase database, ViewReaders readers, TimeProvider? time = null) : IViewReader
{
    private const string Naming = "select set_config('coordination.compartment', $1, true), set_config('coordination.person', $2, true)";
    private readonly AgencyKindLookup _kinds = new(database, time ?? TimeProvider.System);

    public async ValueTask<IReadOnlyList<IReadOnlyList<FoundRow>>> Pages(IReadOnlyList<ViewQuery> queries, CancellationToken cancellation)
    {
        var first = queries[0];
        if (queries.Any(query => (query.Projection, query.Compartment, query.Reader)
            != (first.Projection, first.Compartment, first.Reader)))
            throw new ArgumentException("What is read together is of one projection, for one reader of one compartment.", nameof(queries));
        if (!ViewReaders.IsForAgencies(first.Projection))
            return await Read(readers.For(first.Projection), first, queries, cancellation);
        return await _kinds.Of(first.Compartment, cancellation) is { } kind
            ? await Read(readers.For(first.Projection, kind), first, queries, cancellation)
            : [.. queries.Select(_ => Array.Empty<FoundRow>())];
    }

    private static ValueTask<IReadOnlyList<IReadOnlyList<FoundRow>>> Read(ViewDatabase pool, ViewQuery first,
        IReadOnlyList<ViewQuery> queries, CancellationToken cancellation) =>
        pool.Run<IReadOnlyList<IReadOnlyList<FoundRow>>>(first.Projection, async connection =>
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(Naming) } }; // a transaction of its own
            batch.BatchCommands[0].With(Sql.Text(first.Compartment.ToString()), Sql.Text(first.Reader.Value));
            foreach (var query in queries)
                batch.BatchCommands.Add(ViewSql.Of(query));
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            List<IReadOnlyList<FoundRow>> pages = [];
            while (await reader.NextResultAsync(cancellation))
                pages.Add(await Rows(reader, cancellation));
            return pages;
        }, cancellation);

    private static async ValueTask<IReadOnlyList<FoundRow>> Rows(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var rows = new List<FoundRow>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(new(new(reader.GetString(0), reader.GetString(1)), reader.GetFieldValue<byte[]>(2)));
        return rows;
    }

    /// <summary>Where the walls ask of which kind an agency is, the rows are seen once that is known, too.</summary>
    public ValueTask<long> Position(string projection, CancellationToken cancellation) => database.Run(projection, async connection =>
    {
        await using var command = new NpgsqlCommand(
            """
            select min(p.last_seq_id) from views.generations g
            join events.mt_event_progression p on p.name = 'views/' || g.projection || '/' || g.serving where g.projection = any($1)
            """, connection);
        string[] read = ViewReaders.IsForAgencies(projection) ? [projection, "agency-kinds"] : [projection];
        command.With(Sql.Of(read, NpgsqlDbType.Array | NpgsqlDbType.Text));
        return await command.ExecuteScalarAsync(cancellation) is long position ? position : 0;
    }, cancellation);
}
