using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;
using Coordination.Host.Platform.Reading;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>One item, from its opening to its end.</summary>
internal static class ItemRoutes
{
    public static Task<IResult> Open(ReviewId review, AgendaItemId item, CommandCall call) => call.Lead(review, item, async (work, state) =>
        AgendaItemDecider.Decide(new OpenAgendaItem(item, work.Now), await InTheRoom(work, item, state), state));

    public static Task<IResult> ReviewPriorActions(ReviewId review, AgendaItemId item, PriorActionsRequest body, CommandCall call,
        PriorActionReader earlier) => call.Lead(review, item, async (work, state) =>
    {
        var inTheRoom = await InTheRoom(work, item, state);
        return AgendaItemDecider.Decide(new ReviewPriorActions(item, body.Actions, call.Caller.Member()),
            await earlier.HeardByTheRoom(work, item, state), inTheRoom, state);
    });

    public static Task<IResult> SendInformation(ReviewId review, AgendaItemId item, InformationRequest body, CommandCall call) =>
        call.TakePart(review, async (work, state) =>
            AgendaChangeDecider.Decide(new SendInformation(item, call.Caller.Member(), body.Information),
                await Of(call.Caller.Member(), work, item, state), state));

    public static Task<IResult> WriteMinutes(ReviewId review, AgendaItemId item, ItemMinutesRequest body, CommandCall call) =>
        call.TakePart(review, async (work, state) =>
            MinutesDecider.Decide(new WriteItemMinutes(item, body.Minutes, call.Caller.Member()),
                await Writer(call.Caller.Member(), work, item, state), state));

    public static Task<IResult> AgreeMinutes(ReviewId review, AgendaItemId item, AgreementRequest body, CommandCall call) =>
        call.TakePart(review, async (work, state) =>
            MinutesDecider.Decide(new AgreeItemMinutes(item, body.Edition, call.Caller.Member(), work.Now),
                await Of(call.Caller.Member(), work, item, state), state));

    public static Task<IResult> ProposeOption(ReviewId review, AgendaItemId item, OptionRequest body, CommandCall call) =>
        call.TakePart(review, async (work, state) =>
            AgendaItemDecider.Decide(new ProposeOption(item, body.Option, call.Caller.Member()),
                await HeardBy(call.Caller.Member(), work, item, state), state));

    public static Task<IResult> Close(ReviewId review, AgendaItemId item, CommandCall call) => call.Lead(review, item, (work, state) =>
        new(AgendaItemDecider.Decide(new CloseAgendaItem(item, work.Now), state)));

    /// <summary>The gate's answers, now, about everybody in the room and these others.</summary>
    public static async ValueTask<Coverage> InTheRoom(CommandSession work, AgendaItemId item, ReviewState state,
        params IEnumerable<Member> others) =>
        state is OpenReview open && open.Meeting.Find(item) is { } found
            ? await CoverageReader.For(work).Of(found.Matter, [.. open.Room.Present, .. others], GateOccasion.Room)
            : Coverage.None;

    /// <summary>
    /// The same, for a member who was told of the item. For anybody else it is as if there were no such item: nothing is
    /// read for it.
    /// </summary>
    public static ValueTask<Coverage> HeardBy(Member member, CommandSession work, AgendaItemId item, ReviewState state) =>
        state is KnownReview known && known.Meeting.Find(item)?.IsKnownTo(member) == true
            ? InTheRoom(work, item, state)
            : new(Coverage.None);

    /// <summary>The gate's answer, now, about one member who was told of the item; nothing is read for anybody else.</summary>
    private static async ValueTask<Coverage> Of(Member member, CommandSession work, AgendaItemId item, ReviewState state) =>
        state is KnownReview known && known.Meeting.Find(item) is { } found && known.Meeting.Invited.Contains(member)
            && found.IsKnownTo(member)
            ? await CoverageReader.For(work).Of(found.Matter, [member], GateOccasion.View)
            : Coverage.None;

    /// <summary>The gate's answers, now, about a member who was told of the item and writes something down about it, and, while the meeting
    /// goes on, everybody in the room.</summary>
    public static ValueTask<Coverage> Writer(Member member, CommandSession work, AgendaItemId item, ReviewState state) => state switch
    {
        KnownReview known when known.Meeting.Find(item)?.IsKnownTo(member) != true || !known.Meeting.Invited.Contains(member) =>
            new(Coverage.None),
        OpenReview => InTheRoom(work, item, state, member),
        _ => Of(member, work, item, state),
    };
}
