using System.Collections.Immutable;
using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.Webhooks;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;

namespace Coordination.Host.Webhooks;

/// <summary>An endpoint, and whose it is.</summary>
public sealed record Recipient(AgencyId Agency, EndpointDetails Details)
{
    public EndpointId Endpoint => Details.Endpoint;
}

/// <summary>Every agency's endpoints, and how the agencies stand: nothing goes to one that is suspended or has left.</summary>
public sealed class EndpointIndex(IEventStore store, EventCodec codec) : LogIndex(store, codec)
{
    private readonly Dictionary<AgencyId, WebhookBook> _books = [];
    private readonly Dictionary<AgencyId, PartnerPosition> _partners = [];

    /// <summary>Those to which something is sent at an instant.</summary>
    public ImmutableDictionary<EndpointId, Recipient> ActiveAt(DateTimeOffset now) => _books
        .Where(book => _partners.TryGetValue(book.Key, out var partner) && partner.IsInStanding(book.Key, now))
        .SelectMany(book => book.Value.Endpoints.Values.OfType<EndpointState.Active>().Select(active => new Recipient(book.Key, active.Details)))
        .ToImmutableDictionary(recipient => recipient.Endpoint);

    /// <summary>Those that were removed.</summary>
    public IEnumerable<EndpointId> Removed => _books.Values.SelectMany(book => book.Endpoints).Where(endpoint => endpoint.Value is EndpointState.Removed).Select(endpoint => endpoint.Key);

    protected override bool Concerns(string stream) => WebhookStream.Definition.Names(stream) || PartnerStream.Definition.Names(stream);

    protected override void Apply(Recorded<DomainEvent> recorded)
    {
        switch (recorded.Event)
        {
            case WebhookEvent e:
                var holder = new AgencyId(WebhookStream.Definition.SubjectOf(recorded.Meta.Stream));
                _books[holder] = WebhookBook.Evolve(_books.GetValueOrDefault(holder, WebhookBook.Initial), e);
                break;
            case PartnerEvent e:
                var partner = new AgencyId(PartnerStream.Definition.SubjectOf(recorded.Meta.Stream));
                _partners[partner] = PartnerPosition.Evolve(_partners.GetValueOrDefault(partner, PartnerPosition.Initial), e);
                break;
            default:
                break;
        }
    }
}
