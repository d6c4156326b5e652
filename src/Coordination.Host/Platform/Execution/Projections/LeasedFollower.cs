namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>What every follower of the log needs.</summary>
public sealed record FollowerServices(
    ILeases Leases, LogPages Pages, LogWakeUp WakeUp, FollowerStatuses Statuses, FollowerMetrics Metrics,
    FollowerOptions Options, TimeProvider Time, ILogger<LeasedFollower> Logger);

/// <summary>
/// Follows the log in pages, on one host at a time. What fails is tried again for ever, with a growing pause: nothing is
/// skipped, and until it succeeds the follower counts as stuck.
/// </summary>
public abstract class LeasedFollower(string name, FollowerServices services) : BackgroundService
{
    private readonly FollowerStatus _status = services.Statuses.Of(name);

    /// <summary>For how long leases are taken.</summary>
    protected TimeSpan LeaseTime => services.Options.LeaseTime;

    /// <summary>The lease was taken: from which position on?</summary>
    protected abstract ValueTask<long> Begin(CancellationToken cancellation);

    /// <summary>
    /// Deals with what comes after a position; null when there is nothing. When it returns, every effect is durable; when it throws,
    /// <see cref="Begin"/> finds out how far it came.
    /// </summary>
    protected abstract ValueTask<Step?> Advance(Lease lease, long position, CancellationToken cancellation);

    /// <summary>
    /// The first event after a quiet time is dealt with at once. When they come in a stream, the next few are gathered, so that
    /// one transaction carries them; whoever has a backlog does not rest.
    /// </summary>
    protected virtual TimeSpan RestAfter(int events)
    {
        if (events >= services.Options.PageSize)
            return TimeSpan.Zero;
        var rest = services.Options.RestPerEvent * events;
        return rest < services.Options.LongestRest ? rest : services.Options.LongestRest;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = await Attempt(stoppingToken);
            await Task.Delay(pause, services.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TimeSpan> Attempt(CancellationToken stopping)
    {
        try
        {
            return await Follow(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception moved) when (moved is LeaseLostException or CheckpointMovedException)
        {
            services.Logger.SteppedBack(name);
            return TimeSpan.Zero;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Failed(failure);
        }
    }

    private TimeSpan Failed(Exception failure)
    {
        var failures = _status.Failed();
        var pause = services.Options.PauseAfter(failures);
        services.Metrics.Failed(name);
        services.Logger.Stuck(failure, name, _status.Position, failures, pause);
        return pause;
    }

    private async Task<TimeSpan> Follow(CancellationToken stopping)
    {
        var options = services.Options;
        if (await services.Leases.TryTake(name, options.Holder, options.LeaseTime, stopping) is not { } lease)
        {
            _status.Leads = false;
            return options.LeaseTime / 3;
        }

        try
        {
            await Lead(lease, stopping);
            return TimeSpan.Zero;
        }
        finally
        {
            _status.Leads = false;
            await GiveBack(lease);
        }
    }

    private async Task Lead(Lease lease, CancellationToken stopping)
    {
        var position = await Begin(stopping);
        _status.Leads = true;
        services.Logger.Leads(name, position, lease.Token);
        var renewed = services.Time.GetTimestamp();
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            var wakeUp = services.WakeUp.Next;
            var step = await Advance(lease, position, stopping);
            if (step is not null)
            {
                position = step.Position;
                renewed = services.Time.GetTimestamp();
                services.Metrics.Took(name, step.Events, services.Time.GetUtcNow() - step.FirstRecordedAt);
            }

            _status.Reached(position);
            services.WakeUp.Saw(position);
            if (step is not null)
            {
                await Task.Delay(RestAfter(step.Events), services.Time, stopping);
                continue;
            }

            await wakeUp.WaitAsync(services.Options.PollInterval, services.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (services.Time.GetElapsedTime(renewed) > LeaseTime / 3)
            {
                await services.Leases.Renew(lease, LeaseTime, stopping);
                renewed = services.Time.GetTimestamp();
            }
        }
    }

    private async Task GiveBack(Lease lease)
    {
        using var bounded = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await services.Leases.GiveBack(lease, bounded.Token);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
        {
            services.Logger.NotGivenBack(name); // it runs out by itself
        }
    }
}

/// <summary>What was dealt with at once.</summary>
/// <param name="Position">The position of the last event.</param>
/// <param name="Events">How many there were.</param>
/// <param name="FirstRecordedAt">When the first was recorded, to tell how late it was.</param>
public sealed record Step(long Position, int Events, DateTimeOffset FirstRecordedAt);
