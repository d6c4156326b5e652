using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Messaging;
using Wolverine;

namespace Coordination.Testing;

/// <summary>
/// A store in memory whose messages go to the queues of a host once they are appended. What is not handled when the host ends is lost. What is for later is not sent: it would come by the
/// system's clock, and these tests set another.
/// </summary>
public sealed class SendingStore(IEventStore store, MessageOutbox outbox) : IEventStore
{
    /// <inheritdoc/>
    public async ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation)
    {
        List<OutgoingMessage> now = [.. request.Messages.Where(message => message.At is null)];
        var messages = now.Count > 0 ? await outbox.Prepare(now, cancellation) : null;
        var result = await store.Append(request with { Messages = [] }, cancellation);
        if (messages is not null && result is AppendResult.Appended)
            await messages.Flush();
        return result;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation) => store.ReadStream(stream, afterVersion, limit, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamCheck> after, int limit, CancellationToken cancellation) => store.ReadStreams(after, limit, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) => store.ReadAll(afterPosition, limit, cancellation);

    /// <inheritdoc/>
    public Task NextAppend => store.NextAppend;

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, CancellationToken cancellation) => store.Subscribe(afterPosition, cancellation);

    /// <inheritdoc/>
    public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation) => store.FindAnswer(key, cancellation);

    /// <inheritdoc/>
    public ValueTask<long> Head(CancellationToken cancellation) => store.Head(cancellation);
}

/// <summary>Queues of one host, without a database.</summary>
internal sealed class QueuesInMemory(IEnumerable<MessageQueue> queues) : IWolverineExtension
{
    public void Configure(WolverineOptions options)
    {
        options.Durability.Mode = DurabilityMode.Solo;
        foreach (var queue in queues)
            options.LocalQueue(queue.Name).BufferedInMemory();
    }
}
