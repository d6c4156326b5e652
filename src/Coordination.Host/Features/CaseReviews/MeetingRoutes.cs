using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;
using Coordination.Host.Platform.Reading;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>The coordinator's frame of a meeting.</summary>
internal static class MeetingRoutes
{
    public static Task<IResult> Call(CallRequest body, CommandCall call)
    {
        var review = new ReviewId(call.NewId());
        return call.Run(async work =>
        {
            var taskForce = await work.Load(TaskForceStream.Definition);
            if (!call.Caller.Coordinates(taskForce))
                return NotTheCoordinator;
            if (taskForce.PolicyAt(work.Now) is not { } policy)
                return new Refusal(RefusalReason.WrongState, "The task force set no policy yet, and a quorum is part of it.");
            if (body.Quorum < policy.QuorumMembers)
                return new Refusal(RefusalReason.PolicyLimit,
                    $"The task force's quorum is {Quantity.Of(policy.QuorumMembers, "agency", "agencies")}.", "quorum");
            if (Stranger(body, taskForce) is { } stranger)
                return stranger;
            var command = new CallReview(review, body.StartsAt, body.Place, body.Invited, body.Chair,
                body.Quorum ?? policy.QuorumMembers, work.Now)
            {
                Frame = FrameOf(body, body.Template is { } name ? taskForce.Template(name) : null, policy, await Disciplines(work, body)),
            };
            var decision = MeetingDecider.Decide(command, work.Begin(ReviewStream.Definition, review));
            return ReviewCall.Record(work, review, decision, review.Value, tellVersion: true);
        });
    }

    public static Task<IResult> Replace(ReviewId review, ReplacementRequest body, CommandCall call) =>
        Lead(call, review, (_, state) => new(AgendaChangeDecider.Decide(new ReplaceMember(body.Out, body.In), state)));

    public static Task<IResult> Order(ReviewId review, OrderRequest body, CommandCall call) =>
        call.Coordinate(review, state => AgendaChangeDecider.Decide(new OrderAgenda(body.Items), state));

    public static Task<IResult> SetTime(ReviewId review, AgendaItemId item, ItemTimeRequest body, CommandCall call) =>
        call.Coordinate(review, state => AgendaChangeDecider.Decide(new SetItemTime(item, body.Minutes), state));

    public static Task<IResult> Publish(ReviewId review, CommandCall call) => Lead(call, review, async (work, state) =>
    {
        Dictionary<AgendaItemId, Coverage> coverage = [];
        var reader = CoverageReader.For(work);
        if (state is KnownReview { Meeting: var meeting } and (CalledReview or PublishedReview))
        {
            foreach (var item in meeting.Agenda)
                coverage[item.Matter.Item] = await reader.Of(item.Matter, meeting.Invited, GateOccasion.Agenda);
        }

        return AgendaDecider.Decide(new PublishAgenda(), coverage, state);
    });

    public static Task<IResult> Open(ReviewId review, CommandCall call) =>
        Lead(call, review, (work, state) => new(MeetingDecider.Decide(new OpenMeeting(work.Now), state)));

    public static Task<IResult> Next(ReviewId review, NextReviewRequest body, CommandCall call) =>
        Lead(call, review, (work, state) => new(MeetingDecider.Decide(new ScheduleNextReview(body.StartsAt, work.Now), state)));

    public static Task<IResult> Move(ReviewId review, MoveRequest body, CommandCall call) =>
        Lead(call, review, (work, state) => new(MeetingDecider.Decide(new MoveReview(body.StartsAt, body.Place, work.Now), state)));

    public static Task<IResult> CallOff(ReviewId review, CommandCall call) =>
        Lead(call, review, (_, state) => new(MeetingDecider.Decide(new CallOffReview(), state)));

    public static Task<IResult> Close(ReviewId review, CommandCall call) =>
        Lead(call, review, (work, state) => new(MeetingDecider.Decide(new CloseReview(work.Now), state)));

    private static Refusal NotTheCoordinator { get; } =
        new(RefusalReason.NotYours, "Only the coordinator of the coordinating agency does this.");

    private static Task<IResult> Lead(CommandCall call, ReviewId review,
        Func<CommandSession, ReviewState, ValueTask<Decision<ReviewEvent>>> decide) =>
        call.Lead(review, null, decide);

    private static Refusal? Stranger(CallRequest body, TaskForceState taskForce)
    {
        if (body.Template is { } name && taskForce.Template(name) is null)
            return new Refusal(RefusalReason.InvalidInput, "The task force has no template of this name.", "template");
        return body.Invited.Index().Where(invited => !taskForce.HasMember(invited.Item.Agency))
            .Select(invited => new Refusal(RefusalReason.InvalidInput, "No agency of the task force has this name.",
                $"invited[{invited.Index}].agency"))
            .FirstOrDefault();
    }

    private static ReviewFrame FrameOf(CallRequest body, AgendaTemplate? template, PolicySettings policy,
        HashSet<AgencyKind> disciplines) => new(
        body.Kind ?? template?.Kind ?? ReviewKind.Standing, template,
        body.MinutesPerItem ?? template?.MinutesPerItem ?? policy.MinutesPerItem ?? AgendaTemplate.UsualMinutesPerItem, disciplines);

    // Read only where a template asks for them.
    private static async ValueTask<HashSet<AgencyKind>> Disciplines(CommandSession work, CallRequest body)
    {
        HashSet<AgencyKind> kinds = [];
        foreach (var agency in body.Template is null
            ? []
            : body.Invited.Select(member => member.Agency).Distinct().Take(MeetingDecider.MostMembers + 1))
        {
            if (await work.Load(PartnerStream.Definition, agency) is PartnerPosition.Partner { Kind: var kind })
                kinds.Add(kind);
        }

        return kinds;
    }
}
