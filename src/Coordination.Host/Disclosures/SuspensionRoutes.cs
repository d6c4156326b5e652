using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Execution;
using Coordination.Host.Http;
using Coordination.Host.Security;

namespace Coordination.Host.Disclosures;

/// <summary>What an official asks of the agency that disclosed: that nobody account to her for it, for a time (45 CFR 164.528(a)(2)). An agency that left accounts, and so is asked, too.</summary>
internal static class SuspensionRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/v1/disclosures").WithTags("Disclosures").RequireAuthorization(Policies.AdvocatesAndCounsel).OpenTo(AgencyStanding.Left)
            .MapPost("/{disclosure:guid}/accounting-suspensions", Suspend).AsCommand()
            .WithSummary("Records the statement of an official of law enforcement or health oversight for which nobody accounts to her for this disclosure for a time. Where HIPAA binds your agency, and no law says that she is told.");
        routes.MapGroup("/v1/disclosures").WithTags("Disclosures").RequireAuthorization(Policies.Counsel).OpenTo(AgencyStanding.Left)
            .MapPost("/{disclosure:guid}/accounting-suspensions/end", Resume).AsCommand()
            .WithSummary("Says that she may be told of it again before its time: a statement was taken back, a court lifted its order, or one of them was recorded in error.");
    }

    private static Task<IResult> Suspend(DisclosureId disclosure, SuspensionRequest body, CommandCall call) => Change(call, disclosure, async (work, state, process) =>
    {
        var terms = (state as DisclosureState.Delivered)?.Terms;
        var parties = terms is null || terms.Discloser != work.Actor.Agency
            ? new SuspensionParties(PartnerPosition.Initial, PartnerPosition.Initial, TaskForceState.Initial, process)
            : new SuspensionParties(await work.Load(PartnerStream.Definition, terms.Discloser), await work.Load(PartnerStream.Definition, terms.Recipient.Agency), await work.Load(TaskForceStream.Definition), process);
        return SuspensionDecider.Decide(new SuspendAccounting(work.Actor, body.Form, body.Official, body.Reason, body.GivenAt ?? work.Now, body.Until, work.Now), parties, state);
    });

    private static Task<IResult> Resume(DisclosureId disclosure, ResumptionRequest body, CommandCall call) =>
        Change(call, disclosure, (work, state, process) => new(SuspensionDecider.Decide(new ResumeAccounting(work.Actor, body.Why, work.Now), process, state)));

    private static Task<IResult> Change(CommandCall call, DisclosureId disclosure, Func<Workspace, DisclosureState, ProcessState, ValueTask<Decision<DisclosureEvent>>> decide) => call.Run(async work =>
    {
        var state = await work.Load(DisclosureStream.Definition, disclosure);
        var process = state is DisclosureState.Begun begun && begun.Terms.Discloser == work.Actor.Agency && Telling.ProcessOf(state) is { } rests
            ? await work.Load(ProcessStream.Definition, rests)
            : ProcessState.Initial;
        work.Record(DisclosureStream.Definition, disclosure, await decide(work, state, process));
        return work.Changed(DisclosureStream.Definition, disclosure);
    });
}
