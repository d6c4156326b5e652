using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Disclosures;

/// <summary>Who sees what of a disclosure.</summary>
internal static class DisclosureAnswers
{
    private const string NeutralStatus = "received";
    private const string NeutralMessage = "Received; any answer will come from the agency itself.";

    internal static ReceivedAnswer Received(DisclosureId disclosure) => new(disclosure, NeutralStatus, NeutralMessage);

    internal static CopyAnswer ForAddressee(DisclosureState.Delivered state, DateTimeOffset now) => new(
        state.Terms.Disclosure, StatusOf(state), state.Terms.Discloser, state.Terms.Purpose,
        [.. state.Delivery.Copies.Select(ForAddressee)],
        state.Delivery.RedisclosureNotice, state.Delivery.Obligations,
        [.. state.Delivery.Recalls
            .Select(recall => new CopyRecallAnswer(recall.Copies, recall.Due, recall.Answer, recall.IsOverdueAt(now), recall.FoundWrong))],
        state.Delivery.ConsentExplained);

    internal static DisclosureAnswer ForCustodian(DisclosureState.Begun state, NotToBeTold? barred, DateTimeOffset now, bool isErased,
        TaskForceState? taskForce)
    {
        var (subject, verdict, delivery) = Parts(state);
        return new(
            state.Terms.Disclosure, StatusOf(state), state.Terms.Recipient, state.Terms.Purpose, state.Terms.Basis,
            state.Terms.Request?.Categories, isErased ? null : state.Terms.Request?.About, subject?.Survivor, subject?.Case, verdict,
            delivery is null ? null : [.. delivery.Copies.Select(ForCustodian)],
            delivery is null ? null : [.. delivery.Recalls.Select(recall => ForCustodian(recall, now))],
            Waiting.Of(state) is { Count: > 0 } waits ? waits : null)
        {
            NotToBeTold = barred,
            HandOver = delivery is null ? null : CopyHandOverAnswer.Of(delivery, now),
            Suspensions = delivery is { Suspensions.IsEmpty: false }
                ? [.. delivery.Suspensions.Select(one =>
                    new SuspensionAnswer(one.Form, one.Official, one.Reason, one.GivenAt, one.Until, one.By, one.TakenBack))]
                : null,
            NextSteps = NextSteps(verdict, taskForce),
        };
    }

    internal static IReadOnlyList<string>? NextSteps(Verdict? verdict, TaskForceState? taskForce) =>
        verdict is not null && HoldReasons.Of(verdict, taskForce) is { Count: > 0 } steps ? [.. steps.Select(step => step.Text)] : null;

    internal static DisclosureSubject? SubjectOf(DisclosureState.Begun state) => Parts(state).Subject;

    internal static string StatusOf(DisclosureState.Begun state) => state switch
    {
        DisclosureState.Requested => "requested",
        DisclosureState.Unmatched => "unmatched",
        DisclosureState.Offered => "offered",
        DisclosureState.Matched => "matched",
        DisclosureState.Authorised => "authorised",
        DisclosureState.Refused => "refused",
        DisclosureState.Held => "held",
        DisclosureState.Made => "made",
        DisclosureState.Acknowledged => "acknowledged",
        DisclosureState.RecallPending => "recallPending",
        DisclosureState.Recalled => "recalled",
        _ => throw new UnreachableException(state.GetType().Name),
    };

    private static CopyItemAnswer ForAddressee(HeldCopy copy) => new(
        copy.Item.Copy, copy.Item.Category, copy.Item.Mode,
        copy.Standing == CopyStanding.Outstanding ? copy.Item.Text : null, copy.Standing);

    private static HeldCopyAnswer ForCustodian(HeldCopy copy) => new(
        copy.Item.Copy, copy.Item.Item, copy.Item.Category, copy.Item.Mode, copy.Item.Text, copy.Release, copy.Standing, copy.WhyNot);

    private static RecallStanding ForCustodian(Recall recall, DateTimeOffset now) =>
        new(recall.Release, recall.Cause, recall.Copies, recall.Due, recall.IsOverdueAt(now), recall.Answer,
            recall.WhyNot)
        { ByLetter = recall.ByLetter ? true : null, LetterBy = recall.LetterBy, LetterSentAt = recall.LetterSentAt };

    private static (DisclosureSubject? Subject, Verdict? Verdict, Delivery? Delivery) Parts(DisclosureState.Begun state) => state switch
    {
        DisclosureState.Requested or DisclosureState.Unmatched => (null, null, null),
        DisclosureState.Offered or DisclosureState.Matched => (((DisclosureState.Prepared)state).Subject, null, null),
        DisclosureState.Authorised s => (s.Subject, s.Verdict, null),
        DisclosureState.Refused s => (s.Subject, s.Verdict, null),
        DisclosureState.Held s => (s.Subject, s.Verdict, null),
        DisclosureState.Delivered s => (s.Subject, s.Delivery.Verdict, s.Delivery),
        _ => throw new UnreachableException(state.GetType().Name),
    };
}
