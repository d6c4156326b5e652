using Coordination.Host.Features.Disclosures.Recalls;
using Coordination.Host.Platform.Messaging;
using Coordination.Host.Platform.Reading;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coordination.Host.Features.Disclosures;

/// <summary>Disclosures: asked for from outside, decided by the custodian at the consent gate, addressed to one recipient.</summary>
public static class DisclosureRoutes
{
    public static IServiceCollection AddDisclosures(this IServiceCollection services)
    {
        services.AddFeatureJson(DisclosuresJson.Default);
        services.AddSingleton<RecallLookups>();
        services.TryAddSingleton<AccountingReader>();
        services.AddReaction<RecallReaction, AskCopiesBack>("recalls", cause => new(cause), RecallReaction.Events);
        return services;
    }

    public static IEndpointRouteBuilder MapDisclosures(this IEndpointRouteBuilder routes)
    {
        RequesterRoutes.Map(routes);
        CustodianRoutes.Map(routes);
        AddresseeRoutes.Map(routes);
        LetterRoutes.Map(routes);
        AccountingRoutes.Map(routes);
        SuspensionRoutes.Map(routes);
        return routes;
    }
}
