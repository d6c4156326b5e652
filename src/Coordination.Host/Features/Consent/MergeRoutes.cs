using Coordination.Domain.Consent;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Consent;

/// <summary>Two records of one person at one agency: from then on the narrower of them holds.</summary>
internal static class MergeRoutes
{
    public static void MapMerging(this RouteGroupBuilder group)
    {
        group.MapPost("/merge-preview", Preview).AsQuestion()
            .WithSummary("What would close if this record and another of your agency were merged. Nothing is recorded.");
        group.MapPost("/merge", Merge).AsCommand()
            .WithSummary("Says that another record of your agency is of the same person: the narrower of them holds (CG-33).");
        group.MapPost("/separate", Separate).AsCommand()
            .WithSummary("Says that a merged record is of somebody else after all. Not the person who merged them.");
    }

    private static Task<IResult> Merge(SurvivorId survivor, MergeRequest body, CommandCall call) => call.Run(async work =>
    {
        var one = await work.Load(ConsentStream.Definition, survivor);
        var other = await work.Load(ConsentStream.Definition, body.With);
        if (MergeDecider.Hindrance(one, other, work.Actor.Agency) is { } refusal)
            return refusal;
        var command = new MergeRecords(MergeDecider.Group(one, other), work.Actor.Person);
        foreach (var member in command.Group.OrderBy(member => member != survivor)) // what If-Match says is about the record in the address
            work.Record(ConsentStream.Definition, member, MergeDecider.Decide(command, await work.Load(ConsentStream.Definition, member)));
        return work.Changed(ConsentStream.Definition, survivor);
    });

    private static Task<IResult> Separate(SurvivorId survivor, SeparateRequest body, CommandCall call) => call.Run(async work =>
    {
        var state = await work.Load(ConsentStream.Definition, survivor);
        if (state.WithheldFrom(work.Actor.Agency) is { } withheld)
            return withheld;
        if (state.Merger?.With.Contains(body.From) != true)
            return new Refusal(RefusalReason.NotFound, "No such record was merged with this one.", "from");
        SurvivorId[] group = [survivor, .. state.Merger.With];
        var leaving = await work.Load(ConsentStream.Definition, body.From);
        var staying = new List<ConsentPosition>();
        foreach (var member in group.Where(member => member != body.From))
            staying.Add(await work.Load(ConsentStream.Definition, member));
        foreach (var member in group)
        {
            var leaves = member == body.From;
            var (from, closed) = leaves
                ? (group.Where(other => other != member).ToList(), staying.Exists(other => other.Merger is { ClosedSince: true }))
                : ([body.From], leaving.Merger is { ClosedSince: true });
            var command = new SeparateRecords(from, closed, work.Actor.Person, work.Now);
            work.Record(ConsentStream.Definition, member, MergeDecider.Decide(command, await work.Load(ConsentStream.Definition, member)));
        }
        return work.Changed(ConsentStream.Definition, survivor);
    });

    private static async Task<Results<Reply<MergePreviewAnswer>, ProblemResult>> Preview(
        SurvivorId survivor, MergeRequest body, Caller caller, StateReader reader, TimeProvider time, CancellationToken cancellation)
    {
        var states = reader.ForOneQuery();
        var (one, _) = await states.Read(ConsentStream.Definition, survivor, cancellation);
        var (other, _) = await states.Read(ConsentStream.Definition, body.With, cancellation);
        return MergeDecider.Hindrance(one, other, caller.Agency) is { Reason: RefusalReason.NotFound }
            ? Problems.NotFound.With()
            : Reply.Plain(await new MergePreview(states, time.GetUtcNow(), cancellation).Of(one, other, caller.Actor));
    }
}

/// <summary>Another record of your agency that is of the same person.</summary>
public sealed record MergeRequest(SurvivorId With);

/// <summary>The record that is of somebody else after all.</summary>
public sealed record SeparateRequest(SurvivorId From);

/// <summary>What merging would close. Nothing ever opens by it.</summary>
/// <param name="Refusal">Why these records could not be merged; null when they could.</param>
/// <param name="Records">The records that would be of one person.</param>
/// <param name="NothingReleased">Those of them in which nothing is in force: each keeps everything, until she signs there, too.</param>
/// <param name="Closes">Release by release what would go no longer, or less widely.</param>
public sealed record MergePreviewAnswer(PreviewRefusal? Refusal, IReadOnlyList<SurvivorId> Records,
    IReadOnlyList<SurvivorId> NothingReleased, IReadOnlyList<ClosingAnswer> Closes);

/// <summary>What would close for one agency, for one purpose, under one release.</summary>
public sealed record ClosingAnswer(SurvivorId Record, ReleaseId Release, AgencyId Agency, PersonId? Person, Purpose Purpose,
    IReadOnlyList<ClosingLine> Lines);

/// <summary>One category, or one item of it: what the gate says now, and what it would say.</summary>
public sealed record ClosingLine(InformationCategory Category, RecordItemId? Item, Outcome Was, SharingMode? WasMode, Outcome Becomes,
    SharingMode? BecomesMode, IReadOnlyList<RuleFinding> Findings);
