namespace Coordination.Host.Platform.Storage;

/// <summary>How the store reaches its database, and the bounds it keeps.</summary>
public sealed record StoreOptions
{
    /// <summary>The connection of the writer's role, which may execute the append function and read.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The task force whose log it is: Marten's tenant, with a database of its own.</summary>
    public string TaskForce { get; init; } = "task-force";

    public int MostRequestsPerBatch { get; init; } = 512;

    /// <summary>The most bytes of event data and answers in one batch; a larger single request goes alone.</summary>
    public int MostBytesPerBatch { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most requests that may wait; beyond it the store refuses at once.</summary>
    public int MostWaiting { get; init; } = 10_000;

    /// <summary>How long a batch waits for another host, or for a stuck holder of the append lock.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long one statement may take on the server.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long connecting may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How often a subscription looks for itself, if no wake-up came.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many events a subscription reads at once.</summary>
    public int SubscriptionPage { get; init; } = 500;

    /// <summary>The most connections for reading.</summary>
    public int MostReaders { get; init; } = 16;
}
