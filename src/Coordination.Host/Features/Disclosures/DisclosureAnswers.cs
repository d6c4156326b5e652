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

/// <summary>What a requester learns until a copy was made: always this, whether or not the person is known.</summary>
public sealed record ReceivedAnswer(DisclosureId Id, string Status, string Message);

/// <summary>A copy, as its addressee sees it: nothing but what was addressed to them.</summary>
public sealed record CopyAnswer(
    DisclosureId Id,
    string Status,
    AgencyId From,
    Purpose Purpose,
    IReadOnlyList<CopyItemAnswer> Items,
    string RedisclosureNotice,
    IReadOnlyList<Obligation> Obligations,
    IReadOnlyList<CopyRecallAnswer> Recalls,
    string? ConsentExplained)
{
    /// <summary>Name and postal address of whoever gets it on paper; left out for whoever reads it here.</summary>
    public Sensitive<string>? AddressedTo { get; init; }
}

/// <summary>One item of a copy. What was asked back is not shown again.</summary>
public sealed record CopyItemAnswer(CopyId Copy, InformationCategory Category, SharingMode Mode, Sensitive<string>? Text,
    CopyStanding Standing);

/// <summary>What was asked back, until when, the answer, whether it is missing by now, and whether it was found wrong: not to be relied on
/// any more, wherever it is.</summary>
public sealed record CopyRecallAnswer(IReadOnlyList<CopyId> Copies, DateTimeOffset Due, RecallAnswer? Answer,
    bool Overdue, bool FoundWrong);

/// <summary>A disclosure, as its custodian sees it.</summary>
public sealed record DisclosureAnswer(
    DisclosureId Id,
    string Status,
    GateRecipient Recipient,
    Purpose Purpose,
    ClaimedBasis Basis,
    IReadOnlyList<InformationCategory>? Categories,
    Sensitive<string>? About,
    SurvivorId? Survivor,
    CaseId? Case,
    Verdict? Verdict,
    IReadOnlyList<HeldCopyAnswer>? Items,
    IReadOnlyList<RecallStanding>? Recalls,
    IReadOnlyList<WaitsFor>? WaitsFor)
{
    /// <summary>For a copy that nobody there can read here: until when it is handed over, how it was, and what to do; left out for every
    /// other.</summary>
    public CopyHandOverAnswer? HandOver { get; init; }

    /// <summary>That she is not told of it now, and why; left out where she is.</summary>
    public NotToBeTold? NotToBeTold { get; init; }

    /// <summary>What has to be done so that it goes on, who does it and where it is recorded, in words; left out where the gate holds
    /// nothing.</summary>
    public IReadOnlyList<string>? NextSteps { get; init; }

    /// <summary>The statements of officials by which nobody accounts to her for it for a time, oldest first; left out where there are
    /// none.</summary>
    public IReadOnlyList<SuspensionAnswer>? Suspensions { get; init; }
}

/// <summary>A statement of an official, as the agency that gave it sees it.</summary>
public sealed record SuspensionAnswer(StatementForm Form, Sensitive<string> Official, Sensitive<string> Reason, DateTimeOffset GivenAt,
    DateTimeOffset Until, PersonId By, bool TakenBack);

/// <summary>A copy that goes by hand, as the custodian sees it.</summary>
/// <param name="Due">Until when it is to be handed over; left out where somebody there could read it here when it was made.</param>
/// <param name="Overdue">Whether that has passed, and it is still to be handed over.</param>
/// <param name="HandedBy">Who handed it over.</param>
/// <param name="HandedAt">When.</param>
/// <param name="To">Who there took it, or to which office it was sent.</param>
/// <param name="Through">By what means.</param>
/// <param name="ToDo">What to do, in words; left out where nothing is.</param>
public sealed record CopyHandOverAnswer(DateTimeOffset? Due, bool Overdue, PersonId? HandedBy, DateTimeOffset? HandedAt,
    Sensitive<string>? To, Channel? Through, string? ToDo)
{
    internal static CopyHandOverAnswer? Of(Delivery delivery, DateTimeOffset now) =>
        delivery.HandOverBy is null && delivery.HandedOver is null ? null : new(
        delivery.HandOverBy, delivery.ToHandOver && delivery.HandOverBy <= now, delivery.HandedOver?.HandedBy,
        delivery.HandedOver?.HandedAt, delivery.HandedOver?.To, delivery.HandedOver?.Through,
        delivery.ToHandOver ? ByHand.ToDo
            : delivery is { NeverLeft: true, RecallPending: true }
            ? "It is asked back and was never handed over: do not hand it over. Destroy it, and record that (letter/answer)."
            : null);
}

/// <summary>A recall, as the custodian sees it: why, until when, the answer, and what could not be recalled and why.</summary>
public sealed record RecallStanding(ReleaseId? Release, RecallCause Cause, IReadOnlyList<CopyId> Copies, DateTimeOffset Due, bool Overdue,
    RecallAnswer? Answer, Sensitive<string>? WhyNot)
{
    /// <summary>Whether it is asked by a letter, because nobody there has a part in the task force; left out means no.</summary>
    public bool? ByLetter { get; init; }

    /// <summary>Until when the letter is to be sent; left out where there is none, and in recalls from before this was kept.</summary>
    public DateTimeOffset? LetterBy { get; init; }

    /// <summary>When the letter was sent; left out while it was not.</summary>
    public DateTimeOffset? LetterSentAt { get; init; }
}

/// <summary>One item that was given, as its custodian sees it.</summary>
public sealed record HeldCopyAnswer(CopyId Copy, RecordItemId Item, InformationCategory Category, SharingMode Mode, Sensitive<string>? Text,
    ReleaseId? Release, CopyStanding Standing, Sensitive<string>? WhyNot = null);
