using Npgsql;
using NpgsqlTypes;

namespace Coordination.Host.Platform.Storage;

/// <summary>Writes rows and checkpoint in one transaction, the checkpoint first: it is what may fail.</summary>
internal static class RowWriter
{
    /// <summary>Rows that are new, of any projections.</summary>
    internal const string Adding =
        """
        insert into views.rows (projection, generation, key, compartment, kind, sort, status, due, person, party, purpose, doc)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    /// <summary>Rows that were there, or may have been.</summary>
    internal const string Putting = Adding + """

        on conflict (projection, generation, key) do update set
            compartment = excluded.compartment, kind = excluded.kind, sort = excluded.sort, status = excluded.status, due = excluded.due,
                person = excluded.person,
            party = excluded.party, purpose = excluded.purpose,
            doc = excluded.doc
        """;

    /// <summary>Rows that are no more.</summary>
    internal const string Removing =
        """
        delete from views.rows r using unnest($1, $2, $3) as gone (projection, generation, key)
        where r.projection = gone.projection and r.generation = gone.generation and r.key = gone.key
        """;

    private const string Copying =
        "copy views.rows (projection, generation, key, compartment, kind, sort, status, due, person, party, purpose, doc) from stdin " +
        "(format binary)";

    /// <summary>The statements that a page needs, each for the rows of all its projections.</summary>
    internal static IEnumerable<(string Sql, IReadOnlyList<NpgsqlParameter> Parameters)> Statements(IReadOnlyList<ViewCommit> commits,
        bool areCopied = false)
    {
        var rows = commits.SelectMany(commit => commit.Rows.Select(row => (commit.Generation, Write: row)))
            .Where(row => row.Write is not { Row: null, IsNew: true })
            .ToLookup(row => row.Write.Row is null ? Removing : row.Write.IsNew ? Adding : Putting);
        foreach (var sql in areCopied ? (string[])[Removing, Putting] : [Removing, Adding, Putting])
            if (rows[sql].ToList() is { Count: > 0 } written)
                yield return (sql, sql == Removing ? Keys(written) : Columns(written));
    }

    /// <summary>One round trip, which PostgreSQL takes as one transaction.</summary>
    public static async Task Write(NpgsqlConnection connection, NpgsqlParameter[] step, ViewCommit commit, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, PostgresLeases.Advancing, step);
        foreach (var (sql, parameters) in Statements([commit]))
            Add(batch, sql, parameters);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>New rows are copied in; they are not read before the generation serves.</summary>
    public static async Task WriteInBulk(NpgsqlConnection connection, NpgsqlParameter[] step, ViewCommit commit,
        CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            Add(batch, PostgresLeases.Advancing, step);
            foreach (var (sql, parameters) in Statements([commit], areCopied: true))
                Add(batch, sql, parameters);
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        await Copy(connection, commit, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static NpgsqlParameter[] Keys(List<(ViewGeneration Generation, RowWrite Write)> rows) =>
    [
        Texts(rows, r => r.Generation.Projection),
        Sql.Of(rows.Select(r => r.Generation.Number).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer),
        Texts(rows, r => r.Write.Key.ToString()),
    ];

    private static NpgsqlParameter[] Columns(List<(ViewGeneration Generation, RowWrite Write)> rows) =>
    [
        .. Keys(rows), Texts(rows, r => r.Write.Row!.Place.Compartment.ToString()), Texts(rows, r => r.Write.Key.Kind),
        Texts(rows, r => r.Write.Row!.Place.Sort), Texts(rows, r => r.Write.Row!.Place.Status),
        Sql.Of(rows.Select(r => r.Write.Row!.Place.Due?.ToUniversalTime()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz),
        Texts(rows, r => r.Write.Row!.Place.Person?.Value), Texts(rows, r => r.Write.Row!.Place.Party?.Value),
        Texts(rows, r => r.Write.Row!.Place.Purpose),
        Sql.Of(rows.Select(r => r.Write.Row!.Json).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Jsonb),
    ];

    private static NpgsqlParameter Texts(List<(ViewGeneration Generation, RowWrite Write)> rows,
        Func<(ViewGeneration Generation, RowWrite Write), string?> column) =>
        Sql.Of(rows.Select(column).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

    private static void Add(NpgsqlBatch batch, string sql, IEnumerable<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }

    private static async Task Copy(NpgsqlConnection connection, ViewCommit commit, CancellationToken cancellation)
    {
        var made = commit.Rows.Where(r => r is { Row: not null, IsNew: true }).ToList();
        if (made.Count == 0)
            return;
        await using var copy = await connection.BeginBinaryImportAsync(Copying, cancellation);
        foreach (var row in made)
            await CopyRow(copy, commit.Generation, row, cancellation);
        var copied = await copy.CompleteAsync(cancellation);
        if (copied != (ulong)made.Count)
            throw new InvalidOperationException($"{Quantity.Of(made.Count, "row was", "rows were")} to be copied, and {copied} were.");
    }

    private static async Task CopyRow(NpgsqlBinaryImporter copy, ViewGeneration generation, RowWrite row, CancellationToken cancellation)
    {
        var place = row.Row!.Place;
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(generation.Projection, NpgsqlDbType.Text, cancellation);
        await copy.WriteAsync(generation.Number, NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(row.Key.ToString(), NpgsqlDbType.Text, cancellation);
        await copy.WriteAsync(place.Compartment.ToString(), NpgsqlDbType.Text, cancellation);
        await copy.WriteAsync(row.Key.Kind, NpgsqlDbType.Text, cancellation);
        await copy.WriteAsync(place.Sort, NpgsqlDbType.Text, cancellation);
        await (place.Status is { } status ? copy.WriteAsync(status, NpgsqlDbType.Text, cancellation) : copy.WriteNullAsync(cancellation));
        await (place.Due is { } due
            ? copy.WriteAsync(due.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellation)
            : copy.WriteNullAsync(cancellation));
        foreach (var text in (string?[])[place.Person?.Value, place.Party?.Value, place.Purpose])
            await (text is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(text, NpgsqlDbType.Text, cancellation));
        await copy.WriteAsync(row.Row.Json, NpgsqlDbType.Jsonb, cancellation);
    }
}
