using System.Collections.Concurrent;

namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>What the followers of this host are doing, for readiness and metrics.</summary>
public sealed class FollowerStatuses
{
    private readonly ConcurrentDictionary<string, FollowerStatus> _all = new(StringComparer.Ordinal);

    public IEnumerable<FollowerStatus> All => _all.Values.OrderBy(s => s.Name, StringComparer.Ordinal);

    internal FollowerStatus Of(string name) => _all.GetOrAdd(name, n => new(n));
}

/// <summary>What one follower of this host is doing.</summary>
public sealed class FollowerStatus(string name)
{
    private long _position;
    private int _failures;

    public string Name => name;

    /// <summary>Whether this host is the one that follows; else another is, and this one stands by.</summary>
    public bool Leads { get; internal set; }

    /// <summary>How far it has come, while it leads.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>How often it failed in a row; 0 when all is well. It tries again for ever, and skips nothing.</summary>
    public int Failures => Volatile.Read(ref _failures);

    internal void Reached(long position)
    {
        Volatile.Write(ref _position, position);
        Volatile.Write(ref _failures, 0);
    }

    /// <summary>It begins to lead from here. Whether it does so well is seen when it has moved.</summary>
    internal void LeadsFrom(long position)
    {
        Volatile.Write(ref _position, position);
        Leads = true;
    }

    /// <summary>Another host leads: how that goes is for that one to say, and what failed here before is over.</summary>
    internal void StandsBy()
    {
        Leads = false;
        Volatile.Write(ref _failures, 0);
    }

    internal int Failed()
    {
        Leads = false;
        return Interlocked.Increment(ref _failures);
    }
}
