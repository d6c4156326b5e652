using System.Collections.Concurrent;

namespace Coordination.Host.Platform.Execution;

/// <summary>
/// The idempotency keys that this host is working on. Two hosts may work on one key at once: then the store answers the
/// second with what the first stored.
/// </summary>
public sealed class InFlightRequests
{
    private readonly ConcurrentDictionary<IdempotencyKey, byte> _keys = new();

    /// <summary>Takes a key, or says that it is taken.</summary>
    public bool TryTake(IdempotencyKey key) => _keys.TryAdd(key, 0);

    /// <summary>Gives it back.</summary>
    public void Return(IdempotencyKey key) => _keys.TryRemove(key, out _);
}
