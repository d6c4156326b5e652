using System.Data;
using Coordination.Host.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Benchmarks.OwnStore;

/// <summary>
/// The one connection that appends, kept open with its statement prepared: preparing, or resetting a pooled connection,
/// would cost more than the append.
/// </summary>
internal sealed class AppendConnection(NpgsqlDataSource source) : IAsyncDisposable
{
    private const string Statement =
        "select failures, first_positions, versions, recorded_at from coordination.append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)";

    private NpgsqlConnection? _connection;
    private NpgsqlCommand? _command;

    /// <summary>The server's process that appends for us; 0 while there is none.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Sends the batch and waits until it is committed. Afterwards an unusable connection is gone.</summary>
    public async ValueTask<BatchOutcome> Execute(AppendBatch batch)
    {
        var command = await Ready(batch);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default);
            if (!await reader.ReadAsync())
                throw new InvalidOperationException("The append function returned no row.");
            var outcome = new BatchOutcome(
                reader.GetFieldValue<int[]>(0), reader.GetFieldValue<long[]>(1), reader.GetFieldValue<long[]>(2),
                reader.GetFieldValue<DateTimeOffset>(3));
            // Only after the last message is the transaction known to be committed.
            while (await reader.NextResultAsync()) { }
            return outcome;
        }
        catch (Exception) when (_connection is not { FullState: ConnectionState.Open })
        {
            await Close();
            throw;
        }
    }

    /// <summary>Drops the connection, so that the next batch makes a new one.</summary>
    public async ValueTask Close()
    {
        var (command, connection) = (_command, _connection);
        (_command, _connection, ProcessId) = (null, null, 0);
        try
        {
            if (command is not null)
                await command.DisposeAsync();
            if (connection is not null)
                await connection.DisposeAsync();
        }
        catch (NpgsqlException)
        {
            // It was to be thrown away.
        }
    }

    public ValueTask DisposeAsync() => Close();

    private async ValueTask<NpgsqlCommand> Ready(AppendBatch batch)
    {
        if (_command is not null && _connection is { FullState: ConnectionState.Open })
        {
            Bind(_command.Parameters, batch);
            return _command;
        }
        await Close();
        var connection = await source.OpenConnectionAsync();
        _connection = connection;
        ProcessId = connection.ProcessID;
        _command = new NpgsqlCommand(Statement, connection);
        AddParameters(_command.Parameters);
        Bind(_command.Parameters, batch);
        await _command.PrepareAsync();
        return _command;
    }

    private static void AddParameters(NpgsqlParameterCollection parameters)
    {
        NpgsqlDbType[] types =
        [
            NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Bigint, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text,
            NpgsqlDbType.Integer, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Jsonb, NpgsqlDbType.Jsonb, NpgsqlDbType.Text,
            NpgsqlDbType.Text, NpgsqlDbType.Text,
            NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bytea, NpgsqlDbType.Bytea,
        ];
        foreach (var type in types)
            parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    private static void Bind(NpgsqlParameterCollection parameters, AppendBatch batch)
    {
        object[] values =
        [
            batch.LastExpectations, batch.ExpectationStreams, batch.ExpectedVersions, batch.ExpectationEvents, batch.StreamIds, batch.StreamTypes,
            batch.EventExpectations, batch.EventIds, batch.EventTypes, batch.EventData, batch.EventHeaders, batch.EventUsers,
            batch.EventCorrelations, batch.EventCausations,
            batch.KeyRequests, batch.KeySubjects, batch.KeyValues, batch.KeyFingerprints, batch.KeyBodies,
        ];
        for (var i = 0; i < values.Length; i++)
            parameters[i].Value = values[i];
    }
}
