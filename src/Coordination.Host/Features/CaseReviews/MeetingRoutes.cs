using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>
/// A meeting: the coordinator sets its frame, members sign, declare and recuse for themselves, and who leads it records who comes and
/// goes.
/// </summary>
internal static class MeetingRoutes
{
    internal static void Map(RouteGroupBuilder coordinators, RouteGroupBuilder team)
    {
        coordinators.MapPost("/", Call).Making("Calls a meeting.");
        coordinators.MapPost("/{review:guid}/agenda", Publish)
            .Changing("Sends the agenda out: each invitee is told of what they are covered for.");
        coordinators.MapPost("/{review:guid}/order", Order).Changing("Sets the order of all items that are still to be discussed.");
        coordinators.MapPost("/{review:guid}/items/{item:guid}/time", SetTime)
            .Changing("Gives an item a time of its own, in minutes.");
        coordinators.MapPost("/{review:guid}/replacements", Replace)
            .Changing("Invites a colleague of the same agency instead of a member.");
        coordinators.MapPost("/{review:guid}/move", Move)
            .Changing("Puts the meeting to another time or place, before it is opened. Whoever is invited finds that in their inbox.");
        coordinators.MapPost("/{review:guid}/call-off", CallOff).Changing("Calls the meeting off, before it is opened.");
        coordinators.MapPost("/{review:guid}/open", Open).Changing("Opens the meeting.");
        coordinators.MapPost("/{review:guid}/next", Next).Changing("Sets when the team meets again.");
        coordinators.MapPost("/{review:guid}/close", Close)
            .Changing("Closes the meeting, when every item is closed and the minutes are agreed.");
        team.MapPost("/statement", Sign).Changing("Signs the confidentiality statement of this meeting.");
        team.MapPost("/apologies", Apologise).Changing("Says that you cannot come, with what the others should have.");
        team.MapPost("/attendance", Attend).Changing("Records that a member came. For the chair and the coordinator.");
        team.MapPost("/departures", Leave).Changing("Records that a member left the room. For the chair and the coordinator.");
        team.MapPost("/returns", Return).Changing("Records that a member came back. For the chair and the coordinator.");
        team.MapPost("/chair", HandOver)
            .Changing("Lets another member lead the meeting from here on: because the chair leaves, or takes no part in an item. For the " +
                "chair and the coordinator.");
        team.MapPost("/items/{item:guid}/conflict", DeclareConflict).Changing("Declares a conflict of interest of your own.");
        team.MapPost("/items/{item:guid}/recusal", Recuse).Changing("You take no part in this item.");
    }

    private static Task<IResult> Call(CallRequest body, CommandCall call)
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

    private static Task<IResult> Replace(ReviewId review, ReplacementRequest body, CommandCall call) =>
        call.Lead(review, null, (_, state) => new(AgendaChangeDecider.Decide(new ReplaceMember(body.Out, body.In), state)));

    private static Task<IResult> Order(ReviewId review, OrderRequest body, CommandCall call) =>
        call.Coordinate(review, state => AgendaChangeDecider.Decide(new OrderAgenda(body.Items), state));

    private static Task<IResult> SetTime(ReviewId review, AgendaItemId item, ItemTimeRequest body, CommandCall call) =>
        call.Coordinate(review, state => AgendaChangeDecider.Decide(new SetItemTime(item, body.Minutes), state));

    private static Task<IResult> Publish(ReviewId review, CommandCall call) => call.Lead(review, null, async (work, state) =>
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

    private static Task<IResult> Open(ReviewId review, CommandCall call) =>
        call.Lead(review, null, (work, state) => new(MeetingDecider.Decide(new OpenMeeting(work.Now), state)));

    private static Task<IResult> Next(ReviewId review, NextReviewRequest body, CommandCall call) =>
        call.Lead(review, null, (work, state) => new(MeetingDecider.Decide(new ScheduleNextReview(body.StartsAt, work.Now), state)));

    private static Task<IResult> Move(ReviewId review, MoveRequest body, CommandCall call) =>
        call.Lead(review, null, (work, state) => new(MeetingDecider.Decide(new MoveReview(body.StartsAt, body.Place, work.Now), state)));

    private static Task<IResult> CallOff(ReviewId review, CommandCall call) =>
        call.Lead(review, null, (_, state) => new(MeetingDecider.Decide(new CallOffReview(), state)));

    private static Task<IResult> Close(ReviewId review, CommandCall call) =>
        call.Lead(review, null, (work, state) => new(MeetingDecider.Decide(new CloseReview(work.Now), state)));

    private static Refusal NotTheCoordinator { get; } =
        new(RefusalReason.NotYours, "Only the coordinator of the coordinating agency does this.");

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

    private static Task<IResult> Sign(ReviewId review, CommandCall call) =>
        call.TakePart(review, state => RoomDecider.Decide(new SignConfidentialityStatement(call.Caller.Member()), state));

    private static Task<IResult> Apologise(ReviewId review, ApologiesRequest body, CommandCall call) =>
        call.TakePart(review, state => RoomDecider.Decide(new ReceiveApologies(call.Caller.Member(), body.Information), state));

    private static Task<IResult> DeclareConflict(ReviewId review, AgendaItemId item, ConflictRequest body, CommandCall call) =>
        call.TakePart(review, state => RoomDecider.Decide(new DeclareConflict(item, call.Caller.Member(), body.Nature), state));

    private static Task<IResult> Recuse(ReviewId review, AgendaItemId item, CommandCall call) =>
        call.TakePart(review, state => RoomDecider.Decide(new RecuseMember(item, call.Caller.Member()), state));

    private static Task<IResult> Attend(ReviewId review, MemberRequest body, CommandCall call) =>
        call.Lead(review, null, async (work, state) =>
        RoomDecider.Decide(new RecordAttendance(body.Member), await AtTheDoor(work, body.Member, state), state));

    private static Task<IResult> Return(ReviewId review, MemberRequest body, CommandCall call) =>
        call.Lead(review, null, async (work, state) =>
        RoomDecider.Decide(new ReturnToRoom(body.Member), await AtTheDoor(work, body.Member, state), state));

    private static Task<IResult> Leave(ReviewId review, MemberRequest body, CommandCall call) =>
        call.Lead(review, state => RoomDecider.Decide(new StepOut(body.Member), state));

    private static Task<IResult> HandOver(ReviewId review, MemberRequest body, CommandCall call) =>
        call.Lead(review, state => MeetingDecider.Decide(new HandOverChair(body.Member, call.Caller.Member()), state));

    private static async ValueTask<Coverage> AtTheDoor(CommandSession work, Member member, ReviewState state) =>
        state is OpenReview { UnderDiscussion: { } item }
            ? await CoverageReader.For(work).Of(item.Matter, [member], GateOccasion.Room)
            : Coverage.None;
}

/// <summary>Calls a meeting. The quorum is the task force's, unless a higher one is named.</summary>
/// <param name="StartsAt">When it begins.</param>
/// <param name="Place">Where, or by which link.</param>
/// <param name="Invited">Who is invited.</param>
/// <param name="Chair">Who leads it.</param>
/// <param name="Quorum">How many agencies take part in a decision, at least.</param>
/// <param name="Kind">Of which kind it is; standing, or that of the template, where it is not said.</param>
/// <param name="Template">The template of agendas to follow.</param>
/// <param name="MinutesPerItem">The time for each case; without it, what the template or the policy says.</param>
public sealed record CallRequest(
    DateTimeOffset StartsAt, Sensitive<string> Place, IReadOnlyList<Member> Invited, Member Chair, int? Quorum = null,
    ReviewKind? Kind = null, string? Template = null, int? MinutesPerItem = null);

/// <summary>When and where the meeting is instead.</summary>
public sealed record MoveRequest(DateTimeOffset StartsAt, Sensitive<string> Place);

/// <summary>A colleague who comes instead of a member.</summary>
public sealed record ReplacementRequest(Member Out, Member In);

/// <summary>All items that are still to be discussed, in the order in which they are.</summary>
public sealed record OrderRequest(IReadOnlyList<AgendaItemId> Items);

/// <summary>The time for an item.</summary>
public sealed record ItemTimeRequest(int Minutes);

/// <summary>A member.</summary>
public sealed record MemberRequest(Member Member);

/// <summary>Apologies, with what the others should have.</summary>
public sealed record ApologiesRequest(Sensitive<string>? Information);

/// <summary>A conflict of interest.</summary>
public sealed record ConflictRequest(Sensitive<string> Nature);

/// <summary>When the team meets again.</summary>
public sealed record NextReviewRequest(DateTimeOffset StartsAt);
