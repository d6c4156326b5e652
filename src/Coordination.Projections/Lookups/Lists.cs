using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.Operations;
using Coordination.Domain.Webhooks;

namespace Coordination.Projections.Lookups;

/// <summary>Which operations an agency asked about, or was asked about.</summary>
public sealed record OperationsRow : LookupRow
{
    public required IReadOnlyList<OperationId> Operations { get; init; }

    public static LookupKey<OperationsRow> Key(AgencyId agency) => new(LookupKinds.Operations, agency.Value);
}

/// <summary>In which searches for relief a certifier was asked.</summary>
public sealed record CertificationsRow : LookupRow
{
    public required IReadOnlyList<ReliefId> AskedIn { get; init; }

    public static LookupKey<CertificationsRow> Key(AgencyId certifier) => new(LookupKinds.Certifications, certifier.Value);
}

/// <summary>Which agencies ever had an endpoint.</summary>
public sealed record EndpointsRow : LookupRow
{
    public required IReadOnlyList<AgencyId> Agencies { get; init; }

    public static LookupKey<EndpointsRow> Key { get; } = new(LookupKinds.Endpoints, "all");
}

internal sealed class OperationsLookup() : Lookup<OperationsRow>(LookupKinds.Operations, typeof(PresenceRequested))
{
    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) =>
        recorded.Event is PresenceRequested e ? [e.RequestedBy.Value, e.Asked.Value] : [];

    protected override OperationsRow? Apply(string id, OperationsRow? row, Recorded<DomainEvent> recorded)
    {
        var operations = With(row?.Operations, ((PresenceRequested)recorded.Event).Operation);
        return ReferenceEquals(operations, row?.Operations) ? row : new() { Operations = operations };
    }
}

internal sealed class CertificationsLookup() : Lookup<CertificationsRow>(LookupKinds.Certifications, typeof(CertifierAsked))
{
    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) =>
        recorded.Event is CertifierAsked e && Of(recorded.Meta) is not null ? [e.Certifier.Value] : [];

    protected override CertificationsRow? Apply(string id, CertificationsRow? row, Recorded<DomainEvent> recorded)
    {
        var asked = With(row?.AskedIn, Of(recorded.Meta)!.Value);
        return ReferenceEquals(asked, row?.AskedIn) ? row : new() { AskedIn = asked };
    }

    private static ReliefId? Of(EventMeta meta) =>
        ReliefStream.Definition.Names(meta.Stream) && ReliefId.TryParse(ReliefStream.Definition.SubjectOf(meta.Stream), out var relief)
            ? relief
            : null;
}

internal sealed class EndpointsLookup() : Lookup<EndpointsRow>(LookupKinds.Endpoints, typeof(EndpointRegistered))
{
    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) =>
        WebhookStream.Definition.Names(recorded.Meta.Stream) ? [EndpointsRow.Key.Row.Id] : [];

    protected override EndpointsRow? Apply(string id, EndpointsRow? row, Recorded<DomainEvent> recorded)
    {
        var agencies = With(row?.Agencies, new AgencyId(WebhookStream.Definition.SubjectOf(recorded.Meta.Stream)));
        return ReferenceEquals(agencies, row?.Agencies) ? row : new() { Agencies = agencies };
    }
}
