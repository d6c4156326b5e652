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
