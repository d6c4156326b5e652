namespace Coordination.Host.Platform.Encryption;

/// <summary>
/// What waits until a disk has written does so on threads of its own: those that serve requests are as few as the processors,
/// and one slow disk would hold all of them. Several at once, since a disk takes the writes of many in one go.
/// </summary>
internal static class DiskThreads
{
    private const int Most = 16;
    private static readonly SemaphoreSlim s_free = new(Most);

    /// <summary>Does it there, when one of them is free.</summary>
    public static async ValueTask<T> Run<T>(Func<T> work, CancellationToken cancellation)
    {
        await s_free.WaitAsync(cancellation);
        try
        {
            return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            s_free.Release();
        }
    }
}
