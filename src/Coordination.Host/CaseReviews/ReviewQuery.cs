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

        var coverages = CoverageReader.For(reader, time.GetUtcNow(), cancellation);
        var knowledge = new Knowledge(caller.Member(), coordinates, known);
        foreach (var item in known.Meeting.Agenda.Where(item => item.IsKnownTo(caller.Member())))
        {
            var mayKnowAll = item.Matter.Custodian == caller.Agency;
            var asked = mayKnowAll ? known.Meeting.Invited : [caller.Member()];
            knowledge.Add(item, await coverages.Of(item.Matter, asked, GateOccasion.View), mayKnowAll ? await Consent(item, reader, cancellation) : null);
        }

        if (knowledge.Leads && known is OpenReview { UnderDiscussion: { } open, Room.Present: var present })
            knowledge.Interrupted = !(await coverages.Of(open.Matter, present, GateOccasion.Room)).NotCovered(present, open.Matter).IsEmpty;
        return Reply.Revealing(ReviewView.For(knowledge), coordinates ? version : null);
    }

    private static async ValueTask<ConsentPosition> Consent(AgendaItem item, StateReader reader, CancellationToken cancellation) =>
        (await reader.Read(ConsentStream.Definition, item.Matter.Survivor, cancellation)).State;
}

/// <summary>What a caller may know of a review.</summary>
internal sealed class Knowledge(Member caller, bool coordinates, KnownReview review)
{
    private readonly Dictionary<AgendaItemId, Coverage> _coverage = [];
    private readonly Dictionary<AgendaItemId, ConsentPosition> _consent = [];

    public Member Caller => caller;
    public bool Coordinates => coordinates;
    public bool Leads => coordinates || review.Meeting.Chair == caller;
    public KnownReview Review => review;

    /// <summary>Whether the item under discussion lost the consent of somebody's presence: talking has to stop.</summary>
    public bool Interrupted { get; set; }

    public Room Room => review switch
    {
        OpenReview open => open.Room,
        ClosedReview closed => closed.Room,
        _ => Room.Empty,
    };

    public void Add(AgendaItem item, Coverage coverage, ConsentPosition? consent)
    {
        if (coverage.Covers(caller, item.Matter))
            _coverage[item.Matter.Item] = coverage;
        if (consent is not null)
            _consent[item.Matter.Item] = consent;
    }

    /// <summary>Whether the caller may hear the item.</summary>
    public bool Hears(AgendaItem item) => _coverage.ContainsKey(item.Matter.Item);

    /// <summary>Whether the caller may hear what was said about it: who recused themselves does not.</summary>
    public bool HearsDiscussionOf(AgendaItem item) => Hears(item) && !item.Recused.Contains(caller);

    /// <summary>Whether the item was brought by the caller's agency.</summary>
    public bool Brought(AgendaItem item) => item.Matter.Custodian == caller.Agency;

    public Coverage CoverageOf(AgendaItem item) => _coverage[item.Matter.Item];

    public ConsentPosition? ConsentOf(AgendaItemId item) => _consent.GetValueOrDefault(item);
}
