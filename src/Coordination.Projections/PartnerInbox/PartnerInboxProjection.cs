using Coordination.Domain.ImmigrationRelief;

namespace Coordination.Projections.PartnerInbox;

/// <summary>
/// The inbox of each partner agency. It reads only what was addressed to that agency or done by it. What the custodian
/// finds, decides, refuses or holds touches no row here, so it changes nothing that a partner can see.
/// </summary>
public sealed class PartnerInboxProjection : Projection<InboxRow>
{
    /// <inheritdoc/>
    public override string Name => "partner-inbox";

    /// <inheritdoc/>
    public override IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        DisclosureRequested => RowOfStream(InboxKinds.Request, recorded.Meta),
        DisclosureMade => [new(InboxKinds.Disclosure, SubjectOf(recorded.Meta)), new(InboxKinds.Request, SubjectOf(recorded.Meta))],
        DisclosureAcknowledged or IAskedBack or RecallAcknowledged or RecallOverdue => RowOfStream(InboxKinds.Disclosure, recorded.Meta),
        ActionAssigned e => Row(InboxKinds.Action, e.Action),
        ActionCompleted e => Row(InboxKinds.Action, e.Action),
        ActionNotUndertaken e => Row(InboxKinds.Action, e.Action),
        ActionNotPossible e => Row(InboxKinds.Action, e.Action),
        ReviewCalled or ReviewMoved or ReviewCalledOff or ReviewOpened or ReviewClosed or MemberReplaced =>
            InboxInvitationFold.Touches((ReviewEvent)recorded.Event, SubjectOf(recorded.Meta)),
        ReferralMade e => Row(InboxKinds.Referral, e.Referral),
        _ => Nothing,
    };

    /// <inheritdoc/>
    protected override InboxRow? Apply(RowKey key, InboxRow? view, Recorded<DomainEvent> recorded) => key.Kind switch
    {
        InboxKinds.Request => OnRequest((InboxRequest?)view, recorded),
        InboxKinds.Disclosure => OnDisclosure((InboxDisclosure?)view, recorded),
        InboxKinds.Action => InboxActionFold.Apply((InboxAction?)view, recorded, SubjectOf(recorded.Meta)),
        InboxKinds.Review => InboxInvitationFold.Apply(key, (InboxReview?)view, recorded, SubjectOf(recorded.Meta)),
        InboxKinds.Referral => InboxInvitationFold.Referred((ReferralMade)recorded.Event, recorded.Meta),
        _ => throw new UnreachableException(),
    };

    private static InboxRequest? OnRequest(InboxRequest? view, Recorded<DomainEvent> recorded) => (recorded.Event, view) switch
    {
        (DisclosureRequested e, _) => new()
        {
            Disclosure = e.Disclosure,
            Agency = e.Requester.Agency,
            Person = e.Requester.Person,
            To = e.Discloser,
            Purpose = e.Purpose,
            Categories = [.. e.Categories.Order()],
            About = e.About,
            Basis = e.Basis,
            ReceivedAt = recorded.Meta.RecordedAt,
        },
        (DisclosureMade, null) => null,
        (DisclosureMade, _) => view with { Answered = true },
        _ => throw new UnreachableException(),
    };

    private static InboxDisclosure? OnDisclosure(InboxDisclosure? view, Recorded<DomainEvent> recorded) => (recorded.Event, view) switch
    {
        (DisclosureMade e, _) => Made(e, recorded.Meta),
        (DisclosureAcknowledged or IAskedBack or RecallAcknowledged or RecallOverdue, null) => null,
        (DisclosureAcknowledged e, _) => view with { AcknowledgedBy = e.By },
        (IAskedBack e, _) => Recalled(view, e, recorded.Meta),
        (RecallAcknowledged e, _) =>
            view with { Recalls = view.Recalls.Change(r => r.Answer is null, r => r with { Answer = e.Answer, WhyNot = e.WhyNot }) },
        (RecallOverdue, _) => view with { Recalls = view.Recalls.Change(r => r.Answer is null, r => r with { Overdue = true }) },
        _ => throw new UnreachableException(),
    };

    private static InboxDisclosure Made(DisclosureMade e, EventMeta meta) => new()
    {
        Disclosure = DisclosureId.Of(Guid.Parse(SubjectOf(meta))),
        Agency = e.Recipient.Agency,
        Person = e.Recipient.Person,
        From = meta.Actor.Agency,
        Purpose = e.Purpose,
        Items = [.. e.Items.OrderBy(i => i.Copy.Value).Select(i => new InboxItem(i.Copy, i.Category, i.Mode, i.Text, Recalled: false))],
        Obligations = [.. e.Obligations.Order()],
        RedisclosureNotice = e.RedisclosureNotice,
        ConsentExplained = e.ConsentExplained,
        MadeAt = meta.RecordedAt,
    };

    private static InboxDisclosure Recalled(InboxDisclosure view, IAskedBack e, EventMeta meta) => view with
    {
        Items = view.Items.Change(i => e.Copies.Contains(i.Copy), i => i with { Text = null, Recalled = true }),
        Recalls = [.. view.Recalls,
            new InboxRecall([.. e.Copies.OrderBy(copy => copy.Value)], e.Due, meta.RecordedAt) { FoundWrong = e is RetractionNoticeSent }],
    };
}
