using Coordination.Host.Http;

namespace Coordination.Host.Webhooks;

/// <summary>What it takes to tell agencies what is due.</summary>
public static class WebhookServices
{
    /// <summary>The endpoints' routes, and on this host the delivery, unless the settings say otherwise.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, WebhookSettings settings)
    {
        services.AddFeatureJson(WebhooksJson.Default);
        services.AddSingleton(settings).AddSingleton<Endpoints>().AddSingleton<Occasions>().AddSingleton<MessageComposer>().AddSingleton<SealedTexts>();
        services.AddSingleton<Courier>().AddSingleton<WebhookMetrics>().AddSingleton<DeliveryRound>().AddSingleton<Deliverer>();
        if (settings.Enabled)
            services.AddHostedService(provider => provider.GetRequiredService<Deliverer>());
        return services;
    }
}
