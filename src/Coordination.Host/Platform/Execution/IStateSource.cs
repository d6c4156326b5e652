namespace Coordination.Host.Platform.Execution;

/// <summary>The state of a stream, and the version in the log that it was folded from.</summary>
/// <param name="State">The state.</param>
/// <param name="Version">The version; 0 when there is no stream.</param>
public readonly record struct Versioned<TState>(TState State, long Version);

/// <summary>The source of stream states. A command verifies at its commit what it read (<see cref="CommandSession"/>). A query reads as of
/// now (<see cref="StateReader.ForOneQuery"/>). Others read the log as it was, or states that were not recorded
/// (<see cref="HypotheticalStates"/>).</summary>
public interface IStateSource
{
    /// <summary>The state of a stream; version 0 when there is none.</summary>
    ValueTask<Versioned<TState>> Read<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream,
        CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull;

    /// <summary>Names streams that are going to be read. A source that has to ask the store reads them with one question; to others it says
    /// nothing.</summary>
    ValueTask Prepare(IEnumerable<StreamToRead> streams, CancellationToken cancellation) => ValueTask.CompletedTask;
}

public static class StateSources
{
    /// <summary>The state of one subject's stream.</summary>
    public static ValueTask<Versioned<TState>> Read<TState, TEvent, TId>(this IStateSource states,
        StreamDefinition<TState, TEvent> definition, TId id, CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull where TId : struct =>
        states.Read(definition, definition.NameFor(id), cancellation);

    /// <summary>The state of the stream of which there is only one.</summary>
    public static ValueTask<Versioned<TState>> Read<TState, TEvent>(this IStateSource states, StreamDefinition<TState, TEvent> definition,
        CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull => states.Read(definition, definition.OnlyName, cancellation);
}
