using Coordination.Domain.CaseReviews;
using Coordination.Projections.CoordinatorBoard;

namespace Coordination.Host.Features.RoleViews;

/// <summary>The coordinator's board, for coordinators of the agency that coordinates the task force.</summary>
internal static class BoardRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/board").WithTags("Views").RequireAuthorization(Policies.Coordinators);
        group.MapGet("/", Whole).Costs(RequestCost.WholeView).Produces<BoardAnswer>()
            .WithSummary("Reviews that are not closed, open actions by the day on which they are due, and whether any agency has not " +
                "answered a recall in time.");
        group.MapGet("/reviews", Reviews).Produces<PageOf<BoardReviewAnswer>>()
            .WithSummary("Reviews, the next one first. Status: called, published, open, closed.");
        group.MapGet("/actions", Actions).Produces<PageOf<BoardActionAnswer>>()
            .WithSummary("Actions by the day on which they are due, by the agency whose they are. Status: open, completed, " +
                "notUndertaken, notPossible. dueBefore: open ones that are due before.");
    }

    private static Task<IResult> Whole(string? waitFor, Caller caller, StateReader states, ViewPages pages,
        CancellationToken cancellation) =>
        ForCoordinators(caller, states, pages, async sight =>
        {
            var upToDate = await pages.WaitFor(AllProjections.CoordinatorBoard, waitFor, caller, cancellation);
            var sections = await pages.Sections(
                [Of(caller, BoardKinds.Review) with { Statuses = ["called", "published", "open"] },
                    Of(caller, BoardKinds.Action) with { Statuses = ["open"] }], cancellation);
            await Look(sight, sections, cancellation);
            return Reply.Revealing(new BoardAnswer(ReviewsOf(sections[0], sight), ActionsOf(sections[1], sight, pages.Now),
                await pages.IsAnyDue(AccountabilityRoutes.OpenRecalls(caller), pages.Now, cancellation), upToDate));
        }, cancellation);

    private static Task<IResult> Reviews([AsParameters] PageQuery page, Caller caller, StateReader states, ViewPages pages,
        CancellationToken cancellation) =>
        ForCoordinators(caller, states, pages,
            sight => Section(BoardKinds.Review, page, caller, pages, sight, section => Reply.Revealing(ReviewsOf(section, sight)),
                cancellation), cancellation);

    private static Task<IResult> Actions([AsParameters] AgencyPageQuery page, Caller caller, StateReader states, ViewPages pages,
        CancellationToken cancellation) =>
        ForCoordinators(caller, states, pages,
            sight => Section(BoardKinds.Action, page, caller, pages, sight,
                section => Reply.Revealing(ActionsOf(section, sight, pages.Now)), cancellation), cancellation);

    private static async Task<IResult> Section(
        string kind, IPageQuery page, Caller caller, ViewPages pages, BoardVisibility sight, Func<Section, IResult> answer,
        CancellationToken cancellation)
    {
        var found = await pages.Section(Of(caller, kind), page, cancellation);
        if (found.Refusal is { } refusal)
            return Problems.From(refusal);
        await Look(sight, [found.Value!], cancellation);
        return answer(found.Value!);
    }

    private static ValueTask Look(BoardVisibility sight, IReadOnlyList<Section> sections, CancellationToken cancellation)
    {
        var rows = sections.SelectMany(section => section.Rows).ToList();
        return sight.Look(
            [.. rows.OfType<BoardReview>().Select(review => review.Review)],
            [.. rows.OfType<BoardAction>().Select(action => (action.Review, action.Item))], cancellation);
    }

    private static PageOf<BoardReviewAnswer> ReviewsOf(Section section, BoardVisibility sight) =>
        section.As<BoardReview, BoardReviewAnswer>(review => BoardReviewAnswer.Of(review, sight));

    private static PageOf<BoardActionAnswer> ActionsOf(Section section, BoardVisibility sight, DateTimeOffset now) =>
        section.As<BoardAction, BoardActionAnswer>(action =>
            BoardActionAnswer.Of(action, sight.Reader, sight.Of(action.Review, action.Item), now));

    private static ViewOf Of(Caller caller, string kind) => new(AllProjections.CoordinatorBoard, Compartment.TaskForce, caller.Person, kind)
    {
        Known = kind == BoardKinds.Review ? ViewOf.StatesOf<ReviewProgress>() : ViewOf.StatesOf<ActionProgress>(),
    };

    private static async Task<IResult> ForCoordinators(Caller caller, StateReader states, ViewPages pages,
        Func<BoardVisibility, Task<IResult>> then, CancellationToken cancellation)
    {
        var query = states.ForOneQuery();
        await query.Prepare([StreamToRead.Of(TaskForceStream.Definition), StreamToRead.Of(PartnerStream.Definition, caller.Agency)],
            cancellation);
        return await then(new BoardVisibility(query, new Member(caller.Agency, caller.Person), pages.Now));
    }
}
