using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;
using Coordination.Host.Platform.Reading;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>What a meeting leads to: decisions, dissent, actions, minutes.</summary>
internal static class OutcomeRoutes
{
    public static Task<IResult> Decide(ReviewId review, AgendaItemId item, DecisionRequest body, CommandCall call)
    {
        var command = new RecordDecision
        {
            Item = item,
            Decision = new DecisionId(call.NewId()),
            OptionChosen = body.OptionChosen,
            Rationale = body.Rationale,
            Votes = body.Votes,
            Outcome = body.Outcome,
            SurvivorsView = body.SurvivorsView,
            ReasonToOppose = body.ReasonToOppose,
            Manner = body.Manner,
            By = call.Caller.Member(),
        };
        return call.Lead(review, item, async (work, state) =>
            TeamDecisionDecider.Decide(command, await ItemRoutes.InTheRoom(work, item, state), state), command.Decision.Value);
    }

    public static Task<IResult> Assign(ReviewId review, AgendaItemId item, ActionRequest body, CommandCall call)
    {
        var action = new ActionId(call.NewId());
        return call.Lead(review, item, async (work, state) =>
        {
            var calendar = TaskForceCalendar.Of(await work.Load(TaskForceStream.Definition), work.Now);
            var command = new AssignAction(action, item, body.Decision, body.Owner, body.Task, body.Due, call.Caller.Member(),
                calendar.DayOf(work.Now))
            { DueBy = calendar.EndOf(body.Due) };
            return ActionDecider.Decide(command, await ItemRoutes.InTheRoom(work, item, state, Invited(body.Owner, state)), state);
        }, action.Value);
    }

    public static Task<IResult> Dissent(ReviewId review, DecisionId decision, ReasonRequest body, CommandCall call) =>
        call.TakePart(review, async (work, state) =>
            TeamDecisionDecider.Decide(new RecordDissent(decision, call.Caller.Member(), body.Reason),
                await HeardBy(call.Caller.Member(), work, decision, state), state));

    public static Task<IResult> Object(ReviewId review, DecisionId decision, ReasonRequest body, CommandCall call) =>
        call.TakePart(review, (work, state) =>
            new(SurvivorsViewDecider.Decide(new ObjectToDecision(decision, body.Reason, call.Caller.Member(), work.Now), state)));

    public static Task<IResult> CorrectSurvivorsView(ReviewId review, DecisionId decision, SurvivorsViewCorrectionRequest body,
        CommandCall call) =>
        call.Lead(review, null, async (work, state) =>
        {
            var by = call.Caller.Member();
            var coverage = state is KnownReview known && known.Meeting.Find(decision) is { Recorded.Item: var item }
                ? await ItemRoutes.Writer(by, work, item, state)
                : Coverage.None;
            return SurvivorsViewDecider.Decide(new CorrectSurvivorsViewAnswer(decision, body.SurvivorsView, body.ReasonToOppose,
                body.Reason, by, work.Now), coverage, state);
        });

    public static Task<IResult> Supersede(ReviewId review, DecisionId decision, SupersedingRequest body, CommandCall call) =>
        call.Lead(review, null, async (work, state) =>
            TeamDecisionDecider.Decide(new SupersedeDecision(decision, body.By, body.Reason, call.Caller.Member()),
                await HeardBy(call.Caller.Member(), work, decision, state), state));

    public static Task<IResult> SupersedeEarlier(ReviewId review, DecisionId decision, EarlierDecisionRequest body, CommandCall call) =>
        call.RunUnversioned(async work =>
    {
        var by = call.Caller.Member();
        var later = await work.Load(ReviewStream.Definition, review);
        if (ReviewStanding.ToLead(by, call.Caller.Coordinates(await work.Load(TaskForceStream.Definition)), later) is { } refusal)
            return refusal;
        var earlier = await work.Load(ReviewStream.Definition, body.Review);
        var known = earlier is KnownReview { Meeting: var meeting } && meeting.Find(body.Decision) is { Recorded.Item: var item }
            ? meeting.Find(item)
            : null;
        var coverage = known is not null ? await CoverageReader.For(work).Of(known.Matter, [by], GateOccasion.View) : Coverage.None;
        var command = new SupersedeDecision(body.Decision, decision, body.Reason, by);
        work.Record(ReviewStream.Definition, body.Review,
            SupersessionDecider.Decide(command, coverage, await HeardBy(by, work, decision, later), later, earlier));
        return Answer.Ok(new ReviewChange(new ThingId(body.Decision.Value)), ReviewsJson.Default.ReviewChange, null);
    });

    public static Task<IResult> Complete(ReviewId review, ActionId action, CommandCall call) =>
        End(review, action, new CompletedAction(), call);

    public static Task<IResult> NotUndertaken(ReviewId review, ActionId action, ReasonRequest body, CommandCall call) =>
        End(review, action, new NotUndertakenAction(body.Reason), call);

    public static Task<IResult> NotPossible(ReviewId review, ActionId action, ReasonRequest body, CommandCall call) =>
        End(review, action, new NotPossibleAction(body.Reason), call);

    public static Task<IResult> AgreeMinutes(ReviewId review, MinutesRequest body, CommandCall call) =>
        call.Lead(review, null, (work, state) =>
            new(MeetingDecider.Decide(new AgreeMinutes(body.Minutes, body.AgreedBy, work.Now), state)));

    private static Task<IResult> End(ReviewId review, ActionId action, ActionStatus outcome, CommandCall call) =>
        call.ActForAgency(review,
            (work, state) =>
                new(ReviewCall.Record(work, review, ActionDecider.Decide(new EndAction(action, outcome, call.Caller.Member()), state))));

    private static ValueTask<Coverage> HeardBy(Member member, CommandSession work, DecisionId decision, ReviewState state) =>
        state is KnownReview known && known.Meeting.Find(decision) is { } taken
            ? ItemRoutes.HeardBy(member, work, taken.Recorded.Item, state)
            : new(Coverage.None);

    // The gate is asked only about members: an agency's name in a request must not decide which streams are read.
    private static ImmutableList<Member> Invited(Member owner, ReviewState state) =>
        state is KnownReview known ? known.Meeting.Invited.FindAll(member => member == owner) : [];
}
