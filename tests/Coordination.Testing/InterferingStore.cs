using Coordination.Host.Platform.Execution;

namespace Coordination.Testing;

/// <summary>A store in which something happens just before an append: another writer, a wait, an outage.</summary>
public sealed class InterferingStore(IEventStore? inner = null) : IEventStore
{
    private IEventStore? _inner = inner;
    private int _appends, _streamReads;

    /// <summary>What happens before the append of this number (1, 2, 3).</summary>
    public Func<int, AppendRequest, Task> BeforeAppend { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What happens after the append of this number.</summary>
    public Func<int, AppendResult, Task> AfterAppend { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What happens before streams are read together for the time of this number.</summary>
    public Func<int, Task> BeforeStreamsRead { get; set; } = _ => Task.CompletedTask;

    /// <summary>Puts it before this store: <c>host.Around = store.Over</c>.</summary>
    public IEventStore Over(IEventStore store)
    {
        _inner = store;
        return this;
    }

    private IEventStore Inner => _inner ?? throw new InvalidOperationException("It stands before no store yet.");

    public int Appends => _appends;
    public int StreamReads => _streamReads;

    public async ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _appends);
        await BeforeAppend(number, request);
        var result = await Inner.Append(request, cancellation);
        await AfterAppend(number, result);
        return result;
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _streamReads);
        return Inner.ReadStream(stream, afterVersion, limit, cancellation);
    }

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamCheck> after, int limit, CancellationToken cancellation)
    {
        await BeforeStreamsRead(Interlocked.Increment(ref _streamReads));
        return await Inner.ReadStreams(after, limit, cancellation);
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) => Inner.ReadAll(afterPosition, limit, cancellation);
    public Task NextAppend => Inner.NextAppend;
    public IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, CancellationToken cancellation) => Inner.Subscribe(afterPosition, cancellation);
    public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation) => Inner.FindAnswer(key, cancellation);
    public ValueTask<long> Head(CancellationToken cancellation) => Inner.Head(cancellation);
}
