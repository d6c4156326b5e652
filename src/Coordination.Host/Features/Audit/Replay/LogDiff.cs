using System.Runtime.CompilerServices;
using Coordination.Projections.AuditorTimeline;

namespace Coordination.Host.Features.Audit.Replay;

/// <summary>A moment of the log: everything up to a position, told for an instant.</summary>
public readonly record struct Moment(long Position, DateTimeOffset At)
{
    /// <summary>What of the log counts.</summary>
    public AsOf Covered => AsOf.Everything with { Position = Position };
}

/// <summary>Says what changed between two moments of the log.</summary>
public sealed class LogDiff(IEventStore store, EventCodec codec, Catalogue catalogue, History history, PastStates states)
{
    /// <summary>The most events of one stream that are listed.</summary>
    public const int MostSteps = 20;

    private const int PageSize = 1_000;

    /// <summary>By stream, in the order in which they were first touched.</summary>
    /// <param name="from">After this.</param>
    /// <param name="to">Up to this.</param>
    /// <param name="progress">Told the position that was read last.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async IAsyncEnumerable<StreamDiff> Between(Moment from, Moment to, Action<long> progress,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (stream, steps) in await Touched(from.Position, to.Position, progress, cancellation))
            yield return await Of(stream, steps, from, to, cancellation);
    }

    private async ValueTask<List<(string Stream, List<DiffStep> Steps)>> Touched(long after, long last, Action<long> progress,
        CancellationToken cancellation)
    {
        List<(string Stream, List<DiffStep> Steps)> inOrder = [];
        Dictionary<string, List<DiffStep>> touched = new(StringComparer.Ordinal);
        while (after < last)
        {
            var page = await store.ReadAll(after, (int)Math.Min(PageSize, last - after), cancellation);
            foreach (var stored in page)
            {
                if (!touched.TryGetValue(stored.Stream, out var steps))
                    inOrder.Add((stored.Stream, touched[stored.Stream] = steps = []));
                if (steps.Count < MostSteps)
                    steps.Add(Step(codec.Decode(stored)));
            }
            if (page.Count == 0)
                break;
            progress(after = page[^1].Position);
        }
        return inOrder;
    }

    private async ValueTask<StreamDiff> Of(string stream, List<DiffStep> steps, Moment from, Moment to, CancellationToken cancellation)
    {
        if (PastStates.Begin(stream) is not { } state)
            return new(stream, steps[0].Version - 1, steps[^1].Version, [], steps);
        IReadOnlyList<StateFact>? before = null;
        var version = 0L;
        await foreach (var recorded in history.Stream(stream, to.Covered, cancellation))
        {
            if (before is null && recorded.Meta.Position > from.Position)
                (before, version) = (await states.Facts(state, from.Covered, from.At, cancellation), state.Version);
            state.Take(recorded);
        }
        return new(stream, version, state.Version,
            FactChanges.Between(before ?? [], await states.Facts(state, to.Covered, to.At, cancellation)), steps);
    }

    private DiffStep Step(Recorded<DomainEvent> recorded) => new(
        recorded.Meta.Position, recorded.Meta.Version, catalogue.NameOf(recorded.Event.GetType()), recorded.Meta.RecordedAt,
        AuditorTimelineProjection.RowOf(recorded).Summary);
}
