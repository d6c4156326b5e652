using JasperFx.Events.Daemon.HighWater;

namespace Coordination.Host.Platform.Storage.Marten;

/// <summary>
/// Wakes Marten's daemon when something is appended, here or on another host. The first event after a quiet time is taken at once; when
/// they come in a stream, the next few are gathered, so that one transaction carries them.
/// </summary>
internal sealed class LogSignal(LogWait log, TimeSpan gathering, TimeProvider time) : IDaemonWakeup, IDisposable
{
    private static readonly TimeSpan s_whileHurrying = TimeSpan.FromMilliseconds(5);
    private CancellationTokenSource _hurry = new();
    private volatile bool _isStopped;
    private long? _woke;

    public async Task WaitAsync(TimeSpan timeout, CancellationToken token)
    {
        var hurry = _hurry.Token;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, hurry);
        if (_woke is { } before && gathering - time.GetElapsedTime(before) is { Ticks: > 0 } rest)
            await Task.Delay(rest, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await log.Next(either.Token);
        if (hurry.IsCancellationRequested)
            await Task.Delay(s_whileHurrying, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _woke = time.GetTimestamp();
    }

    /// <summary>Waits are short until <see cref="Calm"/>, because Marten waits for them when it ends its loop.</summary>
    public void Hurry() => _hurry.Cancel();

    /// <summary>Waits are as long as they should be.</summary>
    public void Calm()
    {
        if (!_isStopped && _hurry.IsCancellationRequested)
            _hurry = new();
    }

    /// <summary>Nobody waits long from now on.</summary>
    public void Stop()
    {
        _isStopped = true;
        Hurry();
    }

    public void Dispose() => _hurry.Dispose();
}
