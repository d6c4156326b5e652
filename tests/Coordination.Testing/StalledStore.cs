using Coordination.Host.Platform.Execution;

namespace Coordination.Testing;

/// <summary>The log for those who follow it: it can stop, as if nothing more were recorded.</summary>
public sealed class StalledStore(IEventStore inner) : IEventStore
{
    private volatile bool _isStalled;

    /// <summary>Whether nothing more is read from it.</summary>
    public bool IsStalled { get => _isStalled; set => _isStalled = value; }

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) =>
        _isStalled ? [] : await inner.ReadAll(afterPosition, limit, cancellation);

    public ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation) => inner.Append(request, cancellation);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation) =>
        inner.ReadStream(stream, afterVersion, limit, cancellation);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamCheck> after, int limit, CancellationToken cancellation) => inner.ReadStreams(after, limit, cancellation);

    public Task NextAppend => inner.NextAppend;

    public IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, CancellationToken cancellation) => inner.Subscribe(afterPosition, cancellation);

    public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation) => inner.FindAnswer(key, cancellation);

    public ValueTask<long> Head(CancellationToken cancellation) => inner.Head(cancellation);
}
