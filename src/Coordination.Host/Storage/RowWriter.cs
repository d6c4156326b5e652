using Coordination.Domain;
using Coordination.Host.Execution.Projections;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Host.Storage;

/// <summary>Writes rows and checkpoint in one transaction, the checkpoint first: it is what may fail.</summary>
internal static class RowWriter
{
    private const string Adding =
        """
        insert into views.rows (projection, generation, key, compartment, kind, sort, status, due, person, party, purpose, doc)
        select $1, $2, u.* from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as u
        """;

    private const string Putting = Adding + """

        on conflict (projection, generation, key) do update set
            compartment = excluded.compartment, kind = excluded.kind, sort = excluded.sort, status = excluded.status, due = excluded.due, person = excluded.person,
            party = excluded.party, purpose = excluded.purpose,
            doc = excluded.doc
        """;

    private const string Removing = "delete from views.rows where projection = $1 and generation = $2 and key = any($3)";

    private const string Copying =
        "copy views.rows (projection, generation, key, compartment, kind, sort, status, due, person, party, purpose, doc) from stdin (format binary)";

    /// <summary>One round trip, which PostgreSQL takes as one transaction.</summary>
    public static async Task Write(NpgsqlConnection connection, NpgsqlParameter[] step, ViewCommit commit, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, PostgresLeases.Advancing, step);
        AddRows(batch, Adding, commit, [.. commit.Rows.Where(r => r is { Row: not null, IsNew: true })]);
        AddRows(batch, Putting, commit, [.. commit.Rows.Where(r => r is { Row: not null, IsNew: false })]);
        AddRemoval(batch, commit);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>New rows are copied in; they are not read before the generation serves.</summary>
    public static async Task WriteInBulk(NpgsqlConnection connection, NpgsqlParameter[] step, ViewCommit commit, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            Add(batch, PostgresLeases.Advancing, step);
            AddRows(batch, Putting, commit, [.. commit.Rows.Where(r => r is { Row: not null, IsNew: false })]);
            AddRemoval(batch, commit);
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        await Copy(connection, commit, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static void AddRows(NpgsqlBatch batch, string sql, ViewCommit commit, List<RowWrite> rows)
    {
        if (rows.Count > 0)
            Add(batch, sql, [Sql.Text(commit.Generation.Projection), Sql.Number(commit.Generation.Number), .. Columns(rows)]);
    }

    private static void AddRemoval(NpgsqlBatch batch, ViewCommit commit)
    {
        var removed = commit.Rows.Where(r => r is { Row: null, IsNew: false }).Select(r => r.Key.ToString()).ToArray();
        if (removed.Length > 0)
            Add(batch, Removing, [Sql.Text(commit.Generation.Projection), Sql.Number(commit.Generation.Number), Sql.Of(removed, NpgsqlDbType.Array | NpgsqlDbType.Text)]);
    }

    private static NpgsqlParameter[] Columns(List<RowWrite> rows) =>
    [
        Texts(rows, r => r.Key.ToString()), Texts(rows, r => r.Row!.Place.Compartment.ToString()), Texts(rows, r => r.Key.Kind),
        Texts(rows, r => r.Row!.Place.Sort), Texts(rows, r => r.Row!.Place.Status),
        Sql.Of(rows.Select(r => r.Row!.Place.Due?.ToUniversalTime()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz),
        Texts(rows, r => r.Row!.Place.Person?.Value), Texts(rows, r => r.Row!.Place.Party?.Value), Texts(rows, r => r.Row!.Place.Purpose),
        Sql.Of(rows.Select(r => r.Row!.Json).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Jsonb),
    ];

    private static NpgsqlParameter Texts(List<RowWrite> rows, Func<RowWrite, string?> column) =>
        Sql.Of(rows.Select(column).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

    private static void Add(NpgsqlBatch batch, string sql, NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
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
        await (place.Due is { } due ? copy.WriteAsync(due.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellation) : copy.WriteNullAsync(cancellation));
        foreach (var text in (string?[])[place.Person?.Value, place.Party?.Value, place.Purpose])
            await (text is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(text, NpgsqlDbType.Text, cancellation));
        await copy.WriteAsync(row.Row.Json, NpgsqlDbType.Jsonb, cancellation);
    }
}
