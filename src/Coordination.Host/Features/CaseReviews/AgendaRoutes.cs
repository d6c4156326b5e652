using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Gate;
using Coordination.Host.Platform.Reading;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>What the agency that serves the survivor does in a review.</summary>
internal static class AgendaRoutes
{
    public static Task<IResult> Propose(ReviewId review, ProposalRequest body, CommandCall call)
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

    public static Task<IResult> StateView(ReviewId review, AgendaItemId item, SurvivorViewRequest body, CommandCall call) =>
        call.TakePart(review, async (work, state) =>
            AgendaItemDecider.Decide(new StateSurvivorView(item, body.Way, body.View, call.Caller.Member()),
                await ItemRoutes.HeardBy(call.Caller.Member(), work, item, state), state));

    public static Task<IResult> Withdraw(ReviewId review, AgendaItemId item, CommandCall call) =>
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
