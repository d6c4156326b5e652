namespace Coordination.Host.Platform.Storage;

/// <summary>How the rows of projections are reached, and the bounds that are kept.</summary>
public sealed record ViewStoreOptions
{
    /// <summary>The connection of the projector's role, which reads the log and owns the rows of the views.</summary>
    public required string ConnectionString { get; init; }

    public int MostConnections { get; init; } = 16;

    /// <summary>The most connections of each login that reads.</summary>
    public int MostConnectionsPerReader { get; init; } = 8;

    /// <summary>How long one statement may take on the server.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one statement may wait for another's lock.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long connecting may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(4);
}
