using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.Reading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordination.Host.Features.ImmigrationRelief;

/// <summary>Immigration relief, at the agency that represents her. No release, report or promise is asked for, and no certifier is waited
/// for.</summary>
public static class ReliefRoutes
{
    public static IServiceCollection AddImmigrationRelief(this IServiceCollection services) =>
        services.AddFeatureJson(ImmigrationReliefJson.Default);

    public static IEndpointRouteBuilder MapImmigrationRelief(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/relief").WithTags("Immigration relief").RequireAuthorization(Policies.AdvocatesAndCounsel)
            .OpenTo(AgencyStanding.Suspended);
        group.MapPost("/", Seek).AsCreation()
            .WithSummary("Seeks relief for a survivor whom your agency serves. Nothing may be demanded for it; if it is, that is " +
                "recorded (CG-30).");
        group.MapGet("/{relief:guid}", Get)
            .WithSummary("How it stands, and whether there is a way without it. For the agency that represents her only.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/{relief:guid}/certifiers", Ask).AsCommand()
            .WithSummary("Asks an agency to certify. It is told nothing about her by this.").OpenTo(AgencyStanding.Member);
        group.MapPost("/{relief:guid}/certifiers/{agency}/answer", AnswerOnPaper).AsCommand()
            .WithSummary("Records an answer that came on paper.");
        group.MapPost("/{relief:guid}/end", End).AsCommand()
            .WithSummary("Records that it was granted or denied, with or without a certifier's word.");
        CertifierRoutes.Map(routes);
        return routes;
    }

    private static Task<IResult> Seek(SeekRequest body, CommandCall call)
    {
        var relief = new ReliefId(call.NewId());
        return call.Create(ReliefStream.Definition, relief, $"/v1/relief/{relief}", async (work, state) =>
        {
            var (demands, words) = (Demands.Kinds(body.Conditions), Demands.Words(body.Conditions));
            var command = new SeekRelief(work.Actor, relief, body.Survivor, body.Kind, demands) { Words = words };
            return ReliefDecider.Decide(command, await work.Load(SurvivorStream.Definition, body.Survivor), state);
        });
    }

    private static Task<IResult> Ask(ReliefId relief, AskRequest body, CommandCall call) =>
        Change(call, relief, (by, now, state) =>
            ReliefDecider.Decide(new AskCertifier(by, body.Certifier, body.Due, Demands.Kinds(body.Conditions),
                now)
            { Words = Demands.Words(body.Conditions) }, state));

    private static Task<IResult> AnswerOnPaper(ReliefId relief, AgencyId agency, CertificationRequest body, CommandCall call,
        RaisedConcerns concerns, CancellationToken cancellation) => call.Change(ReliefStream.Definition, relief, async (work, state) =>
    {
        var raised = await concerns.About(agency, cancellation);
        var command = new AnswerCertification(work.Actor, agency, body.Answer, Demands.Kinds(body.Conditions),
            body.Note)
        { Words = Demands.Words(body.Conditions) };
        var isHers = state is ReliefState.Known { Record.Sought.Agency: var represented } && represented == work.Actor.Agency;
        return ReliefDecider.Decide(command, raised, isHers ? state : ReliefState.Initial);
    });

    private static Task<IResult> End(ReliefId relief, ReliefEndRequest body, CommandCall call) =>
        Change(call, relief, (by, _, state) => ReliefDecider.Decide(new EndRelief(by, body.Granted), state));

    private static Task<IResult> Change(CommandCall call, ReliefId relief,
        Func<Actor, DateTimeOffset, ReliefState, Decision<ReliefEvent>> decide) =>
        call.Change(ReliefStream.Definition, relief, (work, state) => decide(work.Actor, work.Now, state));

    private static async Task<Results<Reply<ReliefAnswer>, ProblemResult>> Get(ReliefId relief, Caller caller, StateReader reader,
        CancellationToken cancellation)
    {
        var (state, version) = await reader.Read(ReliefStream.Definition, relief, cancellation);
        return state is ReliefState.Known known && known.Record.Sought.Agency == caller.Agency
            ? Reply.Revealing(ReliefAnswers.ForRepresentative(known), version)
            : Problems.NotFound.With();
    }
}
