using Coordination.Host.Platform.Storage.Marten;
using Coordination.Host.Platform.Storage.Schema;
using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>
/// Ready when the database answers, is at a version at which this host serves, and can be written to. Reading alone tells nothing: a
/// full disk and a replica answer every question. Each host tries for itself, at most once in <see cref="Every"/>, and so notices
/// without being asked to record something that it cannot, and when it can again.
/// </summary>
internal sealed class StoreReadiness(MartenEventStore store, SchemaCheck schema, TimeProvider time) : IReadiness, IDisposable
{
    /// <summary>How often it is tried whether something can be written.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private long? _triedAt;
    private Unready? _found;

    public string Name => "event store";

    public async ValueTask<Unready?> Check(CancellationToken cancellation)
    {
        var version = SchemaVersion.Of(await store.Migrations(cancellation));
        schema.Saw(version);
        return version.Fault is { } fault
            ? new("the database's schema is of another version than this host's", fault)
            : await Written(cancellation);
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async ValueTask<Unready?> Written(CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (_triedAt is { } last && time.GetElapsedTime(last) < Every)
                return _found;
            _found = await Try(cancellation);
            _triedAt = time.GetTimestamp();
            return _found;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async ValueTask<Unready?> Try(CancellationToken cancellation)
    {
        try
        {
            await store.ProbeWrite(cancellation);
            return null;
        }
        catch (Exception failure) when (failure.GetBaseException() is PostgresException { SqlState: var state })
        {
            return new(ReasonOf(state), $"SQLSTATE {state}");
        }
    }

    private static string ReasonOf(string state) => state switch
    {
        PostgresErrorCodes.DiskFull => "the disk of the database is full, nothing can be recorded",
        PostgresErrorCodes.ReadOnlySqlTransaction => "the database can only be read, nothing can be recorded",
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => "the database does not write in time",
        _ when state.StartsWith("53", StringComparison.Ordinal) => "the database has no more resources, nothing can be recorded",
        _ => "the database cannot be written to, nothing can be recorded",
    };
}
