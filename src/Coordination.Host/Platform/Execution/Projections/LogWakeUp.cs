namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>Wakes those who wait for the log, and looks now and then how long it is, to tell how far behind they are.</summary>
public sealed class LogWakeUp(IEventStore store) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    private long _head;

    /// <summary>Ends when something is appended. Take it before looking at the log, so that nothing falls between.</summary>
    public Task Next => store.NextAppend;

    /// <summary>The last position that was seen.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>Somebody saw the log reach this position.</summary>
    internal void Saw(long position)
    {
        for (var head = Head; position > head; head = Head)
            Interlocked.CompareExchange(ref _head, position, head);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var next = Next;
                Saw(await store.Head(stoppingToken));
                await next.WaitAsync(LongestWait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (StoreUnavailableException)
            {
                // Followers poll for themselves meanwhile, and say so when they cannot read.
            }
            await Task.Delay(BetweenLooks, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
