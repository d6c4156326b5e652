using System.Collections.Concurrent;

namespace Coordination.Host.Platform.Execution;

/// <summary>
/// The idempotency keys that this host is working on. Two hosts may work on one key at once: then the store answers the
/// second with what the first stored.
/// </summary>
public sealed class InFlightRequests
{
    private readonly ConcurrentDictionary<IdempotencyKey, byte> _keys = new();

    public bool TryTake(IdempotencyKey key) => _keys.TryAdd(key, 0);

    public void Return(IdempotencyKey key) => _keys.TryRemove(key, out _);
}
