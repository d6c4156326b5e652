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

namespace Coordination.Projections.AdvocateCaseload;

/// <summary>The caseload of each serving agency, built from that agency's own streams.</summary>
public sealed class AdvocateCaseloadProjection : Projection<CaseloadRow>
{
    /// <inheritdoc/>
    public override string Name => "advocate-caseload";

    /// <inheritdoc/>
    public override IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        NoticeGiven or CapacityRecorded or MinorCapacityFound or GuardianRecorded or GuardianDisqualified or EventOfDeathInstructionGiven => Nothing,
        SurvivorRecordsMerged or SurvivorRecordsSeparated or PrivilegeWaived or PrivilegeWaiverWithdrawn or ShelterLocationAuthorised or SurvivorToldBeforehand or TrialStatusRecorded or ProtectionWaived or ProtectionWaiverWithdrawn or JointRepresentationRecorded or IndependentAdviceRecorded => Nothing,
        RecordsForgotten e => [.. e.Cases.Select(c => new RowKey(CaseloadKinds.Case, $"{c}")), .. e.Disclosures.Select(d => new RowKey(CaseloadKinds.Disclosure, $"{d}"))],
        SurvivorEvent => [.. RowOfStream(CaseloadKinds.Survivor, recorded.Meta), .. Majority(recorded)],
        ConsentEvent e => [.. RowOfStream(CaseloadKinds.Survivor, recorded.Meta), .. CaseloadEndingFold.Touches(e), .. Majority(recorded)],
        CaseEvent => RowOfStream(CaseloadKinds.Case, recorded.Meta),
        RecallOverdue or AccountingSuspended or AccountingResumed => Nothing,
        DisclosureEvent => [.. RowOfStream(CaseloadKinds.Disclosure, recorded.Meta), .. CaseloadReportFold.Touches(recorded.Event, SubjectOf(recorded.Meta))],
        ProcessEvent => CaseloadReportFold.Touches(recorded.Event, SubjectOf(recorded.Meta)),
        ReviewEvent or ServiceEvent or ReliefEvent or PartnerEvent or TaskForceEvent or ReadingEvent or WebhookEvent => Nothing,
        MandateEvent => RowOfStream(CaseloadKinds.Mandate, recorded.Meta),
        OperationEvent or CouncilEvent => Nothing,
        _ => throw new UnreachableException(),
    };

    /// <inheritdoc/>
    protected override CaseloadRow? Apply(RowKey key, CaseloadRow? view, Recorded<DomainEvent> recorded) => key.Kind switch
    {
        CaseloadKinds.Survivor => CaseloadSurvivorFold.Apply((CaseloadSurvivor?)view, recorded),
        CaseloadKinds.Mandate => OnMandate((CaseloadMandate?)view, recorded),
        CaseloadKinds.Case => CaseloadCaseFold.Apply((CaseloadCase?)view, recorded),
        CaseloadKinds.Majority => CaseloadMajorityFold.Apply(key, (CaseloadMajority?)view, recorded),
        CaseloadKinds.Ending => CaseloadEndingFold.Apply(key, (CaseloadEnding?)view, recorded.Event, SurvivorId.Of(Guid.Parse(SubjectOf(recorded.Meta)))),
        CaseloadKinds.Report => CaseloadReportFold.Apply(key, (CaseloadReport?)view, recorded),
        CaseloadKinds.Disclosure => CaseloadDisclosureFold.Apply((CaseloadDisclosure?)view, recorded),
        _ => throw new UnreachableException(),
    };

    private static IReadOnlyList<RowKey> Majority(Recorded<DomainEvent> recorded) =>
        CaseloadMajorityFold.IsAbout(recorded.Event) ? RowOfStream(CaseloadKinds.Majority, recorded.Meta) : Nothing;

    private static CaseloadMandate? OnMandate(CaseloadMandate? view, Recorded<DomainEvent> recorded) => (recorded.Event, view) switch
    {
        (MandateRecorded e, null) => new() { Mandate = e.Mandate, Survivor = e.Survivor, Agency = e.Agency, RecordedAt = recorded.Meta.RecordedAt, Burden = MandateBurden.Of(e) },
        (_, null) => null,
        (MandateEvent e, _) => view with { Burden = view.Burden.With(e, recorded.Meta.RecordedAt) },
        _ => throw new UnreachableException(),
    };
}
