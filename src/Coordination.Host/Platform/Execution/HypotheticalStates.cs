namespace Coordination.Host.Platform.Execution;

/// <summary>The states of another source, as they would be if something had been recorded that was not: for previews, and for cases that
/// were made up.</summary>
/// <param name="states">The states to begin with.</param>
public sealed class HypotheticalStates(IStateSource states) : IStateSource
{
    private readonly Dictionary<string, List<DomainEvent>> _supposed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> _folded = new(StringComparer.Ordinal);

    public static IStateSource Nothing { get; } = new NoStates();

    /// <summary>Supposes that these events were recorded to the stream of a subject, after what is there.</summary>
    public HypotheticalStates With<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id, IReadOnlyList<TEvent> events)
        where TEvent : DomainEvent where TId : struct => With(definition, definition.NameFor(id), events);

    /// <summary>Supposes that these events were recorded to the stream of which there is only one, after what is there.</summary>
    public HypotheticalStates With<TState, TEvent>(StreamDefinition<TState, TEvent> definition, IReadOnlyList<TEvent> events)
        where TEvent : DomainEvent => With(definition, definition.OnlyName, events);

    /// <summary>Supposes that these events were recorded to a stream of the definition, after what is there.</summary>
    public HypotheticalStates With<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream, IReadOnlyList<TEvent> events)
        where TEvent : DomainEvent
    {
        if (!_supposed.TryGetValue(stream, out var before))
            _supposed[stream] = before = [];
        before.AddRange(events);
        _folded.Remove(stream);
        return this;
    }

    public async ValueTask<Versioned<TState>> Read<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream,
        CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull
    {
        if (!_supposed.TryGetValue(stream, out var events))
            return await states.Read(definition, stream, cancellation);
        if (_folded.TryGetValue(stream, out var known))
            return (Versioned<TState>)known;
        var (state, version) = await states.Read(definition, stream, cancellation);
        var folded = new Versioned<TState>(definition.Fold(state, events.Cast<TEvent>()), version + events.Count);
        _folded[stream] = folded;
        return folded;
    }

    public ValueTask Prepare(IEnumerable<StreamToRead> streams, CancellationToken cancellation) => states.Prepare(streams, cancellation);

    private sealed class NoStates : IStateSource
    {
        public ValueTask<Versioned<TState>> Read<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream,
            CancellationToken cancellation)
            where TEvent : DomainEvent where TState : notnull => new(new Versioned<TState>(definition.Initial, 0));
    }
}
