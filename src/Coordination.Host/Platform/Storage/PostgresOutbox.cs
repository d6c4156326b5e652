using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Execution.Webhooks;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Host.Platform.Storage;

/// <summary>The outbox on PostgreSQL. The lease is the first statement of each transaction that writes.</summary>
public sealed class PostgresOutbox(OutboxDatabase database) : IOutbox
{
    private const string What = "webhooks";
    private const string UnderLease = "select webhooks.under_lease($1, $2)";
    private const string Columns = "agency, endpoint, sequence, message, type, body, waiting_since, attempts, next_at";

    private const string Adding =
        """
        insert into webhooks.outbox (agency, endpoint, sequence, message, type, body, state, waiting_since, next_at)
        values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8)
        """;

    private const string Lacking =
        "select m from unnest($2) m where not exists (select from webhooks.outbox o where o.endpoint = $1 and o.message = m)";

    private const string Settling =
        """
        update webhooks.outbox set state = $3, attempts = attempts + 1, next_at = coalesce($4, next_at), ended_at = $5, failure = $6,
            status = $7,
            body = case when $3 = 'sent' then null else body end
        where endpoint = $1 and sequence = $2 and state = 'waiting'
        """;

    private const string Reviving =
        """
        update webhooks.outbox set state = 'waiting', asked_for = $3, attempts = 0, waiting_since = $4, next_at = $4, ended_at = null,
            failure = null, status = null
        where endpoint = $1 and message = $2 and state = 'dead' and asked_for < $3
        """;

    private const string Pruning =
        """
        delete from webhooks.outbox o where o.endpoint = $1 and o.state <> 'waiting' and o.ended_at < $2 and not (o.message = any($3))
            and o.sequence < (select max(l.sequence) from webhooks.outbox l where l.endpoint = $1)
        """;

    public ValueTask<OutboxGap> Missing(EndpointId endpoint, IReadOnlyCollection<string> messages, CancellationToken cancellation) =>
        database.WebhookSender.Run(What, connection => Missing(connection, endpoint, messages, cancellation), cancellation);

    public async ValueTask Add(Lease lease, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellation) =>
        await Write(lease,
            [.. messages.Select(message =>
                Command(Adding, Sql.Text(message.Agency.Value), Id(message.Endpoint), Sql.Number(message.Sequence),
            Sql.Text(message.Message), Sql.Text(message.Type), Sql.Text(message.Body), At(message.WaitingSince), At(message.NextAt)))],
            cancellation);

    public async ValueTask<OutboxMessage?> First(EndpointId endpoint, CancellationToken cancellation) =>
        await Read($"select {Columns} from webhooks.outbox where endpoint = $1 and state = 'waiting' order by sequence limit 1",
            [Id(endpoint)], cancellation) is [var first] ? first : null;

    public async ValueTask Settle(Lease lease, OutboxMessage message, Settlement settlement, CancellationToken cancellation)
    {
        var (state, next, ended, why) = settlement switch
        {
            Settlement.Sent sent => ("sent", (DateTimeOffset?)null, (DateTimeOffset?)sent.At, (Failure?)null),
            Settlement.Later later => ("waiting", later.NextAt, null, later.Why),
            Settlement.Dead dead => ("dead", null, dead.At, dead.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var settled = await Write(lease,
            [Command(Settling, Id(message.Endpoint), Sql.Number(message.Sequence), Sql.Text(state), At(next), At(ended),
            Sql.Of(why?.Class.ToString(), NpgsqlDbType.Text), Sql.Of(why?.Status, NpgsqlDbType.Integer))], cancellation);
        if (settled != 1)
            throw new InvalidOperationException($"{settled} messages were settled where one waited.");
    }

    public async ValueTask Again(Lease lease, EndpointId endpoint, string message, int times, DateTimeOffset now,
        CancellationToken cancellation) =>
        await Write(lease, [Command(Reviving, Id(endpoint), Sql.Text(message), Sql.Number(times), At(now))], cancellation);

    public async ValueTask Hasten(Lease lease, EndpointId endpoint, DateTimeOffset now, CancellationToken cancellation) =>
        await Write(lease, [Command("update webhooks.outbox set next_at = $2 where endpoint = $1 and state = 'waiting' and next_at > $2",
            Id(endpoint), At(now))], cancellation);

    public async ValueTask Prune(Lease lease, EndpointId endpoint, IReadOnlyCollection<string> current, DateTimeOffset before,
        CancellationToken cancellation) =>
        await Write(lease, [Command(Pruning, Id(endpoint), At(before), Texts(current))], cancellation);

    public async ValueTask Remove(Lease lease, EndpointId endpoint, CancellationToken cancellation) =>
        await Write(lease, [Command("delete from webhooks.outbox where endpoint = $1", Id(endpoint))], cancellation);

    private static async ValueTask<OutboxGap> Missing(NpgsqlConnection connection, EndpointId endpoint,
        IReadOnlyCollection<string> messages, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command("select coalesce(max(sequence), 0) from webhooks.outbox where endpoint = $1", Id(endpoint)));
        batch.BatchCommands.Add(Command(Lacking, Id(endpoint), Texts(messages)));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var last = reader.GetInt64(0);
        await reader.NextResultAsync(cancellation);
        HashSet<string> missing = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            missing.Add(reader.GetString(0));
        return new OutboxGap(missing, last);
    }

    private ValueTask<int> Write(Lease lease, List<NpgsqlBatchCommand> commands, CancellationToken cancellation) =>
        database.WebhookSender.Run(lease.Name, async connection =>
    {
        await using var batch = new NpgsqlBatch(connection); // a transaction of its own
        batch.BatchCommands.Add(Command(UnderLease, Sql.Text(lease.Name), Sql.Number(lease.Token)));
        commands.ForEach(batch.BatchCommands.Add);
        await batch.ExecuteNonQueryAsync(cancellation);
        return commands.Sum(command => (int)command.RecordsAffected);
    }, cancellation);

#pragma warning disable CA2100 // the texts are constants of this class
    private ValueTask<IReadOnlyList<OutboxMessage>> Read(string sql, NpgsqlParameter[] parameters, CancellationToken cancellation) =>
        database.WebhookSender.Run<IReadOnlyList<OutboxMessage>>(What, async connection =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.With(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<OutboxMessage> messages = [];
        while (await reader.ReadAsync(cancellation))
            messages.Add(new(new AgencyId(reader.GetString(0)), new EndpointId(reader.GetGuid(1)), reader.GetInt64(2), reader.GetString(3),
                reader.GetString(4), reader.GetString(5),
                reader.GetFieldValue<DateTimeOffset>(6))
            {
                Attempts = reader.GetInt32(7),
                NextAt = reader.GetFieldValue<DateTimeOffset>(8)
            });
        return messages;
    }, cancellation);

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.With(parameters);
        return command;
    }
#pragma warning restore CA2100

    private static NpgsqlParameter<Guid> Id(EndpointId endpoint) => new NpgsqlParameter<Guid> { TypedValue = endpoint.Value };

    private static NpgsqlParameter At(DateTimeOffset? instant) => Sql.Of(instant?.ToUniversalTime(), NpgsqlDbType.TimestampTz);

    private static NpgsqlParameter Texts(IEnumerable<string> texts) => Sql.Of(texts.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
}
