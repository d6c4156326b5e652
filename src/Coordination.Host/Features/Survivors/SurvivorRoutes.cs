using Coordination.Domain.Consent;
using Coordination.Domain.Survivors;

namespace Coordination.Host.Features.Survivors;

/// <summary>The survivor's own record, at the agency that serves her.</summary>
public static class SurvivorRoutes
{
    public static IServiceCollection AddSurvivors(this IServiceCollection services) => services.AddFeatureJson(SurvivorsJson.Default);

    public static IEndpointRouteBuilder MapSurvivors(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/survivors").WithTags("Survivors").RequireAuthorization(Policies.Advocates)
            .OpenTo(AgencyStanding.Suspended);
        group.MapPost("/", Welcome).AsCreation().WithSummary("Welcomes a survivor: your agency becomes the custodian of her record.")
            .OpenTo(AgencyStanding.Member);
        group.MapGet("/{survivor:guid}", Get).WithSummary("Her record, her own words first. For the custodian only.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/{survivor:guid}/own-words", RecordOwnWords).AsCommand().WithSummary("Writes down what she says, in her words.");
        group.MapPost("/{survivor:guid}/safe-contact", RecordSafeContact).AsCommand()
            .WithSummary("Writes down how and when it is safe to reach her.");
        group.MapPost("/{survivor:guid}/minor-status", RecordMinorStatus).AsCommand()
            .WithSummary("Writes down her age group as she states it.");
        return routes;
    }

    private static Task<IResult> Welcome(WelcomeRequest body, CommandCall call)
    {
        var survivor = new SurvivorId(call.NewId());
        return call.Create(SurvivorStream.Definition, survivor, $"/v1/survivors/{survivor}", (work, state) =>
            new(SurvivorDecider.Decide(new WelcomeSurvivor(work.Actor, survivor, body.CalledBy, body.Language), state)));
    }

    private static Task<IResult> RecordOwnWords(SurvivorId survivor, OwnWordsRequest body, CommandCall call) =>
        Change(call, survivor, by => new RecordOwnWords(by, body.Words));

    private static Task<IResult> RecordSafeContact(SurvivorId survivor, SafeContactRequest body, CommandCall call) =>
        Change(call, survivor, by => new RecordSafeContact(by, body.Contact, body.DangerNote));

    // The gate reads her age in her consent record (CG-09): what she states here is recorded there in the same instant.
    private static Task<IResult> RecordMinorStatus(SurvivorId survivor, MinorStatusRequest body, CommandCall call) => call.Run(async work =>
    {
        var state = await work.Load(SurvivorStream.Definition, survivor);
        var consent = await work.Load(ConsentStream.Definition, survivor);
        var command = new RecordMinorStatus(work.Actor, body.UnderEighteen, body.Emancipated, work.Now)
        {
            EighteenFrom = body.EighteenFrom,
            Majority = AgeOfMajority.YearsAt(work.Now, await work.Load(TaskForceStream.Definition))
        };
        work.Record(SurvivorStream.Definition, survivor, SurvivorDecider.Decide(command, state));
        if (consent.IsOpen && consent.Custodian == work.Actor.Agency)
            work.Record(ConsentStream.Definition, survivor, ConsentDecider.Decide(AgeDecider.InConsent(command, consent), consent));
        return work.Changed(SurvivorStream.Definition, survivor);
    });

    private static Task<IResult> Change(CommandCall call, SurvivorId survivor, Func<Actor, SurvivorCommand> command) =>
        call.Change(SurvivorStream.Definition, survivor, (work, state) => SurvivorDecider.Decide(command(work.Actor), state));

    private static async Task<Results<Reply<SurvivorAnswer>, ProblemResult>> Get(SurvivorId survivor, Caller caller, StateReader reader,
        TimeProvider time, CancellationToken cancellation)
    {
        var (state, version) = await reader.Read(SurvivorStream.Definition, survivor, cancellation);
        if (state is not SurvivorState.Welcomed known || known.Custodian != caller.Agency)
            return Problems.NotFound.With();
        var (consent, _) = await reader.Read(ConsentStream.Definition, survivor, cancellation);
        return Reply.Revealing(AnswerOf(known, AgeDecider.Of(known, consent), time.GetUtcNow()), version);
    }

    private static SurvivorAnswer AnswerOf(SurvivorState.Welcomed known, MinorStatus? age, DateTimeOffset now) => new(
        known.Survivor, known.CalledBy, known.Language, known.OwnWords,
        known.Contact?.Contact, known.Contact?.DangerNote, age?.IsUnderEighteenAt(now), age?.Emancipated, age?.EighteenFrom);
}

/// <summary>Welcomes a survivor.</summary>
public sealed record WelcomeRequest(Sensitive<string> CalledBy, Sensitive<string>? Language);

/// <summary>Her own words.</summary>
public sealed record OwnWordsRequest(Sensitive<string> Words);

/// <summary>How and when it is safe to reach her.</summary>
public sealed record SafeContactRequest(Sensitive<string> Contact, Sensitive<string>? DangerNote);

/// <summary>
/// Her age group as she states it. <paramref name="UnderEighteen"/>: whether she is under age, which is under 18, or under a higher age of
/// majority of the tables in force. <paramref name="EighteenFrom"/>: the instant from which she is 18, where she says it.
/// </summary>
public sealed record MinorStatusRequest(bool UnderEighteen, bool Emancipated, DateTimeOffset? EighteenFrom = null);

/// <summary>A survivor's own record, for the agency that serves her.</summary>
public sealed record SurvivorAnswer(
    SurvivorId Survivor,
    Sensitive<string> CalledBy,
    Sensitive<string>? Language,
    IReadOnlyList<Sensitive<string>> OwnWords,
    Sensitive<string>? Contact,
    Sensitive<string>? DangerNote,
    bool? UnderEighteen,
    bool? Emancipated,
    DateTimeOffset? EighteenFrom);

[JsonSerializable(typeof(WelcomeRequest))]
[JsonSerializable(typeof(OwnWordsRequest))]
[JsonSerializable(typeof(SafeContactRequest))]
[JsonSerializable(typeof(MinorStatusRequest))]
[JsonSerializable(typeof(SurvivorAnswer))]
internal sealed partial class SurvivorsJson : JsonSerializerContext;
