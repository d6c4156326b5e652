namespace Coordination.Host.Platform.Execution;

/// <summary>A stream that a query is going to read, of whatever state: to be caught up together with others.</summary>
public abstract class StreamToRead
{
    private StreamToRead(string name) => Name = name;

    public string Name { get; }

    /// <summary>How far it was folded.</summary>
    internal long Version { get; private protected set; }

    /// <summary>The folded state, for the query that asked.</summary>
    internal abstract object Folded { get; }

    /// <summary>Starts from what is cached.</summary>
    internal abstract void Begin(StateCache cache);

    internal abstract void Take(StoredEvent stored, EventCodec codec);

    internal abstract void Keep(StateCache cache);

    public static StreamToRead Of<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id)
        where TEvent : DomainEvent where TState : notnull where TId : struct =>
        new Subject<TState, TEvent>(definition, definition.NameFor(id));

    public static StreamToRead Of<TState, TEvent>(StreamDefinition<TState, TEvent> definition)
        where TEvent : DomainEvent where TState : notnull => new Subject<TState, TEvent>(definition, definition.OnlyName);

    private sealed class Subject<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string name) : StreamToRead(name)
        where TEvent : DomainEvent where TState : notnull
    {
        private TState _state = definition.Initial;
        private ShownVersion _shown;
        private long _cached;

        internal override object Folded => new Folded<TState>(_state, Version, _shown);

        internal override void Begin(StateCache cache)
        {
            if (cache.TryFind<TState>(Name, out var found))
                (_state, Version, _shown, _cached) = (found.State, found.Version, found.Shown, found.Version);
        }

        internal override void Take(StoredEvent stored, EventCodec codec)
        {
            var happened = (TEvent)codec.Decode(stored).Event;
            (_state, Version, _shown) = (definition.Evolve(_state, happened), stored.Version, _shown.After(definition, happened));
        }

        internal override void Keep(StateCache cache)
        {
            if (Version > _cached)
                cache.Keep(Name, _state, Version, _shown);
        }
    }
}
