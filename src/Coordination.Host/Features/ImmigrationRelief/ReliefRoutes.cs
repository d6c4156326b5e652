using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.Survivors;

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

/// <summary>Relief that is sought for a survivor whom your agency serves.</summary>
/// <param name="Survivor">For whom.</param>
/// <param name="Kind">What is sought.</param>
/// <param name="Conditions">What was demanded for it, if anything: it is refused, and that is recorded (CG-30).</param>
public sealed record SeekRequest(SurvivorId Survivor, ReliefKind Kind, IReadOnlyList<string>? Conditions);

/// <summary>An agency that is asked to certify. It is told what is asked, by whom and until when; about her it is told by a disclosure, if
/// she releases it.</summary>
/// <param name="Certifier">The agency asked.</param>
/// <param name="Due">Until when an answer is expected.</param>
/// <param name="Conditions">What was demanded for it, if anything: it is refused, and that is recorded (CG-30).</param>
public sealed record AskRequest(AgencyId Certifier, DateTimeOffset Due, IReadOnlyList<string>? Conditions);

/// <summary>A certifier's answer.</summary>
/// <param name="Answer">Whether it certifies.</param>
/// <param name="Conditions">On which conditions: any is refused, and that is recorded (CG-30).</param>
/// <param name="Note">A note. It has no force.</param>
public sealed record CertificationRequest(CertifierAnswer Answer, IReadOnlyList<string>? Conditions, Sensitive<string>? Note);

/// <summary>Conditions as they are typed: words of the list, and whatever else.</summary>
internal static class Demands
{
    public static IReadOnlyList<ConditionKind> Kinds(IReadOnlyList<string>? conditions) => [.. (conditions ?? []).Select(Coercion.KindOf)];

    public static IReadOnlyList<Sensitive<string>> Words(IReadOnlyList<string>? conditions) => Coercion.Unlisted(conditions ?? []);
}

/// <summary>How it ended.</summary>
public sealed record ReliefEndRequest(bool Granted);

/// <summary>The search for relief, for the agency that represents her.</summary>
/// <param name="Id">The search.</param>
/// <param name="Survivor">For whom.</param>
/// <param name="Kind">What is sought.</param>
/// <param name="Says">What to know about this kind of relief: whether there is a way without it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Certifiers">Who was asked, and what they say.</param>
/// <param name="ConditionsRefused">What was demanded for it, and refused.</param>
public sealed record ReliefAnswer(
    ReliefId Id, SurvivorId Survivor, ReliefKind Kind, string Says, ReliefStatus Status, IReadOnlyList<CertifierView> Certifiers,
    IReadOnlyList<DemandAnswer> ConditionsRefused);

/// <summary>A certifier and what it says.</summary>
public sealed record CertifierView(AgencyId Certifier, DateTimeOffset Due, AskStatus Status, Sensitive<string>? Note);

/// <summary>A condition that was refused.</summary>
/// <param name="Rule">The rule that refused it.</param>
/// <param name="DemandedBy">The agency that is said to demand it.</param>
/// <param name="Conditions">What was demanded.</param>
/// <param name="Words">What was demanded beside the kinds that have a name, as it was typed.</param>
public sealed record DemandAnswer(string Rule, AgencyId DemandedBy, IReadOnlyList<ConditionKind> Conditions,
    IReadOnlyList<Sensitive<string>>? Words);

/// <summary>Where the search for relief stands.</summary>
[JsonConverter(typeof(NameConverter<ReliefStatus>))]
public enum ReliefStatus
{
    Pending,
    Granted,
    Denied,
}

/// <summary>What became of an ask.</summary>
[JsonConverter(typeof(NameConverter<AskStatus>))]
public enum AskStatus
{
    Waiting,
    Silent,
    Certified,
    Refused,
}

/// <summary>Writes the search for relief for those who may read it.</summary>
internal static class ReliefAnswers
{
    internal static ReliefAnswer ForRepresentative(ReliefState.Known state)
    {
        var (sought, record) = (state.Record.Sought, state.Record);
        var status = state switch
        {
            ReliefState.Pending => ReliefStatus.Pending,
            ReliefState.Granted => ReliefStatus.Granted,
            ReliefState.Denied => ReliefStatus.Denied,
            _ => throw new UnreachableException(),
        };
        return new(sought.Relief, sought.Survivor, sought.Kind, ReliefKinds.Says(sought.Kind), status, [.. record.Asks.Select(Of)],
            [.. record.Refused.Select(refused => new DemandAnswer(refused.Rule, refused.DemandedBy, refused.Conditions, refused.Words))]);
    }

    internal static CertificationAnswer ForCertifier(ReliefId relief, CertifierAsk ask) => new(
        relief, ask.Asked.Kind, ask.Asked.AskedBy, ask.Asked.Due, (ask.Standing as AskStanding.Answered)?.With.Answer,
        ReliefKinds.Says(ask.Asked.Kind));

    private static CertifierView Of(CertifierAsk ask) => ask.Standing switch
    {
        AskStanding.Waiting => new(ask.Asked.Certifier, ask.Asked.Due, AskStatus.Waiting, null),
        AskStanding.Silent => new(ask.Asked.Certifier, ask.Asked.Due, AskStatus.Silent, null),
        AskStanding.Answered { With: var answer } =>
            new(ask.Asked.Certifier, ask.Asked.Due,
                answer.Answer == CertifierAnswer.Certified ? AskStatus.Certified : AskStatus.Refused, answer.Note),
        _ => throw new UnreachableException(),
    };
}

[JsonSerializable(typeof(SeekRequest))]
[JsonSerializable(typeof(AskRequest))]
[JsonSerializable(typeof(CertificationRequest))]
[JsonSerializable(typeof(ReliefEndRequest))]
[JsonSerializable(typeof(ReliefAnswer))]
[JsonSerializable(typeof(CertificationAnswer))]
[JsonSerializable(typeof(PageOf<CertificationAnswer>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ImmigrationReliefJson : JsonSerializerContext;
