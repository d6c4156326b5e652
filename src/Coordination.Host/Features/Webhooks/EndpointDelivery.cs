using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Execution.Webhooks;

namespace Coordination.Host.Features.Webhooks;

public enum RoundEnd
{
    /// <summary>Nothing could be tried now.</summary>
    Idle,
    Tried,
    /// <summary>Nothing is to be sent there for now.</summary>
    Resting,
}

/// <summary>Sends what waits at one endpoint, one message after the other: the next is not looked at before this one has arrived or was
/// given up. Each endpoint gets its messages in order, and a failing endpoint does not delay the others.</summary>
public sealed class EndpointDelivery(
    IOutbox outbox, EndpointReader endpoints, WebhookSender courier, SealedTexts texts, ILeases leases, InternalCommands commands,
    WebhookSettings settings, WebhookMetrics metrics, TimeProvider time,
    ILogger<EndpointDelivery> logger)
{
    private const int MostInOneRound = 100;
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(20); // and one attempt: a message to a queue has a minute

    private static readonly PersonId Self = new("webhooks");

    /// <summary>Sends until nothing waits that may be sent now, one message has to wait, or others should have their turn.</summary>
    /// <param name="lease">The lease under which it is written down what came of it.</param>
    /// <param name="agency">The agency of the endpoint.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="cancellation">Stops sending.</param>
    public async ValueTask<RoundEnd> Run(Lease lease, AgencyId agency, EndpointId endpoint, CancellationToken cancellation)
    {
        var (began, renewed) = (time.GetTimestamp(), time.GetTimestamp());
        for (var tried = 0; ; tried++)
        {
            if (tried >= MostInOneRound || time.GetElapsedTime(began) > LongestRound
                || await outbox.First(endpoint, cancellation) is not { } message || message.NextAt > time.GetUtcNow())
                return tried > 0 ? RoundEnd.Tried : RoundEnd.Idle;
            if (await endpoints.Active(agency, endpoint, cancellation) is not { } to)
                return RoundEnd.Resting;
            if (time.GetElapsedTime(renewed) > settings.LeaseTime / 4)
            {
                await leases.Renew(lease, settings.LeaseTime, cancellation);
                renewed = time.GetTimestamp();
            }
            await Send(lease, message, to, cancellation);
        }
    }

    private async ValueTask Send(Lease lease, OutboxMessage message, Recipient to, CancellationToken cancellation)
    {
        var delivery = await texts.Open(to.Details, time.GetUtcNow(), cancellation) is { } open
            ? await courier.Send(open.Address, SignedWebhook.Of(message, open.Secrets, time.GetUtcNow()), cancellation)
            : new Delivery.Failed(new(FailureClass.KeyUnavailable));
        if (delivery is Delivery.Failed failed)
        {
            await NotArrived(lease, message, to, failed, cancellation);
            return;
        }
        await outbox.Settle(lease, message, new Settlement.Sent(time.GetUtcNow()), cancellation);
        metrics.Arrived(time.GetUtcNow() - message.WaitingSince);
    }

    private async ValueTask NotArrived(Lease lease, OutboxMessage message, Recipient to, Delivery.Failed failed,
        CancellationToken cancellation)
    {
        metrics.Failed(failed.Why.Class);
        logger.NotArrived(message.Endpoint, $"{failed.Why}", message.Attempts + 1);
        if (failed.Why.Class is FailureClass.Gone)
            await Pause(message, to, cancellation);
        var settlement = Backoff.After(settings, message, failed, time.GetUtcNow(), Random.Shared.NextDouble());
        await outbox.Settle(lease, message, settlement, cancellation);
        if (settlement is not Settlement.Dead)
            return;
        metrics.GaveUp();
        logger.GivenUp(message.Endpoint, $"{failed.Why}", message.Attempts + 1);
    }

    private ValueTask Pause(OutboxMessage message, Recipient to, CancellationToken cancellation) =>
        commands.Run(new Actor(Self, to.Agency),
            $"{message.Endpoint}:{message.Message}:{message.WaitingSince.UtcTicks}:{message.Attempts}:gone", causation: null, async work =>
        {
            var book = await work.Load(WebhookStream.Definition, to.Agency);
            work.Record(WebhookStream.Definition, to.Agency,
                WebhookDecider.Decide(new PauseEndpoint(message.Endpoint, PauseCause.Gone), book));
            return work.Changed(WebhookStream.Definition, to.Agency);
        }, cancellation);
}
