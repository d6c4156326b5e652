using Coordination.Domain;
using Coordination.Host.Execution;

namespace Coordination.Host.Audit;

/// <summary>A stream as it was.</summary>
/// <param name="State">Its state then.</param>
/// <param name="Version">Its version then; 0 when there was no stream.</param>
public readonly record struct FoldedThen<TState>(TState State, long Version);

/// <summary>States of streams as they were before one event of the log was recorded.</summary>
public interface IStatesBefore
{
    /// <summary>The state of a stream then; version 0 when there was none.</summary>
    ValueTask<FoldedThen<TState>> Fold<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream, CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull;
}

/// <summary>Reads each stream again, for one question among few.</summary>
public sealed class StatesBefore(History history, long position) : IStatesBefore
{
    public ValueTask<FoldedThen<TState>> Fold<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream, CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull =>
        history.Fold(definition, stream, AsOf.Before(position), cancellation);
}
