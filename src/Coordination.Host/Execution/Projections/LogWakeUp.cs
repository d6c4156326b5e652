namespace Coordination.Host.Execution.Projections;

/// <summary>Wakes those who wait for the log. One subscription for all of them.</summary>
public sealed class LogWakeUp(IEventStore store) : BackgroundService
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _head;

    /// <summary>Ends when something is appended. Take it before looking at the log, so that nothing falls between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>The last position that was seen.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>Somebody saw the log reach this position.</summary>
    internal void Saw(long position)
    {
        for (var head = Head; position > head; head = Head)
        {
            if (Interlocked.CompareExchange(ref _head, position, head) == head)
            {
                Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
                return;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Saw(await store.Head(stoppingToken));
                await foreach (var e in store.Subscribe(Head, stoppingToken))
                {
                    Saw(e.Position);
                }
            }
            catch (StoreUnavailableException)
            {
                // Followers poll for themselves meanwhile, and say so when they cannot read.
                await Task.Delay(500, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
