namespace Coordination.Host.Platform.Execution;

/// <summary>What became of a command. Outages and bugs are exceptions; everything else is one of these.</summary>
public abstract record CommandResult
{
    private CommandResult() { }

    /// <summary>It was answered, now or when the same key came first.</summary>
    /// <param name="Answer">The answer.</param>
    /// <param name="Replayed">It is the answer that the key was given before; nothing was done now.</param>
    public sealed record Answered(Answer Answer, bool Replayed) : CommandResult;

    /// <summary>The stream is not at a version that the caller named.</summary>
    public sealed record VersionChanged : CommandResult;

    /// <summary>The key was used before, for something else.</summary>
    public sealed record KeyReused : CommandResult;

    /// <summary>The same key is being worked on at this moment.</summary>
    public sealed record StillRunning : CommandResult;

    /// <summary>Others kept changing what was being decided on. Nothing was stored.</summary>
    public sealed record Contended : CommandResult;
}
