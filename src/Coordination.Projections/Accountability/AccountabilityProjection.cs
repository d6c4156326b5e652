using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.Operations;

namespace Coordination.Projections.Accountability;

/// <summary>Standings, concerns, refused conditions, signs of pressure and open recalls of each agency, for those who hold agencies to what
/// they signed.</summary>
public sealed class AccountabilityProjection : Projection<AccountRow>
{
    /// <inheritdoc/>
    public override string Name => "accountability";

    /// <inheritdoc/>
    public override IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        AgencyJoined or DivisionFormed or StandingSuspended or StandingRestored or AgencyLeft =>
            RowOfStream(AccountKinds.Agency, recorded.Meta),
        ConcernEvent { About: { } about } => Row(AccountKinds.Agency, about),
        ConcernEvent => RowOfStream(AccountKinds.Agency, recorded.Meta),
        CoerciveConditionRefused e => Row(AccountKinds.Agency, e.Provider),
        ReliefConditionRefused e => Row(AccountKinds.Agency, e.DemandedBy),
        CertifierSilent e => Row(AccountKinds.Agency, e.Certifier),
        CertifierAnswered { Answer: CertifierAnswer.Refused, FollowsConcerns.Count: > 0 } e => Row(AccountKinds.Agency, e.Certifier),
        RecallOverdue { Recipient: { } late } => Row(AccountKinds.Agency, late),
        DisclosureMade or IAskedBack or RecallAcknowledged => RowOfStream(AccountKinds.Recall, recorded.Meta),
        OperationDebriefed { Harms.Count: > 0 } e => Row(AccountKinds.Agency, e.RequestedBy),
        _ => Nothing,
    };

    /// <inheritdoc/>
    protected override AccountRow? Apply(RowKey key, AccountRow? view, Recorded<DomainEvent> recorded) => key.Kind switch
    {
        AccountKinds.Agency => OnAgency((AgencyAccount?)view ?? new() { Agency = AgencyId.Of(key.Id) }, recorded.Event, recorded.Meta),
        AccountKinds.Recall => OnRecall((RecallAccount?)view, recorded),
        _ => throw new UnreachableException(),
    };

    private static AgencyAccount OnAgency(AgencyAccount view, DomainEvent @event, EventMeta meta) => @event switch
    {
        CoerciveConditionRefused e => Refused(view, e.Rule, e.Conditions, meta),
        ReliefConditionRefused e => Refused(view, e.Rule, e.Conditions, meta),
        _ => OnAgency(view, @event, meta.RecordedAt),
    };

    private static AgencyAccount OnAgency(AgencyAccount view, DomainEvent @event, DateTimeOffset at) => @event switch
    {
        AgencyJoined => view with { Standing = AccountStanding.Member, Because = null, PartOf = null },
        DivisionFormed e => view with { Standing = AccountStanding.Member, Because = null, PartOf = e.PartOf },
        StandingRestored => view with { Standing = AccountStanding.Member, Because = null },
        StandingSuspended e => view with { Standing = AccountStanding.Suspended, Because = e.Reason },
        AgencyLeft e => view with { Standing = AccountStanding.Left, Because = e.Reason },
        ConcernRaised e => Raised(view, e, at),
        ConcernPutToAgency e => Moved(view, e.Concern, AccountConcernStanding.PutToAgency, at),
        ConcernAnswered e => Moved(view, e.Concern, AccountConcernStanding.Answered, at),
        ConcernUpheld e => Moved(view, e.Concern, AccountConcernStanding.Upheld, at),
        ConcernDismissed e => Moved(view, e.Concern, AccountConcernStanding.Dismissed, at),
        OperationDebriefed e => view with { HarmsSeen = [.. view.HarmsSeen, new(e.Harms, at)] },
        RecallOverdue e => view with { LateRecalls = [.. view.LateRecalls, new(e.Due, at)] },
        CertifierSilent => Signalled(view, new(PressureKind.SilentCertifier, at)),
        CertifierAnswered => Signalled(view, new(PressureKind.RefusalAfterConcern, at)),
        _ => throw new UnreachableException(),
    };

    private static AgencyAccount Raised(AgencyAccount view, ConcernRaised raised, DateTimeOffset at)
    {
        var with = view with
        {
            Concerns = [.. view.Concerns,
            new(raised.Concern, raised.Kind, raised.RaisedBy, at, AccountConcernStanding.Raised, at, raised.Mark)]
        };
        return raised.Operation is null || raised.OperationWas is not (null or PresenceAnswer.Declined)
            ? with
            : Signalled(with, new(PressureKind.ConcernAfterDeclinedPresence, at));
    }

    // A mark on the account of an agency stands once the concern that names it was upheld, and not before.
    private static AgencyAccount Moved(AgencyAccount view, ConcernId concern, AccountConcernStanding standing, DateTimeOffset at)
    {
        var about = view.Concerns.FirstOrDefault(known => known.Concern == concern)?.Mark;
        return view with
        {
            Concerns = view.Concerns.Change(known => known.Concern == concern, known => known with { Standing = standing, MovedAt = at }),
            RefusedConditions = view.RefusedConditions.Change(
                known => known.Mark == about && known.Standing is not MarkStanding.Stands,
                known => known with { Standing = StandingOf(standing) }),
        };
    }

    private static MarkStanding StandingOf(AccountConcernStanding concern) => concern switch
    {
        AccountConcernStanding.Raised => MarkStanding.NotHeard,
        AccountConcernStanding.PutToAgency or AccountConcernStanding.Answered => MarkStanding.PutToAgency,
        AccountConcernStanding.Upheld => MarkStanding.Stands,
        AccountConcernStanding.Dismissed => MarkStanding.Dismissed,
        _ => throw new UnreachableException(),
    };

    private static AgencyAccount Refused(AgencyAccount view, string rule, IReadOnlyList<ConditionKind> conditions, EventMeta meta)
    {
        var standing = meta.Actor.Agency == view.Agency ? MarkStanding.Stands : MarkStanding.NotHeard;
        return view with
        {
            RefusedConditions = [.. view.RefusedConditions,
            new(new MarkId(meta.EventId), meta.Actor.Agency, standing, rule, [.. conditions.Order()], meta.RecordedAt)]
        };
    }

    private static AgencyAccount Signalled(AgencyAccount view, PressureSignal signal) => view with { Signals = [.. view.Signals, signal] };

    private static RecallAccount? OnRecall(RecallAccount? view, Recorded<DomainEvent> recorded) => (recorded.Event, view) switch
    {
        (DisclosureMade e, _) => new() { Disclosure = DisclosureId.Of(Guid.Parse(SubjectOf(recorded.Meta))), Agency = e.Recipient.Agency },
        (IAskedBack or RecallAcknowledged, null) => null,
        (IAskedBack { GoesByLetter: true }, _) => view, // whoever is outside the task force does not answer to it
        (IAskedBack e, _) => view with { Due = view.Due is { } due && due < e.Due ? due : e.Due },
        (RecallAcknowledged, _) => view with { Due = null },
        _ => throw new UnreachableException(),
    };
}
