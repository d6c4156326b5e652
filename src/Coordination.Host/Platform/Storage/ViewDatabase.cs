using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>The projector's connections, and the one place that tells its failures apart.</summary>
public sealed class ViewDatabase(ViewStoreOptions options) : IAsyncDisposable
{
    private const string LeaseWasTaken = "CV001", CheckpointWasMoved = "CV002";
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(Settings(options));

    /// <summary>Runs something on a connection. Outages become <see cref="StoreUnavailableException"/>.</summary>
    internal async ValueTask<T> Run<T>(string what, Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellation);
            return await work(connection);
        }
        catch (PostgresException failure) when (failure.SqlState == LeaseWasTaken)
        {
            throw new LeaseLostException(what);
        }
        catch (PostgresException failure) when (failure.SqlState == CheckpointWasMoved)
        {
            throw new CheckpointMovedException(what);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException)
        {
            throw new StoreUnavailableException("The views could not be reached, or refused.", failure);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    internal static NpgsqlConnectionStringBuilder Settings(ViewStoreOptions options) => new(options.ConnectionString)
    {
        ApplicationName = "coordination views",
        NoResetOnClose = true,
        Enlist = false,
        TcpKeepAlive = true,
        MaxPoolSize = options.MostConnections,
        ConnectionIdleLifetime = 60, // there are many pools, and most of them rest
        MaxAutoPrepare = 32,
        AutoPrepareMinUsages = 2,
        Timeout = Math.Max(1, (int)Math.Ceiling(options.ConnectTimeout.TotalSeconds)),
        CommandTimeout = (int)Math.Ceiling(options.StatementTimeout.TotalSeconds) + 2, // the server should be the one that gives up
        Options = $"-c statement_timeout={(long)options.StatementTimeout.TotalMilliseconds} -c " +
            $"lock_timeout={(long)options.LockTimeout.TotalMilliseconds} -c idle_in_transaction_session_timeout=10000" +
            StoreConnections.PlansByKey,
    };
}
