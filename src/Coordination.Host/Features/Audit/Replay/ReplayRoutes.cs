using Coordination.Domain.Readings;
using Coordination.Host.Platform.Http.Identifiers;

namespace Coordination.Host.Features.Audit.Replay;

/// <summary>The log as it was, at any position and any instant.</summary>
internal static class ReplayRoutes
{
    /// <summary>The most events between two moments that are compared over HTTP.</summary>
    public const int MostCompared = 5_000;

    /// <summary>The most events that are folded into a view over HTTP.</summary>
    public const int MostFolded = 100_000;

    public static IServiceCollection AddReplay(this IServiceCollection services) => services
        .AddSingleton<Replayer>().AddSingleton<LogDiff>().AddSingleton<PastViews>().AddSingleton<PastCases>()
        .AddFeatureJson(ReplayJson.Default);

    public static void MapReplay(this IEndpointRouteBuilder group)
    {
        group.MapGet("/replay/{stream}", Replay).Reads(ReadingKind.Replay)
            .WithSummary("A stream event by event: what each changed, and the state after it; up to a position or an instant. At most " +
                "100 events after a version.");
        group.MapGet("/cases/{case:guid}/state", Case).Reads(ReadingKind.CaseState)
            .WithSummary("How everything that belongs to a case stood at a position of the log, or at an instant; now, when " +
                "neither is given.");
        group.MapGet("/views/{view}", View).Reads(ReadingKind.View)
            .WithSummary("What a role could look at, at a position of the log or at an instant: the rows of an agency, or of the task " +
                "force. For the first 100,000 events.");
        group.MapGet("/diff", Diff).Reads(ReadingKind.Difference)
            .WithSummary("What changed between two positions of the log, or two instants, by stream. Give fromPosition or from; " +
                "toPosition, to, or neither for now. At most 5,000 events.");
    }

    private static async Task<Results<Reply<AuditedReplay>, ProblemResult>> Replay(
        StreamInAddress stream, Replayer replayer, AsOfReader when, CancellationToken cancellation,
        long afterVersion = 0, long? asOfPosition = null, DateTimeOffset? asOf = null)
    {
        if (Nonsense(asOfPosition, asOf, "asOf") is { } problem)
            return problem;
        if (!StreamNames.IsWellFormed(stream.Value))
            return Problems.NotFound.With();
        return Answer(await replayer.Page(stream.Value, (await when.Moment(asOfPosition, asOf, cancellation)).Covered,
            afterVersion, cancellation));
    }

    private static async Task<Results<Reply<AuditedCase>, ProblemResult>> Case(
        CaseId @case, PastCases cases, AsOfReader when, CancellationToken cancellation, long? asOfPosition = null,
        DateTimeOffset? asOf = null)
    {
        if (Nonsense(asOfPosition, asOf, "asOf") is { } problem)
            return problem;
        var moment = await when.Moment(asOfPosition, asOf, cancellation);
        return Answer(await cases.Of(@case, moment.Covered, moment.At, cancellation));
    }

    private static async Task<Results<Reply<AuditedView>, ProblemResult>> View(
        string view, PastViews views, AsOfReader when, CancellationToken cancellation,
        AgencyId? agency = null, long? asOfPosition = null, DateTimeOffset? asOf = null)
    {
        if (Nonsense(asOfPosition, asOf, "asOf") is { } problem)
            return problem;
        if (!PastViews.Names.Contains(view))
            return Problems.NotFound.With();
        var moment = await when.Moment(asOfPosition, asOf, cancellation);
        return moment.Position > MostFolded
            ? Problems.InvalidInput.With($"Expected a position of at most {MostFolded}; the verb audit view has no such bound.",
                "asOfPosition")
            : Reply.Plain(await views.Of(view, PastViews.CompartmentOf(agency), moment.Position, _ => { }, cancellation));
    }

    private static async Task<Results<Reply<AuditedDiff>, ProblemResult>> Diff(
        LogDiff diff, AsOfReader when, CancellationToken cancellation,
        long? fromPosition = null, DateTimeOffset? from = null, long? toPosition = null, DateTimeOffset? to = null)
    {
        if ((Nonsense(fromPosition, from, "from") ?? Nonsense(toPosition, to, "to")) is { } problem)
            return problem;
        if (fromPosition is null && from is null)
            return Problems.InvalidInput.With("Give fromPosition, or from, an instant.", "from");
        var (begin, end) = (await when.Moment(fromPosition, from, cancellation), await when.Moment(toPosition, to, cancellation));
        if (end.Position < begin.Position || end.Position - begin.Position > MostCompared)
            return Problems.InvalidInput.With(
                $"Expected a later moment, with at most {MostCompared} events between; the verb audit diff has no such bound.", "to");
        List<StreamDiff> streams = [];
        await foreach (var stream in diff.Between(begin, end, _ => { }, cancellation))
            streams.Add(stream);
        return Reply.Plain(new AuditedDiff(begin.Position, end.Position, end.Position - begin.Position, streams));
    }

    private static ProblemResult? Nonsense(long? position, DateTimeOffset? instant, string field) => (position, instant) switch
    {
        (not null, not null) => Problems.InvalidInput.With("Give a position or an instant, not both.", field),
        ( < 1, _) => Problems.InvalidInput.With("Positions begin at 1.", $"{field}Position"),
        _ => null,
    };

    private static Results<Reply<T>, ProblemResult> Answer<T>(T? found) where T : class =>
        found is null ? Problems.NotFound.With() : Reply.Plain(found);
}
