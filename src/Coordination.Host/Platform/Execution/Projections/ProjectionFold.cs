namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>Folds pages into one generation: loads the rows that a page touches, folds in memory, stores rows and checkpoint.</summary>
internal sealed class ProjectionFold(IProjection projection, IViewStore views, ViewCodec codec)
{
    private readonly RowSet _rows = new(projection);
    private ViewGeneration? _generation;
    private long _folded;

    private ViewGeneration Generation => _generation ?? throw new InvalidOperationException("It was not begun.");

    /// <summary>From here on, with nothing in memory.</summary>
    public void Begin(ViewGeneration generation)
    {
        _rows.Forget();
        _generation = generation;
        _folded = generation.Position;
    }

    /// <summary>The position of the last event that was folded.</summary>
    public long Position => _folded;

    /// <summary>Folds a page in memory.</summary>
    public async ValueTask Fold(IReadOnlyList<Recorded<DomainEvent>> page, CancellationToken cancellation)
    {
        await Know(Generation, page, cancellation);
        foreach (var recorded in page)
            _rows.Apply(recorded);
        _folded = page[^1].Meta.Position;
    }

    /// <summary>Stores what was folded, and how far that is.</summary>
    public async ValueTask Store(Lease lease, TimeSpan time, int mostRows, bool inBulk, CancellationToken cancellation) =>
        await views.Commit(lease, time, Take(mostRows, inBulk), cancellation);

    /// <summary>What is to be stored of what was folded. It counts as stored: where it could not be, this begins again.</summary>
    public ViewCommit Take(int mostRows, bool inBulk = false)
    {
        var taken = new ViewCommit(Generation, _folded, [.. _rows.Changes().Select(Write)], inBulk);
        _rows.Stored(mostRows);
        _generation = Generation with { Position = _folded };
        return taken;
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
