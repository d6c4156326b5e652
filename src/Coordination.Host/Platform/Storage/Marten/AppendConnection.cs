using System.Data;
using Npgsql;

namespace Coordination.Host.Platform.Storage.Marten;

/// <summary>
/// The one connection that appends, kept open with its statement prepared: preparing, or resetting a pooled connection,
/// would cost more than the append. Each batch is one session of Marten's on it, and one round trip.
/// </summary>
internal sealed class AppendConnection(NpgsqlDataSource source, TaskForceSessions sessions) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    /// <summary>The server's process that appends for us; 0 while there is none.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Sends the batch and waits until it is committed. Afterwards an unusable connection is gone.</summary>
    public async ValueTask<BatchOutcome> Execute(AppendBatch batch)
    {
        var connection = await Ready();
        try
        {
            var append = new AppendOperation(batch);
            await using var transaction = await connection.BeginTransactionAsync();
            await using var session = sessions.Within(transaction);
            session.QueueOperation(append);
            await session.SaveChangesAsync();
            return append.Outcome ?? throw new InvalidOperationException("The append function returned no row.");
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
        var connection = _connection;
        (_connection, ProcessId) = (null, 0);
        try
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
        catch (Exception broken) when (StoreFailure.IsOutage(broken))
        {
            // It was to be thrown away.
        }
    }

    public ValueTask DisposeAsync() => Close();

    private async ValueTask<NpgsqlConnection> Ready()
    {
        if (_connection is { FullState: ConnectionState.Open } open)
            return open;
        await Close();
        var connection = await source.OpenConnectionAsync();
        (_connection, ProcessId) = (connection, connection.ProcessID);
        return connection;
    }
}
