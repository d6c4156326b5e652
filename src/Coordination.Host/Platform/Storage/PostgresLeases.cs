using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>Leases and checkpoints on PostgreSQL. The server's clock decides, so that the hosts' clocks do not matter.</summary>
public sealed class PostgresLeases(ViewDatabase database) : ILeases, ICheckpoints
{
    private const string Taking =
        """
        insert into views.leases as l (name, holder, token, expires_at) values ($1, $2, 1, clock_timestamp() + $3)
        on conflict (name) do update set holder = excluded.holder, token = l.token + 1, expires_at = excluded.expires_at
            where l.expires_at <= clock_timestamp() or l.holder = excluded.holder
        returning token
        """;

    private const string Reading =
        """
        with made as (
            insert into events.mt_event_progression (name, last_seq_id) values ($1, 0) on conflict (name) do nothing returning last_seq_id)
        select last_seq_id from made union all select last_seq_id from events.mt_event_progression where name = $1
        """;

    private const string Moving = "update events.mt_event_progression set last_seq_id = $3, last_updated = transaction_timestamp() where " +
        "name = $1 and last_seq_id = $2";

    /// <summary>The step that a transaction takes first: it locks the lease and the checkpoint until the transaction ends.</summary>
    internal const string Advancing = "select views.advance($1, $2, $3, $4, $5, $6)";

    public ValueTask<Lease?> TryTake(string name, string holder, TimeSpan time, CancellationToken cancellation) =>
        database.Run(name, async connection =>
    {
        await using var command = new NpgsqlCommand(Taking, connection);
        command.With(Sql.Text(name), Sql.Text(holder), Sql.Time(time));
        return await command.ExecuteScalarAsync(cancellation) is long token ? new Lease(name, holder, token) : null;
    }, cancellation);

    public async ValueTask Renew(Lease lease, TimeSpan time, CancellationToken cancellation)
    {
        var renewed = await Change(lease, "update views.leases set expires_at = clock_timestamp() + $3 where name = $1 and token = $2",
            Sql.Time(time), cancellation);
        if (renewed == 0)
            throw new LeaseLostException(lease.Name);
    }

    public async ValueTask GiveBack(Lease lease, CancellationToken cancellation) =>
        await Change(lease, "update views.leases set expires_at = clock_timestamp() - $3 where name = $1 and token = $2",
            Sql.Time(TimeSpan.FromSeconds(1)), cancellation);

    public ValueTask<long> Read(string name, CancellationToken cancellation) => database.Run(name, async connection =>
    {
        await using var command = new NpgsqlCommand(Reading, connection);
        command.With(Sql.Text(name));
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }, cancellation);

    public async ValueTask Advance(CheckpointMove move, CancellationToken cancellation)
    {
        var moved = await database.Run(move.Name, async connection =>
        {
            await using var command = new NpgsqlCommand(Moving, connection);
            command.With(Sql.Text(move.Name), Sql.Number(move.From), Sql.Number(move.To));
            return await command.ExecuteNonQueryAsync(cancellation);
        }, cancellation);
        if (moved == 0)
            throw new CheckpointMovedException(move.Name);
    }

    internal static NpgsqlParameter[] StepOf(Lease lease, TimeSpan time, CheckpointMove move) =>
        [Sql.Text(move.Name), Sql.Number(move.From), Sql.Number(move.To), Sql.Text(lease.Name), Sql.Number(lease.Token), Sql.Time(time)];

    private ValueTask<int> Change(Lease lease, string sql, NpgsqlParameter time, CancellationToken cancellation) =>
        database.Run(lease.Name, async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.With(Sql.Text(lease.Name), Sql.Number(lease.Token), time);
        return await command.ExecuteNonQueryAsync(cancellation);
    }, cancellation);
}
