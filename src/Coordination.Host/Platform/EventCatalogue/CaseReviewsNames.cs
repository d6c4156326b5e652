using System.Text.Json.Serialization;
using Coordination.Domain.CaseReviews;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="ReviewEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(ReviewCalled))]
[JsonSerializable(typeof(AgendaItemProposed))]
[JsonSerializable(typeof(AgendaPublished))]
[JsonSerializable(typeof(ReviewOpened))]
[JsonSerializable(typeof(ConfidentialityStatementSigned))]
[JsonSerializable(typeof(AttendanceRecorded))]
[JsonSerializable(typeof(ApologiesReceived))]
[JsonSerializable(typeof(ConflictDeclared))]
[JsonSerializable(typeof(MemberRecused))]
[JsonSerializable(typeof(MemberSteppedOut))]
[JsonSerializable(typeof(MemberReturned))]
[JsonSerializable(typeof(ItemOpened))]
[JsonSerializable(typeof(ItemOpeningRefused))]
[JsonSerializable(typeof(PriorActionsReviewed))]
[JsonSerializable(typeof(SurvivorViewStated))]
[JsonSerializable(typeof(OptionProposed))]
[JsonSerializable(typeof(DecisionRecorded))]
[JsonSerializable(typeof(DissentRecorded))]
[JsonSerializable(typeof(DecisionSuperseded))]
[JsonSerializable(typeof(ActionAssigned))]
[JsonSerializable(typeof(ActionCompleted))]
[JsonSerializable(typeof(ActionNotUndertaken))]
[JsonSerializable(typeof(ActionNotPossible))]
[JsonSerializable(typeof(ItemClosed))]
[JsonSerializable(typeof(NextReviewScheduled))]
[JsonSerializable(typeof(MinutesAgreed))]
[JsonSerializable(typeof(ReviewClosed))]
[JsonSerializable(typeof(ReviewFrameSet))]
[JsonSerializable(typeof(MemberReplaced))]
[JsonSerializable(typeof(ReviewMoved))]
[JsonSerializable(typeof(ReviewCalledOff))]
[JsonSerializable(typeof(ChairHandedOver))]
[JsonSerializable(typeof(AgendaOrdered))]
[JsonSerializable(typeof(ItemTimeSet))]
[JsonSerializable(typeof(AgendaItemWithdrawn))]
[JsonSerializable(typeof(InformationSentIn))]
[JsonSerializable(typeof(ItemMinutesWritten))]
[JsonSerializable(typeof(ItemMinutesAgreed))]
[JsonSerializable(typeof(CustodianObjected))]
[JsonSerializable(typeof(SurvivorsViewAnswerCorrected))]
[JsonSerializable(typeof(MinutesAgreementAdded))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class CaseReviewsNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(ReviewCalled)] = "review-called.v1",
        [typeof(AgendaItemProposed)] = "agenda-item-proposed.v1",
        [typeof(AgendaPublished)] = "agenda-published.v1",
        [typeof(ReviewOpened)] = "review-opened.v1",
        [typeof(ConfidentialityStatementSigned)] = "confidentiality-statement-signed.v1",
        [typeof(AttendanceRecorded)] = "attendance-recorded.v1",
        [typeof(ApologiesReceived)] = "apologies-received.v1",
        [typeof(ConflictDeclared)] = "conflict-declared.v1",
        [typeof(MemberRecused)] = "member-recused.v1",
        [typeof(MemberSteppedOut)] = "member-stepped-out.v1",
        [typeof(MemberReturned)] = "member-returned.v1",
        [typeof(ItemOpened)] = "item-opened.v1",
        [typeof(ItemOpeningRefused)] = "item-opening-refused.v1",
        [typeof(PriorActionsReviewed)] = "prior-actions-reviewed.v1",
        [typeof(SurvivorViewStated)] = "survivor-view-stated.v1",
        [typeof(OptionProposed)] = "option-proposed.v1",
        [typeof(DecisionRecorded)] = "decision-recorded.v1",
        [typeof(DissentRecorded)] = "dissent-recorded.v1",
        [typeof(DecisionSuperseded)] = "decision-superseded.v1",
        [typeof(ActionAssigned)] = "action-assigned.v1",
        [typeof(ActionCompleted)] = "action-completed.v1",
        [typeof(ActionNotUndertaken)] = "action-not-undertaken.v1",
        [typeof(ActionNotPossible)] = "action-not-possible.v1",
        [typeof(ItemClosed)] = "item-closed.v1",
        [typeof(NextReviewScheduled)] = "next-review-scheduled.v1",
        [typeof(MinutesAgreed)] = "minutes-agreed.v1",
        [typeof(ReviewClosed)] = "review-closed.v1",
        [typeof(ReviewFrameSet)] = "review-frame-set.v1",
        [typeof(MemberReplaced)] = "member-replaced.v2",
        [typeof(ReviewMoved)] = "review-moved.v1",
        [typeof(ReviewCalledOff)] = "review-called-off.v1",
        [typeof(ChairHandedOver)] = "chair-handed-over.v1",
        [typeof(AgendaOrdered)] = "agenda-ordered.v1",
        [typeof(ItemTimeSet)] = "item-time-set.v1",
        [typeof(AgendaItemWithdrawn)] = "agenda-item-withdrawn.v1",
        [typeof(InformationSentIn)] = "information-sent-in.v1",
        [typeof(ItemMinutesWritten)] = "item-minutes-written.v1",
        [typeof(ItemMinutesAgreed)] = "item-minutes-agreed.v1",
        [typeof(CustodianObjected)] = "custodian-objected.v1",
        [typeof(SurvivorsViewAnswerCorrected)] = "survivors-view-answer-corrected.v1",
        [typeof(MinutesAgreementAdded)] = "minutes-agreement-added.v1",
    };
}
