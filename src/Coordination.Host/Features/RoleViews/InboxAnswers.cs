using Coordination.Domain.CaseReviews;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Services;
using Coordination.Projections.PartnerInbox;

namespace Coordination.Host.Features.RoleViews;

/// <summary>What is addressed to the caller, and nothing else.</summary>
/// <param name="Disclosures">Copies, the latest first.</param>
/// <param name="Actions">Open actions, the most urgent first.</param>
public sealed record InboxAnswer(PageOf<InboxDisclosureAnswer> Disclosures, PageOf<InboxActionAnswer> Actions);

/// <summary>A copy, with all that goes along with it on its own page. What was called back has lost its text.</summary>
/// <param name="Disclosure">The disclosure.</param>
/// <param name="From">The agency that made it.</param>
/// <param name="For">The person to whom it is addressed. Left out where it is whoever of the agency needs to know.</param>
/// <param name="Purpose">Why.</param>
/// <param name="MadeAt">When.</param>
/// <param name="AcknowledgedBy">Who acknowledged it.</param>
/// <param name="Items">What it holds.</param>
/// <param name="Obligations">What binds you.</param>
/// <param name="RedisclosureNotice">The notice that stays with it.</param>
/// <param name="Recalls">What of it was asked back.</param>
/// <param name="ConsentExplained">What was consented to, where 42 CFR 2.32(b) asks that it goes along; else left out.</param>
public sealed record InboxDisclosureAnswer(
    DisclosureId Disclosure, AgencyId From, PersonId? For, Purpose Purpose, DateTimeOffset MadeAt, PersonId? AcknowledgedBy,
    IReadOnlyList<InboxItem> Items,
    IReadOnlyList<Obligation> Obligations, string RedisclosureNotice, IReadOnlyList<InboxRecallAnswer> Recalls, string? ConsentExplained)
{
    internal static InboxDisclosureAnswer Of(InboxDisclosure d, DateTimeOffset now) => new(
        d.Disclosure, d.From, d.Person, d.Purpose, d.MadeAt, d.AcknowledgedBy, d.Items, d.Obligations, d.RedisclosureNotice,
        [.. d.Recalls.Select(r => InboxRecallAnswer.Of(r, now))], d.ConsentExplained);
}

/// <summary>What is to be given back, until when; and whether it was found wrong, so that nobody relies on it any more.</summary>
public sealed record InboxRecallAnswer(IReadOnlyList<CopyId> Copies, DateTimeOffset SentAt, DateTimeOffset Due, bool Overdue,
    RecallAnswer? Answer, Sensitive<string>? WhyNot, bool FoundWrong)
{
    internal static InboxRecallAnswer Of(InboxRecall r, DateTimeOffset now) =>
        new(r.Copies, r.SentAt, r.Due, r.Answer is null && (r.Overdue || now >= r.Due), r.Answer, r.WhyNot, r.FoundWrong);
}

/// <summary>An action that a review assigned to the caller, with what they need to end it: <c>POST</c> to one of its ways.</summary>
/// <param name="Action">The action.</param>
/// <param name="Review">The meeting that assigned it. Left out in rows from before this was kept.</param>
/// <param name="Item">The agenda item from which it came.</param>
/// <param name="Decision">The decision from which it follows. Left out where it follows from none.</param>
/// <param name="Task">What is to be done.</param>
/// <param name="Due">The day on which it is due.</param>
/// <param name="DueBy">When that day ends where the task force is.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Reason">Why it is unfinished.</param>
/// <param name="Overdue">Whether the day is over and the action is not.</param>
/// <param name="Ways">How to end it, while it is open.</param>
public sealed record InboxActionAnswer(
    ActionId Action, ReviewId? Review, AgendaItemId? Item, DecisionId? Decision, Sensitive<string> Task, DateOnly Due, DateTimeOffset DueBy,
    ActionProgress Progress,
    Sensitive<string>? Reason, bool Overdue, IReadOnlyList<ActionWay>? Ways)
{
    private static readonly IReadOnlyList<ActionWay> s_ways =
    [
        new(ActionProgress.Completed, "/v1/reviews/{review}/actions/{action}/completed", NeedsReason: false),
        new(ActionProgress.NotUndertaken, "/v1/reviews/{review}/actions/{action}/not-undertaken", NeedsReason: true),
        new(ActionProgress.NotPossible, "/v1/reviews/{review}/actions/{action}/not-possible", NeedsReason: true),
    ];

    internal static InboxActionAnswer Of(InboxAction a, DateTimeOffset now) => new(
        a.Action, a.Review, a.Item, a.Decision, a.Task, a.Due, a.EndsAt, a.Progress, a.Reason,
        a.Progress == ActionProgress.Open && a.EndsAt <= now, a.Progress == ActionProgress.Open && a.Review is not null ? s_ways : null);
}

/// <summary>A way to end an action. What stands in braces in its address is a member of the row.</summary>
/// <param name="Becomes">How the action stands then.</param>
/// <param name="Address">The address, a URI template (RFC 6570).</param>
/// <param name="NeedsReason">Whether the body is <c>{ "reason": "…" }</c>; else there is none.</param>
public sealed record ActionWay(ActionProgress Becomes, string Address, bool NeedsReason);

/// <summary>A request of the caller's own: received, whatever was found or decided, until a copy is made for it.</summary>
public sealed record RequestAnswer(
    DisclosureId Disclosure, string Status, AgencyId To, Purpose Purpose, IReadOnlyList<InformationCategory> Categories,
    Sensitive<string> About, ClaimedBasis Basis, DateTimeOffset ReceivedAt)
{
    internal static RequestAnswer Of(InboxRequest r) =>
        new(r.Disclosure, r.Answered ? "answered" : "received", r.To, r.Purpose, r.Categories, r.About, r.Basis, r.ReceivedAt);
}

/// <summary>A meeting to which the caller is invited. For one who comes instead of another, the meeting itself says when it
/// begins.</summary>
public sealed record InboxReviewAnswer(ReviewId Review, DateTimeOffset? StartsAt, DateTimeOffset InvitedAt, InvitationProgress Progress);

/// <summary>A referral to the caller's agency.</summary>
public sealed record InboxReferralAnswer(ReferralId Referral, AgencyId From, GoalKind Help, IReadOnlyList<Condition> Conditions,
    DateTimeOffset MadeAt);
