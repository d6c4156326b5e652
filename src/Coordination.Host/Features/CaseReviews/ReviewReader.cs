using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;

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

/// <summary>What a caller may know of a review.</summary>
internal sealed class ReviewVisibility(Member caller, bool coordinates, KnownReview review, ShownVersion version, DateTimeOffset now)
{
    private readonly Dictionary<AgendaItemId, Coverage> _coverage = [];
    private readonly HashSet<AgendaItemId> _retracted = [];
    private readonly Dictionary<AgendaItemId, IReadOnlyList<ConsentPosition>> _consent = [];

    public Member Caller => caller;
    public bool Coordinates => coordinates;
    public bool Leads => coordinates || review.Meeting.Chair == caller;
    public KnownReview Review => review;
    public ShownVersion Version => version;
    public DateTimeOffset Now => now;

    /// <summary>The days of the task force.</summary>
    public required TaskForceCalendar Calendar { get; init; }

    /// <summary>Whether the item under discussion lost the consent of somebody's presence: talking has to stop.</summary>
    public bool Interrupted { get; set; }

    public Room Room => review switch
    {
        OpenReview open => open.Room,
        ClosedReview closed => closed.Room,
        _ => Room.Empty,
    };

    public void Add(AgendaItem item, Coverage coverage, IReadOnlyList<ConsentPosition>? consent)
    {
        if (coverage.Covers(caller, item.Matter))
            _coverage[item.Matter.Item] = coverage;
        if (consent is not null)
            _consent[item.Matter.Item] = consent;
    }

    /// <summary>Something that the item is about was taken out of the record since.</summary>
    public void AddRetracted(AgendaItem item) => _retracted.Add(item.Matter.Item);

    /// <summary>Whether something that the item is about was taken out of the record since.</summary>
    public bool WasRetracted(AgendaItem item) => _retracted.Contains(item.Matter.Item);

    /// <summary>Whether the caller may hear the item.</summary>
    public bool Hears(AgendaItem item) => _coverage.ContainsKey(item.Matter.Item);

    /// <summary>Whether the caller may hear what was said about it: who recused themselves does not.</summary>
    public bool HearsDiscussionOf(AgendaItem item) => Hears(item) && !item.Recused.Contains(caller);

    /// <summary>Whether the item was brought by the caller's agency.</summary>
    public bool Brought(AgendaItem item) => item.Matter.Custodian == caller.Agency;

    public Coverage CoverageOf(AgendaItem item) => _coverage[item.Matter.Item];

    /// <summary>Whether the caller was told of the item, and may be told that it was taken off.</summary>
    public bool WasToldOfWithdrawn(AgendaItem item) => item.IsWithdrawn && item.IsKnownTo(caller);

    /// <summary>
    /// Whether a decision on the item stands on what is not there any more. For the custodian, and for a coordinator whose agency
    /// heard it. Nobody else is told: it would tell one agency what the survivor decided about another.
    /// </summary>
    public bool? RestsOnWithdrawnConsent(AgendaItem item) =>
        SeesBasisOf(item) && _consent.TryGetValue(item.Matter.Item, out var consent)
            && DecisionBasis.OfItem(item, review.Meeting, now, consent) != BasisStanding.Stands ? true : null;

    /// <summary>What became of the consent on which a decision stood, for the same; null for others.</summary>
    public BasisStanding? BasisOf(DecisionRecorded decision) =>
        review.Meeting.Find(decision.Item) is { } item && SeesBasisOf(item) && _consent.TryGetValue(decision.Item, out var consent)
            ? DecisionBasis.At(decision, item.Matter, now, consent)
            : null;

    private bool SeesBasisOf(AgendaItem item) =>
        !item.Recused.Contains(caller) && (Brought(item) || (coordinates && item.WasHeardBy(caller.Agency)));
}
