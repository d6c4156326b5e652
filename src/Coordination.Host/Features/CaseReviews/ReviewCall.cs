using Coordination.Domain.CaseReviews;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>
/// How the commands of a review are run: by those who lead it, by a member for themselves, or by anybody for an invited agency. Whether the
/// caller belongs to the review is settled here, before anything is said of where it stands: for everybody else there is no such review.
/// </summary>
internal static class ReviewCall
{
    /// <summary>The caller, as a member of reviews.</summary>
    public static Member Member(this Caller caller) => new(caller.Agency, caller.Person);

    /// <summary>Whether the caller coordinates the task force: by role, and for the agency that does.</summary>
    public static bool Coordinates(this Caller caller, TaskForceState taskForce) =>
        caller.Is(Roles.Coordinator) && taskForce is TaskForceState.Formed formed && formed.CoordinatingAgency == caller.Agency;

    /// <summary>Runs a command of the chair or the coordinator.</summary>
    public static Task<IResult> Lead(this CommandCall call, ReviewId review, Func<ReviewState, Decision<ReviewEvent>> decide) =>
        call.Lead(review, null, (_, state) => new(decide(state)));

    /// <summary>Runs a command of the chair or the coordinator that may concern one item, and may make something new.</summary>
    public static Task<IResult> Lead(this CommandCall call, ReviewId review, AgendaItemId? item,
        Func<CommandSession, ReviewState, ValueTask<Decision<ReviewEvent>>> decide, Guid? made = null)
    {
        return call.Run(Handle);

        async ValueTask<Answer> Handle(CommandSession work)
        {
            var state = await work.Load(ReviewStream.Definition, review);
            var coordinates = call.Caller.Coordinates(await work.Load(TaskForceStream.Definition));
            if (!coordinates)
                work.DisregardVersion(); // only the coordinator is shown versions, so only the coordinator may name one
            var refusal = item is { } id
                ? ReviewStanding.ToLead(id, call.Caller.Member(), coordinates, state)
                : ReviewStanding.ToLead(call.Caller.Member(), coordinates, state);
            return refusal is { } no ? no : Record(work, review, await decide(work, state), made, tellVersion: coordinates);
        }
    }

    /// <summary>Runs a command of the coordinator, who alone knows of every item.</summary>
    public static Task<IResult> Coordinate(this CommandCall call, ReviewId review, Func<ReviewState, Decision<ReviewEvent>> decide) =>
        call.Run(async work =>
    {
        var state = await work.Load(ReviewStream.Definition, review);
        if (!call.Caller.Coordinates(await work.Load(TaskForceStream.Definition)))
            return ReviewStanding.ToKnow(call.Caller.Member(), isCoordinator: false, state)
                ?? new Refusal(RefusalReason.NotYours, "The coordinator does this.");
        return Record(work, review, decide(state), tellVersion: true);
    });

    /// <summary>Runs a command of a member for themselves.</summary>
    public static Task<IResult> TakePart(this CommandCall call, ReviewId review, Func<ReviewState, Decision<ReviewEvent>> decide) =>
        call.TakePart(review, (_, state) => new(decide(state)));

    /// <summary>Runs a command of a member for themselves that concerns what is said in the room.</summary>
    public static Task<IResult> TakePart(this CommandCall call, ReviewId review,
        Func<CommandSession, ReviewState, ValueTask<Decision<ReviewEvent>>> decide) =>
        call.RunUnversioned(async work =>
        {
            var state = await work.Load(ReviewStream.Definition, review);
            return ReviewStanding.ToKnow(call.Caller.Member(), isCoordinator: false, state) is { } no
                ? no
                : Record(work, review, await decide(work, state));
        });

    /// <summary>Runs a command that anybody of an invited agency may give on its behalf, whichever of its members is invited.</summary>
    public static Task<IResult> ActForAgency(this CommandCall call, ReviewId review,
        Func<CommandSession, ReviewState, ValueTask<Answer>> handle) =>
        call.RunUnversioned(async work =>
        {
            var state = await work.Load(ReviewStream.Definition, review);
            return ReviewStanding.ToActFor(call.Caller.Agency, state) is { } no ? no : await handle(work, state);
        });

    /// <summary>Records, and answers with ids; the version goes to the coordinator alone.</summary>
    public static Answer Record(CommandSession work, ReviewId review, Decision<ReviewEvent> decision, Guid? made = null,
        bool tellVersion = false)
    {
        work.Record(ReviewStream.Definition, review, decision);
        ShownVersion? version = tellVersion ? work.VersionOf(ReviewStream.Definition, review) : null;
        return made is { } id
            ? Answer.Made(new ReviewChange(new ThingId(id)), ReviewsJson.Default.ReviewChange, $"/v1/reviews/{review}", version)
            : Answer.Ok(new ReviewChange(new ThingId(review.Value)), ReviewsJson.Default.ReviewChange, version);
    }

    /// <summary>Makes something.</summary>
    public static void Making(this RouteHandlerBuilder route, string summary) =>
        route.AsCommand<ReviewChange>(StatusCodes.Status201Created).WithSummary(summary);

    /// <summary>Changes something.</summary>
    public static void Changing(this RouteHandlerBuilder route, string summary) =>
        route.AsCommand<ReviewChange>(StatusCodes.Status200OK).WithSummary(summary);
}

/// <summary>
/// The thing that was made or changed. It carries no version: how many facts a review holds would tell its members of
/// items that they were not told of. The coordinator, who schedules them all, gets it as the ETag.
/// </summary>
public sealed record ReviewChange(ThingId Id);
