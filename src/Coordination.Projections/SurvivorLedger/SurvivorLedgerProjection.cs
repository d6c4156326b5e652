using Coordination.Domain.Mandates;
using Coordination.Domain.Readings;
using Coordination.Projections.AdvocateCaseload;

namespace Coordination.Projections.SurvivorLedger;

/// <summary>The ledger of each survivor: who was given what, when, why and under which signature; what is in force; what could not be
/// recalled; who read what is kept about her.</summary>
public sealed class SurvivorLedgerProjection : Projection<LedgerRow>
{
    /// <inheritdoc/>
    public override string Name => "survivor-ledger";

    /// <inheritdoc/>
    public override IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        ReleaseSigned e => Row(LedgerKinds.Release, e.Release),
        ReleaseRenewed e => [new(LedgerKinds.Release, $"{e.Release}"), new(LedgerKinds.Release, $"{e.Renewal}")],
        ReleaseNarrowed e => Row(LedgerKinds.Release, e.Release),
        ReleaseRevoked e => Row(LedgerKinds.Release, e.Release),
        ReleaseVoided e => Row(LedgerKinds.Release, e.Release),
        ReleaseExpired e => Row(LedgerKinds.Release, e.Release),
        RecordRead => [new(LedgerKinds.Reading, $"{recorded.Meta.EventId}")],
        DisclosureAuthorized or DisclosureRefused or DisclosureHeld or DisclosureMade or CopyHandedOver
            or DisclosureAcknowledged { Process: not null } or IAskedBack or RecallAcknowledged =>
            RowOfStream(LedgerKinds.Disclosure, recorded.Meta),
        AgendaItemProposed e => Row(LedgerKinds.Review, e.Item),
        DecisionRecorded e => Row(LedgerKinds.Review, e.Item),
        SurvivorViewStated e => Row(LedgerKinds.Review, e.Item),
        CustodianObjected e => Row(LedgerKinds.Review, e.Item),
        SurvivorsViewAnswerCorrected e => Row(LedgerKinds.Review, e.Item),
        MandateEvent => RowOfStream(LedgerKinds.Mandate, recorded.Meta),
        _ => Nothing,
    };

    /// <inheritdoc/>
    protected override LedgerRow? Apply(RowKey key, LedgerRow? view, Recorded<DomainEvent> recorded) => key.Kind switch
    {
        LedgerKinds.Release => OnRelease(key, (LedgerRelease?)view, recorded),
        LedgerKinds.Reading => Read((RecordRead)recorded.Event, recorded.Meta),
        LedgerKinds.Mandate => OnMandate((LedgerMandate?)view, recorded),
        LedgerKinds.Review => LedgerReview.Apply((LedgerReview?)view, recorded),
        LedgerKinds.Disclosure => OnDisclosure((LedgerDisclosure?)view, recorded),
        _ => throw new UnreachableException(),
    };

    private static LedgerRelease? OnRelease(RowKey key, LedgerRelease? view, Recorded<DomainEvent> recorded) =>
        (recorded.Event, view) switch
        {
            (ReleaseSigned e, _) => Signed(e.Release, e.Terms, e.Signatures, recorded.Meta),
            (ReleaseRenewed e, _) when key.Id == $"{e.Renewal}" => Signed(e.Renewal, e.Terms, e.Signatures, recorded.Meta),
            (ConsentEvent, null) => null,
            (ReleaseRenewed, _) => Ended(view, ReleaseStanding.Superseded, recorded.Meta),
            (ReleaseNarrowed e, _) => view with { Terms = e.Terms },
            (ReleaseRevoked e, _) => view.Standing.MayBecome(ReleaseStanding.Revoked)
                ? Ended(view, ReleaseStanding.Revoked, recorded.Meta) with { TakenBackThrough = e.Through }
                : view,
            (ReleaseVoided, _) => Ended(view, ReleaseStanding.Voided, recorded.Meta),
            (ReleaseExpired, _) => Ended(view, ReleaseStanding.Expired, recorded.Meta),
            _ => throw new UnreachableException(),
        };

    private static LedgerReading Read(RecordRead e, EventMeta meta) => new()
    {
        Survivor = e.Survivor,
        Agency = meta.Actor.Agency,
        By = meta.Actor.Person,
        Part = e.Part,
        ReadAt = meta.RecordedAt,
        Until = e.Until,
        Processes = e.Processes,
        Disclosures = e.Disclosures,
    };

    private static LedgerRelease Signed(ReleaseId release, ReleaseTerms terms, IReadOnlyList<Signature> signatures, EventMeta meta) => new()
    {
        Survivor = SurvivorId.Of(Guid.Parse(SubjectOf(meta))),
        Agency = terms.Discloser,
        Release = release,
        Terms = terms,
        Signatures = signatures,
        RecordedAt = meta.RecordedAt,
    };

    private static LedgerRelease Ended(LedgerRelease view, ReleaseStanding standing, EventMeta meta) =>
        view.Standing.MayBecome(standing) ? view with { Standing = standing, EndedAt = meta.RecordedAt } : view;

    private static LedgerMandate? OnMandate(LedgerMandate? view, Recorded<DomainEvent> recorded) => (recorded.Event, view) switch
    {
        (MandateRecorded e, null) =>
            new()
            {
                Survivor = e.Survivor,
                Agency = e.Agency,
                Mandate = e.Mandate,
                RecordedAt = recorded.Meta.RecordedAt,
                Burden = MandateBurden.Of(e)
            },
        (_, null) => null,
        (MandateEvent e, _) => view with { Burden = view.Burden.With(e, recorded.Meta.RecordedAt) },
        _ => throw new UnreachableException(),
    };

    private static LedgerDisclosure? OnDisclosure(LedgerDisclosure? view, Recorded<DomainEvent> recorded) => (recorded.Event, view) switch
    {
        (DisclosureAuthorized e, null) => new()
        {
            Survivor = e.Survivor,
            Agency = recorded.Meta.Actor.Agency,
            Disclosure = DisclosureId.Of(Guid.Parse(SubjectOf(recorded.Meta))),
            Outcome = e.Verdict.Outcome,
        },
        (DisclosureEvent, null) => null,
        (DisclosureAuthorized e, _) => view with { Outcome = e.Verdict.Outcome },
        (DisclosureRefused e, _) => view with { Outcome = e.Verdict.Outcome },
        (DisclosureHeld e, _) => view with { Outcome = e.Verdict.Outcome },
        (DisclosureMade e, _) => view with
        {
            Recipient = e.Recipient,
            Purpose = e.Purpose,
            MadeAt = recorded.Meta.RecordedAt,
            Outcome = e.Verdict.Outcome,
            UnderProcess = e.Verdict.Process is not null,
            ByHand = e.HandOverBy is null ? null : true,
            HandedOverAt = null,
            Given = [.. e.Items.OrderBy(i => i.Copy.Value).Select(i => new LedgerCopy(i.Copy, i.Category, i.Mode))],
            Releases = [.. e.Verdict.ReleasesReliedOn.OrderBy(r => r.Value)],
        },
        (CopyHandedOver e, _) => view with { ByHand = true, HandedOverAt = e.HandedAt, AcknowledgedHere = null },
        (DisclosureAcknowledged, _) =>
            view.HandedOverAt is not null ? view : view with { HandedOverAt = recorded.Meta.RecordedAt, AcknowledgedHere = true },
        (IAskedBack e, not null) =>
            view with { Recalls = [.. view.Recalls, new LedgerRecall(e.Cause, recorded.Meta.RecordedAt, e.Due, e.Copies.Count)] },
        (RecallAcknowledged e, _) =>
            view with { Recalls = view.Recalls.Change(r => r.Answer is null, r => r with { Answer = e.Answer, WhyNot = e.WhyNot }) },
        _ => throw new UnreachableException(),
    };
}
