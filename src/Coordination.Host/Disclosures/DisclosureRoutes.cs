using Coordination.Host.Disclosures.Recalls;
using Coordination.Host.Execution;
using Coordination.Host.Http;
using Coordination.Host.Messaging;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coordination.Host.Disclosures;

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
