using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Services;
using Coordination.Projections;
using Coordination.Projections.PartnerInbox;

namespace Coordination.Host.Views;

/// <summary>What is addressed to the caller, and nothing else.</summary>
/// <param name="Disclosures">Copies, the latest first.</param>
/// <param name="Actions">Open actions, the most urgent first.</param>
public sealed record InboxAnswer(PageOf<InboxDisclosureAnswer> Disclosures, PageOf<InboxActionAnswer> Actions);

/// <summary>A copy. What was called back has lost its text.</summary>
public sealed record InboxDisclosureAnswer(
    DisclosureId Disclosure, AgencyId From, PersonId? For, Purpose Purpose, DateTimeOffset MadeAt, PersonId? AcknowledgedBy, IReadOnlyList<InboxItem> Items,
    IReadOnlyList<Obligation> Obligations, string RedisclosureNotice, IReadOnlyList<InboxRecallAnswer> Recalls)
{
    internal static InboxDisclosureAnswer Of(InboxDisclosure d, DateTimeOffset now) => new(
        d.Disclosure, d.From, d.Person, d.Purpose, d.MadeAt, d.AcknowledgedBy, d.Items, d.Obligations, d.RedisclosureNotice,
        [.. d.Recalls.Select(r => InboxRecallAnswer.Of(r, now))]);
}

/// <summary>What is to be given back, until when; and whether it was found wrong, so that nobody relies on it any more.</summary>
public sealed record InboxRecallAnswer(IReadOnlyList<CopyId> Copies, DateTimeOffset SentAt, DateTimeOffset Due, bool Overdue, RecallAnswer? Answer, Sensitive<string>? WhyNot, bool FoundWrong)
{
    internal static InboxRecallAnswer Of(InboxRecall r, DateTimeOffset now) => new(r.Copies, r.SentAt, r.Due, r.Answer is null && (r.Overdue || now >= r.Due), r.Answer, r.WhyNot, r.FoundWrong);
}

/// <summary>An action that a review assigned to the caller.</summary>
public sealed record InboxActionAnswer(ActionId Action, Sensitive<string> Task, DateOnly Due, ActionProgress Progress, Sensitive<string>? Reason, bool Overdue)
{
    internal static InboxActionAnswer Of(InboxAction a, DateTimeOffset now) =>
        new(a.Action, a.Task, a.Due, a.Progress, a.Reason, a.Progress == ActionProgress.Open && a.Place.Due <= now);
}

/// <summary>A request of the caller's own: received, whatever was found or decided, until a copy is made for it.</summary>
public sealed record RequestAnswer(
    DisclosureId Disclosure, string Status, AgencyId To, Purpose Purpose, IReadOnlyList<InformationCategory> Categories,
    Sensitive<string> About, ClaimedBasis Basis, DateTimeOffset ReceivedAt)
{
    internal static RequestAnswer Of(InboxRequest r) => new(r.Disclosure, r.Answered ? "answered" : "received", r.To, r.Purpose, r.Categories, r.About, r.Basis, r.ReceivedAt);
}

/// <summary>A meeting to which the caller is invited. For one who comes instead of another, the meeting itself says when it begins.</summary>
public sealed record InboxReviewAnswer(ReviewId Review, DateTimeOffset? StartsAt, DateTimeOffset InvitedAt);

/// <summary>A referral to the caller's agency.</summary>
public sealed record InboxReferralAnswer(ReferralId Referral, AgencyId From, GoalKind Help, IReadOnlyList<Condition> Conditions, DateTimeOffset MadeAt);
