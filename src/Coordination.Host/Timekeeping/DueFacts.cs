using Coordination.Domain;
using Coordination.Host.Execution;
using Coordination.Projections;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Timekeeping;

/// <summary>What becomes a fact when an instant has passed.</summary>
/// <param name="At">The instant.</param>
/// <param name="Stream">The stream that it concerns.</param>
/// <param name="Release">The release that ends; null where a recall or a certifier's answer is due.</param>
/// <param name="Agency">The custodian.</param>
public sealed record DueFact(DateTimeOffset At, string Stream, ReleaseId? Release, AgencyId Agency)
{
    /// <summary>What makes it this fact and no other.</summary>
    public string Key => $"{Stream}:{Release}:{At.UtcTicks}";
}

/// <summary>Releases that will end, recalls and certifiers' answers that will be due, the earliest first.</summary>
public sealed class DueFacts(Lookups lookups)
{
    private const int PageSize = 200;

    // Where nothing came of a fact, its row stays; it is not dealt with a second time by this host.
    private readonly HashSet<string> _dealtWith = new(StringComparer.Ordinal);

    /// <summary>What is due, at most so many.</summary>
    public async ValueTask<IReadOnlyList<DueFact>> DueAt(DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        List<DueFact> due = [];
        HashSet<string> waiting = new(StringComparer.Ordinal);
        await foreach (var row in lookups.All<DueRow>(new(LookupKinds.Due, Compartment.TaskForce, PageSize) { DueBefore = now.AddMicroseconds(1) }, cancellation))
        {
            foreach (var fact in row.At.Where(instant => instant.At <= now).Select(instant => new DueFact(instant.At, row.Stream, row.Release, instant.Agency)))
            {
                waiting.Add(fact.Key);
                if (_dealtWith.Contains(fact.Key))
                    continue;
                due.Add(fact);
                if (due.Count == limit)
                    return due;
            }
        }

        _dealtWith.IntersectWith(waiting);
        return due;
    }

    /// <summary>It was dealt with.</summary>
    public void Remove(DueFact fact) => _dealtWith.Add(fact.Key);
}
