using System.Collections.Concurrent;
using Coordination.Domain.Gate;
using Coordination.Projections.Outcomes;

namespace Coordination.Host.Features.RoleViews;

/// <summary>
/// Counts a quarter once its figures are due, under the policy of the instant at which they became due, and from everything that was
/// recorded by then. What is counted does not change any more, so that it is counted once on each host and is the same on all of them.
/// </summary>
public sealed class OutcomePublisher(IViewReader reader, IEventStore store, ViewCodec codec, StateReader states, TimeProvider time)
{
    private const int PageSize = 1_000;
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(3), s_look = TimeSpan.FromMilliseconds(15);
    private static readonly PersonId s_nobody = new("outcomes");

    private readonly ConcurrentDictionary<Quarter, PublishedOutcomes> _published = [];

    /// <summary>The last quarter of which there are figures.</summary>
    public Quarter Last => Quarter.LastPublishedAt(time.GetUtcNow());

    /// <summary>The figures of a quarter that is published; null while the rows are not up to date.</summary>
    public async ValueTask<PublishedOutcomes?> Of(Quarter quarter, CancellationToken cancellation)
    {
        if (quarter.PublishedFrom > time.GetUtcNow())
            throw new ArgumentOutOfRangeException(nameof(quarter), "It is not published yet.");
        if (_published.TryGetValue(quarter, out var known))
            return known;
        if (!await IsUpToDate(cancellation))
            return null;
        var cases = (await All<OutcomeCase>(OutcomeKinds.Case, null, cancellation)).ToLookup(@case => @case.Survivor);
        var people = (await All<OutcomeSurvivor>(OutcomeKinds.Survivor, $"{quarter}", cancellation)).ConvertAll(survivor =>
            Counted.Of(survivor, cases[survivor.Survivor]));
        var taskForce = (await states.Read(TaskForceStream.Definition, cancellation)).State;
        return _published.GetOrAdd(quarter, PublishedOutcomes.Of(people, SmallCells.ThresholdAt(taskForce, quarter.PublishedFrom)));
    }

    private async ValueTask<bool> IsUpToDate(CancellationToken cancellation)
    {
        var head = await store.Head(cancellation);
        for (var began = time.GetTimestamp(); await reader.Position(AllProjections.Outcomes.Name, cancellation) < head;)
        {
            if (time.GetElapsedTime(began) >= s_longestWait)
                return false;
            await Task.Delay(s_look, time, cancellation);
        }

        return true;
    }

    private async ValueTask<List<TRow>> All<TRow>(string kind, string? status, CancellationToken cancellation) where TRow : OutcomeRow
    {
        List<TRow> all = [];
        for (RowMark? after = null; ;)
        {
            var page = await reader.Page(new(AllProjections.Outcomes.Name, Compartment.TaskForce, s_nobody, kind,
                PageSize)
            { Statuses = status is null ? null : [status], After = after }, cancellation);
            all.AddRange(page.Select(row => (TRow)codec.Read(AllProjections.Outcomes, row.Json.Span)));
            if (page.Count < PageSize)
                return all;
            after = page[^1].Mark;
        }
    }
}
