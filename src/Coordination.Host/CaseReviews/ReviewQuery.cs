using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;
using Coordination.Host.Execution;
using Coordination.Host.Http;
using Coordination.Host.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordination.Host.CaseReviews;

/// <summary>
/// Shows a review to each caller as far as it is theirs to know. The gate is asked again for each item: what was released
/// when the agenda went out may have been taken back since.
/// </summary>
internal static class ReviewQuery
{
    public static async Task<Results<Reply<ReviewAnswer>, ProblemResult>> Get(ReviewId review, Caller caller, StateReader reader, TimeProvider time, CancellationToken cancellation)
    {
        var (state, version) = await reader.Read(ReviewStream.Definition, review, cancellation);
        var (taskForce, _) = await reader.Read(TaskForceStream.Definition, cancellation);
        var coordinates = caller.Coordinates(taskForce);
        if (state is not KnownReview known || ReviewStanding.ToKnow(caller.Member(), coordinates, state) is not null)
            return Problems.NotFound.With();

        var knowledge = await Knowledge(caller.Member(), coordinates, known, reader, time.GetUtcNow(), cancellation);
        return Reply.Revealing(ReviewView.For(knowledge), coordinates ? version : null);
    }

    /// <summary>What this member may know of the review at this instant.</summary>
    public static async ValueTask<Knowledge> Knowledge(Member caller, bool coordinates, KnownReview known, StateReader reader, DateTimeOffset now, CancellationToken cancellation)
    {
        var coverages = CoverageReader.For(reader, now, cancellation);
        var knowledge = new Knowledge(caller, coordinates, known, now);
        foreach (var item in known.Meeting.Agenda.Where(item => item.IsKnownTo(caller)))
        {
            var mayKnowAll = item.Matter.Custodian == caller.Agency;
            var asked = mayKnowAll ? known.Meeting.Invited : [caller];
            knowledge.Add(item, await coverages.Of(item.Matter, asked, GateOccasion.View), mayKnowAll || coordinates ? await Consent(item, reader, cancellation) : null);
        }

        if (knowledge.Leads && known is OpenReview { UnderDiscussion: { } open, Room.Present: var present })
            knowledge.Interrupted = !(await coverages.Of(open.Matter, present, GateOccasion.Room)).NotCovered(present, open.Matter).IsEmpty;
        return knowledge;
    }

    private static async ValueTask<ConsentPosition> Consent(AgendaItem item, StateReader reader, CancellationToken cancellation) =>
        (await reader.Read(ConsentStream.Definition, item.Matter.Survivor, cancellation)).State;
}
