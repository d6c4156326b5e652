using System.Text;
using Coordination.Host.Execution.Projections;
using Coordination.Projections;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Host.Storage;

/// <summary>Rows of projections on PostgreSQL.</summary>
public sealed class PostgresViewStore(ViewDatabase database) : IViewStore
{
    private const string MakingFirst =
        """
        with made as (
            insert into views.generations (projection, serving, latest) values ($1, 1, 1) on conflict (projection) do nothing returning serving)
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

    public async ValueTask<ViewGeneration> Serving(string projection, CancellationToken cancellation) =>
        await Find(projection, cancellation) ?? await MakeFirst(projection, cancellation);

    public ValueTask<IReadOnlyList<StoredRow>> Load(string projection, int generation, IReadOnlyList<RowKey> keys, CancellationToken cancellation) =>
        database.Run<IReadOnlyList<StoredRow>>(projection, async connection =>
        {
            var byText = keys.ToDictionary(key => key.ToString());
            await using var command = new NpgsqlCommand("select key, doc from views.rows where projection = $1 and generation = $2 and key = any($3)", connection);
            command.With(Sql.Text(projection), Sql.Number(generation), Sql.Of(byText.Keys.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text));
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var rows = new List<StoredRow>();
            while (await reader.ReadAsync(cancellation))
                rows.Add(new(byText[reader.GetString(0)], reader.GetFieldValue<byte[]>(1)));
            return rows;
        }, cancellation);

    public async ValueTask Commit(Lease lease, TimeSpan time, ViewCommit commit, CancellationToken cancellation) =>
        await database.Run(commit.Generation.Checkpoint, async connection =>
        {
            var step = PostgresLeases.StepOf(lease, time, new(commit.Generation.Checkpoint, commit.Generation.Position, commit.To));
            await (commit.InBulk ? RowWriter.WriteInBulk(connection, step, commit, cancellation) : RowWriter.Write(connection, step, commit, cancellation));
            return true;
        }, cancellation);

    public ValueTask<ViewGeneration> Begin(string projection, CancellationToken cancellation) => database.Run(projection, async connection =>
    {
        await using var command = new NpgsqlCommand(Beginning, connection);
        command.With(Sql.Text(projection));
        return new ViewGeneration(projection, (int)(await command.ExecuteScalarAsync(cancellation))!, 0);
    }, cancellation);

    public ValueTask<bool> TrySwitch(Lease lease, string projection, int generation, CancellationToken cancellation) => database.Run(lease.Name, async connection =>
    {
        await using var command = new NpgsqlCommand("select views.switch_to($1, $2, $3, $4)", connection);
        command.With(Sql.Text(projection), Sql.Number(generation), Sql.Text(lease.Name), Sql.Number(lease.Token));
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }, cancellation);

    private ValueTask<ViewGeneration?> Find(string projection, CancellationToken cancellation) => database.Run(projection, async connection =>
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
        return await Find(projection, cancellation) ?? throw new InvalidOperationException($"The projection {projection} has no generation.");
    }
}
