namespace Coordination.Host.Platform.Execution;

/// <summary>
/// A message of the host to itself: what is still to be done. It holds ids, instants and numbers, and never a text: it is stored in clear,
/// and a failed one is looked at by operators.
/// </summary>
public interface IQueuedMessage;

/// <summary>Does what a message asks for. It may be called several times for one message, on several hosts, and must then do it
/// once.</summary>
public interface IMessageHandler<in TMessage> where TMessage : IQueuedMessage
{
    /// <summary>What throws is tried again after growing pauses, and in the end waits for an operator. It stops no other message.</summary>
    ValueTask Handle(TMessage message, CancellationToken cancellation);
}

/// <summary>A message that is stored together with what is appended, and handed to its queue after the commit.</summary>
/// <param name="Message">What is to be done.</param>
/// <param name="At">When it is to be done; at once where it is null.</param>
public sealed record OutgoingMessage(IQueuedMessage Message, DateTimeOffset? At = null);

/// <summary>An event of the log, as a message names it.</summary>
public sealed record EventReference(Guid Event, string Stream, long Version);

/// <summary>One line of the table of what follows from events: which message goes out with an event of this type, if any.</summary>
public sealed record EventMessage(Type Event, Type Message, Func<DomainEvent, EventReference, OutgoingMessage?> Make)
{
    public static EventMessage Of<TEvent, TMessage>(Func<TEvent, EventReference, TMessage?> make, Func<TEvent, DateTimeOffset?>? at = null)
        where TEvent : DomainEvent where TMessage : class, IQueuedMessage =>
        new(typeof(TEvent), typeof(TMessage),
            (e, reference) => make((TEvent)e, reference) is { } message ? new(message, at?.Invoke((TEvent)e)) : null);
}

/// <summary>What follows from which events: the one table that every command is looked up in when it is recorded.</summary>
public sealed class EventMessages(IEnumerable<EventMessage> lines)
{
    private readonly ILookup<Type, EventMessage> _lines = lines.ToLookup(line => line.Event);

    /// <summary>The table, for whoever wants to see it whole.</summary>
    public IEnumerable<EventMessage> Lines => _lines.SelectMany(line => line);

    /// <summary>The messages that go out with an event.</summary>
    public IEnumerable<OutgoingMessage> Of(DomainEvent e, EventReference reference) =>
        _lines[e.GetType()].Select(line => line.Make(e, reference)).OfType<OutgoingMessage>();
}
