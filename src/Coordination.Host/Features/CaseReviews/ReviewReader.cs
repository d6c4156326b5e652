using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Host.Platform.Reading;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>
/// Finds out what a caller may know of a review. The gate is asked again for each item: what was released when the agenda went
/// out may have been taken back since. Everything that is shown of a review, on a screen or on paper, is made from this.
/// </summary>
internal sealed class ReviewReader(StateReader reader, TimeProvider time)
{
    /// <summary>What the caller may know at this instant; null where that is nothing, also not that there is such a review.</summary>
    public async ValueTask<ReviewVisibility?> Read(ReviewId review, Caller caller, CancellationToken cancellation)
    {
        var (state, version) = await reader.Read(ReviewStream.Definition, review, cancellation);
        var (taskForce, _) = await reader.Read(TaskForceStream.Definition, cancellation);
        var (coordinates, now) = (caller.Coordinates(taskForce), time.GetUtcNow());
        return state is KnownReview known && ReviewStanding.ToKnow(caller.Member(), coordinates, state) is null
            ? await Known(new ReviewVisibility(caller.Member(), coordinates, known, version,
                now)
            { Calendar = TaskForceCalendar.Of(taskForce, now) }, cancellation)
            : null;
    }

    private async ValueTask<ReviewVisibility> Known(ReviewVisibility knowledge, CancellationToken cancellation)
    {
        var (caller, review) = (knowledge.Caller, knowledge.Review);
        var states = reader.ForOneQuery();
        var coverages = CoverageReader.For(states, knowledge.Now, cancellation);
        List<AgendaItem> told = [.. review.Meeting.Agenda.Where(item => item.IsKnownTo(caller))];
        await states.PrepareGateFacts([.. told.Select(item => GateInquiry.InReview(item.Matter, caller, GateOccasion.View, knowledge.Now))],
            cancellation);
        foreach (var item in told)
        {
            var mayKnowAll = item.Matter.Custodian == caller.Agency;
            var asked = mayKnowAll ? review.Meeting.Invited : [caller];
            knowledge.Add(item, await coverages.Of(item.Matter, asked, GateOccasion.View),
                mayKnowAll || knowledge.Coordinates ? await states.ReadRecords(item.Matter, cancellation) : null);
            if (knowledge.Hears(item) && await WasRetracted(item, states, cancellation))
                knowledge.AddRetracted(item);
        }

        if (knowledge.Leads && review is OpenReview { UnderDiscussion: { } open, Room.Present: var present })
            knowledge.Interrupted = !(await coverages.Of(open.Matter, present, GateOccasion.Room)).NotCovered(present, open.Matter).IsEmpty;
        return knowledge;
    }

    private static async ValueTask<bool> WasRetracted(AgendaItem item, StateReader states, CancellationToken cancellation) =>
        (await states.Read(CaseStream.Definition, item.Matter.Case, cancellation)).State.RecordIfAny is { Items: var record }
        && item.Matter.Items.Exists(about => record.Exists(held => held.Item == about.Item && held.Retracted));
}
