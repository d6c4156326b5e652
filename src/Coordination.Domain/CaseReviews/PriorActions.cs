namespace Coordination.Domain.CaseReviews;

/// <summary>An action that an earlier review of the same case asked for.</summary>
/// <param name="Review">The earlier review.</param>
/// <param name="Matter">What was discussed there. Those who hear of the action must be covered for it.</param>
/// <param name="Action">The action, and what came of it.</param>
/// <param name="Recused">Who recused themselves there, and hears nothing of it here either.</param>
public sealed record PriorAction(ReviewId Review, Matter Matter, ReviewAction Action, IReadOnlySet<Member> Recused)
{
    /// <summary>The decision from which it follows; null where it follows from none.</summary>
    public TeamDecision? Decision { get; init; }

    /// <summary>Whether it is still to be done.</summary>
    public bool IsPending => Action.Status is PendingAction;

    /// <summary>The actions about a case in a review other than this one, when what was said there is over.</summary>
    public static IEnumerable<PriorAction> Of(CaseId @case, ReviewId thisReview, ReviewState other) =>
        other is KnownReview { Meeting: var meeting } && meeting.Review != thisReview
            ? from item in meeting.Agenda
              where item.Matter.Case == @case && item.IsOver
              from action in meeting.Actions
              where action.Assigned.Item == item.Matter.Item
              select new PriorAction(meeting.Review, item.Matter, action,
                  item.Recused)
              { Decision = action.Assigned.Decision is { } decision ? meeting.Find(decision) : null }
            : [];
}
