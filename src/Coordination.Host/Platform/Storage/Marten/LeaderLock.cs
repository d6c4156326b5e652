using System.Data;
using JasperFx.Events.Daemon;
using Npgsql;

namespace Coordination.Host.Platform.Storage.Marten;

/// <summary>
/// A lock of the database's that one host has at a time, for as long as its connection lives: a host that dies, or is cut off, loses it. Marten's own
/// would need more rights, and does not notice by default that it was lost.
/// </summary>
internal sealed class LeaderLock(NpgsqlDataSource source, Func<CancellationToken, Task> begin, Action<Exception> failed) : IAdvisoryLock
{
    private NpgsqlConnection? _connection;
    private bool _isHeld;

    public bool HasLock(int lockId) => _isHeld && _connection is { FullState: ConnectionState.Open };

    /// <summary>Whoever stands by keeps its connection, and asks again on it.</summary>
    public async Task<bool> TryAttainLockAsync(int lockId, CancellationToken token)
    {
        try
        {
            if (_connection is not { FullState: ConnectionState.Open })
            {
                await ReleaseLockAsync(lockId);
                _connection = await source.OpenConnectionAsync(token);
            }
            await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", _connection);
            command.With(Sql.Number((long)lockId));
            if (await command.ExecuteScalarAsync(token) is not true)
                return false;
            await begin(token);
            return _isHeld = true;
        }
        catch (Exception failure) when (!token.IsCancellationRequested)
        {
            failed(failure);
            await ReleaseLockAsync(lockId);
            return false;
        }
    }

    public async Task ReleaseLockAsync(int lockId)
    {
        _isHeld = false;
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
            await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await ReleaseLockAsync(0);
}
