using Coordination.Domain.Webhooks;

namespace Coordination.Host.Features.Audit;

/// <summary>Where an agency wants to be told what; never the address.</summary>
internal static class WebhookFacts
{
    public static IEnumerable<StateFact> Of(WebhookBook book, DateTimeOffset at) => book.Endpoints
        .OrderBy(endpoint => endpoint.Key.Value)
        .Select(endpoint => new StateFact($"endpoint {endpoint.Key}", StandingOf(endpoint.Value, at)));

    private static string StandingOf(EndpointState state, DateTimeOffset at) => state switch
    {
        EndpointState.Active active => $"is told {Told(active.Details, at)}",
        EndpointState.Paused paused => $"paused ({Words.Of(paused.Cause)}); is to be told {Told(paused.Details, at)}",
        EndpointState.Removed => "removed",
        _ => "unknown",
    };

    private static string Told(EndpointDetails details, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(", ", details.Wishes.Kinds.Select(kind => Words.Of(kind)))}, {Quantity.Of(details.Wishes.LeadDays, "day")} ahead, " +
            $"signed with {Quantity.Of(details.SecretsAt(at).Count, "secret")}");
}
