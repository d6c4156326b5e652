using Coordination.Domain.CaseReviews;

namespace Coordination.Host.Features.Audit;

/// <summary>Where a meeting of the team stood.</summary>
internal static class ReviewFacts
{
    public static IEnumerable<StateFact> Of(ReviewState state, Dictionary<DecisionId, BasisStanding> basis)
    {
        if (state is not KnownReview { Meeting: var meeting } known)
            yield break;
        yield return new("review", Standing(known));
        yield return new("scheduled for", Words.Of(meeting.StartsAt));
        if (meeting.OpenedAt is { } opened)
            yield return new("opened", Words.Of(opened));
        if (meeting.ClosedAt is { } ended)
            yield return new("closed", Words.Of(ended));
        yield return new("invited", Words.List(meeting.Invited, Words.Of));
        yield return new("chair", $"{Words.Of(meeting.Chair)}; quorum {meeting.Quorum}");
        if (RoomOf(known) is { } room)
            yield return new("in the room", Words.List(room.Present, Words.Of));
        foreach (var item in meeting.Agenda)
            yield return new($"item {item.Matter.Item}",
                $"case {item.Matter.Case} of {item.Matter.Custodian}, {Stage(item.Stage)}; told to {Words.List(item.ToldTo, Words.Of)}; " +
                    $"recused {Words.List(item.Recused, Words.Of)}");
        foreach (var decision in meeting.Decisions)
            yield return new($"decision {decision.Decision}", Decided(decision) + Basis(basis[decision.Decision]));
        foreach (var action in meeting.Actions)
            yield return new($"action {action.Action}",
                $"{Words.Of(action.Assigned.Owner)}, due {action.Assigned.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" +
                    $"{(action.Assigned.DueBy is { } end ? $", until {Words.Of(end)}" : "")}: {Status(action.Status)}");
        if (meeting.Minutes is { } minutes)
            yield return new("minutes",
                $"agreed by {Words.List(minutes.AgreedBy,
                    agreement => $"{Words.Of(agreement.Member)}{(agreement.At is { } at ? $" at {Words.Of(at)}" : "")}")}");
    }

    private static string Decided(TeamDecision decision)
    {
        var recorded = decision.Recorded;
        return $"option {recorded.OptionChosen} of {recorded.OptionsConsidered.Count}: {Words.Of(decision.Outcome)}; " +
            $"{Words.List(recorded.Votes, vote => $"{Words.Of(vote.Member)} {Words.Of(vote.Vote)}")}"
            + $"; stood on consent version {recorded.ConsentVersion}"
            + $"; the survivor's view: {Words.Of(decision.SurvivorsView)}"
            + string.Concat(decision.Corrections.Select(corrected =>
                $"; corrected by {Words.Of(corrected.By)} at {Words.Of(corrected.At)} from {Words.Of(corrected.Before)} to " +
                $"{Words.Of(corrected.Answer)}"))
            + string.Concat(decision.Objections.Select(objection =>
                $"; {Words.Of(objection.By)} objected at {Words.Of(objection.At)} that it opposes her view"))
            + (decision.Dissents.IsEmpty ? "" : $"; dissent by {Words.List(decision.Dissents, dissent => Words.Of(dissent.Member))}")
            + (decision.Superseded is { } superseded ? $"; superseded by {superseded.By}" : "");
    }

    private static string Basis(BasisStanding standing) => standing switch
    {
        BasisStanding.Stands => "",
        BasisStanding.Expired => "; rests on withdrawn consent: it ran out",
        BasisStanding.Narrowed => "; rests on withdrawn consent: it was narrowed",
        BasisStanding.Revoked => "; rests on withdrawn consent: it was taken back",
        BasisStanding.Voided => "; rests on withdrawn consent: it never was valid",
        _ => throw new UnreachableException(),
    };

    private static string Standing(KnownReview review) => review switch
    {
        CalledReview => "called",
        PublishedReview => "agenda published",
        OpenReview => "open",
        ClosedReview { Meeting.IsCalledOff: true } => "called off",
        ClosedReview => "closed",
        _ => throw new UnreachableException(),
    };

    private static Room? RoomOf(KnownReview review) => review switch
    {
        OpenReview open => open.Room,
        ClosedReview closed => closed.Room,
        _ => null,
    };

    private static string Stage(ItemStage stage) => stage switch
    {
        ProposedItem => "proposed",
        OpenedItem => "under discussion",
        ClosedItem => "closed",
        NotReachedItem => "not reached",
        _ => throw new UnreachableException(),
    };

    private static string Status(ActionStatus status) => status switch
    {
        PendingAction => "to be done",
        CompletedAction => "done",
        NotUndertakenAction => "not undertaken",
        NotPossibleAction => "overtaken by events",
        _ => throw new UnreachableException(),
    };
}
