namespace Coordination.Host.Platform.Execution;

/// <summary>
/// Something that is done because an event was recorded. It is given each event at least once, on any host, and possibly after later ones:
/// it must be harmless to do it twice (give each command an idempotency key that is made from the event's identifier).
/// </summary>
public interface IReaction
{
    /// <summary>Reacts to one event. What throws is tried again, and in the end waits for an operator; other events go on.</summary>
    ValueTask React(Recorded<DomainEvent> recorded, CancellationToken cancellation);
}

/// <summary>The message of a reaction: which event it is to react to.</summary>
public interface IReactionMessage : IQueuedMessage
{
    EventReference Cause { get; }
}

/// <summary>A reaction as it is known to the sweep, which finds events that came without a message.</summary>
/// <param name="Name">The name of its queue, and of its checkpoint <c>reactions/name</c>. Never changed once in use.</param>
/// <param name="Events">The types of the events that concern it.</param>
/// <param name="Message">The message for an event.</param>
public sealed record Reaction(string Name, IReadOnlyList<Type> Events, Func<EventReference, IReactionMessage> Message);
