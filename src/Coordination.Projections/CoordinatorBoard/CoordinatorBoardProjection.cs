namespace Coordination.Projections.CoordinatorBoard;

/// <summary>Reviews with their agendas, and actions by due date. Before a row is shown, the gate is asked what the reader may know of
/// it.</summary>
public sealed class CoordinatorBoardProjection : Projection<BoardRow>
{
    /// <inheritdoc/>
    public override string Name => "coordinator-board";

    /// <inheritdoc/>
    public override IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        ActionAssigned e => Row(BoardKinds.Action, e.Action),
        ActionCompleted e => Row(BoardKinds.Action, e.Action),
        ActionNotUndertaken e => Row(BoardKinds.Action, e.Action),
        ActionNotPossible e => Row(BoardKinds.Action, e.Action),
        ReviewCalled or ReviewFrameSet or ReviewMoved or ReviewCalledOff or ReviewOpened or ReviewClosed or NextReviewScheduled =>
            RowOfStream(BoardKinds.Review, recorded.Meta),
        MemberReplaced or ChairHandedOver or ConfidentialityStatementSigned or AttendanceRecorded or ApologiesReceived or MemberRecused =>
            RowOfStream(BoardKinds.Review, recorded.Meta),
        AgendaItemProposed or AgendaPublished or AgendaOrdered or AgendaItemWithdrawn or ItemTimeSet or ItemOpened or ItemOpeningRefused
            or ItemClosed => RowOfStream(BoardKinds.Review, recorded.Meta),
        SurvivorViewStated or DecisionRecorded or DissentRecorded or DecisionSuperseded or CustodianObjected
            or SurvivorsViewAnswerCorrected => RowOfStream(BoardKinds.Review, recorded.Meta),
        _ => Nothing,
    };

    /// <inheritdoc/>
    protected override BoardRow? Apply(RowKey key, BoardRow? view, Recorded<DomainEvent> recorded) => key.Kind switch
    {
        BoardKinds.Review => BoardReviewFold.Apply((BoardReview?)view, recorded.Event),
        BoardKinds.Action => OnAction((BoardAction?)view, recorded),
        _ => throw new UnreachableException(),
    };

    private static BoardAction? OnAction(BoardAction? view, Recorded<DomainEvent> recorded) => (recorded.Event, view) switch
    {
        (ActionAssigned e, _) => new()
        {
            Action = e.Action,
            Review = ReviewId.Of(Guid.Parse(SubjectOf(recorded.Meta))),
            Item = e.Item,
            Owner = e.Owner,
            WrittenBy = recorded.Meta.Actor.Agency,
            Task = e.Task,
            Due = e.Due,
            DueBy = e.DueBy,
        },
        (ActionCompleted or ActionNotUndertaken or ActionNotPossible, null) => null,
        (ActionCompleted, _) => view with { Progress = ActionProgress.Completed },
        (ActionNotUndertaken, _) => view with { Progress = ActionProgress.NotUndertaken },
        (ActionNotPossible, _) => view with { Progress = ActionProgress.NotPossible },
        _ => throw new UnreachableException(),
    };
}
