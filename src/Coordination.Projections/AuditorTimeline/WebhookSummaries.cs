using System.Diagnostics;
using Coordination.Domain;
using Coordination.Domain.Webhooks;

namespace Coordination.Projections.AuditorTimeline;

/// <summary>Where agencies want to be told what, in one line each: never the address.</summary>
internal static class WebhookSummaries
{
    public static string Of(WebhookEvent @event) => @event switch
    {
        EndpointRegistered e => $"endpoint {e.Endpoint} registered for {Text(e.Wishes)}",
        EndpointWishesChanged e => $"endpoint {e.Endpoint} is to be told {Text(e.Wishes)}",
        EndpointSecretRotated e => $"endpoint {e.Endpoint} has a new secret; the one before signs until {Summaries.Day(e.OldUntil)}",
        EndpointPaused e => $"endpoint {e.Endpoint} paused: {e.Cause.Named()}",
        EndpointResumed e => $"endpoint {e.Endpoint} resumed",
        EndpointTried e => $"endpoint {e.Endpoint} tried",
        DeadLetterAskedFor e => $"endpoint {e.Endpoint}: a message that was given up is sent again",
        EndpointRemoved e => $"endpoint {e.Endpoint} removed",
        _ => throw new UnreachableException(),
    };

    private static string Text(EndpointWishes wishes) =>
        $"{Summaries.Names(wishes.Kinds)}; {Quantity.Of(wishes.LeadDays, "day")} ahead; for one person only: {Summaries.Listed(wishes.People, person => person.Value)}";
}
