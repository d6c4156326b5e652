using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;
using Coordination.Host.Platform.Reading;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>The room: members sign, declare and recuse for themselves; who leads the meeting records who comes and goes.</summary>
internal static class RoomRoutes
{
    public static Task<IResult> Sign(ReviewId review, CommandCall call) =>
        call.TakePart(review, state => RoomDecider.Decide(new SignConfidentialityStatement(call.Caller.Member()), state));

    public static Task<IResult> Apologise(ReviewId review, ApologiesRequest body, CommandCall call) =>
        call.TakePart(review, state => RoomDecider.Decide(new ReceiveApologies(call.Caller.Member(), body.Information), state));

    public static Task<IResult> DeclareConflict(ReviewId review, AgendaItemId item, ConflictRequest body, CommandCall call) =>
        call.TakePart(review, state => RoomDecider.Decide(new DeclareConflict(item, call.Caller.Member(), body.Nature), state));

    public static Task<IResult> Recuse(ReviewId review, AgendaItemId item, CommandCall call) =>
        call.TakePart(review, state => RoomDecider.Decide(new RecuseMember(item, call.Caller.Member()), state));

    public static Task<IResult> Attend(ReviewId review, MemberRequest body, CommandCall call) =>
        call.Lead(review, null, async (work, state) =>
        RoomDecider.Decide(new RecordAttendance(body.Member), await AtTheDoor(work, body.Member, state), state));

    public static Task<IResult> Return(ReviewId review, MemberRequest body, CommandCall call) =>
        call.Lead(review, null, async (work, state) =>
        RoomDecider.Decide(new ReturnToRoom(body.Member), await AtTheDoor(work, body.Member, state), state));

    public static Task<IResult> Leave(ReviewId review, MemberRequest body, CommandCall call) =>
        call.Lead(review, state => RoomDecider.Decide(new StepOut(body.Member), state));

    public static Task<IResult> HandOver(ReviewId review, MemberRequest body, CommandCall call) =>
        call.Lead(review, state => MeetingDecider.Decide(new HandOverChair(body.Member, call.Caller.Member()), state));

    private static async ValueTask<Coverage> AtTheDoor(CommandSession work, Member member, ReviewState state) =>
        state is OpenReview { UnderDiscussion: { } item }
            ? await CoverageReader.For(work).Of(item.Matter, [member], GateOccasion.Room)
            : Coverage.None;
}
