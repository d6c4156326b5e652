using Coordination.Domain.Council;

namespace Coordination.Host.Features.Council;

/// <summary>Changes of the protocol, and the survivors' council, without which none is adopted.</summary>
public static class CouncilRoutes
{
    public static IServiceCollection AddCouncil(this IServiceCollection services) => services.AddFeatureJson(CouncilJson.Default);

    public static IEndpointRouteBuilder MapCouncil(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/council/changes").WithTags("Council").RequireAuthorization(Policies.Office);
        group.MapGet("/", List).Produces<PageOf<ProtocolChangeView>>()
            .WithSummary("Changes of the protocol, the latest first: how far survivors had a say, what they were paid, what became of " +
                "it. For the coordinating agency.");
        group.MapPost("/", Propose).AsCommand<ProtocolChangeAnswer>(StatusCodes.Status201Created)
            .WithSummary("Proposes a change of the protocol, or of the policy.");
        group.MapPost("/{change:guid}/consultations", Consult).AsCommand<ProtocolChangeAnswer>(StatusCodes.Status200OK)
            .WithSummary("Writes down how the council was consulted: stage, seats, compensation, advice.");
        group.MapPost("/{change:guid}/adopt", Adopt).AsCommand<ProtocolChangeAnswer>(StatusCodes.Status200OK)
            .WithSummary("Adopts a change: not before the council was consulted as the policy says, and not by whoever wrote down that " +
                "it was. Where it proposes a policy, that is the policy from then on.");
        group.MapPost("/{change:guid}/reject", Reject).AsCommand<ProtocolChangeAnswer>(StatusCodes.Status200OK)
            .WithSummary("Rejects a change.");
        return routes;
    }

    private static Task<IResult> Propose(ProtocolChangeRequest body, CommandCall call)
    {
        var change = new ProtocolChangeId(call.NewId());
        return Do(change, call, by => new ProposeProtocolChange(by, change, body.Title, body.Text) { Policy = body.Policy }, isNew: true);
    }

    private static Task<IResult> Consult(ProtocolChangeId change, ConsultationRequest body, CommandCall call) =>
        Do(change, call, by => new RecordConsultation(by, change, body.Stage, body.SeatsFilled, body.Seats,
            body.CompensationInDollars, body.Advice));

    private static Task<IResult> Adopt(ProtocolChangeId change, CommandCall call) => Do(change, call, by => new AdoptProtocol(by, change));

    private static Task<IResult> Reject(ProtocolChangeId change, ProtocolRejectionRequest body, CommandCall call) =>
        Do(change, call, by => new RejectProtocol(by, change, body.Reason));

    private static Task<IResult> Do(ProtocolChangeId change, CommandCall call, Func<Actor, CouncilCommand> command, bool isNew = false) =>
        call.Run(async work =>
    {
        var council = await work.Load(CouncilStream.Definition);
        var taskForce = await work.Load(TaskForceStream.Definition);
        var asked = command(work.Actor);
        if (asked is ProposeProtocolChange { Policy: { } proposed }
            && TaskForceCalendar.WhyNot(proposed.Settings, "policy.settings") is { } unknown)
            return unknown;
        var decision = CouncilDecider.Decide(asked, taskForce, work.Now, council);
        work.Record(CouncilStream.Definition, decision);
        if (decision.Events.OfType<ProtocolAdopted>().Any() && council.Find(change)?.Proposed.Policy is { } policy)
            work.Record(TaskForceStream.Definition, TaskForceDecider.Decide(new AdoptPolicy(policy, change, work.Now), taskForce));
        var version = work.VersionOf(CouncilStream.Definition);
        var answer = new ProtocolChangeAnswer(change, version.Number);
        return isNew
            ? Answer.Made(answer, CouncilJson.Default.ProtocolChangeAnswer, $"/v1/council/changes", version)
            : Answer.Ok(answer, CouncilJson.Default.ProtocolChangeAnswer, version);
    });

    private static async Task<IResult> List([AsParameters] ListQuery query, Caller caller, StateReader states, ListPages pages,
        TimeProvider time, CancellationToken cancellation)
    {
        var policy = (await states.Read(TaskForceStream.Definition, cancellation)).State.PolicyAt(time.GetUtcNow());
        var (state, version) = await states.Read(CouncilStream.Definition, cancellation);
        return await pages.Answer("council", caller, query, [.. state.Changes.Reverse()], change => change.Proposed.Change.ToString(),
            change => ProtocolChangeView.Of(change, policy), version);
    }
}

/// <summary>A change of the protocol, or of the policy.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Text">What it says.</param>
/// <param name="Policy">The settings that are the policy once it is adopted; leave it out where only the text changes.</param>
public sealed record ProtocolChangeRequest(string Title, string Text, ProposedPolicy? Policy = null);

/// <summary>How the council was consulted.</summary>
/// <param name="Stage">How far survivors had a say.</param>
/// <param name="SeatsFilled">How many sat in the council.</param>
/// <param name="Seats">How many seats it has.</param>
/// <param name="CompensationInDollars">What each of them was paid for it.</param>
/// <param name="Advice">What the council says. It names nobody.</param>
public sealed record ConsultationRequest(ConsultationStage Stage, int SeatsFilled, int Seats, int CompensationInDollars,
    Sensitive<string>? Advice);

/// <summary>Why.</summary>
public sealed record ProtocolRejectionRequest(string Reason);

/// <summary>A change that was proposed, or with which something was done.</summary>
public sealed record ProtocolChangeAnswer(ProtocolChangeId Id, long Version);

/// <summary>A change.</summary>
/// <param name="Id">The change.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Text">What it says.</param>
/// <param name="ProposedBy">Who proposed it.</param>
/// <param name="Standing">How far it is: proposed, adopted, rejected.</param>
/// <param name="Reason">Why it was rejected.</param>
/// <param name="CouncilWasConsulted">Whether the council was consulted as the policy in force says: asked, with the seats filled and the
/// pay.</param>
/// <param name="Consultations">How it was consulted, oldest first.</param>
/// <param name="Policy">The settings that it makes the policy; null where only the text changes.</param>
public sealed record ProtocolChangeView(
    ProtocolChangeId Id, string Title, string Text, PersonId ProposedBy, string Standing, string? Reason, bool CouncilWasConsulted,
    IReadOnlyList<ConsultationView> Consultations,
    ProposedPolicy? Policy)
{
    internal static ProtocolChangeView Of(ProtocolChange change, PolicySettings? inForce) => new(
        change.Proposed.Change, change.Proposed.Title, change.Proposed.Text, change.Proposed.By,
        change.Standing switch
        {
            ProtocolStanding.Proposed => "proposed",
            ProtocolStanding.Adopted => "adopted",
            ProtocolStanding.Rejected => "rejected",
            _ => throw new UnreachableException()
        },
        (change.Standing as ProtocolStanding.Rejected)?.With.Reason, change.Sufficient(inForce).Any(),
        [.. change.Consultations.Select(held =>
            new ConsultationView(held.Stage, held.SeatsFilled, held.Seats, held.CompensationInDollars, held.Advice, held.RecordedBy))],
        change.Proposed.Policy);
}

/// <summary>How the council was consulted.</summary>
public sealed record ConsultationView(ConsultationStage Stage, int SeatsFilled, int Seats, int CompensationInDollars,
    Sensitive<string>? Advice, PersonId RecordedBy);

[JsonSerializable(typeof(ProtocolChangeRequest))]
[JsonSerializable(typeof(ConsultationRequest))]
[JsonSerializable(typeof(ProtocolRejectionRequest))]
[JsonSerializable(typeof(ProtocolChangeAnswer))]
[JsonSerializable(typeof(PageOf<ProtocolChangeView>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class CouncilJson : JsonSerializerContext;
