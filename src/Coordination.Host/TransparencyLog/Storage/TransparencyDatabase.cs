using Coordination.Host.Platform.Storage;
using Npgsql;

namespace Coordination.Host.TransparencyLog.Storage;

/// <summary>The connections to the Merkle tree, and the one place that tells their failures apart.</summary>
public sealed class TransparencyDatabase(string connectionString) : IAsyncDisposable
{
    private const string TreeWasMoved = "CV002", TileWouldChange = "CV003";
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(Settings(connectionString));

    /// <summary>Runs something on a connection. Outages become <see cref="StoreUnavailableException"/>.</summary>
    internal async ValueTask<T> Run<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellation);
            return await work(connection);
        }
        catch (PostgresException failure) when (failure.SqlState == TreeWasMoved)
        {
            throw new CheckpointMovedException(Integrator.Name);
        }
        catch (PostgresException failure) when (failure.SqlState == TileWouldChange)
        {
            throw new TreeDamagedException("a stored tile is not the beginning of what it grows to");
        }
        catch (Exception failure) when (StoreFailure.IsOutage(failure))
        {
            throw new StoreUnavailableException("The Merkle tree could not be reached, or refused.", failure);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>
    /// A commit that a crash of the server loses is made again from the events, which are durable when they can be read: so nothing
    /// here waits for the disk, which the appends need.
    /// </summary>
    internal static NpgsqlConnectionStringBuilder Settings(string connectionString) => new(connectionString)
    {
        ApplicationName = "coordination transparency",
        NoResetOnClose = true,
        Enlist = false,
        TcpKeepAlive = true,
        MaxPoolSize = 8,
        MaxAutoPrepare = 16,
        AutoPrepareMinUsages = 2,
        Timeout = 4,
        CommandTimeout = 32,
        ReadBufferSize = 65_536,
        Options = "-c statement_timeout=30000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000 " +
            "-c synchronous_commit=off" + StoreConnections.PlansByKey,
    };
}
