using System.Collections.Concurrent;
using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Execution.Webhooks;

namespace Coordination.Host.Features.Webhooks;

/// <summary>Keeps the outbox of each agency as its endpoints stand, and sends what waits at an endpoint. For one agency, and for one
/// endpoint, only one host does so at a time. Only a shutdown throws here. A failing endpoint is retried, and does not delay the
/// others.</summary>
public sealed class WebhookDispatcher(
    EndpointReader endpoints, MessageComposer composer, EndpointDelivery round, IOutbox outbox, ILeases leases, WebhookSettings settings,
    WebhookMetrics metrics, TimeProvider time,
    ILogger<WebhookDispatcher> logger)
{
    /// <summary>Under this lease hosts of the version before sent to all endpoints. Hosts of this one hold it together, so that those do
    /// not.</summary>
    private const string LeaseOfBefore = "webhooks/deliverer", AllOfThisVersion = "messages";

    private readonly ConcurrentDictionary<AgencyId, long> _lastLease = [];
    private readonly ConcurrentDictionary<EndpointId, bool> _forgotten = [];
    private readonly ConcurrentDictionary<(EndpointId, string), int> _askedFor = [];
    private long _heldSince;

    /// <summary>
    /// Takes in what an agency changed about its endpoints, and on a beat composes what they are to be told. Answers those at which
    /// something can be sent now; null where another host is at it, or it failed.
    /// </summary>
    /// <param name="agency">The agency.</param>
    /// <param name="compose">Whether this is a beat.</param>
    /// <param name="resumed">An endpoint that was resumed: what waits there may be tried at once.</param>
    /// <param name="cancellation">Stops it.</param>
    public async ValueTask<IReadOnlyList<EndpointId>?> Look(AgencyId agency, bool compose, EndpointId? resumed,
        CancellationToken cancellation)
    {
        List<EndpointId>? due = null;
        await Under($"webhooks/agency/{agency}", agency.Value, async lease =>
        {
            var known = await endpoints.Of(agency, cancellation);
            if (!_lastLease.TryGetValue(agency, out var last) || last + 1 != lease.Token)
                composer.Forget(known.Active.Select(recipient => recipient.Endpoint)); // another host may have composed since
            _lastLease[agency] = lease.Token;
            await Tidy(lease, known, resumed, cancellation);
            List<EndpointId> found = [];
            foreach (var recipient in known.Active)
            {
                await SendAgain(lease, recipient.Details, cancellation);
                if (compose)
                    await Compose(lease, recipient, cancellation);
                if (await outbox.First(recipient.Endpoint, cancellation) is { } first && first.NextAt <= time.GetUtcNow())
                    found.Add(recipient.Endpoint);
            }
            due = found;
        }, cancellation);
        return due;
    }

    /// <summary>Sends what waits at an endpoint. Answers when there is more to do there; null where nobody needs to come back for what was
    /// seen here.</summary>
    public async ValueTask<DateTimeOffset?> Deliver(AgencyId agency, EndpointId endpoint, CancellationToken cancellation)
    {
        RoundEnd? end = null;
        await Under($"webhooks/endpoint/{endpoint}", $"{endpoint}",
            async lease => end = await round.Run(lease, agency, endpoint, cancellation), cancellation);
        // Where it is busy, whoever is at it looks once more when they have ended, as this does: so nothing is left for which somebody was
        // woken in between.
        if (end is null or RoundEnd.Resting || await Next(endpoint, cancellation) is not { } next)
            return null;
        return end is RoundEnd.Tried || next <= time.GetUtcNow() ? next : null;
    }

    private async ValueTask<DateTimeOffset?> Next(EndpointId endpoint, CancellationToken cancellation)
    {
        try
        {
            return (await outbox.First(endpoint, cancellation))?.NextAt;
        }
        catch (StoreUnavailableException)
        {
            return null; // the next beat finds it
        }
    }

    /// <summary>What waits at an endpoint that rests goes first when it is sent to again, and of one that was removed nothing is
    /// kept.</summary>
    private async ValueTask Tidy(Lease lease, EndpointsOfAgency known, EndpointId? resumed, CancellationToken cancellation)
    {
        foreach (var endpoint in known.Resting.Concat(known.Active.Where(active => active.Endpoint == resumed)))
            await outbox.Hasten(lease, endpoint.Endpoint, time.GetUtcNow(), cancellation);
        foreach (var removed in known.Removed.Where(endpoint => !_forgotten.ContainsKey(endpoint)))
        {
            await outbox.Remove(lease, removed, cancellation);
            _forgotten[removed] = true;
        }
    }

    private async ValueTask SendAgain(Lease lease, EndpointDetails details, CancellationToken cancellation)
    {
        foreach (var (message, times) in details.AskedFor.CountBy(message => message))
        {
            if (_askedFor.GetValueOrDefault((details.Endpoint, message)) == times)
                continue;
            await outbox.Again(lease, details.Endpoint, message, times, time.GetUtcNow(), cancellation);
            _askedFor[(details.Endpoint, message)] = times;
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
            logger.EndpointStuck(failure, $"{recipient.Endpoint}"); // the others do not wait for it
        }
    }

    /// <summary>Under a lease that nobody else has, on this host neither.</summary>
    private async ValueTask Under(string name, string what, Func<Lease, ValueTask> work, CancellationToken cancellation)
    {
        try
        {
            if (!await HoldsLeaseOfBefore(cancellation)
                || await leases.TryTake(name, Guid.NewGuid().ToString(), settings.LeaseTime, cancellation) is not { } lease)
                return;
            try
            {
                await work(lease);
            }
            finally
            {
                await GiveBack(lease);
            }
        }
        catch (LeaseLostException)
        {
            logger.SteppedBack(what);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (!cancellation.IsCancellationRequested)
                logger.EndpointStuck(failure, what);
        }
    }

    private async ValueTask<bool> HoldsLeaseOfBefore(CancellationToken cancellation)
    {
        var now = time.GetTimestamp();
        if (Volatile.Read(ref _heldSince) is not 0 and var since && time.GetElapsedTime(since, now) < settings.LeaseTime / 3)
            return true;
        if (await leases.TryTake(LeaseOfBefore, AllOfThisVersion, settings.LeaseTime, cancellation) is null)
            return false;
        Volatile.Write(ref _heldSince, now);
        return true;
    }

    private async ValueTask GiveBack(Lease lease)
    {
        using var bounded = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await leases.GiveBack(lease, bounded.Token);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
        {
            // it runs out by itself
        }
    }
}
