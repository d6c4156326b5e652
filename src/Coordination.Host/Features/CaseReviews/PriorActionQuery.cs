using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>An action of an earlier review, and whether the decision from which it follows followed the survivor's view.</summary>
/// <param name="Action">The action.</param>
/// <param name="Owner">Who was to do it.</param>
/// <param name="Task">What was to be done.</param>
/// <param name="Due">Until which day.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Reason">Why it is unfinished.</param>
/// <param name="SurvivorsView">Whether that decision followed her view. Left out where the action follows from none.</param>
/// <param name="Objected">Whether the agency that serves her objected that it opposes her view. Left out where it did not.</param>
public sealed record PriorActionAnswer(
    ActionId Action, Member Owner, Sensitive<string> Task, DateOnly Due, ActionProgress Status, Sensitive<string>? Reason,
    SurvivorsViewAnswer? SurvivorsView, bool? Objected);

/// <summary>Shows what earlier reviews of a case asked for, to those who may hear of it now.</summary>
internal static class PriorActionQuery
{
    public static async Task<IResult> Get(
        ReviewId review, AgendaItemId item, [AsParameters] ListQuery query, Caller caller, StateReader reader, PriorActionReader earlier,
        ListPages pages, TimeProvider time,
        CancellationToken cancellation)
    {
        var me = caller.Member();
        var (state, _) = await reader.Read(ReviewStream.Definition, review, cancellation);
        if (state is not KnownReview { Meeting: var meeting } || !meeting.Invited.Contains(me) || meeting.Find(item) is not { } found
            || !found.IsKnownTo(me) || found.Recused.Contains(me))
            return Problems.NotFound.With();
        var coverages = CoverageReader.For(reader, time.GetUtcNow(), cancellation);
        if (!(await coverages.Of(found.Matter, [me], GateOccasion.View)).Covers(me, found.Matter))
            return Problems.NotFound.With();
        var prior = await earlier.HeardBy([me], found.Matter, review, reader, coverages, cancellation);
        return await pages.Answer($"prior-actions/{item}", caller, query, [.. prior],
            action => action.Action.Assigned.Action.ToString(), Of);
    }

    internal static PriorActionAnswer Of(PriorAction prior)
    {
        var (status, reason) = ReviewView.ResultOf(prior.Action.Status);
        var assigned = prior.Action.Assigned;
        return new PriorActionAnswer(
            assigned.Action, assigned.Owner, assigned.Task, assigned.Due, status, reason, prior.Decision?.SurvivorsView,
            prior.Decision?.Objections.IsEmpty == false ? true : null);
    }
}

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
