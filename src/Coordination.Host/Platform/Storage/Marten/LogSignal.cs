using Coordination.Host.Platform.Execution;
using JasperFx.Events.Daemon.HighWater;

namespace Coordination.Host.Platform.Storage.Marten;

/// <summary>
/// Wakes Marten's daemon when something is appended, here or on another host. The first event after a quiet time is taken at once; when they come in a stream,
/// the next few are gathered, so that one transaction carries them.
/// </summary>
internal sealed class LogSignal(IEventStore log, TimeSpan gathering, TimeProvider time) : IDaemonWakeup
{
    private static readonly TimeSpan s_whileStopping = TimeSpan.FromMilliseconds(5);
    private readonly CancellationTokenSource _stop = new();
    private Task? _next;
    private long? _woke;

    public async Task WaitAsync(TimeSpan timeout, CancellationToken token)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, _stop.Token);
        await (_next ?? log.NextAppend).WaitAsync(timeout, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_woke is { } before && gathering - time.GetElapsedTime(before) is { Ticks: > 0 } rest)
            await Task.Delay(rest, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_stop.IsCancellationRequested)
            await Task.Delay(s_whileStopping, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _woke = time.GetTimestamp();
        _next = log.NextAppend; // before the log is looked at, so that nothing falls between
    }

    /// <summary>Lets whoever waits go on, now and from now on.</summary>
    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();
}
