namespace Coordination.Host.Platform.Execution;

/// <summary>A folded stream.</summary>
/// <param name="State">The state after the event at <paramref name="Version"/>.</param>
/// <param name="Version">The version of the stream; 0 when there is no stream. For the host alone.</param>
/// <param name="Shown">The version that callers may be shown.</param>
public readonly record struct Folded<TState>(TState State, long Version, ShownVersion Shown)
{
    /// <summary>The state, and the version that callers may be shown.</summary>
    public void Deconstruct(out TState state, out ShownVersion shown) => (state, shown) = (State, Shown);
}

/// <summary>Folded states by stream, the least recently used leaving first. It may be stale, never wrong: the append verifies every version
/// that a decision used, and readers catch up first.</summary>
public sealed class StateCache(int capacity = 20_000)
{
    private readonly Dictionary<string, LinkedListNode<Entry>> _byStream = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = [];
    private readonly Lock _lock = new();

    /// <summary>How many streams it holds.</summary>
    public int Count { get { lock (_lock) return _byStream.Count; } }

    /// <summary>The state of a stream as it was last seen.</summary>
    public bool TryFind<TState>(string stream, out Folded<TState> found)
    {
        lock (_lock)
        {
            if (_byStream.TryGetValue(stream, out var node) && node.Value.State is TState state)
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                found = new Folded<TState>(state, node.Value.Version, node.Value.Shown);
                return true;
            }
        }
        found = default;
        return false;
    }

    /// <summary>Keeps a state, unless a later one is there. What does not exist is not kept.</summary>
    public void Keep(string stream, object state, long version, ShownVersion shown)
    {
        if (version == 0)
            return;
        lock (_lock)
        {
            if (_byStream.TryGetValue(stream, out var known))
            {
                if (known.Value.Version < version)
                    known.Value = new Entry(stream, state, version, shown);
                return;
            }
            _byStream[stream] = _byUse.AddFirst(new Entry(stream, state, version, shown));
            if (_byStream.Count > capacity)
                RemoveLeastRecentlyUsed();
        }
    }

    public void Drop(string stream)
    {
        lock (_lock)
        {
            if (_byStream.Remove(stream, out var node))
                _byUse.Remove(node);
        }
    }

    private void RemoveLeastRecentlyUsed()
    {
        var last = _byUse.Last!;
        _byUse.RemoveLast();
        _byStream.Remove(last.Value.Stream);
    }

    private readonly record struct Entry(string Stream, object State, long Version, ShownVersion Shown);
}
