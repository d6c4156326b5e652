using Coordination.Domain;

namespace Coordination.Host.Execution;

/// <summary>Reads the state of streams for queries: always caught up with the store.</summary>
public sealed class StateReader(StateLoader loader)
{
    /// <summary>The state of one subject's stream; version 0 when there is none.</summary>
    public ValueTask<Folded<TState>> Read<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id, CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull where TId : struct =>
        loader.CaughtUp(definition, definition.NameFor(id), cancellation);

    /// <summary>The state of the stream of which there is only one.</summary>
    public ValueTask<Folded<TState>> Read<TState, TEvent>(StreamDefinition<TState, TEvent> definition, CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull =>
        loader.CaughtUp(definition, definition.OnlyName, cancellation);
}
