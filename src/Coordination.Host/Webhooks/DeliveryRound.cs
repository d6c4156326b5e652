using Coordination.Domain;
using Coordination.Domain.Webhooks;
using Coordination.Host.Execution;
using Coordination.Host.Execution.Projections;
using Coordination.Host.Execution.Webhooks;

namespace Coordination.Host.Webhooks;

/// <summary>
/// Sends what waits at one endpoint, one message after the other: the next is not looked at before this one has arrived or was given up. So what
/// comes to an endpoint comes in order, and one that fails holds up no other endpoint.
/// </summary>
public sealed class DeliveryRound(
    IOutbox outbox, Courier courier, SealedTexts texts, InternalCommands commands, WebhookSettings settings, WebhookMetrics metrics, TimeProvider time, ILogger<DeliveryRound> logger)
{
    private const int MostInOneRound = 100;
    private static readonly PersonId Self = new("webhooks");

    /// <summary>Sends until nothing waits that may be sent now, or one message fails.</summary>
    /// <param name="lease">The lease under which it is written down what came of it.</param>
    /// <param name="first">The first message that waits.</param>
    /// <param name="recipient">How the endpoint stands now; null once nothing is to be sent to it.</param>
    /// <param name="cancellation">Stops sending.</param>
    public async Task Run(Lease lease, OutboxMessage first, Func<Recipient?> recipient, CancellationToken cancellation)
    {
        OutboxMessage? message = first;
        for (var sent = 0; sent < MostInOneRound && message is not null && message.NextAt <= time.GetUtcNow(); sent++)
        {
            if (recipient() is not { } to || !await Send(lease, message, to, cancellation))
                return;
            message = await outbox.First(message.Endpoint, cancellation);
        }
    }

    private async ValueTask<bool> Send(Lease lease, OutboxMessage message, Recipient to, CancellationToken cancellation)
    {
        var delivery = await texts.Open(to.Details, time.GetUtcNow(), cancellation) is { } open
            ? await courier.Send(open.Address, Outgoing.Of(message, open.Secrets, time.GetUtcNow()), cancellation)
            : new Delivery.Failed(new(FailureClass.KeyUnavailable));
        if (delivery is Delivery.Failed failed)
        {
            await NotArrived(lease, message, to, failed, cancellation);
            return false;
        }
        await outbox.Settle(lease, message, new Settlement.Sent(time.GetUtcNow()), cancellation);
        metrics.Arrived(time.GetUtcNow() - message.WaitingSince);
        return true;
    }

    private async ValueTask NotArrived(Lease lease, OutboxMessage message, Recipient to, Delivery.Failed failed, CancellationToken cancellation)
    {
        metrics.Failed(failed.Why.Class);
        logger.NotArrived(message.Endpoint, failed.Why.Class, failed.Why.Status, message.Attempts + 1);
        if (failed.Why.Class is FailureClass.Gone)
            await Pause(message, to, cancellation);
        var settlement = Backoff.After(settings, message, failed, time.GetUtcNow(), Random.Shared.NextDouble());
        await outbox.Settle(lease, message, settlement, cancellation);
        if (settlement is not Settlement.Dead)
            return;
        metrics.GaveUp();
        logger.GivenUp(message.Endpoint, failed.Why.Class, failed.Why.Status, message.Attempts + 1);
    }

    private ValueTask Pause(OutboxMessage message, Recipient to, CancellationToken cancellation) =>
        commands.Run(new Actor(Self, to.Agency), $"{message.Endpoint}:{message.Message}:{message.WaitingSince.UtcTicks}:{message.Attempts}:gone", causation: null, async work =>
        {
            var book = await work.Load(WebhookStream.Definition, to.Agency);
            work.Record(WebhookStream.Definition, to.Agency, WebhookDecider.Decide(new PauseEndpoint(message.Endpoint, PauseCause.Gone), book));
            return work.Changed(WebhookStream.Definition, to.Agency);
        }, cancellation);
}
