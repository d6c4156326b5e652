namespace Coordination.Host.Platform.Messaging;

/// <summary>Reads the event that a message names, and has the reaction react to it.</summary>
internal sealed class ReactionHandler<TReaction, TMessage>(TReaction reaction, IEventStore store, EventCodec codec)
    : IMessageHandler<TMessage>
    where TReaction : IReaction where TMessage : IReactionMessage
{
    public async ValueTask Handle(TMessage message, CancellationToken cancellation)
    {
        var cause = message.Cause;
        if (await store.ReadStream(cause.Stream, cause.Version - 1, 1, cancellation) is not [var stored] || stored.Id != cause.Event)
            throw new MissingEventException(cause);
        await reaction.React(codec.Decode(stored), cancellation);
    }
}

/// <summary>A message names an event that is not in the log, as after a restore of an older backup.</summary>
public sealed class MissingEventException(EventReference cause)
    : Exception($"The log has no event {cause.Event} at version {cause.Version} of its stream.");
