using System.Runtime.CompilerServices;
using Coordination.Host.Platform.Messaging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Coordination.Host.Platform.Storage.Marten;

/// <summary>The log of a task force in Marten, sequenced in batches.</summary>
public sealed class MartenEventStore : IEventStore, IAsyncDisposable
{
    private readonly StoreOptions _options;
    private readonly ILogger _logger;
    private readonly NpgsqlDataSource _appending, _listening;
    private readonly AppendSignal _signal = new();
    private readonly AppendListener _listener;
    private readonly LogReader _reader;
    private readonly BatchCommitter _committer;
    private readonly AppendPipeline _pipeline;
    private readonly Func<MessageOutbox>? _outbox;
    private bool _disposed;

    public MartenEventStore(StoreOptions options, ILogger<MartenEventStore>? logger = null)
        : this(options, new TaskForceSessions(options), logger)
    {
    }

    /// <param name="options">How the database is reached, and the bounds that are kept.</param>
    /// <param name="sessions">Marten's sessions on the log. The store closes them.</param>
    /// <param name="logger">Told of outages.</param>
    /// <param name="outbox">Makes envelopes of messages. A store without one refuses requests that have any.</param>
    internal MartenEventStore(StoreOptions options, TaskForceSessions sessions, ILogger<MartenEventStore>? logger = null,
        Func<MessageOutbox>? outbox = null)
    {
        _outbox = outbox;
        _options = options;
        _logger = logger ?? NullLogger<MartenEventStore>.Instance;
        _appending = StoreConnections.ForOneUser(options, "append");
        _listening = StoreConnections.ForOneUser(options, "listen");
        Sessions = sessions;
        var connection = new AppendConnection(_appending, sessions);
        _listener = new AppendListener(_listening, _signal, connection, _logger);
        _reader = new LogReader(sessions);
        _committer = new BatchCommitter(connection, _reader, _signal, _logger);
        _pipeline = new AppendPipeline(_committer.Commit, options);
    }

    /// <summary>Marten's own sessions on the same log.</summary>
    public TaskForceSessions Sessions { get; }

    /// <inheritdoc/>
    public ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation)
    {
        AppendRequestRules.Verify(request);
        cancellation.ThrowIfCancellationRequested();
        return request.Messages.Count > 0
            ? AppendWithMessages(request, cancellation)
            : new(_pipeline.Append(new PendingAppend(request), cancellation));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation) =>
        _reader.ReadStream(stream, afterVersion, limit, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamCheck> after, int limit, CancellationToken cancellation) =>
        _reader.ReadStreams(after, limit, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) =>
        _reader.ReadAll(afterPosition, limit, cancellation);

    /// <inheritdoc/>
    public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation) =>
        _reader.FindAnswer(key, cancellation);

    /// <inheritdoc/>
    public ValueTask<long> Head(CancellationToken cancellation) => _reader.Head(cancellation);

    internal ValueTask<IReadOnlyList<int>> Migrations(CancellationToken cancellation) => _reader.Migrations(cancellation);

    /// <summary>Tries to write, and leaves nothing behind.</summary>
    internal ValueTask<bool> ProbeWrite(CancellationToken cancellation) => _reader.ProbeWrite(cancellation);

    /// <inheritdoc/>
    public Task NextAppend
    {
        get
        {
            _listener.Start();
            return _signal.Next;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var wakeUp = NextAppend;
            var page = await TryReadPage(afterPosition, cancellation);
            foreach (var e in page)
            {
                yield return e;
                afterPosition = e.Position;
            }
            if (page.Count == 0)
                await wakeUp.WaitAsync(_options.PollInterval, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Asked twice where it is registered under two types; the second time finds nothing to do.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        await _pipeline.DisposeAsync();
        await _committer.DisposeAsync();
        await _listener.DisposeAsync();
        await _appending.DisposeAsync();
        await _listening.DisposeAsync();
        await Sessions.DisposeAsync();
    }

    private async ValueTask<AppendResult> AppendWithMessages(AppendRequest request, CancellationToken cancellation)
    {
        var outbox = _outbox
            ?? throw new InvalidOperationException("This store was opened without an outbox, and the request has messages.");
        return await _pipeline.Append(new PendingAppend(request, await outbox().Prepare(request.Messages, cancellation)), cancellation);
    }

    private async ValueTask<IReadOnlyList<StoredEvent>> TryReadPage(long afterPosition, CancellationToken cancellation)
    {
        try
        {
            return await _reader.ReadAll(afterPosition, _options.SubscriptionPage, cancellation);
        }
        catch (StoreUnavailableException failure)
        {
            _logger.SubscriptionInterrupted(failure);
            return [];
        }
    }
}
