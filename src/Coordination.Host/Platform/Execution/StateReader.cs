namespace Coordination.Host.Platform.Execution;

/// <summary>Reads the state of streams for queries: always caught up with the store. A reader for a single query reads each stream once.
/// Streams that are named in advance are read with one query to the store, after the query began, so everything recorded before is
/// seen.</summary>
public sealed class StateReader : IStateSource
{
    private readonly StateLoader _loader;
    private readonly Dictionary<string, object>? _read;

    public StateReader(StateLoader loader) : this(loader, null) { }

    private StateReader(StateLoader loader, Dictionary<string, object>? read) => (_loader, _read) = (loader, read);

    /// <summary>One that reads each stream once, for a query that is answered as of now; not for several threads at once. It is its
    /// own.</summary>
    public StateReader ForOneQuery() => _read is null ? new(_loader, new(StringComparer.Ordinal)) : this;

    /// <summary>Catches these streams up together, where they were not read yet. Only for one query.</summary>
    public async ValueTask Prepare(IEnumerable<StreamToRead> streams, CancellationToken cancellation)
    {
        var known = _read ?? throw new InvalidOperationException("What is read is remembered for one query only.");
        List<StreamToRead> wanted = [.. streams.Where(stream => !known.ContainsKey(stream.Name)).DistinctBy(stream => stream.Name)];
        await _loader.CatchUp(wanted, cancellation);
        foreach (var stream in wanted)
            known.Add(stream.Name, stream.Folded);
    }

    /// <summary>The state of one subject's stream; version 0 when there is none.</summary>
    public ValueTask<Folded<TState>> Read<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id,
        CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull where TId : struct =>
        Read(definition, definition.NameFor(id), cancellation);

    /// <summary>The state of the stream of which there is only one.</summary>
    public ValueTask<Folded<TState>> Read<TState, TEvent>(StreamDefinition<TState, TEvent> definition, CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull =>
        Read(definition, definition.OnlyName, cancellation);

    async ValueTask<Versioned<TState>> IStateSource.Read<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream,
        CancellationToken cancellation)
    {
        var (state, version, _) = await Read(definition, stream, cancellation);
        return new(state, version);
    }

    private async ValueTask<Folded<TState>> Read<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream,
        CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull
    {
        if (_read is not null && _read.TryGetValue(stream, out var known))
            return (Folded<TState>)known;
        var folded = await _loader.CaughtUp(definition, stream, cancellation);
        if (_read is not null)
            _read[stream] = folded;
        return folded;
    }
}
