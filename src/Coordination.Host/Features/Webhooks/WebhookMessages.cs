using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Messaging;
using Coordination.Projections.Lookups;
using Wolverine.Attributes;

namespace Coordination.Host.Features.Webhooks;

/// <summary>A beat of webhooks: what is due is composed for every agency.</summary>
[MessageIdentity("webhook-beat.v1")]
public sealed record WebhookBeat(DateTimeOffset Slot, int Part = 0) : IntervalMessage(Slot, Part);

/// <summary>The endpoints of an agency are looked at: on a beat, or because it changed something.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="Compose">Whether this is a beat.</param>
/// <param name="Resumed">The endpoint that it resumed; null where it did not.</param>
[MessageIdentity("look-at-endpoints.v1")]
public sealed record LookAtEndpoints(AgencyId Agency, bool Compose, EndpointId? Resumed = null) : IQueuedMessage;

/// <summary>What waits at an endpoint is to be sent.</summary>
[MessageIdentity("deliver-next.v1")]
public sealed record DeliverNext(AgencyId Agency, EndpointId Endpoint) : IQueuedMessage;

/// <summary>Has the endpoints of every agency looked at. This also finds waiting messages that their sender lost.</summary>
public sealed class WebhookBeatHandler(Lookups lookups, Recurrence<WebhookBeat> recurrence, MessageSender sender, WebhookSettings settings,
    ILogger<WebhookBeatHandler> logger)
    : RecurringWork<WebhookBeat>(recurrence, logger)
{
    protected override bool IsDoneHere => settings.Enabled;

    protected override async ValueTask<bool> Do(WebhookBeat message, CancellationToken cancellation)
    {
        foreach (var agency in (await lookups.Read(EndpointsRow.Key, cancellation))?.Agencies ?? [])
            await sender.Send(new LookAtEndpoints(agency, Compose: true));
        return false;
    }
}

/// <summary>Looks at the endpoints of an agency, and has sent what can be.</summary>
public sealed class LookAtEndpointsHandler(WebhookDispatcher dispatcher, MessageSender sender, WebhookSettings settings)
    : IMessageHandler<LookAtEndpoints>
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public async ValueTask Handle(LookAtEndpoints message, CancellationToken cancellation)
    {
        if (!settings.Enabled)
            return; // the next beat of a host that delivers finds it
        var due = await dispatcher.Look(message.Agency, message.Compose, message.Resumed, cancellation);
        foreach (var endpoint in due ?? [])
            await sender.Send(new DeliverNext(message.Agency, endpoint));
        if (due is null && !message.Compose)
            await sender.Send(message, TimeProvider.System.GetUtcNow() + Moment);
    }
}

/// <summary>Sends what waits at an endpoint, and comes back when there is more to do.</summary>
public sealed class DeliverNextHandler(WebhookDispatcher dispatcher, MessageSender sender, WebhookSettings settings)
    : IMessageHandler<DeliverNext>
{
    public async ValueTask Handle(DeliverNext message, CancellationToken cancellation)
    {
        if (settings.Enabled && await dispatcher.Deliver(message.Agency, message.Endpoint, cancellation) is { } next)
            await sender.Send(message, next.AddMilliseconds(1)); // to the microsecond it might come early
    }
}
