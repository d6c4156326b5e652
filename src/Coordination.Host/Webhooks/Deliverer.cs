using System.Collections.Concurrent;
using System.Collections.Immutable;
using Coordination.Domain.Webhooks;
using Coordination.Host.Execution.Projections;
using Coordination.Host.Execution.Webhooks;

namespace Coordination.Host.Webhooks;

/// <summary>Composes on each beat what endpoints are to be told, and sends what waits, on one host at a time.</summary>
public sealed class Deliverer(
    Endpoints endpoints, MessageComposer composer, DeliveryRound round, IOutbox outbox, ILeases leases, FollowerOptions follower, WebhookSettings settings, WebhookMetrics metrics,
    TimeProvider time, ILogger<Deliverer> logger) : BackgroundService
{
    /// <summary>The name of its lease.</summary>
    public const string LeaseName = "webhooks/deliverer";

    private readonly ConcurrentDictionary<EndpointId, Task> _running = [];
    private readonly HashSet<EndpointId> _forgotten = [];
    private readonly Dictionary<(EndpointId, string), int> _askedFor = [];
    private ImmutableDictionary<EndpointId, Recipient> _recipients = ImmutableDictionary<EndpointId, Recipient>.Empty;
    private DateTimeOffset _beat;

    /// <summary>Takes in what was recorded since, and composes for everybody if a beat has passed.</summary>
    public async ValueTask Look(Lease lease, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var before = _recipients;
        var known = await endpoints.At(now, cancellation);
        _recipients = known.Active;
        foreach (var resumed in _beat == default ? [] : _recipients.Keys.Where(endpoint => !before.ContainsKey(endpoint)))
            await outbox.Hasten(lease, resumed, now, cancellation);
        foreach (var recipient in _recipients.Values)
            await SendAgain(lease, recipient.Details, now, cancellation);
        foreach (var endpoint in known.Removed.Where(_forgotten.Add).ToList())
            await outbox.Remove(lease, endpoint, cancellation);
        if (composer.BeatOf(now) == _beat)
            return;
        foreach (var recipient in _recipients.Values)
            await Compose(lease, recipient, cancellation);
        _beat = composer.BeatOf(now);
    }

    /// <summary>Begins to send to whoever has something waiting and is not being sent to. What it begins goes on by itself.</summary>
    public async ValueTask SendDue(Lease lease, CancellationToken cancellation)
    {
        foreach (var first in await outbox.Due(time.GetUtcNow(), settings.MostAtOnce * 4, cancellation))
        {
            if (_running.Count >= settings.MostAtOnce)
                return;
            if (_recipients.ContainsKey(first.Endpoint) && !_running.ContainsKey(first.Endpoint))
                _ = Send(lease, first, cancellation);
        }
    }

    /// <summary>Waits until nothing is being sent.</summary>
    public async ValueTask Finish()
    {
        while (_running.Values.ToList() is { Count: > 0 } running)
            await Task.WhenAll(running);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = settings.LeaseTime / 3;
            try
            {
                if (await leases.TryTake(LeaseName, follower.Holder, settings.LeaseTime, stoppingToken) is { } lease)
                    await Lead(lease, stoppingToken);
            }
            catch (LeaseLostException)
            {
                logger.SteppedBack();
            }
            catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException))
            {
                logger.Stuck(failure);
                pause = follower.FirstPause;
            }
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Lead(Lease lease, CancellationToken stopping)
    {
        logger.Leads();
        composer.Forget();
        _askedFor.Clear();
        _beat = default;
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            for (var renewed = time.GetTimestamp(); ;)
            {
                await Look(lease, leading.Token);
                await SendDue(lease, leading.Token);
                await Task.Delay(settings.Look, time, leading.Token);
                if (time.GetElapsedTime(renewed) > settings.LeaseTime / 4)
                {
                    await leases.Renew(lease, settings.LeaseTime, leading.Token);
                    renewed = time.GetTimestamp();
                }
            }
        }
        finally
        {
            await leading.CancelAsync();
            await Finish();
            await GiveBack(lease);
        }
    }

    private async Task Send(Lease lease, OutboxMessage first, CancellationToken cancellation)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[first.Endpoint] = over.Task;
        await Task.Yield();
        try
        {
            await round.Run(lease, first, () => _recipients.GetValueOrDefault(first.Endpoint), cancellation);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (!cancellation.IsCancellationRequested)
                logger.EndpointStuck(failure, first.Endpoint);
        }
        finally
        {
            _running.TryRemove(first.Endpoint, out _);
            over.SetResult();
        }
    }

    private async ValueTask Compose(Lease lease, Recipient recipient, CancellationToken cancellation)
    {
        try
        {
            metrics.Composed(await composer.Compose(lease, recipient, cancellation));
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or LeaseLostException or OutOfMemoryException))
        {
            logger.EndpointStuck(failure, recipient.Endpoint); // the others do not wait for it
        }
    }

    private async ValueTask SendAgain(Lease lease, EndpointDetails details, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var (message, times) in details.AskedFor.CountBy(message => message))
        {
            if (_askedFor.GetValueOrDefault((details.Endpoint, message)) == times)
                continue;
            await outbox.Again(lease, details.Endpoint, message, times, now, cancellation);
            _askedFor[(details.Endpoint, message)] = times;
        }
    }

    private async Task GiveBack(Lease lease)
    {
        using var bounded = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await leases.GiveBack(lease, bounded.Token);
        }
        catch (Exception failure) when (failure is Execution.StoreUnavailableException or OperationCanceledException)
        {
            logger.SteppedBack(); // it runs out by itself
        }
    }
}
