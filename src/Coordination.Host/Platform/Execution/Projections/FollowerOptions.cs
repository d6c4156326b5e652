namespace Coordination.Host.Platform.Execution.Projections;

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

    /// <summary>How many events the views take at once.</summary>
    public int ViewPageSize { get; init; } = 2_000;

    /// <summary>How long events of a stream are gathered before the views take them. The first after a quiet time is taken at once.</summary>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>While the views catch up with a backlog they leave the machine to requests for this many times as long as they work.</summary>
    public int RestOfCatchingUp { get; init; } = 1;

    /// <summary>A view that lacks more events than this is built anew beside the others, which go on.</summary>
    public long MostMissed { get; init; } = 10_000;

    /// <summary>How often a host that stands by asks whether it is its turn.</summary>
    public TimeSpan LeadershipEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the log is looked at when nothing wakes us up.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long to wait after the first failure; twice as long after each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long to wait at most.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait after so many failures in a row.</summary>
    public TimeSpan PauseAfter(int failures)
    {
        var pause = FirstPause * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return pause < LongestPause ? pause : LongestPause;
    }
}
