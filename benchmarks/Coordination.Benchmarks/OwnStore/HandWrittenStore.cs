using Coordination.Host.Execution;
using Coordination.Host.Storage;
using Npgsql;

namespace Coordination.Benchmarks.OwnStore;

/// <summary>
/// The store that was written by hand on the driver before Marten came, kept as what Marten is measured beside: the same function of the same database, called
/// without a session. It appends and reads; it tells nobody of appends and survives no outage.
/// </summary>
internal sealed class HandWrittenStore : IEventStore, IAsyncDisposable
{
    private readonly NpgsqlDataSource _appending, _reading;
    private readonly EventReader _reader;
    private readonly BatchCommitter _committer;
    private readonly AppendPipeline _pipeline;

    public HandWrittenStore(StoreOptions options)
    {
        _appending = NpgsqlDataSource.Create(Settings(options, pooling: false));
        _reading = NpgsqlDataSource.Create(Settings(options, pooling: true));
        _reader = new EventReader(_reading);
        _committer = new BatchCommitter(new AppendConnection(_appending), _reader);
        _pipeline = new AppendPipeline(_committer.Commit, options);
    }

    public Task NextAppend => throw new NotSupportedException();

    public ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation)
    {
        AppendRequestRules.Verify(request);
        return new(_pipeline.Append(new PendingAppend(request), cancellation));
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation) =>
        _reader.ReadStream(stream, afterVersion, limit, cancellation);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamCheck> after, int limit, CancellationToken cancellation) =>
        _reader.ReadStreams(after, limit, cancellation);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) =>
        _reader.ReadAll(afterPosition, limit, cancellation);

    public IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation) => _reader.FindAnswer(key, cancellation);

    public ValueTask<long> Head(CancellationToken cancellation) => _reader.Head(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _pipeline.DisposeAsync();
        await _committer.DisposeAsync();
        await _appending.DisposeAsync();
        await _reading.DisposeAsync();
    }

    private static NpgsqlConnectionStringBuilder Settings(StoreOptions options, bool pooling) => new(options.ConnectionString)
    {
        Pooling = pooling,
        MaxPoolSize = options.MostReaders,
        MaxAutoPrepare = pooling ? 16 : 0,
        AutoPrepareMinUsages = 2,
        NoResetOnClose = true,
        Enlist = false,
        TcpKeepAlive = true,
        CommandTimeout = (int)Math.Ceiling(options.StatementTimeout.TotalSeconds) + 2,
        Options = $"-c statement_timeout={(long)options.StatementTimeout.TotalMilliseconds} -c lock_timeout={(long)options.LockTimeout.TotalMilliseconds}",
        ReadBufferSize = 65_536,
        WriteBufferSize = 65_536,
    };
}
