using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;
using Coordination.Host.Platform.Reading;

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
