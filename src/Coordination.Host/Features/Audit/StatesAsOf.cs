namespace Coordination.Host.Features.Audit;

/// <summary>States of streams as they were, for one question among few: each stream is read once from the log.</summary>
public sealed class StatesAsOf(History history, AsOf asOf) : IStateSource
{
    private readonly Dictionary<string, object> _read = new(StringComparer.Ordinal);

    public async ValueTask<Versioned<TState>> Read<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream,
        CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull
    {
        if (_read.TryGetValue(stream, out var known))
            return (Versioned<TState>)known;
        var read = await history.Fold(definition, stream, asOf, cancellation);
        _read[stream] = read;
        return read;
    }
}
