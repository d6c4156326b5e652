using Coordination.Domain.Mandates;
using Coordination.Domain.Survivors;

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

/// <summary>A mandate of a survivor whom your agency serves.</summary>
/// <param name="Survivor">Of whom something is required.</param>
/// <param name="Kind">Whose mandate it is.</param>
/// <param name="Authority">Which court or office.</param>
public sealed record MandateRequest(SurvivorId Survivor, MandateKind Kind, Sensitive<string> Authority);

/// <summary>What is required of her.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="What">What she has to do.</param>
/// <param name="Due">Until when; left out where it goes on.</param>
/// <param name="HoursEachWeek">How many hours of her week it takes, with the way.</param>
/// <param name="FeeInDollars">What it costs her.</param>
public sealed record RequirementRequest(RequirementKind Kind, Sensitive<string> What, DateTimeOffset? Due,
    int? HoursEachWeek, int? FeeInDollars);

/// <summary>What stood in her way.</summary>
public sealed record MissedRequest(IReadOnlyList<MissedBecause> Why, Sensitive<string>? Note);

/// <summary>What was done to her.</summary>
public sealed record ConsequenceRequest(MandateConsequence Consequence, RequirementId? Requirement, Sensitive<string>? Note);

/// <summary>How it ended.</summary>
public sealed record MandateEndRequest(MandateEnd End, Sensitive<string>? Note);

/// <summary>A mandate, as those who represent her read it.</summary>
/// <param name="Mandate">The mandate.</param>
/// <param name="Survivor">Of whom it is required.</param>
/// <param name="HoursEachWeek">How many hours of her week what is open takes.</param>
/// <param name="FeesInDollars">What all of it costs her.</param>
/// <param name="MissedBecause">How often each thing stood in her way.</param>
/// <param name="Kind">Whose mandate it is.</param>
/// <param name="Authority">Which court or office.</param>
/// <param name="Requirements">What was required.</param>
/// <param name="Consequences">What was done to her.</param>
/// <param name="End">How it ended.</param>
public sealed record MandateAnswer(
    MandateId Mandate, SurvivorId Survivor, int HoursEachWeek, int FeesInDollars, IReadOnlyList<MissedCount> MissedBecause,
    MandateKind Kind, Sensitive<string> Authority,
    IReadOnlyList<RequirementAnswer> Requirements, IReadOnlyList<ConsequenceAnswer> Consequences, MandateEnd? End)
{
    internal static MandateAnswer Of(MandateState.Known state)
    {
        var (record, ended) = (state.Record, state as MandateState.Ended);
        return new(
            record.Recorded.Mandate, record.Recorded.Survivor,
            ended is null ? record.Requirements.Where(r => !r.IsMet).Sum(r => r.Imposed.HoursEachWeek ?? 0) : 0,
            record.Requirements.Sum(r => r.Imposed.FeeInDollars ?? 0),
            [.. record.Requirements.SelectMany(r => r.Misses).SelectMany(missed => missed.Why).CountBy(why => why)
                .OrderBy(count => count.Key).Select(count => new MissedCount(count.Key, count.Value))],
            record.Recorded.Kind, record.Recorded.Authority,
            [.. record.Requirements.Select(r => new RequirementAnswer(
                r.Imposed.Requirement, r.Imposed.Kind, r.Imposed.What, r.Imposed.Due, r.Imposed.HoursEachWeek, r.Imposed.FeeInDollars,
                r.IsMet, [.. r.Misses.Select(m => new MissedAnswer(m.Why, m.Note))]))],
            [.. record.Consequences.Select(c => new ConsequenceAnswer(c.Consequence, c.Requirement, c.Note))], ended?.With.End);
    }
}

/// <summary>How often something stood in her way.</summary>
public sealed record MissedCount(MissedBecause Why, int Times);

/// <summary>One requirement.</summary>
public sealed record RequirementAnswer(
    RequirementId Requirement, RequirementKind Kind, Sensitive<string> What, DateTimeOffset? Due, int? HoursEachWeek, int? FeeInDollars,
    bool IsMet, IReadOnlyList<MissedAnswer> Missed);

/// <summary>A time that she could not.</summary>
public sealed record MissedAnswer(IReadOnlyList<MissedBecause> Why, Sensitive<string>? Note);

/// <summary>What was done to her.</summary>
public sealed record ConsequenceAnswer(MandateConsequence Consequence, RequirementId? Requirement, Sensitive<string>? Note);

/// <summary>A requirement that was written down.</summary>
public sealed record ImposedAnswer(RequirementId Id, long Version);

[JsonSerializable(typeof(MandateRequest))]
[JsonSerializable(typeof(RequirementRequest))]
[JsonSerializable(typeof(MissedRequest))]
[JsonSerializable(typeof(ConsequenceRequest))]
[JsonSerializable(typeof(MandateEndRequest))]
[JsonSerializable(typeof(MandateAnswer))]
[JsonSerializable(typeof(ImposedAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class MandatesJson : JsonSerializerContext;
