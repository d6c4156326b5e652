using Coordination.Domain.Webhooks;

namespace Coordination.Host.Features.Webhooks;

public sealed record Recipient(AgencyId Agency, EndpointDetails Details)
{
    public EndpointId Endpoint => Details.Endpoint;
}

/// <summary>The endpoints of an agency at an instant.</summary>
/// <param name="Active">Those to which something is sent.</param>
/// <param name="Resting">Those to which nothing is for now: paused, or of an agency that has no standing.</param>
/// <param name="Removed">Those that it does not want any more.</param>
public sealed record EndpointsOfAgency(IReadOnlyList<Recipient> Active, IReadOnlyList<Recipient> Resting,
    IReadOnlyList<EndpointId> Removed);

/// <summary>Reads the endpoints of an agency, and how it stands, as they are recorded now: nothing goes to one that is suspended or has
/// left.</summary>
public sealed class EndpointReader(StateReader states, TimeProvider time)
{
    public async ValueTask<EndpointsOfAgency> Of(AgencyId agency, CancellationToken cancellation)
    {
        var (book, _, _) = await states.Read(WebhookStream.Definition, agency, cancellation);
        var (partner, _, _) = await states.Read(PartnerStream.Definition, agency, cancellation);
        var known =
            book.Kept.Select(kept => (Recipient: new Recipient(agency, kept.Details), IsActive: kept is EndpointState.Active
                && partner.IsInStanding(agency, time.GetUtcNow())))
            .OrderBy(kept => kept.Recipient.Endpoint.Value).ToLookup(kept => kept.IsActive, kept => kept.Recipient);
        return new([.. known[true]], [.. known[false]],
            [.. book.Endpoints.Where(endpoint => endpoint.Value is EndpointState.Removed).Select(endpoint => endpoint.Key)]);
    }

    /// <summary>One endpoint; null where nothing is to be sent to it now.</summary>
    public async ValueTask<Recipient?> Active(AgencyId agency, EndpointId endpoint, CancellationToken cancellation) =>
        (await Of(agency, cancellation)).Active.FirstOrDefault(recipient => recipient.Endpoint == endpoint);
}
