namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>How far those who follow the log have come.</summary>
public interface ICheckpoints
{
    /// <summary>The position of the last event that was dealt with; 0 for a new follower.</summary>
    ValueTask<long> Read(string name, CancellationToken cancellation);

    /// <summary>Moves a checkpoint.</summary>
    /// <exception cref="CheckpointMovedException">The checkpoint is not where it was thought to be.</exception>
    ValueTask Advance(CheckpointMove move, CancellationToken cancellation);
}

/// <summary>A step of a checkpoint: compare and set.</summary>
public sealed record CheckpointMove(string Name, long From, long To);

/// <summary>The checkpoint is not where it was thought to be. Nothing was stored.</summary>
public sealed class CheckpointMovedException(string name) : Exception($"The checkpoint '{name}' was moved by somebody else.");
