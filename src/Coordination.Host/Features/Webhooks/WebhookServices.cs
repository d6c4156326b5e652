using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Messaging;

namespace Coordination.Host.Features.Webhooks;

/// <summary>What it takes to tell agencies what is due.</summary>
public static class WebhookServices
{
    /// <summary>The endpoints' routes, and on this host the delivery, unless the settings say otherwise.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, WebhookSettings settings)
    {
        services.AddFeatureJson(WebhooksJson.Default);
        services.AddSingleton(settings).AddSingleton<EndpointReader>().AddSingleton<WebhookTriggers>().AddSingleton<MessageComposer>()
            .AddSingleton<SealedTexts>();
        services.AddSingleton<WebhookSender>().AddSingleton<WebhookMetrics>().AddSingleton<EndpointDelivery>()
            .AddSingleton<WebhookDispatcher>();
        services.AddRecurringMessage<WebhookBeat, WebhookBeatHandler>("webhook-beats", _ => settings.Beat, slot => new(slot),
            _ => settings.Enabled);
        services.AddMessageHandler<LookAtEndpoints, LookAtEndpointsHandler>("webhook-endpoints", atOnce: 4);
        services.AddMessageHandler<DeliverNext, DeliverNextHandler>("webhook-deliveries", settings.MostAtOnce);
        return !settings.Enabled ? services : services
            .LookAfter<EndpointResumed>(e => e.Endpoint).LookAfter<EndpointRemoved>().LookAfter<DeadLetterAskedFor>()
            .LookAfter<AgreementSigned>().LookAfter<StandingRestored>();
    }

    /// <summary>What an agency does about its endpoints, or what gives it back its standing, is taken in at once; both are recorded in a
    /// stream of the agency's own.</summary>
    private static IServiceCollection LookAfter<TEvent>(this IServiceCollection services, Func<TEvent, EndpointId>? resumed = null)
        where TEvent : DomainEvent =>
        services.AddMessageWith<TEvent, LookAtEndpoints>((e, reference) =>
            new(new AgencyId(SubjectOf(reference.Stream)), Compose: false, resumed?.Invoke(e)));

    private static string SubjectOf(string stream) =>
        WebhookStream.Definition.Names(stream) ? WebhookStream.Definition.SubjectOf(stream) : PartnerStream.Definition.SubjectOf(stream);
}
