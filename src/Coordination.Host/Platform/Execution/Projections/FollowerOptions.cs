namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>The bounds that followers of the log keep.</summary>
public sealed record FollowerOptions
{
    /// <summary>Who this host is, among the hosts that might rebuild a view. It must differ between them.</summary>
    public string Holder { get; init; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>For how long a lease is taken while a view is rebuilt.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How many events a view that lacks a few reads at once.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>How many rows a projection keeps in memory.</summary>
    public int MostRowsInMemory { get; init; } = 20_000;

    /// <summary>How many events the views take at once.</summary>
    public int ViewPageSize { get; init; } = 2_000;

    /// <summary>How long events of a stream are gathered before the views take them. The first after a quiet time is taken at
    /// once.</summary>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>A follower that catches up pauses between steps, for this multiple of the time that the step took.</summary>
    public int RestOfCatchingUp { get; init; } = 1;

    /// <summary>A view that is further behind than this is rebuilt while the others go on.</summary>
    public long MostMissed { get; init; } = 10_000;

    /// <summary>How often at most a host that stands by asks whether it is its turn.</summary>
    public TimeSpan LeadershipEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How soon after the last append the log is looked at again without one; twice as long after each further look.</summary>
    public TimeSpan FirstQuiet { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After how long at most the log is looked at without an append: a notification may have been lost.</summary>
    public TimeSpan LongestQuiet { get; init; } = TimeSpan.FromSeconds(20);

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
