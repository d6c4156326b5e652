using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>One item: brought by the agency that serves the survivor, discussed, closed.</summary>
internal static class ItemRoutes
{
    internal static void Map(RouteGroupBuilder advocates, RouteGroupBuilder team)
    {
        advocates.MapPost("/items", Propose).Making("Brings a case of your agency, with a release that covers its review.");
        advocates.MapPost("/items/{item:guid}/withdrawal", Withdraw)
            .Changing("Takes an item of your agency off the agenda. Whoever was told of it is told that.");
        advocates.MapPost("/items/{item:guid}/survivor-view", StateView)
            .Changing("States the survivor's view, or that she chose not to give one.");
        team.MapPost("/items/{item:guid}/information", SendInformation)
            .Changing("Sends in what you know about an item, for those who may hear it.");
        team.MapPost("/items/{item:guid}/open", Open).Changing("Opens an item, if everybody in the room may hear it now.");
        team.MapPost("/items/{item:guid}/prior-actions", ReviewPriorActions)
            .Changing("Goes through the actions of earlier reviews of the case: all that are still to be done.");
        team.MapGet("/items/{item:guid}/prior-actions", PriorActionQuery.Get).Produces<PageOf<PriorActionAnswer>>()
            .WithSummary("The actions of earlier reviews of the case, as far as they are yours to know.");
        team.MapPost("/items/{item:guid}/options", ProposeOption).Changing("Proposes something that the team could do.");
        team.MapPost("/items/{item:guid}/minutes", WriteMinutes)
            .Changing("Writes down the minutes of an item that you heard, or writes them again while nobody agreed.");
        team.MapPost("/items/{item:guid}/minutes/agreement", AgreeMinutes)
            .Changing("Agrees to the minutes of an item that you heard.");
        team.MapPost("/items/{item:guid}/close", Close).Changing("Closes an item, discussed or not.");
    }

    private static Task<IResult> Open(ReviewId review, AgendaItemId item, CommandCall call) =>
        call.Lead(review, item, async (work, state) =>
            AgendaItemDecider.Decide(new OpenAgendaItem(item, work.Now), await InTheRoom(work, item, state), state));

    private static Task<IResult> ReviewPriorActions(ReviewId review, AgendaItemId item, PriorActionsRequest body, CommandCall call,
        PriorActionReader earlier) => call.Lead(review, item, async (work, state) =>
    {
        var inTheRoom = await InTheRoom(work, item, state);
        return AgendaItemDecider.Decide(new ReviewPriorActions(item, body.Actions, call.Caller.Member()),
            await earlier.HeardByTheRoom(work, item, state), inTheRoom, state);
    });

    private static Task<IResult> SendInformation(ReviewId review, AgendaItemId item, InformationRequest body, CommandCall call) =>
        call.TakePart(review, async (work, state) =>
            AgendaChangeDecider.Decide(new SendInformation(item, call.Caller.Member(), body.Information),
                await Of(call.Caller.Member(), work, item, state), state));

    private static Task<IResult> WriteMinutes(ReviewId review, AgendaItemId item, ItemMinutesRequest body, CommandCall call) =>
        call.TakePart(review, async (work, state) =>
            MinutesDecider.Decide(new WriteItemMinutes(item, body.Minutes, call.Caller.Member()),
                await Writer(call.Caller.Member(), work, item, state), state));

    private static Task<IResult> AgreeMinutes(ReviewId review, AgendaItemId item, AgreementRequest body, CommandCall call) =>
        call.TakePart(review, async (work, state) =>
            MinutesDecider.Decide(new AgreeItemMinutes(item, body.Edition, call.Caller.Member(), work.Now),
                await Of(call.Caller.Member(), work, item, state), state));

    private static Task<IResult> ProposeOption(ReviewId review, AgendaItemId item, OptionRequest body, CommandCall call) =>
        call.TakePart(review, async (work, state) =>
            AgendaItemDecider.Decide(new ProposeOption(item, body.Option, call.Caller.Member()),
                await HeardBy(call.Caller.Member(), work, item, state), state));

    private static Task<IResult> Close(ReviewId review, AgendaItemId item, CommandCall call) => call.Lead(review, item, (work, state) =>
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

    private static Task<IResult> Propose(ReviewId review, ProposalRequest body, CommandCall call)
    {
        var item = new AgendaItemId(call.NewId());
        return call.ActForAgency(review, async (work, state) =>
        {
            var opened = await work.Load(CaseStream.Definition, body.Case);
            if (opened is not CaseState.Open { Record: var record } || record.Custodian != call.Caller.Agency)
                return new Refusal(RefusalReason.NotFound, "There is no such open case.", "case");
            if (body.Items.Any(id => record.UsableItem(id) is null))
                return new Refusal(RefusalReason.InvalidInput, "Name items that the case holds.", "items");
            var command = new ProposeAgendaItem(item, record.Survivor, record.Case, record.Custodian, body.Presenter ?? call.Caller.Person,
                body.Title, Requested(body, record));
            return ReviewCall.Record(work, review,
                AgendaDecider.Decide(command, await CoverageOf(work, command, state), state), item.Value);
        });
    }

    private static Task<IResult> StateView(ReviewId review, AgendaItemId item, SurvivorViewRequest body, CommandCall call) =>
        call.TakePart(review, async (work, state) =>
            AgendaItemDecider.Decide(new StateSurvivorView(item, body.Way, body.View, call.Caller.Member()),
                await ItemRoutes.HeardBy(call.Caller.Member(), work, item, state), state));

    private static Task<IResult> Withdraw(ReviewId review, AgendaItemId item, CommandCall call) =>
        call.ActForAgency(review,
            (work, state) => new(ReviewCall.Record(work, review,
                AgendaChangeDecider.Decide(new WithdrawAgendaItem(item, call.Caller.Member(), work.Now), state))));

    private static async ValueTask<Coverage> CoverageOf(CommandSession work, ProposeAgendaItem command, ReviewState state) =>
        state is KnownReview { Meeting.Invited: var invited } && invited.Any(member => member.Agency == command.Custodian)
            ? await CoverageReader.For(work).Of(MatterOf(command), invited, GateOccasion.Agenda)
            : Coverage.None;

    private static Matter MatterOf(ProposeAgendaItem command) =>
        new(command.Item, command.Survivor, command.Case, command.Custodian, command.Presenter, command.Title, [.. command.Items]);

    private static List<RequestedItem> Requested(ProposalRequest body, CaseRecord record) =>
        [.. body.Items.Select(id => record.UsableItem(id)!).Select(item => item.AskedAs(record.Custodian, SharingMode.VerbalInReview))];
}

/// <summary>What a member sends in about an item, for those who may hear it.</summary>
public sealed record InformationRequest(Sensitive<string> Information);

/// <summary>The minutes of an item.</summary>
public sealed record ItemMinutesRequest(Sensitive<string> Minutes);

/// <summary>The edition of an item's minutes that was read, and is agreed to.</summary>
public sealed record AgreementRequest(int Edition);

/// <summary>Brings a case. Without a presenter it is the caller.</summary>
public sealed record ProposalRequest(CaseId Case, Sensitive<string> Title, IReadOnlyList<RecordItemId> Items, PersonId? Presenter = null);

/// <summary>The actions of earlier reviews that were gone through.</summary>
public sealed record PriorActionsRequest(IReadOnlyList<ActionId> Actions);

/// <summary>The survivor's view.</summary>
public sealed record SurvivorViewRequest(SurvivorViewWay Way, Sensitive<string>? View);

/// <summary>Something that the team could do.</summary>
public sealed record OptionRequest(Sensitive<string> Option);
