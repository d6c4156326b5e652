using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;

namespace Coordination.Host.Features.Disclosures;

/// <summary>What an official asks of the agency that disclosed: that nobody account to her for it, for a time (45 CFR 164.528(a)(2)). An
/// agency that left accounts, and so is asked, too.</summary>
internal static class SuspensionRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/v1/disclosures").WithTags("Disclosures").RequireAuthorization(Policies.AdvocatesAndCounsel)
            .OpenTo(AgencyStanding.Left)
            .MapPost("/{disclosure:guid}/accounting-suspensions", Suspend).AsCommand()
            .WithSummary("Records the statement of an official of law enforcement or health oversight for which nobody accounts to her " +
                "for this disclosure for a time. Where HIPAA binds your agency, and no law says that she is told.");
        routes.MapGroup("/v1/disclosures").WithTags("Disclosures").RequireAuthorization(Policies.Counsel).OpenTo(AgencyStanding.Left)
            .MapPost("/{disclosure:guid}/accounting-suspensions/end", Resume).AsCommand()
            .WithSummary("Says that she may be told of it again before its time: a statement was taken back, a court lifted its order, " +
                "or one of them was recorded in error.");
        routes.MapGroup("/v1/processes").WithTags("Legal processes").RequireAuthorization(Policies.AdvocatesAndCounsel)
            .OpenTo(AgencyStanding.Left)
            .MapPost("/{process:guid}/accounting-suspensions", SuspendReport).AsCommand()
            .WithSummary("Records such a statement for a report that was told by telephone or in person, of which there is no disclosure.");
        routes.MapGroup("/v1/processes").WithTags("Legal processes").RequireAuthorization(Policies.Counsel).OpenTo(AgencyStanding.Left)
            .MapPost("/{process:guid}/accounting-suspensions/end", ResumeReport).AsCommand()
            .WithSummary("Says that she may be told of the process again before its time, and of what was given under it.");
    }

    private static Task<IResult> Suspend(DisclosureId disclosure, SuspensionRequest body,
        CommandCall call) => call.ChangeOwn(disclosure, async (work, state, matter) =>
    {
        var parties = state is DisclosureState.Delivered { Terms: var terms } && terms.Discloser == work.Actor.Agency
            ? new SuspensionParties(await work.Load(PartnerStream.Definition, terms.Discloser),
                await work.Load(PartnerStream.Definition, terms.Recipient.Agency), await work.Load(TaskForceStream.Definition), matter)
            : new SuspensionParties(PartnerPosition.Initial, PartnerPosition.Initial, TaskForceState.Initial, matter);
        return SuspensionDecider.Decide(body.By(work), parties, state);
    });

    private static Task<IResult> Resume(DisclosureId disclosure, ResumptionRequest body, CommandCall call) => call.Run(async work =>
    {
        var (state, matter) = await call.LoadOwn(work, disclosure);
        if (work.Record(DisclosureStream.Definition, disclosure, SuspensionDecider.Decide(body.By(work), matter, state)) is null)
            work.ResumeOthers(body.By(work), matter, disclosure);
        return work.Changed(DisclosureStream.Definition, disclosure);
    });

    // What was told by telephone, and never went from here, has no disclosure: the statement is about the report as it was recorded. Which
    // laws bind the agency, and who was told, is read and not verified at the commit: a law that binds is not dropped from one moment to
    // the next (ADR 33), and a command that only the agency concerns needs no stream of the office (ADR 40).
    private static Task<IResult> SuspendReport(ProcessId process, SuspensionRequest body, CommandCall call, StateReader reader,
        CancellationToken cancellation) => call.ChangeOwn(process, async (work, matter) =>
    {
        var parties = new SuspensionParties(PartnerPosition.Initial, PartnerPosition.Initial, TaskForceState.Initial, matter);
        if (matter.Process.RecordIfAny is { Service: var service } && service.Agency == work.Actor.Agency)
        {
            parties = new SuspensionParties(
                (await reader.Read(PartnerStream.Definition, service.Agency, cancellation)).State,
                (await reader.Read(PartnerStream.Definition, service.Authority.Agency, cancellation)).State,
                (await reader.Read(TaskForceStream.Definition, cancellation)).State, matter);
        }

        return SuspensionDecider.Decide(body.By(work), parties, matter.Process);
    });

    private static Task<IResult> ResumeReport(ProcessId process, ResumptionRequest body, CommandCall call) => call.Run(async work =>
    {
        var matter = await call.LoadOwn(work, process);
        if (work.Record(ProcessStream.Definition, process, SuspensionDecider.Decide(body.By(work), matter, matter.Process)) is null)
            work.ResumeOthers(body.By(work), matter, null);
        return work.Changed(ProcessStream.Definition, process);
    });

    // She is told of all of it or of nothing, so what ends for one part ends for the others.
    private static void ResumeOthers(this CommandSession work, ResumeAccounting command, LegalMatter matter, DisclosureId? but)
    {
        foreach (var other in matter.Disclosures.OfType<DisclosureState.Delivered>()
            .Where(other => other.Terms.Disclosure != but && other.Delivery.Suspensions.Exists(one => one.HoldsAt(command.Now))))
            work.Record(DisclosureStream.Definition, other.Terms.Disclosure, SuspensionDecider.Decide(command, matter, other));
        if (but is not null && matter.Process is ProcessState.Served { Record: var record }
            && record.Suspensions.Exists(one => one.HoldsAt(command.Now)))
            work.Record(ProcessStream.Definition, record.Service.Process, SuspensionDecider.Decide(command, matter, matter.Process));
    }

    private static SuspendAccounting By(this SuspensionRequest body, CommandSession work) =>
        new(work.Actor, body.Form, body.Official, body.Reason, body.GivenAt ?? work.Now, body.Until, work.Now);

    private static ResumeAccounting By(this ResumptionRequest body, CommandSession work) => new(work.Actor, body.Why, work.Now);
}

/// <summary>An official's statement that an accounting to her would be reasonably likely to impede what they do (45 CFR
/// 164.528(a)(2)).</summary>
/// <param name="Form">Whether it was given in writing.</param>
/// <param name="Official">Who gave it: the agency, and the official.</param>
/// <param name="Reason">What they said.</param>
/// <param name="GivenAt">When they gave it; without it, now.</param>
/// <param name="Until">Until just before when. A written statement has it; an oral one without it suspends for 30 days.</param>
public sealed record SuspensionRequest(StatementForm Form, Sensitive<string> Official, Sensitive<string> Reason,
    DateTimeOffset? GivenAt = null, DateTimeOffset? Until = null);

/// <summary>She may be told again.</summary>
/// <param name="Why">Why: the statement was taken back, a court lifted its order, or one of them was recorded in error.</param>
public sealed record ResumptionRequest(Sensitive<string> Why);
