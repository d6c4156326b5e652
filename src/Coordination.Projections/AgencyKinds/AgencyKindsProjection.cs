using System.Diagnostics;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Council;
using Coordination.Domain.Disclosures;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Mandates;
using Coordination.Domain.Operations;
using Coordination.Domain.Partners;
using Coordination.Domain.Readings;
using Coordination.Domain.Services;
using Coordination.Domain.Survivors;
using Coordination.Domain.TaskForce;
using Coordination.Domain.Webhooks;

namespace Coordination.Projections.AgencyKinds;

/// <summary>The kind of each agency that ever joined, and of each division, whose people read for themselves: one that left still reads what it has to give back.</summary>
public sealed class AgencyKindsProjection : Projection<AgencyKindRow>
{
    /// <summary>The kind of its rows.</summary>
    public const string Agency = "agency";

    /// <inheritdoc/>
    public override string Name => "agency-kinds";

    /// <inheritdoc/>
    public override IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        AgencyJoined e => Row(Agency, e.Agency),
        DivisionFormed e => Row(Agency, e.Division),
        DisclosureEvent or ReviewEvent or ConsentEvent or CaseEvent or SurvivorEvent or ProcessEvent or ServiceEvent or ReliefEvent or PartnerEvent or TaskForceEvent or ReadingEvent or WebhookEvent => Nothing,
        OperationEvent or MandateEvent or CouncilEvent => Nothing,
        _ => throw new UnreachableException(),
    };

    /// <inheritdoc/>
    protected override AgencyKindRow? Apply(RowKey key, AgencyKindRow? view, Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        AgencyJoined joined => new() { Agency = joined.Agency, Does = joined.Kind },
        DivisionFormed formed => new() { Agency = formed.Division, Does = formed.Kind },
        _ => throw new UnreachableException(),
    };
}
