using System.Text.RegularExpressions;
using Coordination.Domain.Gate;
using Coordination.Domain.Readings;
using Coordination.Host.Features.Audit.Replay;
using Coordination.Host.Platform.Http.Identifiers;

namespace Coordination.Host.Features.Audit;

/// <summary>The history, for auditors: on pseudonyms, with a mask over what describes a person. What is read goes on record
/// first.</summary>
public static class AuditRoutes
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton(Catalogue.Current)
        .AddSingleton<History>().AddSingleton<TimelineReader>().AddSingleton<PastStates>().AddSingleton<LogRederivation>()
        .AddSingleton<Explainer>()
        .AddSingleton<AsOfReader>().AddSingleton<AccountingReader>()
        .AddReplay()
        .AddFeatureJson(AuditJson.Default);

    private const int MostAccounted = 200;

    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/audit").WithTags("Audit").RequireAuthorization(Policies.Auditors)
            .WithMetadata(new LogsOwnIdentifiers()).RecordReadings().Costs(RequestCost.History);
        group.MapGet("/streams/{stream}", Stream).Reads(ReadingKind.Timeline)
            .WithSummary("What happened in one stream, oldest first, at most 1,000 events after a position of the log.");
        group.MapGet("/cases/{case:guid}", Case).Reads(ReadingKind.CaseTimeline)
            .WithSummary("What happened in a case: its record, the survivor's consent, its disclosures, what was served about it, what " +
                "reviews did with it.");
        group.MapGet("/state/{stream}", State).Reads(ReadingKind.State)
            .WithSummary("How a stream stood at a position of the log, or at an instant; now, when neither is given.");
        group.MapGet("/disclosures/{disclosure:guid}/explanation", Explain).Reads(ReadingKind.Explanation)
            .WithSummary("Why a disclosure was permitted, refused or held: rule by rule, and whether that follows again from the " +
                "history before it.");
        group.MapGet("/rederivation", RederivationRoutes.Get).CostsMost().Reads(ReadingKind.Rederivation)
            .WithSummary("Asks every stored answer of the gate again, from the log before it: under its own rules, where nothing may " +
                "differ, or under another set. At most 10,000 events after a position.");
        group.MapGet("/survivors/{survivor:guid}/accounting", Account).Reads(ReadingKind.Accounting)
            .WithSummary("Everything that was disclosed about somebody, compelled or not: to whom, what, when, why, and what was asked " +
                "back (CG-25).");
        group.MapReplay();
        return routes;
    }

    private static async Task<Results<Reply<AuditedTimeline>, ProblemResult>> Stream(
        StreamInAddress stream, TimelineReader timelines, CancellationToken cancellation, long afterPosition = 0)
    {
        if (!StreamNames.IsWellFormed(stream.Value))
            return Problems.NotFound.With();
        return Answer(await timelines.OfStream(stream.Value, afterPosition, cancellation));
    }

    private static async Task<Results<Reply<AuditedTimeline>, ProblemResult>> Case(
        CaseId @case, TimelineReader timelines, CancellationToken cancellation, long afterPosition = 0)
    {
        return Answer(await timelines.OfCase(@case, afterPosition, cancellation));
    }

    private static async Task<Results<Reply<AuditedState>, ProblemResult>> State(
        StreamInAddress stream, PastStates states, AsOfReader when, CancellationToken cancellation, long? asOfPosition = null,
        DateTimeOffset? asOf = null)
    {
        if (asOfPosition is not null && asOf is not null)
            return Problems.InvalidInput.With("Give a position or an instant, not both.", "asOf");
        if (asOfPosition < 1)
            return Problems.InvalidInput.With("Positions begin at 1.", "asOfPosition");
        if (!StreamNames.IsWellFormed(stream.Value))
            return Problems.NotFound.With();
        var (covered, at) = await when.Read(asOfPosition, asOf, cancellation);
        return Answer(await states.Of(stream.Value, covered, at, cancellation));
    }

    private static async Task<Results<Reply<Explanation>, ProblemResult>> Explain(
        DisclosureId disclosure, Explainer explainer, CancellationToken cancellation)
    {
        return Answer(await explainer.Explain(disclosure, cancellation));
    }

    private static async Task<Results<Reply<AuditedAccounting>, ProblemResult>> Account(
        SurvivorId survivor, AccountingReader accounting, CancellationToken cancellation, int after = 0, int limit = MostAccounted)
    {
        if (after < 0)
            return Problems.InvalidInput.With("Give back the next of the page before, unchanged.", "after");
        if (limit is < 1 or > MostAccounted)
            return Problems.InvalidInput.With($"Ask for 1 to {MostAccounted} disclosures.", "limit");
        return Answer(AuditedAccounting.Of(survivor, await accounting.Read(survivor, since: null, cancellation))?.Page(after, limit));
    }

    private static Results<Reply<T>, ProblemResult> Answer<T>(T? found) where T : class =>
        found is null ? Problems.NotFound.With() : Reply.Plain(found);
}

/// <summary>What a stream can be called. Anything else is not looked for, and not written into a log either.</summary>
public static partial class StreamNames
{
    public static bool IsWellFormed(string stream) => WellFormed().IsMatch(stream);

    [GeneratedRegex(@"^[a-z]{1,20}(-[a-z0-9][a-z0-9.:-]{0,159})?\z")]
    private static partial Regex WellFormed();
}

/// <summary>Understands what "as of" means.</summary>
public sealed class AsOfReader(History history, TimeProvider time)
{
    /// <summary>What of the log counts, and for which instant it is said what was in force.</summary>
    public async ValueTask<(AsOf Covered, DateTimeOffset At)> Read(long? position, DateTimeOffset? instant, CancellationToken cancellation)
    {
        if (position is { } last)
            return (AsOf.Everything with { Position = last }, await history.RecordedAt(last, cancellation) ?? time.GetUtcNow());
        return instant is { } at ? (AsOf.Everything with { Time = at }, at) : (AsOf.Everything, time.GetUtcNow());
    }

    /// <summary>A position with its instant: as it was recorded, or as it was asked for; the head and now, when neither is given.</summary>
    public async ValueTask<Moment> Moment(long? position, DateTimeOffset? instant, CancellationToken cancellation) =>
        (position, instant) switch
        {
            ({ } last, _) => new(last, await history.RecordedAt(last, cancellation) ?? time.GetUtcNow()),
            (_, { } at) => new(await history.PositionAt(at, cancellation), at),
            _ => new(await history.Head(cancellation), time.GetUtcNow()),
        };
}

/// <summary>Evaluates stored answers of the gate again, a part of the log for each question.</summary>
internal static class RederivationRoutes
{
    private const int MostEvents = 10_000;
    private const int MostDifferences = 200;

    public static async Task<Results<Reply<AuditedRederivation>, ProblemResult>> Get(
        LogRederivation log, CancellationToken cancellation, string? ruleSet = null, long afterPosition = 0)
    {
        if (ruleSet is not null && RuleSets.Find(ruleSet) is null)
            return Problems.InvalidInput.With($"Expected one of: {string.Join(", ", RuleSets.All.Select(set => set.Version))}.", "ruleSet");
        if (afterPosition < 0)
            return Problems.InvalidInput.With("Expected a position, 0 or greater.", "afterPosition");
        List<RederivedDifference> differences = [];
        var scope = new RederivationScope(ruleSet is null ? null : RuleSets.Find(ruleSet), afterPosition, MostEvents, MostDifferences);
        var came = await log.Run(scope, found => { differences.Add(found); return ValueTask.CompletedTask; }, _ => { }, cancellation);
        return Reply.Plain(new AuditedRederivation(
            ruleSet, afterPosition, came.Through, came.Events, came.Verdicts, came.Admissions, differences,
            came.ReachedTheEnd ? null : came.Through));
    }
}
