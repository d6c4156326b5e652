namespace Coordination.Host.Execution.Projections;

/// <summary>The bounds that followers of the log keep.</summary>
public sealed record FollowerOptions
{
    /// <summary>Who this host is, among the hosts that might follow. It must differ between them.</summary>
    public string Holder { get; init; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>For how long a lease is taken: a dead holder is replaced after at most this and a third.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How many events are dealt with at once.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>How many rows a projection keeps in memory.</summary>
    public int MostRowsInMemory { get; init; } = 20_000;

    /// <summary>For each event that was dealt with, how long more are gathered before the next are.</summary>
    public TimeSpan RestPerEvent { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>For how long they are gathered at most.</summary>
    public TimeSpan LongestRest { get; init; } = TimeSpan.FromMilliseconds(80);

    /// <summary>For how long it need not be stored how far a follower came, while events come in a stream and none of them concerns it.</summary>
    public TimeSpan LongestUnsaved { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How often the log is looked at when nothing wakes us up.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long to wait after the first failure; twice as long after each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long to wait at most.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);
}
