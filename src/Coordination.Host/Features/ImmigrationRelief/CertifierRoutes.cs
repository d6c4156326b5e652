using Coordination.Domain.ImmigrationRelief;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Features.ImmigrationRelief;

/// <summary>
/// What a certifier is asked, and its answer. It sees its own asks and nothing else: not who it is about, whom else was asked or how it
/// stands. No version is shown: it would count what others did.
/// </summary>
internal static class CertifierRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/certifications").WithTags("Immigration relief").RequireAuthorization(Policies.Team);
        group.MapGet("/", List).Produces<PageOf<CertificationAnswer>>()
            .WithSummary("What your agency is asked to certify, the earliest due first.");
        group.MapGet("/{relief:guid}", Get).WithSummary("One of them.");
        group.MapPost("/{relief:guid}/answer", Answer).AsCommand<CertificationAnswer>(StatusCodes.Status200OK)
            .WithSummary("Says whether your agency certifies. An answer on condition is none: it is refused, and that is " +
                "recorded (CG-30).");
    }

    private static async Task<IResult> List([AsParameters] ListQuery query, Caller caller, Lookups lookups, StateReader reader,
        ListPages pages, CancellationToken cancellation)
    {
        var (asked, reading) = ((await lookups.Read(CertificationsRow.Key(caller.Agency), cancellation))?.AskedIn ?? [],
            reader.ForOneQuery());
        await reading.Prepare(asked.Select(relief => StreamToRead.Of(ReliefStream.Definition, relief)), cancellation);
        List<CertificationAnswer> items = [];
        foreach (var relief in asked)
            if (await Find(relief, caller, reading, cancellation) is { } ask)
                items.Add(ReliefAnswers.ForCertifier(relief, ask));
        return await pages.Answer("certifications", caller, query, [.. items.OrderBy(item => item.Due).ThenBy(item => item.Id.Value)],
            item => item.Id.ToString(), item => item);
    }

    private static async Task<Results<Reply<CertificationAnswer>, ProblemResult>> Get(ReliefId relief, Caller caller, StateReader reader,
        CancellationToken cancellation) =>
        await Find(relief, caller, reader, cancellation) is { } ask
            ? Reply.Plain(ReliefAnswers.ForCertifier(relief, ask))
            : Problems.NotFound.With();

    private static Task<IResult> Answer(ReliefId relief, CertificationRequest body, CommandCall call, RaisedConcerns concerns,
        CancellationToken cancellation) => call.RunUnversioned(async work =>
    {
        var state = await work.Load(ReliefStream.Definition, relief);
        var raised = await concerns.About(work.Actor.Agency, cancellation);
        var command = new AnswerCertification(work.Actor, work.Actor.Agency, body.Answer, Demands.Kinds(body.Conditions),
            body.Note)
        { Words = Demands.Words(body.Conditions) };
        if (work.Record(ReliefStream.Definition, relief, ReliefDecider.Decide(command, raised, state)) is { } refusal)
            return refusal;
        var after = (await work.Load(ReliefStream.Definition, relief)).RecordIfAny!.Find(work.Actor.Agency)!;
        return Platform.Execution.Answer.Ok(ReliefAnswers.ForCertifier(relief, after), ImmigrationReliefJson.Default.CertificationAnswer);
    });

    private static async ValueTask<CertifierAsk?> Find(ReliefId relief, Caller caller, StateReader reader,
        CancellationToken cancellation) =>
        (await reader.Read(ReliefStream.Definition, relief, cancellation)).State.RecordIfAny?.Find(caller.Agency);
}

/// <summary>What your agency is asked to certify, and nothing else: neither who it is about nor how it stands.</summary>
/// <param name="Id">The ask, by your agency's name for it.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="AskedBy">Who asks.</param>
/// <param name="Due">Until when an answer is expected.</param>
/// <param name="Answer">Your answer, once there is one.</param>
/// <param name="Says">What to know about this kind of relief.</param>
public sealed record CertificationAnswer(ReliefId Id, ReliefKind Kind, AgencyId AskedBy, DateTimeOffset Due,
    CertifierAnswer? Answer, string Says);
