using Coordination.Domain;
using Coordination.Host.EventCatalogue;
using Coordination.Projections;

namespace Coordination.Host.Execution.Projections;

/// <summary>Folds pages into one generation: loads the rows that a page touches, folds in memory, stores rows and checkpoint.</summary>
internal sealed class ProjectionFold(IProjection projection, IViewStore views, ViewCodec codec)
{
    private readonly RowSet _rows = new(projection);
    private ViewGeneration? _generation;

    /// <summary>From here on, with nothing in memory.</summary>
    public void Begin(ViewGeneration generation)
    {
        _rows.Forget();
        _generation = generation;
    }

    public async ValueTask Take(
        Lease lease, TimeSpan time, IReadOnlyList<Recorded<DomainEvent>> page, int mostRows, bool inBulk, CancellationToken cancellation)
    {
        var generation = _generation ?? throw new InvalidOperationException("It was not begun.");
        await Know(generation, page, cancellation);
        foreach (var recorded in page)
            _rows.Apply(recorded);
        var to = page[^1].Meta.Position;
        await views.Commit(lease, time, new(generation, to, [.. _rows.Changes().Select(Write)], inBulk), cancellation);
        _rows.Stored(mostRows);
        _generation = generation with { Position = to };
    }

    private async ValueTask Know(ViewGeneration generation, IReadOnlyList<Recorded<DomainEvent>> page, CancellationToken cancellation)
    {
        var unknown = _rows.Unknown(page);
        if (unknown.Count == 0)
            return;
        foreach (var key in unknown)
            _rows.Know(key, null);
        if (generation.Position == 0)
            return; // nothing was stored yet
        foreach (var row in await views.Load(projection.Name, generation.Number, unknown, cancellation))
            _rows.Know(row.Key, codec.Read(projection, row.Json.Span));
    }

    private RowWrite Write(RowChange change) =>
        new(change.Key, change.View is { } view ? new(view.Place, codec.Write(projection, view)) : null, change.IsNew);
}
