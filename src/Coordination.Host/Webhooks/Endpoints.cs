using System.Collections.Immutable;
using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.Webhooks;
using Coordination.Host.Execution;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Webhooks;

/// <summary>An endpoint, and whose it is.</summary>
public sealed record Recipient(AgencyId Agency, EndpointDetails Details)
{
    public EndpointId Endpoint => Details.Endpoint;
}

/// <summary>Every agency's endpoints at a moment: those to which something is sent, and those that were removed. Nothing goes to an agency that is suspended or has left.</summary>
public sealed record KnownEndpoints(ImmutableDictionary<EndpointId, Recipient> Active, IReadOnlyList<EndpointId> Removed);

/// <summary>Reads the endpoints, and how the agencies stand, from their streams; which agencies have any is looked up.</summary>
public sealed class Endpoints(Lookups lookups, StateReader reader)
{
    /// <summary>As they are at an instant.</summary>
    public async ValueTask<KnownEndpoints> At(DateTimeOffset now, CancellationToken cancellation)
    {
        var holders = (await lookups.Read(EndpointsRow.Key, cancellation))?.Agencies ?? [];
        if (holders.Count == 0)
            return new(ImmutableDictionary<EndpointId, Recipient>.Empty, []);
        var states = reader.ForOneQuery();
        await states.Prepare([.. holders.Select(holder => StreamToRead.Of(WebhookStream.Definition, holder)), .. holders.Select(holder => StreamToRead.Of(PartnerStream.Definition, holder))], cancellation);
        List<Recipient> active = [];
        List<EndpointId> removed = [];
        foreach (var holder in holders)
        {
            var book = (await states.Read(WebhookStream.Definition, holder, cancellation)).State;
            removed.AddRange(book.Endpoints.Where(endpoint => endpoint.Value is EndpointState.Removed).Select(endpoint => endpoint.Key));
            if ((await states.Read(PartnerStream.Definition, holder, cancellation)).State.IsInStanding(holder, now))
                active.AddRange(book.Endpoints.Values.OfType<EndpointState.Active>().Select(endpoint => new Recipient(holder, endpoint.Details)));
        }

        return new(active.ToImmutableDictionary(recipient => recipient.Endpoint), removed);
    }
}
