using Npgsql;
using NpgsqlTypes;

namespace Coordination.Host.Platform.Storage;

/// <summary>Rows of projections on PostgreSQL.</summary>
public sealed class PostgresViewStore(ViewDatabase database) : IViewStore, ILookupRows
{
    private const string MakingFirst =
        """
        with made as (
            insert into views.generations (projection, serving, latest) values ($1, 1, 1)
                on conflict (projection) do nothing returning serving)
        insert into events.mt_event_progression (name, last_seq_id) select 'views/' || $1 || '/' || serving, 0 from made
        """;

    private const string Finding =
        """
        select g.serving, p.last_seq_id from views.generations g
        join events.mt_event_progression p on p.name = 'views/' || g.projection || '/' || g.serving where g.projection = $1
        """;

    private const string Beginning =
        """
        with begun as (update views.generations set latest = latest + 1 where projection = $1 returning serving, latest),
        swept as (delete from views.rows r using begun where r.projection = $1 and r.generation <> begun.serving),
        left_over as (delete from events.mt_event_progression p using begun
            where starts_with(p.name, 'views/' || $1 || '/') and p.name <> 'views/' || $1 || '/' || begun.serving),
        made as (insert into events.mt_event_progression (name, last_seq_id) select 'views/' || $1 || '/' || latest, 0 from begun)
        select latest from begun
        """;

    private const string BeingBuilt =
        """
        select g.latest, p.last_seq_id from views.generations g
        join events.mt_event_progression p on p.name = 'views/' || g.projection || '/' || g.latest where g.projection = $1
            and g.latest > g.serving
        """;

    // One statement, so that rows and position are of one moment.
    private const string Looking =
        """
        select g.position, r.key, r.doc from (
            select g.serving, p.last_seq_id as position from views.generations g
            join events.mt_event_progression p on p.name = 'views/lookups/' || g.serving where g.projection = 'lookups') g
        """;

    private const string LookingUp = Looking +
        " left join views.rows r on r.projection = 'lookups' and r.generation = g.serving and r.key = any($1)";

    private const string Paging = Looking +
        """
         left join lateral (select f.key, f.doc, f.sort from views.rows f
            where f.projection = 'lookups' and f.generation = g.serving and f.compartment = $1 and f.kind = $2
                and (f.sort, f.key) > ($4, $5) order by f.sort, f.key limit $3) r on true
        order by r.sort, r.key
        """;

    private const string PagingByDue = Looking +
        """
         left join lateral (select f.key, f.doc, f.due from views.rows f
            where f.projection = 'lookups' and f.generation = g.serving and f.compartment = $1 and f.kind = $2 and f.due < $6
                and (f.due, f.key) > ($4, $5) order by f.due, f.key limit $3) r on true
        order by r.due, r.key
        """;

    public async ValueTask<ViewGeneration> Serving(string projection, CancellationToken cancellation) =>
        await Find(projection, cancellation) ?? await MakeFirst(projection, cancellation);

    public ValueTask<IReadOnlyList<StoredRow>> Load(string projection, int generation, IReadOnlyList<RowKey> keys,
        CancellationToken cancellation) =>
        database.Run<IReadOnlyList<StoredRow>>(projection, async connection =>
        {
            var byText = keys.ToDictionary(key => key.ToString());
            await using var command = new NpgsqlCommand(
                "select key, doc from views.rows where projection = $1 and generation = $2 and key = any($3)", connection);
            command.With(Sql.Text(projection), Sql.Number(generation),
                Sql.Of(byText.Keys.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text));
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var rows = new List<StoredRow>();
            while (await reader.ReadAsync(cancellation))
                rows.Add(new(byText[reader.GetString(0)], reader.GetFieldValue<byte[]>(1)));
            return rows;
        }, cancellation);

    public ValueTask<ServedRows> Find(IReadOnlyList<RowKey> keys, CancellationToken cancellation) =>
        Look(LookingUp, [Sql.Of(keys.Select(key => key.ToString()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)], cancellation);

    public ValueTask<ServedRows> Page(LookupQuery query, CancellationToken cancellation)
    {
        NpgsqlParameter[] asked = [Sql.Text(query.Compartment.ToString()), Sql.Text(query.Kind), Sql.Number(query.Limit)];
        var key = Sql.Text(query.After?.Key ?? "");
        return query.DueBefore is { } before
            ? Look(PagingByDue, [.. asked, Instant(query.After?.Due ?? DateTimeOffset.MinValue), key, Instant(before)], cancellation)
            : Look(Paging, [.. asked, Sql.Text(query.After?.Sort ?? ""), key], cancellation);
    }

    public async ValueTask Commit(Lease lease, TimeSpan time, ViewCommit commit, CancellationToken cancellation) =>
        await database.Run(commit.Generation.Checkpoint, async connection =>
        {
            var step = PostgresLeases.StepOf(lease, time, new(commit.Generation.Checkpoint, commit.Generation.Position, commit.To));
            await (commit.InBulk
                ? RowWriter.WriteInBulk(connection, step, commit, cancellation)
                : RowWriter.Write(connection, step, commit, cancellation));
            return true;
        }, cancellation);

    public ValueTask<ViewGeneration> Begin(string projection, CancellationToken cancellation) =>
        database.Run(projection, async connection =>
    {
        await using var command = new NpgsqlCommand(Beginning, connection);
        command.With(Sql.Text(projection));
        return new ViewGeneration(projection, (int)(await command.ExecuteScalarAsync(cancellation))!, 0);
    }, cancellation);

    public ValueTask<ViewGeneration?> Unfinished(string projection, CancellationToken cancellation) =>
        database.Run(projection, async connection =>
    {
        await using var command = new NpgsqlCommand(BeingBuilt, connection);
        command.With(Sql.Text(projection));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new ViewGeneration(projection, reader.GetInt32(0), reader.GetInt64(1)) : null;
    }, cancellation);

    public ValueTask<bool> TrySwitch(Lease lease, string projection, int generation, CancellationToken cancellation) =>
        database.Run(lease.Name, async connection =>
    {
        await using var command = new NpgsqlCommand("select views.switch_to($1, $2, $3, $4)", connection);
        command.With(Sql.Text(projection), Sql.Number(generation), Sql.Text(lease.Name), Sql.Number(lease.Token));
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }, cancellation);

    private ValueTask<ServedRows> Look(string sql, NpgsqlParameter[] parameters, CancellationToken cancellation) =>
        database.Run(AllProjections.Lookups.Name, async connection =>
    {
#pragma warning disable CA2100 // the text is one of the constants above
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.With(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var position = 0L;
        var rows = new List<StoredRow>();
        while (await reader.ReadAsync(cancellation))
        {
            position = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
                rows.Add(new(RowKey.Parse(reader.GetString(1)), reader.GetFieldValue<byte[]>(2)));
        }

        return new ServedRows(position, rows);
    }, cancellation);

    private static NpgsqlParameter Instant(DateTimeOffset at) => Sql.Of(at.ToUniversalTime(), NpgsqlDbType.TimestampTz);

    private ValueTask<ViewGeneration?> Find(string projection, CancellationToken cancellation) =>
        database.Run(projection, async connection =>
    {
        await using var command = new NpgsqlCommand(Finding, connection);
        command.With(Sql.Text(projection));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new ViewGeneration(projection, reader.GetInt32(0), reader.GetInt64(1)) : null;
    }, cancellation);

    private async ValueTask<ViewGeneration> MakeFirst(string projection, CancellationToken cancellation)
    {
        await database.Run(projection, async connection =>
        {
            await using var command = new NpgsqlCommand(MakingFirst, connection);
            command.With(Sql.Text(projection));
            return await command.ExecuteNonQueryAsync(cancellation);
        }, cancellation);
        return await Find(projection, cancellation)
            ?? throw new InvalidOperationException($"The projection {projection} has no generation.");
    }
}
