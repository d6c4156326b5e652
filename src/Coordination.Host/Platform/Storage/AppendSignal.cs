namespace Coordination.Host.Platform.Storage;

/// <summary>Tells those who wait that something was appended. Take <see cref="Next"/> before looking, so that nothing falls
/// between.</summary>
internal sealed class AppendSignal
{
    private TaskCompletionSource? _next;

    public Task Next
    {
        get
        {
            var current = Volatile.Read(ref _next);
            if (current is not null)
                return current.Task;
            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref _next, fresh, null) ?? fresh).Task;
        }
    }

    public void Pulse() => Interlocked.Exchange(ref _next, null)?.TrySetResult();
}
