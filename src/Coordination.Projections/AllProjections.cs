using Coordination.Projections.Accountability;
using Coordination.Projections.AdvocateCaseload;
using Coordination.Projections.AgencyKinds;
using Coordination.Projections.AuditorTimeline;
using Coordination.Projections.CoordinatorBoard;
using Coordination.Projections.Lookups;
using Coordination.Projections.Outcomes;
using Coordination.Projections.PartnerInbox;
using Coordination.Projections.SurvivorLedger;

namespace Coordination.Projections;

public static class AllProjections
{
    public static CoordinatorBoardProjection CoordinatorBoard { get; } = new();

    public static AdvocateCaseloadProjection AdvocateCaseload { get; } = new();

    public static PartnerInboxProjection PartnerInbox { get; } = new();

    public static AuditorTimelineProjection AuditorTimeline { get; } = new();

    public static SurvivorLedgerProjection SurvivorLedger { get; } = new();

    public static AccountabilityProjection Accountability { get; } = new();

    /// <summary>The kind of each agency, for the access rules of the database.</summary>
    public static AgencyKindsProjection AgencyKinds { get; } = new();

    /// <summary>What came of what survivors set out to reach.</summary>
    public static OutcomesProjection Outcomes { get; } = new();

    /// <summary>What the host looks up.</summary>
    public static LookupsProjection Lookups { get; } = new();

    public static IReadOnlyList<IProjection> InOrder { get; } =
        [Accountability, AdvocateCaseload, AgencyKinds, AuditorTimeline, CoordinatorBoard, Lookups, Outcomes, PartnerInbox, SurvivorLedger];

    public static IProjection? Find(string name) => InOrder.FirstOrDefault(p => p.Name == name);
}
