namespace Coordination.Projections.PartnerInbox;

/// <summary>Folds what reviews assigned to whom, and what came of it.</summary>
internal static class InboxActionFold
{
    public static InboxAction? Apply(InboxAction? view, Recorded<DomainEvent> recorded, string review) => (recorded.Event, view) switch
    {
        (ActionAssigned e, _) => Assigned(e, ReviewId.Of(Guid.Parse(review))),
        (ActionCompleted or ActionNotUndertaken or ActionNotPossible, null) => null,
        (ActionCompleted, _) => view with { Progress = ActionProgress.Completed },
        (ActionNotUndertaken e, _) => view with { Progress = ActionProgress.NotUndertaken, Reason = e.Reason },
        (ActionNotPossible e, _) => view with { Progress = ActionProgress.NotPossible, Reason = e.Reason },
        _ => throw new UnreachableException(),
    };

    private static InboxAction Assigned(ActionAssigned e, ReviewId review) => new()
    {
        Action = e.Action,
        Review = review,
        Item = e.Item,
        Decision = e.Decision,
        Agency = e.Owner.Agency,
        Person = e.Owner.Person,
        Task = e.Task,
        Due = e.Due,
        DueBy = e.DueBy,
    };
}
