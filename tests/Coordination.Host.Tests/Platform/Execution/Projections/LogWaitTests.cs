using System.Diagnostics;
using Coordination.Host.Platform.Execution.Projections;
using Xunit;

namespace Coordination.Host.Tests.Platform.Execution.Projections;

/// <summary>Whoever follows the log looks at it when something came, and ever more rarely while nothing does.</summary>
public sealed class LogWaitTests
{
    private static readonly FollowerOptions s_options = new() { FirstQuiet = TimeSpan.FromMilliseconds(20), LongestQuiet = TimeSpan.FromSeconds(20) };
    private TaskCompletionSource _next = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_append_ends_the_wait_and_one_before_the_wait_does_so_at_once()
    {
        var wait = new LogWait(() => _next.Task, new FollowerOptions { FirstQuiet = TimeSpan.FromMinutes(5), LongestQuiet = TimeSpan.FromMinutes(5) });
        await wait.Next(Cancellation); // the first look
        var next = wait.Next(Cancellation).AsTask();
        await Task.Delay(50, Cancellation);
        Assert.False(next.IsCompleted);
        Append();
        await next.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Append();
        Assert.True(wait.Next(Cancellation).AsTask().IsCompleted);
    }

    [Fact]
    public async Task While_nothing_comes_each_wait_is_twice_as_long_as_the_one_before()
    {
        var wait = new LogWait(() => _next.Task, s_options);
        await wait.Next(Cancellation);
        var watch = Stopwatch.StartNew();
        for (var look = 0; look < 4; look++)
            await wait.Next(Cancellation);
        Assert.True(watch.ElapsedMilliseconds >= 290, $"{watch.ElapsedMilliseconds} ms instead of 20, 40, 80 and 160"); // timers may be a little early
        Append();
        await wait.Next(Cancellation);
        watch.Restart();
        await wait.Next(Cancellation);
        Assert.True(watch.ElapsedMilliseconds < 290, "It does not begin again when something came.");
    }

    private void Append()
    {
        var appended = _next;
        _next = new();
        appended.SetResult();
    }
}
