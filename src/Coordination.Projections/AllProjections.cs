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

/// <summary>Every projection there is.</summary>
public static class AllProjections
{
    /// <summary>The coordinator's board.</summary>
    public static CoordinatorBoardProjection CoordinatorBoard { get; } = new();

    /// <summary>The advocates' caseloads.</summary>
    public static AdvocateCaseloadProjection AdvocateCaseload { get; } = new();

    /// <summary>The partner agencies' inboxes.</summary>
    public static PartnerInboxProjection PartnerInbox { get; } = new();

    /// <summary>The auditors' timeline.</summary>
    public static AuditorTimelineProjection AuditorTimeline { get; } = new();

    /// <summary>The survivors' ledgers.</summary>
    public static SurvivorLedgerProjection SurvivorLedger { get; } = new();

    /// <summary>What agencies answer for.</summary>
    public static AccountabilityProjection Accountability { get; } = new();

    /// <summary>Of which kind each agency is, for the walls in the database.</summary>
    public static AgencyKindsProjection AgencyKinds { get; } = new();

    /// <summary>What came of what survivors set out to reach.</summary>
    public static OutcomesProjection Outcomes { get; } = new();

    /// <summary>What the host looks up.</summary>
    public static LookupsProjection Lookups { get; } = new();

    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<IProjection> InOrder { get; } =
        [Accountability, AdvocateCaseload, AgencyKinds, AuditorTimeline, CoordinatorBoard, Lookups, Outcomes, PartnerInbox, SurvivorLedger];

    /// <summary>The one of that name, or null.</summary>
    public static IProjection? Find(string name) => InOrder.FirstOrDefault(p => p.Name == name);
}
