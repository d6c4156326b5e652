using System.Data;
using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>
/// A lock of the database on one number, held by a connection that does nothing else. A host that dies, or whose connection is cut, loses
/// it. Marten's own lock would need more rights, and does not notice by default that it was lost.
/// </summary>
/// <param name="settings">How the database is reached, with the login that may lock.</param>
/// <param name="number">The number. Each kind of work has its own.</param>
/// <param name="keepAlive">After how many seconds without traffic the connection is tried.</param>
internal sealed class LeaderLock(NpgsqlConnectionStringBuilder settings, long number, int keepAlive) : ILeaderLock
{
    /// <summary>The numbers that are taken.</summary>
    public const long OfViews = 7_269, OfIntegrator = 7_270;

    private readonly NpgsqlDataSource _source =
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, KeepAlive = keepAlive });
    private NpgsqlConnection? _connection;
    private bool _isHeld;

    public bool IsHeld => _isHeld && _connection is { FullState: ConnectionState.Open };

    /// <summary>A host that stands by keeps its connection, and asks again on it.</summary>
    public async ValueTask<bool> TryTake(CancellationToken cancellation)
    {
        if (IsHeld)
            return true;
        try
        {
            if (_connection is not { FullState: ConnectionState.Open })
            {
                await Release();
                _connection = await _source.OpenConnectionAsync(cancellation);
            }
            await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", _connection);
            command.With(Sql.Number(number));
            return _isHeld = await command.ExecuteScalarAsync(cancellation) is true;
        }
        catch
        {
            await Release();
            throw;
        }
    }

    public async ValueTask Release()
    {
        _isHeld = false;
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
            await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Release();
        await _source.DisposeAsync();
    }
}
