namespace Coordination.Projections.PartnerInbox;

/// <summary>Folds who is invited to which meeting, and what was referred to whom.</summary>
internal static class InboxInvitationFold
{
    /// <summary>The row of one member's invitation.</summary>
    public static RowKey KeyOf(string review, Member member) => new(InboxKinds.Review, $"{review}/{member.Agency}/{member.Person}");

    /// <summary>The rows of those whom an event of a meeting concerns: none, where it was not kept who is invited.</summary>
    public static IReadOnlyList<RowKey> Touches(ReviewEvent @event, string review) => @event switch
    {
        ReviewCalled e => Of($"{e.Review}", e.Invited),
        ReviewMoved e => Of(review, e.Invited),
        ReviewCalledOff e => Of(review, e.Invited),
        ReviewOpened e => Of(review, e.Invited ?? []),
        ReviewClosed e => Of(review, e.Invited ?? []),
        MemberReplaced e => Of(review, [e.Out, e.In]),
        _ => throw new UnreachableException(),
    };

    public static InboxReview? Apply(RowKey key, InboxReview? view, Recorded<DomainEvent> recorded, string review) => recorded.Event switch
    {
        ReviewCalled e => Invited(review, e.Invited.First(member => KeyOf($"{e.Review}", member) == key), recorded.Meta)
            with
        { Review = e.Review, StartsAt = e.StartsAt },
        MemberReplaced e when KeyOf(review, e.In) == key => view ?? Invited(review, e.In, recorded.Meta) with { StartsAt = e.StartsAt },
        ReviewMoved e => view is null ? null : view with { StartsAt = e.StartsAt },
        ReviewOpened => view is null ? null : view with { Progress = InvitationProgress.Open },
        ReviewClosed => view is null ? null : view with { Progress = InvitationProgress.Closed },
        MemberReplaced or ReviewCalledOff => null,
        _ => throw new UnreachableException(),
    };

    public static InboxReferral Referred(ReferralMade e, EventMeta meta) => new()
    {
        Referral = e.Referral,
        To = e.To,
        From = meta.Actor.Agency,
        Help = e.Kind,
        Conditions = [.. e.Conditions.OrderBy(c => c.Kind)],
        MadeAt = meta.RecordedAt,
    };

    private static IReadOnlyList<RowKey> Of(string review, IReadOnlyList<Member> members) =>
        [.. members.Distinct().Select(member => KeyOf(review, member))];

    private static InboxReview Invited(string review, Member member, EventMeta meta) =>
        new() { Review = ReviewId.Of(Guid.Parse(review)), Agency = member.Agency, Person = member.Person, InvitedAt = meta.RecordedAt };
}
