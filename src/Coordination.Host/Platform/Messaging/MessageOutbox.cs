using Wolverine;
using Wolverine.Persistence.Durability;
using Wolverine.Runtime;

namespace Coordination.Host.Platform.Messaging;

/// <summary>Makes Wolverine's envelopes of the messages that are to be stored with an append.</summary>
public sealed partial class MessageOutbox(IWolverineRuntime runtime, MessagingHost host, ILogger<MessageOutbox> logger)
{
    /// <summary>The envelopes, routed to their queues. Nothing is sent before <see cref="PreparedMessages.Flush"/>.</summary>
    public async ValueTask<PreparedMessages> Prepare(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (!host.Started.IsCompletedSuccessfully)
            await host.Started.WaitAsync(cancellation);
        var context = new MessageContext(runtime);
        var prepared = new PreparedMessages(context, logger);
        context.EnlistInOutbox(prepared);
        foreach (var (message, at) in messages)
            await context.PublishAsync(message, at is null ? null : new DeliveryOptions { ScheduledTime = at });
        return prepared;
    }

    /// <summary>Stores messages that go with no append, and hands them to the queues of this host.</summary>
    public async ValueTask Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (!host.Started.IsCompletedSuccessfully)
            await host.Started.WaitAsync(cancellation);
        var bus = new MessageBus(runtime);
        foreach (var (message, at) in messages)
            await bus.PublishAsync(message, at is null ? null : new DeliveryOptions { ScheduledTime = at });
    }
}

/// <summary>Messages on their way into the log's transaction, and after it to the queues of this host.</summary>
public sealed partial class PreparedMessages(MessageContext context, ILogger logger) : IEnvelopeTransaction
{
    private readonly List<Envelope> _envelopes = [];

    /// <summary>What is to be stored. Empty where queues are kept in memory.</summary>
    public IReadOnlyList<Envelope> Envelopes => _envelopes;

    /// <summary>
    /// After the commit: hands the messages to the queues of this host. Never throws: what does not arrive is in the database, and is
    /// picked up from there.
    /// </summary>
    public async Task Flush()
    {
        try
        {
            await context.FlushOutgoingMessagesAsync();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogNotFlushed(logger, fault, _envelopes.Count);
        }
    }

    Task IEnvelopeTransaction.PersistIncomingAsync(Envelope envelope)
    {
        _envelopes.Add(envelope);
        return Task.CompletedTask;
    }

    Task IEnvelopeTransaction.PersistOutgoingAsync(Envelope envelope) =>
        throw new NotSupportedException("Messages go to queues of this host only.");

    Task IEnvelopeTransaction.PersistOutgoingAsync(Envelope[] envelopes) =>
        throw new NotSupportedException("Messages go to queues of this host only.");

    Task<bool> IEnvelopeTransaction.TryMakeEagerIdempotencyCheckAsync(Envelope envelope, DurabilitySettings settings,
        CancellationToken cancellation) => Task.FromResult(true);

    ValueTask IEnvelopeTransaction.RollbackAsync() => ValueTask.CompletedTask;

    [LoggerMessage(170, LogLevel.Warning,
        "Messages were stored and not handed to their queues: {Count}. They are picked up from the database")]
    private static partial void LogNotFlushed(ILogger logger, Exception fault, int count);
}
