namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>
/// Says which host does something that one host does at a time. It saves work and prevents nothing: a host that lost it may not know yet.
/// So what is stored by a leader is stored by compare and set.
/// </summary>
public interface ILeaderLock : IAsyncDisposable
{
    /// <summary>Whether this host leads, as far as it knows.</summary>
    bool IsHeld { get; }

    /// <summary>Becomes the leader when no other host is.</summary>
    ValueTask<bool> TryTake(CancellationToken cancellation);

    ValueTask Release();
}
