using Coordination.Domain.Mandates;
using Coordination.Domain.Survivors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordination.Host.Features.Mandates;

/// <summary>What courts and probation offices require of survivors, for those who represent them: so that the burden can be shown. No court
/// and no other agency reads it.</summary>
public static class MandateRoutes
{
    public static IServiceCollection AddMandates(this IServiceCollection services) => services.AddFeatureJson(MandatesJson.Default);

    public static IEndpointRouteBuilder MapMandates(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/mandates").WithTags("Mandates").RequireAuthorization(Policies.AdvocatesAndCounsel)
            .OpenTo(AgencyStanding.Suspended);
        group.MapPost("/", Record).AsCreation().WithSummary("Writes down a mandate of a survivor whom your agency serves.");
        group.MapGet("/{mandate:guid}", Get)
            .WithSummary("What it requires, what it takes and costs, what stood in her way, and what was done to her for it. For the " +
                "agency that serves her only.").OpenTo(AgencyStanding.Left);
        group.MapPost("/{mandate:guid}/requirements", Impose).AsCommand<ImposedAnswer>(StatusCodes.Status201Created)
            .WithSummary("Something is required of her.");
        group.MapPost("/{mandate:guid}/requirements/{requirement:guid}/met", Met).AsCommand().WithSummary("She did it.");
        group.MapPost("/{mandate:guid}/requirements/{requirement:guid}/missed", Missed).AsCommand()
            .WithSummary("She could not, and what stood in her way.");
        group.MapPost("/{mandate:guid}/consequences", Consequence).AsCommand().WithSummary("What was done to her.");
        group.MapPost("/{mandate:guid}/end", End).AsCommand().WithSummary("The mandate ended.");
        return routes;
    }

    private static Task<IResult> Record(MandateRequest body, CommandCall call)
    {
        var mandate = new MandateId(call.NewId());
        return call.Create(MandateStream.Definition, mandate, $"/v1/mandates/{mandate}", async (work, state) =>
            MandateDecider.Decide(new RecordMandate(work.Actor, mandate, body.Survivor, body.Kind, body.Authority),
                await work.Load(SurvivorStream.Definition, body.Survivor), state));
    }

    private static Task<IResult> Impose(MandateId mandate, RequirementRequest body, CommandCall call)
    {
        var requirement = new RequirementId(call.NewId());
        return call.Run(async work =>
        {
            var state = await work.Load(MandateStream.Definition, mandate);
            var command = new ImposeRequirement(work.Actor, requirement, body.Kind, body.What, body.Due,
                body.HoursEachWeek, body.FeeInDollars);
            work.Record(MandateStream.Definition, mandate, MandateDecider.Decide(command, state));
            var version = work.VersionOf(MandateStream.Definition, mandate);
            return Answer.Made(new ImposedAnswer(requirement, version.Number), MandatesJson.Default.ImposedAnswer,
                $"/v1/mandates/{mandate}", version);
        });
    }

    private static Task<IResult> Met(MandateId mandate, RequirementId requirement, CommandCall call) =>
        Do(mandate, call, by => new MeetRequirement(by, requirement));

    private static Task<IResult> Missed(MandateId mandate, RequirementId requirement, MissedRequest body, CommandCall call) =>
        Do(mandate, call, by => new MissRequirement(by, requirement, body.Why, body.Note));

    private static Task<IResult> Consequence(MandateId mandate, ConsequenceRequest body, CommandCall call) =>
        Do(mandate, call, by => new ApplyConsequence(by, body.Consequence, body.Requirement, body.Note));

    private static Task<IResult> End(MandateId mandate, MandateEndRequest body, CommandCall call) =>
        Do(mandate, call, by => new EndMandate(by, body.End, body.Note));

    private static Task<IResult> Do(MandateId mandate, CommandCall call, Func<Actor, MandateCommand> command) =>
        call.Change(MandateStream.Definition, mandate, (work, state) => MandateDecider.Decide(command(work.Actor), state));

    private static async Task<Results<Reply<MandateAnswer>, ProblemResult>> Get(MandateId mandate, Caller caller, StateReader states,
        CancellationToken cancellation)
    {
        var (state, version) = await states.Read(MandateStream.Definition, mandate, cancellation);
        return state is MandateState.Known known && known.Record.Recorded.Agency == caller.Agency
            ? Reply.Revealing(MandateAnswer.Of(known), version)
            : Problems.NotFound.With();
    }
}
