using Coordination.Domain.TaskForce;
using Coordination.Host.Execution;
using Coordination.Host.Http;
using Coordination.Host.Security;
using Coordination.Projections;
using Coordination.Projections.CoordinatorBoard;

namespace Coordination.Host.Views;

/// <summary>The coordinator's board, for coordinators of the agency that coordinates the task force.</summary>
internal static class BoardRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/board").WithTags("Views").RequireAuthorization(Policies.Coordinators);
        group.MapGet("/", Whole).Produces<BoardAnswer>().WithSummary("Reviews that are not closed, and open actions by the day on which they are due.");
        group.MapGet("/reviews", Reviews).Produces<PageOf<BoardReviewAnswer>>().WithSummary("Reviews, the next one first. Status: called, published, open, closed.");
        group.MapGet("/actions", Actions).Produces<PageOf<BoardActionAnswer>>().WithSummary("Actions by the day on which they are due. Status: open, completed, notUndertaken, notPossible.");
    }

    private static Task<IResult> Whole(string? waitFor, Caller caller, StateReader states, ViewPages pages, CancellationToken cancellation) =>
        ForCoordinators(caller, states, async () =>
        {
            if (await ViewWait.Verify(pages, AllProjections.CoordinatorBoard, waitFor, cancellation) is not { Refusal: null } waited)
                return ViewWait.Refused;
            var sight = new BoardSight(states, caller, pages.Now, cancellation);
            var reviews = await ReviewsOf(sight, pages, Of(caller, BoardKinds.Review) with { Statuses = ["called", "published", "open"] }, new(null, null, null, null), cancellation);
            var actions = await ActionsOf(sight, pages, Of(caller, BoardKinds.Action) with { Statuses = ["open"] }, new(null, null, null, null), cancellation);
            return Reply.Revealing(new BoardAnswer(reviews.Value!, actions.Value!, waited.UpToDate));
        }, cancellation);

    private static Task<IResult> Reviews([AsParameters] PageQuery page, Caller caller, StateReader states, ViewPages pages, CancellationToken cancellation) =>
        ForCoordinators(caller, states, async () => ViewReply.Of(
            await ReviewsOf(new(states, caller, pages.Now, cancellation), pages, Of(caller, BoardKinds.Review), page, cancellation)), cancellation);

    private static Task<IResult> Actions([AsParameters] PageQuery page, Caller caller, StateReader states, ViewPages pages, CancellationToken cancellation) =>
        ForCoordinators(caller, states, async () => ViewReply.Of(
            await ActionsOf(new(states, caller, pages.Now, cancellation), pages, Of(caller, BoardKinds.Action), page, cancellation)), cancellation);

    private static ValueTask<Result<PageOf<BoardReviewAnswer>>> ReviewsOf(BoardSight sight, ViewPages pages, ViewOf view, PageQuery page, CancellationToken cancellation) =>
        pages.Page<BoardReview, BoardReviewAnswer>(view, page, async r => BoardReviewAnswer.Of(r, await sight.Of(r.Review)), cancellation);

    private static ValueTask<Result<PageOf<BoardActionAnswer>>> ActionsOf(BoardSight sight, ViewPages pages, ViewOf view, PageQuery page, CancellationToken cancellation)
    {
        var now = pages.Now;
        return pages.Page<BoardAction, BoardActionAnswer>(view, page,
            async a => BoardActionAnswer.Of(a, sight.Reader, (await sight.Of(a.Review)).GetValueOrDefault(a.Item), now), cancellation);
    }

    private static ViewOf Of(Caller caller, string kind) => new(AllProjections.CoordinatorBoard, Compartment.TaskForce, caller.Person, kind);

    private static async Task<IResult> ForCoordinators(Caller caller, StateReader states, Func<Task<IResult>> then, CancellationToken cancellation)
    {
        var (taskForce, _) = await states.Read(TaskForceStream.Definition, cancellation);
        return taskForce is TaskForceState.Formed { CoordinatingAgency: var agency } && agency == caller.Agency ? await then() : Problems.NotFound.With();
    }
}
