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

namespace Coordination.Projections.CoordinatorBoard;

/// <summary>
/// Reviews with their agendas, and actions by due date. Whoever shows a row asks the gate first what of it the reader may know.
/// </summary>
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
        PriorActionsReviewed or OptionProposed or ConflictDeclared or MinutesAgreed or MinutesAgreementAdded or InformationSentIn or ItemMinutesWritten or ItemMinutesAgreed => Nothing,
        ReviewEvent => RowOfStream(BoardKinds.Review, recorded.Meta),
        ConsentEvent or CaseEvent or SurvivorEvent or DisclosureEvent or ProcessEvent or ServiceEvent or ReliefEvent or PartnerEvent or TaskForceEvent or ReadingEvent or WebhookEvent => Nothing,
        OperationEvent or MandateEvent or CouncilEvent => Nothing,
        _ => throw new UnreachableException(),
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
            Action = e.Action, Review = ReviewId.Of(Guid.Parse(SubjectOf(recorded.Meta))), Item = e.Item, Owner = e.Owner,
            WrittenBy = recorded.Meta.Actor.Agency, Task = e.Task, Due = e.Due, DueBy = e.DueBy,
        },
        (ActionCompleted or ActionNotUndertaken or ActionNotPossible, null) => null,
        (ActionCompleted, _) => view with { Progress = ActionProgress.Completed },
        (ActionNotUndertaken, _) => view with { Progress = ActionProgress.NotUndertaken },
        (ActionNotPossible, _) => view with { Progress = ActionProgress.NotPossible },
        _ => throw new UnreachableException(),
    };
}
