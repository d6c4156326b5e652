using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>What a meeting leads to: decisions, dissent, actions, minutes.</summary>
internal static class DecisionRoutes
{
    internal static void Map(RouteGroupBuilder advocates, RouteGroupBuilder team)
    {
        advocates.MapPost("/decisions/{decision:guid}/objection", Object)
            .Changing("Objects, for the survivor whom your agency serves, that a decision opposes her view and is not marked so. During " +
                "the meeting, or after it.");
        team.MapPost("/items/{item:guid}/decisions", Decide)
            .Making("Records what came of a motion, with its votes, if consent still covers everybody in the room: carried, tied or " +
                "failed. Whether it follows the survivor's view is answered each time that she stated one.");
        team.MapPost("/items/{item:guid}/actions", Assign).Making("Asks a member to do something until a date.");
        team.MapPost("/decisions/{decision:guid}/dissent", Dissent).Changing("Records your dissent, in your own words.");
        team.MapPost("/decisions/{decision:guid}/survivors-view", CorrectSurvivorsView)
            .Changing("Corrects whether a decision follows the survivor's view. What was recorded before stays in the record.");
        team.MapPost("/decisions/{decision:guid}/superseded", Supersede)
            .Changing("Replaces a decision by a later one on the same item.");
        team.MapPost("/decisions/{decision:guid}/supersedes", SupersedeEarlier)
            .Changing("This decision replaces one of an earlier review of the same case.");
        team.MapPost("/actions/{action:guid}/completed", Complete).Changing("The action was done.");
        team.MapPost("/actions/{action:guid}/not-undertaken", NotUndertaken).Changing("Nobody undertook the action.");
        team.MapPost("/actions/{action:guid}/not-possible", NotPossible).Changing("The action was overtaken by events.");
        team.MapPost("/minutes", AgreeMinutes)
            .Changing("Records the minutes and who agreed to them; again, with the same minutes, who else did.");
    }

    private static Task<IResult> Decide(ReviewId review, AgendaItemId item, DecisionRequest body, CommandCall call)
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

    private static Task<IResult> Assign(ReviewId review, AgendaItemId item, ActionRequest body, CommandCall call)
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

    private static Task<IResult> Dissent(ReviewId review, DecisionId decision, ReasonRequest body, CommandCall call) =>
        call.TakePart(review, async (work, state) =>
            TeamDecisionDecider.Decide(new RecordDissent(decision, call.Caller.Member(), body.Reason),
                await HeardBy(call.Caller.Member(), work, decision, state), state));

    private static Task<IResult> Object(ReviewId review, DecisionId decision, ReasonRequest body, CommandCall call) =>
        call.TakePart(review, (work, state) =>
            new(SurvivorsViewDecider.Decide(new ObjectToDecision(decision, body.Reason, call.Caller.Member(), work.Now), state)));

    private static Task<IResult> CorrectSurvivorsView(ReviewId review, DecisionId decision, SurvivorsViewCorrectionRequest body,
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

    private static Task<IResult> Supersede(ReviewId review, DecisionId decision, SupersedingRequest body, CommandCall call) =>
        call.Lead(review, null, async (work, state) =>
            TeamDecisionDecider.Decide(new SupersedeDecision(decision, body.By, body.Reason, call.Caller.Member()),
                await HeardBy(call.Caller.Member(), work, decision, state), state));

    private static Task<IResult> SupersedeEarlier(ReviewId review, DecisionId decision, EarlierDecisionRequest body, CommandCall call) =>
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

    private static Task<IResult> Complete(ReviewId review, ActionId action, CommandCall call) =>
        End(review, action, new CompletedAction(), call);

    private static Task<IResult> NotUndertaken(ReviewId review, ActionId action, ReasonRequest body, CommandCall call) =>
        End(review, action, new NotUndertakenAction(body.Reason), call);

    private static Task<IResult> NotPossible(ReviewId review, ActionId action, ReasonRequest body, CommandCall call) =>
        End(review, action, new NotPossibleAction(body.Reason), call);

    private static Task<IResult> AgreeMinutes(ReviewId review, MinutesRequest body, CommandCall call) =>
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

/// <summary>A decision of an earlier review that is replaced, and why.</summary>
public sealed record EarlierDecisionRequest(ReviewId Review, DecisionId Decision, Sensitive<string> Reason);

/// <summary>What the team decided, or did not: by vote, or by consensus, where nobody votes. A tie and a motion that failed are recorded as
/// what they are.</summary>
/// <param name="OptionChosen">The number of the option that was put to the team.</param>
/// <param name="Rationale">Why.</param>
/// <param name="Votes">Who voted how: one vote for each agency, by one of its members in the room.</param>
/// <param name="SurvivorsView">Whether what came of it follows the survivor's view: follows, opposes or unclear. Required where she stated
/// one.</param>
/// <param name="ReasonToOppose">Why all the same; required where it opposes her view.</param>
/// <param name="Manner">How the team came to it.</param>
/// <param name="Outcome">What came of it. Without it, what the votes say; where both are given they have to agree.</param>
public sealed record DecisionRequest(
    int OptionChosen, Sensitive<string> Rationale, IReadOnlyList<MemberVote> Votes, SurvivorsViewAnswer? SurvivorsView = null,
    Sensitive<string>? ReasonToOppose = null,
    DecisionManner Manner = DecisionManner.Vote, DecisionOutcome? Outcome = null);

/// <summary>Whether a decision follows the survivor's view, and why that is corrected.</summary>
public sealed record SurvivorsViewCorrectionRequest(SurvivorsViewAnswer? SurvivorsView, Sensitive<string> Reason,
    Sensitive<string>? ReasonToOppose = null);

/// <summary>A later decision that replaces one, and why.</summary>
public sealed record SupersedingRequest(DecisionId By, Sensitive<string> Reason);

/// <summary>A reason.</summary>
public sealed record ReasonRequest(Sensitive<string> Reason);

/// <summary>Something to do until a date.</summary>
public sealed record ActionRequest(Member Owner, Sensitive<string> Task, DateOnly Due, DecisionId? Decision = null);

/// <summary>The minutes, and who agreed to them.</summary>
public sealed record MinutesRequest(Sensitive<string> Minutes, IReadOnlyList<Member> AgreedBy);
