using Coordination.Domain.CaseReviews;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Services;
using Coordination.Projections.PartnerInbox;

namespace Coordination.Host.Features.RoleViews;

/// <summary>
/// The inbox of a partner agency, and its own requests. There is nothing here to wait for and no version: either would let
/// the caller count what others did.
/// </summary>
internal static class InboxRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var inbox = routes.MapGroup("/v1/inbox").WithTags("Views").RequireAuthorization(Policies.Team);
        inbox.MapGet("/", Whole).Costs(RequestCost.WholeView).Produces<InboxAnswer>()
            .WithSummary("Copies made for you, what of them was called back, and your open actions.");
        inbox.MapGet("/disclosures", Disclosures).Produces<PageOf<InboxDisclosureAnswer>>()
            .WithSummary("Copies made for you, the latest first, by the agency that made them and the purpose. Status: new, " +
                "acknowledged, recalled. dueBefore: those to be given back before. While your agency has no good standing: what was " +
                "called back, without its items.").OpenTo(AgencyStanding.Left);
        inbox.MapGet("/actions", Actions).Produces<PageOf<InboxActionAnswer>>()
            .WithSummary("Your actions by the day on which they are due, with the ways to end them. Status: open, completed, " +
                "notUndertaken, notPossible. dueBefore: open ones that are due before.");
        inbox.MapGet("/reviews", Reviews).Produces<PageOf<InboxReviewAnswer>>()
            .WithSummary("Meetings to which you are invited, the first one first. Status: coming, open, closed. dueBefore: those that " +
                "are still to begin, and do before.");
        inbox.MapGet("/referrals", Referrals).Produces<PageOf<InboxReferralAnswer>>()
            .WithSummary("Referrals to your agency, the latest first: the kind of help. Who she is comes with a release, or from herself.");
        var requests = routes.MapGroup("/v1/requests").WithTags("Views").RequireAuthorization(Policies.Team);
        requests.MapGet("/", Requests).Produces<PageOf<RequestAnswer>>()
            .WithSummary("Your own requests, the latest first, by the agency that was asked and the purpose. Status: received, answered.");
    }

    private static async Task<IResult> Whole(Caller caller, ViewPages pages, CancellationToken cancellation)
    {
        var now = pages.Now;
        var sections = await pages.Sections([Copies(caller), Of(caller, InboxKinds.Action) with { Statuses = ["open"] }], cancellation);
        return Reply.Revealing(new InboxAnswer(
            sections[0].As<InboxDisclosure, InboxDisclosureAnswer>(d => InboxDisclosureAnswer.Of(d, now)),
            sections[1].As<InboxAction, InboxActionAnswer>(a => InboxActionAnswer.Of(a, now))));
    }

    // Without good standing an agency finds what it has to give back, so that it can answer, and nothing of what it says.
    private static async Task<IResult> Disclosures([AsParameters] SharingPageQuery page, Caller caller, Standing standing, ViewPages pages,
        CancellationToken cancellation)
    {
        var now = pages.Now;
        var reads = standing.Agency is AgencyStanding.Member;
        var copies = reads ? Copies(caller) : Copies(caller) with { Statuses = ["recalled"], Known = ["recalled"] };
        return ViewReply.Of(await pages.Page<InboxDisclosure, InboxDisclosureAnswer>(copies, page,
            d => InboxDisclosureAnswer.Of(reads ? d : d with { Items = [], ConsentExplained = null }, now), cancellation));
    }

    private static async Task<IResult> Actions([AsParameters] PageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation)
    {
        var now = pages.Now;
        return ViewReply.Of(await pages.Page<InboxAction, InboxActionAnswer>(Of(caller, InboxKinds.Action), page,
            a => InboxActionAnswer.Of(a, now), cancellation));
    }

    private static async Task<IResult> Requests([AsParameters] SharingPageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation) =>
        ViewReply.Of(await pages.Page<InboxRequest, RequestAnswer>(Of(caller, InboxKinds.Request) with { Descending = true }, page,
            RequestAnswer.Of, cancellation));

    private static async Task<IResult> Reviews([AsParameters] PageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation) =>
        ViewReply.Of(await pages.Page<InboxReview, InboxReviewAnswer>(Of(caller, InboxKinds.Review), page,
            r => new(r.Review, r.StartsAt, r.InvitedAt, r.Progress), cancellation));

    private static async Task<IResult> Referrals([AsParameters] AgencyPageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation) =>
        ViewReply.Of(await pages.Page<InboxReferral, InboxReferralAnswer>(
            Of(caller, InboxKinds.Referral) with { Descending = true }, page,
            r => new(r.Referral, r.From, r.Help, r.Conditions, r.MadeAt), cancellation));

    private static ViewOf Copies(Caller caller) => Of(caller, InboxKinds.Disclosure) with { Descending = true };

    private static ViewOf Of(Caller caller, string kind) => ViewOf.OfAgency(AllProjections.PartnerInbox, caller, kind) with
    {
        Known = kind switch
        {
            InboxKinds.Disclosure => ["new", "acknowledged", "recalled"],
            InboxKinds.Action => ViewOf.StatesOf<ActionProgress>(),
            InboxKinds.Request => ["received", "answered"],
            InboxKinds.Review => ViewOf.StatesOf<InvitationProgress>(),
            _ => [],
        },
    };
}

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
