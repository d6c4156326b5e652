using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;
using Coordination.Host.Platform.Reading;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>Finds what earlier reviews of a case asked for. Those who hear of an action must be covered now for what was discussed when it
/// was assigned. An action about more than this item is not read out in this room.</summary>
public sealed class PriorActionReader(Lookups lookups)
{
    /// <summary>For a command: what everybody in the room may hear of. The reviews that were read are verified when it is stored.</summary>
    internal async ValueTask<IReadOnlyCollection<PriorAction>> HeardByTheRoom(CommandSession work, AgendaItemId item, ReviewState state)
    {
        if (state is not OpenReview open || open.Meeting.Find(item) is not { } found)
            return [];
        List<PriorAction> prior = [];
        foreach (var review in await ReviewsOf(found.Matter.Case, CancellationToken.None))
            prior.AddRange(PriorAction.Of(found.Matter.Case, open.Meeting.Review, await work.Load(ReviewStream.Definition, review)));
        return await Heard(prior, open.Room.Present, CoverageReader.For(work), GateOccasion.Room);
    }

    /// <summary>For a query: what these members may hear of, at this instant.</summary>
    internal async ValueTask<IReadOnlyCollection<PriorAction>> HeardBy(
        IReadOnlyCollection<Member> members, Matter matter, ReviewId review, StateReader reader, CoverageReader coverages,
        CancellationToken cancellation)
    {
        List<PriorAction> prior = [];
        foreach (var other in await ReviewsOf(matter.Case, cancellation))
            prior.AddRange(PriorAction.Of(matter.Case, review, (await reader.Read(ReviewStream.Definition, other, cancellation)).State));
        return await Heard(prior, members, coverages, GateOccasion.View);
    }

    private async ValueTask<IReadOnlyList<ReviewId>> ReviewsOf(CaseId @case, CancellationToken cancellation) =>
        (await lookups.Read(CaseRow.Key(@case), cancellation))?.Reviews ?? [];

    private static async ValueTask<IReadOnlyCollection<PriorAction>> Heard(List<PriorAction> prior, IReadOnlyCollection<Member> members,
        CoverageReader coverages, GateOccasion occasion)
    {
        List<PriorAction> heard = [];
        foreach (var sameMatter in prior.GroupBy(action => action.Matter.Item))
        {
            var (matter, recused) = (sameMatter.First().Matter, sameMatter.First().Recused);
            if (!members.Any(recused.Contains) && (await coverages.Of(matter, members, occasion)).NotCovered(members, matter).IsEmpty)
                heard.AddRange(sameMatter);
        }

        return heard;
    }
}
