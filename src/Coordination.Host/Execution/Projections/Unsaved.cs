namespace Coordination.Host.Execution.Projections;

/// <summary>
/// How long a follower has gone on without storing how far it came. Where events changed nothing, only that would be stored: it can
/// wait for those that come after, for a bounded time. After a crash they are read again, and change nothing again.
/// </summary>
internal sealed class Unsaved(FollowerOptions options, TimeProvider time)
{
    private long? _since;
    private bool _couldSave;

    /// <summary>Whether anything waits to be stored.</summary>
    public bool IsAny => _since is not null;

    /// <summary>Whether it can wait longer. Whoever has just begun stores at once: where that fails, it is seen to be stuck.</summary>
    public bool MayWait() => _couldSave && time.GetElapsedTime(_since ??= time.GetTimestamp()) < options.LongestUnsaved;

    /// <summary>It was stored.</summary>
    public void Saved() => (_since, _couldSave) = (null, true);

    /// <summary>What was stored is found out again.</summary>
    public void Begin() => (_since, _couldSave) = (null, false);
}
