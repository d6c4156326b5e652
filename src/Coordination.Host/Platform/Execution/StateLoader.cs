namespace Coordination.Host.Platform.Execution;

/// <summary>Folds streams, starting from what is cached and reading only what came after.</summary>
public sealed class StateLoader(IEventStore store, EventCodec codec, StateCache cache)
{
    private const int PageSize = 500, PageOfStreams = 2_000;

    /// <summary>The state of a stream as it is cached, whether or not that is up to date; from the store when it is not cached.</summary>
    public ValueTask<Folded<TState>> Cached<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream,
        CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull =>
        cache.TryFind<TState>(stream, out var found) ? new(found) : CaughtUp(definition, stream, cancellation);

    public async ValueTask<Folded<TState>> CaughtUp<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream,
        CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull
    {
        var (state, version, shown) = cache.TryFind<TState>(stream, out var found) ? found : new(definition.Initial, 0, ShownVersion.None);
        var page = await store.ReadStream(stream, version, PageSize, cancellation);
        while (page.Count > 0)
        {
            // The next page is on its way while this one is folded.
            var next = page.Count == PageSize ? store.ReadStream(stream, page[^1].Version, PageSize, cancellation).AsTask() : null;
            foreach (var stored in page)
            {
                var happened = (TEvent)codec.Decode(stored).Event;
                (state, version, shown) = (definition.Evolve(state, happened), stored.Version, shown.After(definition, happened));
            }
            page = next is null ? [] : await next;
        }
        cache.Keep(stream, state, version, shown);
        return new(state, version, shown);
    }

    /// <summary>Catches streams up together, with one question to the store as a rule.</summary>
    internal async ValueTask CatchUp(IReadOnlyCollection<StreamToRead> streams, CancellationToken cancellation)
    {
        foreach (var stream in streams)
            stream.Begin(cache);
        var behind = streams.ToDictionary(stream => stream.Name, StringComparer.Ordinal);
        while (behind.Count > 0)
        {
            var page = await store.ReadStreams([.. behind.Values.Select(stream => new StreamCheck(stream.Name, stream.Version))],
                PageOfStreams, cancellation);
            foreach (var stored in page)
                behind[stored.Stream].Take(stored, codec);
            if (page.Count < PageOfStreams)
                break;
            foreach (var done in behind.Keys.Where(name => string.CompareOrdinal(name, page[^1].Stream) < 0).ToList())
                behind.Remove(done); // they come in the order of their names
        }
        foreach (var stream in streams)
            stream.Keep(cache);
    }

    internal void Keep(string stream, object state, long version, ShownVersion shown) => cache.Keep(stream, state, version, shown);

    /// <summary>A stream is not where it was expected. A cached state that is ahead of the log is of another history.</summary>
    internal void Reconsider(AppendResult.Conflict conflict, long expected)
    {
        if (conflict.Actual < expected)
            cache.Drop(conflict.Stream);
    }
}
