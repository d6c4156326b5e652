using Coordination.Domain;
using Coordination.Host.Execution;

namespace Coordination.Host.Audit;

/// <summary>States of streams as they were before one event of the log was recorded.</summary>
public interface IStatesBefore
{
    /// <summary>The state of a stream then; version 0 when there was none.</summary>
    ValueTask<Folded<TState>> Fold<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream, CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull;
}

/// <summary>Reads each stream again, for one question among few.</summary>
public sealed class StatesBefore(History history, long position) : IStatesBefore
{
    public ValueTask<Folded<TState>> Fold<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream, CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull =>
        history.Fold(definition, stream, AsOf.Before(position), cancellation);
}
