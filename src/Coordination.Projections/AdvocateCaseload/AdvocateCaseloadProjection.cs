using Coordination.Domain.Mandates;

namespace Coordination.Projections.AdvocateCaseload;

/// <summary>The caseload of each serving agency, built from that agency's own streams.</summary>
public sealed class AdvocateCaseloadProjection : Projection<CaseloadRow>
{
    /// <inheritdoc/>
    public override string Name => "advocate-caseload";

    /// <inheritdoc/>
    public override IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        RecordsForgotten e => [.. e.Cases.Select(c => new RowKey(CaseloadKinds.Case, $"{c}")),
            .. e.Disclosures.Select(d => new RowKey(CaseloadKinds.Disclosure, $"{d}"))],
        SurvivorWelcomed or OwnWordsRecorded or SafeContactRecorded or MinorStatusRecorded or SurvivorErased => OfSurvivor(recorded),
        ConsentRecordOpened or MinorityRecorded or ConsentDeclined or SurvivorDied or DeathWithdrawn => OfSurvivor(recorded),
        ReleaseSigned or ReleaseRenewed or ReleaseNarrowed or ReleaseRevoked or ReleaseVoided or ReleaseExpired => OfSurvivor(recorded),
        CaseEvent => RowOfStream(CaseloadKinds.Case, recorded.Meta),
        DisclosureRequested or DisclosureOffered or RequestMatched or RequestUnmatched or DisclosureAuthorized or DisclosureRefused
            or DisclosureHeld => OfDisclosure(recorded),
        DisclosureMade or CopyHandedOver or DisclosureAcknowledged or IAskedBack or RecallLetterSent or RecallAcknowledged =>
            OfDisclosure(recorded),
        ProcessEvent => CaseloadReportFold.Touches(recorded.Event, SubjectOf(recorded.Meta)),
        MandateEvent => RowOfStream(CaseloadKinds.Mandate, recorded.Meta),
        _ => Nothing,
    };

    /// <inheritdoc/>
    protected override CaseloadRow? Apply(RowKey key, CaseloadRow? view, Recorded<DomainEvent> recorded) => key.Kind switch
    {
        CaseloadKinds.Survivor => CaseloadSurvivorFold.Apply((CaseloadSurvivor?)view, recorded),
        CaseloadKinds.Mandate => OnMandate((CaseloadMandate?)view, recorded),
        CaseloadKinds.Case => CaseloadCaseFold.Apply((CaseloadCase?)view, recorded),
        CaseloadKinds.Majority => CaseloadMajorityFold.Apply(key, (CaseloadMajority?)view, recorded),
        CaseloadKinds.Ending => CaseloadEndingFold.Apply(key, (CaseloadEnding?)view, recorded.Event,
            SurvivorId.Of(Guid.Parse(SubjectOf(recorded.Meta)))),
        CaseloadKinds.Report => CaseloadReportFold.Apply(key, (CaseloadReport?)view, recorded),
        CaseloadKinds.Disclosure => CaseloadDisclosureFold.Apply((CaseloadDisclosure?)view, recorded),
        _ => throw new UnreachableException(),
    };

    private static IReadOnlyList<RowKey> OfSurvivor(Recorded<DomainEvent> recorded) =>
        [.. RowOfStream(CaseloadKinds.Survivor, recorded.Meta), .. CaseloadEndingFold.Touches(recorded.Event), .. Majority(recorded)];

    private static IReadOnlyList<RowKey> OfDisclosure(Recorded<DomainEvent> recorded) =>
        [.. RowOfStream(CaseloadKinds.Disclosure, recorded.Meta), .. CaseloadReportFold.Touches(recorded.Event, SubjectOf(recorded.Meta))];

    private static IReadOnlyList<RowKey> Majority(Recorded<DomainEvent> recorded) =>
        CaseloadMajorityFold.IsAbout(recorded.Event) ? RowOfStream(CaseloadKinds.Majority, recorded.Meta) : Nothing;

    private static CaseloadMandate? OnMandate(CaseloadMandate? view, Recorded<DomainEvent> recorded) => (recorded.Event, view) switch
    {
        (MandateRecorded e, null) =>
            new()
            {
                Mandate = e.Mandate,
                Survivor = e.Survivor,
                Agency = e.Agency,
                RecordedAt = recorded.Meta.RecordedAt,
                Burden = MandateBurden.Of(e)
            },
        (_, null) => null,
        (MandateEvent e, _) => view with { Burden = view.Burden.With(e, recorded.Meta.RecordedAt) },
        _ => throw new UnreachableException(),
    };
}
