using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;
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

/// <summary>What a coordinator works with: the reviews that are not closed, and the open actions by the day on which they are
/// due.</summary>
/// <param name="Reviews">Reviews, the next one first.</param>
/// <param name="Actions">Actions, the most urgent first.</param>
/// <param name="RecallsOverdue">Whether an agency has not answered in time when it was asked to give a copy back;
/// <c>/v1/accountability/recalls</c> says which.</param>
/// <param name="UpToDate">Whether what was waited for is in it; null when nothing was.</param>
public sealed record BoardAnswer(PageOf<BoardReviewAnswer> Reviews, PageOf<BoardActionAnswer> Actions, bool RecallsOverdue, bool? UpToDate);

/// <summary>A review.</summary>
public sealed record BoardReviewAnswer(
    ReviewId Review, DateTimeOffset StartsAt, Sensitive<string> Place, Member Chair, int Quorum, ReviewProgress Progress,
    IReadOnlyList<Member> Invited, IReadOnlyList<Member> SignedConfidentiality, IReadOnlyList<Member> Attended,
    IReadOnlyList<Member> Apologies,
    IReadOnlyList<BoardAgendaAnswer> Agenda, DateTimeOffset? NextReviewAt, ReviewKind Kind, DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt)
{
    internal static BoardReviewAnswer Of(BoardReview r, BoardVisibility sight) => new(
        r.Review, r.StartsAt, r.MeetingPlace, r.Chair, r.Quorum, r.Progress, r.Invited, r.SignedConfidentiality, r.Attended, r.Apologies,
        [.. r.Agenda.Select(i => BoardAgendaAnswer.Of(i, sight.Of(r.Review, i.Item), r.MinutesPerItem))], r.NextReviewAt, r.KindOfReview,
        r.OpenedAt, r.ClosedAt);
}

/// <summary>
/// An item of an agenda. That it is blocked for consent is said, why is not. The rest is for a coordinator who is covered for
/// it at this moment, and the decisions for one who did not recuse themselves. To a coordinator whose agency heard it, it is said
/// that a decision on it rests on withdrawn consent, also when they are not covered any more: they are to act on it no more.
/// </summary>
public sealed record BoardAgendaAnswer(
    AgendaItemId Item, AgendaProgress Progress, bool BlockedForConsent, int? Minutes, AgencyId? BroughtBy = null,
    PersonId? Presenter = null,
    IReadOnlyList<Member>? Recused = null, IReadOnlyList<BoardDecisionAnswer>? Decisions = null, bool? RestsOnWithdrawnConsent = null)
{
    internal static BoardAgendaAnswer Of(BoardAgendaItem i, ItemVisibility? seen, int? minutesPerItem)
    {
        var scheduled = new BoardAgendaAnswer(i.Item, i.Progress, i.BlockedForConsent, i.Minutes ?? minutesPerItem);
        if (seen is null)
            return scheduled;
        if (seen.Basis != BasisStanding.Stands)
            scheduled = scheduled with { RestsOnWithdrawnConsent = true };
        if (!seen.Hears)
            return scheduled;
        var heard = scheduled with { BroughtBy = i.BroughtBy, Presenter = i.Presenter, Recused = i.Recused };
        return seen.Discussion ? heard
            with
        { Decisions = [.. i.Decisions.Select(d => BoardDecisionAnswer.Of(d, seen.Decisions.GetValueOrDefault(d.Decision)))] }
            : heard;
    }
}

/// <summary>
/// A decision, whether it follows the survivor's view, whether the agency that serves her objected, and whether it rests on consent that
/// was withdrawn since. How it was is the custodian's and the auditor's to know.
/// </summary>
public sealed record BoardDecisionAnswer(
    DecisionId Decision, int OptionChosen, DecisionManner Manner, IReadOnlyList<MemberVote> Votes, DecisionOutcome Outcome,
    SurvivorsViewAnswer SurvivorsView,
    bool Objected, IReadOnlyList<Member> Dissent, DecisionId? SupersededBy, bool RestsOnWithdrawnConsent)
{
    internal static BoardDecisionAnswer Of(BoardDecision d, BasisStanding basis) => new(
        d.Decision, d.OptionChosen, d.Manner, d.Votes, d.Outcome,
        d.SurvivorsView ?? (d.AgainstSurvivorsView ? SurvivorsViewAnswer.Opposes : SurvivorsViewAnswer.NotAnswered),
        d.Objected, d.Dissent, d.SupersededBy, basis != BasisStanding.Stands);
}

/// <summary>
/// An action. The task is shown to its owner, and to a coordinator who may know what was said about its item; to one whose agency
/// heard that, it is said when a decision on the item rests on withdrawn consent.
/// </summary>
public sealed record BoardActionAnswer(
    ActionId Action, ReviewId Review, AgendaItemId Item, Member Owner, Sensitive<string>? Task, DateOnly Due,
    ActionProgress Progress, bool Overdue,
    bool? RestsOnWithdrawnConsent, DateTimeOffset? DueBy)
{
    internal static BoardActionAnswer Of(BoardAction a, Member reader, ItemVisibility? seen, DateTimeOffset now) => new(
        a.Action, a.Review, a.Item, a.Owner, a.Owner == reader || seen is { Discussion: true } ? a.Task : null, a.Due, a.Progress,
        a.Progress == ActionProgress.Open && a.Place.Due <= now, seen is { Basis: not BasisStanding.Stands } ? true : null, a.DueBy);
}

/// <summary>What the reader of the board may know of an item now.</summary>
/// <param name="Hears">Whether they are covered for it at this moment.</param>
/// <param name="Discussion">Whether they may know what was said about it: who recused themselves may not.</param>
/// <param name="Basis">What became of the consent that a decision rested on, for those who were present when it was taken.</param>
/// <param name="Decisions">The same for each decision, for those who may know of it.</param>
internal sealed record ItemVisibility(bool Hears, bool Discussion, BasisStanding Basis,
    IReadOnlyDictionary<DecisionId, BasisStanding> Decisions);

/// <summary>
/// Asks the gate about the items of reviews, for one reader of the board: who schedules an item without being covered
/// for it sees that it is there, where it stands and that it is blocked, and nothing else. Only what a page shows is asked for.
/// </summary>
/// <param name="states">Made for this one query.</param>
/// <param name="reader">Who reads.</param>
/// <param name="now">When.</param>
internal sealed class BoardVisibility(StateReader states, Member reader, DateTimeOffset now)
{
    private readonly Dictionary<(ReviewId, AgendaItemId), ItemVisibility> _seen = [];

    public Member Reader => reader;

    /// <summary>Looks at whole reviews and at single items of others, as of now, with one question to the store for the reviews and one for
    /// what the gate reads.</summary>
    public async ValueTask Look(IReadOnlyCollection<ReviewId> whole, IReadOnlyCollection<(ReviewId Review, AgendaItemId Item)> single,
        CancellationToken cancellation)
    {
        var reviews = whole.Union(single.Select(item => item.Review)).ToList();
        await states.Prepare(reviews.Select(review => StreamToRead.Of(ReviewStream.Definition, review)), cancellation);
        List<(ReviewId Review, Meeting Meeting, AgendaItem Item)> told = [];
        foreach (var review in reviews)
            if ((await states.Read(ReviewStream.Definition, review, cancellation)).State is KnownReview { Meeting: var meeting })
                told.AddRange(meeting.Agenda.Where(item => item.IsKnownTo(reader)).Select(item => (review, meeting, item)));
        if (whole.Count < reviews.Count)
        {
            var (wholly, items) = (whole.ToHashSet(), single.ToHashSet());
            told.RemoveAll(found => !wholly.Contains(found.Review) && !items.Contains((found.Review, found.Item.Matter.Item)));
        }
        await states.PrepareGateFacts([.. told.Select(found => GateInquiry.InReview(found.Item.Matter, reader, GateOccasion.View, now))],
            cancellation);
        var coverage = CoverageReader.For(states, now, cancellation);
        foreach (var (review, meeting, item) in told)
            _seen[(review, item.Matter.Item)] = await Of(item, meeting, coverage, cancellation);
    }

    /// <summary>An item of which the reader was told; null for the others.</summary>
    public ItemVisibility? Of(ReviewId review, AgendaItemId item) => _seen.GetValueOrDefault((review, item));

    private async ValueTask<ItemVisibility> Of(AgendaItem item, Meeting meeting, CoverageReader coverage, CancellationToken cancellation)
    {
        var hears = (await coverage.Of(item.Matter, [reader], GateOccasion.View)).Covers(reader, item.Matter);
        var recused = item.Recused.Contains(reader);
        var consent = await states.ReadRecords(item.Matter, cancellation);
        var basis = item.WasHeardBy(reader.Agency) && !recused ? DecisionBasis.OfItem(item, meeting, now, consent) : BasisStanding.Stands;
        return new(hears, hears && !recused, basis, meeting.Decisions.Where(decision => decision.Recorded.Item == item.Matter.Item)
            .ToDictionary(decision => decision.Decision, decision => DecisionBasis.At(decision.Recorded, item.Matter, now, consent)));
    }
}
