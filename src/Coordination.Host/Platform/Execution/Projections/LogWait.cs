namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>
/// Waits until the log should be looked at: when something was appended, here or on another host. In case a notification was lost or a look
/// failed, it also answers after a while without one; that is short after something came, and doubles up to
/// <see cref="FollowerOptions.LongestQuiet"/>.
/// </summary>
/// <param name="nextAppend">Ends with the next append, as <see cref="IEventStore.NextAppend"/> does.</param>
/// <param name="options">How long it waits.</param>
public sealed class LogWait(Func<Task> nextAppend, FollowerOptions options)
{
    private static readonly TimeProvider s_clock = TimeProvider.System;
    private Task? _next;
    private TimeSpan _patience;

    /// <summary>The first call answers at once. Look at all there is before the next one.</summary>
    public async ValueTask Next(CancellationToken cancellation)
    {
        if (_next is { IsCompleted: false } quiet)
            await quiet.WaitAsync(_patience, s_clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _patience = _next is { IsCompleted: false } ? Doubled(_patience) : options.FirstQuiet;
        _next = nextAppend(); // before the log is looked at, so that nothing falls between
    }

    private TimeSpan Doubled(TimeSpan patience) => patience * 2 < options.LongestQuiet ? patience * 2 : options.LongestQuiet;
}
