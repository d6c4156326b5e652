namespace Coordination.Testing;

/// <summary>Everything that a host keeps, in memory. Two hosts that are given the same one are two hosts on one database.</summary>
public sealed class InMemoryStores(TimeProvider? clock = null)
{
    private InMemoryOutbox? _outbox;

    /// <summary>The log.</summary>
    public InMemoryEventStore Events { get; } = new(clock);

    /// <summary>Rows, leases and checkpoints.</summary>
    public InMemoryViewStore Views { get; } = new(clock);

    /// <summary>Messages that wait.</summary>
    public InMemoryOutbox Outbox => _outbox ??= new(Views);
}
