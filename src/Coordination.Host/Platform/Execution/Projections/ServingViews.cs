namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>
/// Folds pages of the log into the generations that serve, every projection at once. Each goes on from its own checkpoint: what it has is
/// left out, so that an event has its effect once, and what it lacks is read. Where it lacks much, it is rebuilt beside the others, which
/// go on.
/// </summary>
public sealed class ServingViews(
    IReadOnlyList<IProjection> projections, IViewStore views, IEventStore log, EventCodec events, ViewCodec codec,
    ProjectionRebuild rebuild, FollowerStatuses statuses,
    FollowerOptions options, ILogger<ServingViews> logger) : IDisposable
{
    private readonly IReadOnlyList<View> _views =
        [.. projections.Select(projection =>
            new View(projection, new(projection, views, codec), statuses.Of(NameOf(projection)), options.MostRowsInMemory))];
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly CancellationTokenSource _stop = new();
    private long? _reached;

    /// <summary>The name under which a projection is spoken of.</summary>
    public static string NameOf(IProjection projection) => $"views/{projection.Name}";

    /// <summary>What a page changes. All of it is stored in one transaction; after a failure the same page is applied again.</summary>
    public async ValueTask<IReadOnlyList<ViewCommit>> Fold(IReadOnlyList<Recorded<DomainEvent>> page, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            // Another page than the one behind the last: that was not stored, or another host has been at work since.
            var forget = _reached != page[0].Meta.Position - 1;
            _reached = null;
            var changes = await Task.WhenAll(_views.Select(view => Fold(view, page, forget, cancellation)));
            _reached = page[^1].Meta.Position;
            return [.. changes.OfType<ViewCommit>()];
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Stored(long position)
    {
        foreach (var view in _views.Where(view => !view.IsRebuilt))
            view.Status.Reached(position);
    }

    /// <summary>This host begins to fold, from here on.</summary>
    public void LeadsFrom(long position)
    {
        foreach (var view in _views)
            view.Status.LeadsFrom(position);
    }

    /// <summary>This host folds no more. It may lead again.</summary>
    public void LeadsNoMore()
    {
        foreach (var view in _views)
            view.Status.Leads = false;
    }

    public void StandsBy()
    {
        foreach (var view in _views)
            view.Status.StandsBy();
    }

    /// <summary>What was to be stored could not be. Returns how often in a row.</summary>
    public int Failed() => _views.Max(view => view.Status.Failed());

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _oneAtATime.Dispose();
    }

    private async Task<ViewCommit?> Fold(View view, IReadOnlyList<Recorded<DomainEvent>> page, bool forget, CancellationToken cancellation)
    {
        if (view.IsRebuilt)
            return null;
        if (forget || view.Rebuilding is not null)
            view.Begin(await views.Serving(view.Projection.Name, cancellation));
        var before = page[0].Meta.Position - 1;
        if (before - view.Folds.Position > options.MostMissed)
        {
            view.Rebuilding = Rebuild(view.Projection);
            return null;
        }
        while (view.Folds.Position < before)
            await view.Folds.Fold(await Missing(view.Folds.Position, before, cancellation), cancellation);
        if (page[^1].Meta.Position <= view.Folds.Position)
            return null;
        await view.Folds.Fold(view.Folds.Position == before
            ? page
            : [.. page.Where(recorded => recorded.Meta.Position > view.Folds.Position)], cancellation);
        return view.Folds.Take(view.MostRows);
    }

    private async ValueTask<IReadOnlyList<Recorded<DomainEvent>>> Missing(long after, long upTo, CancellationToken cancellation) =>
        await log.ReadAll(after, (int)Math.Min(options.PageSize, upTo - after), cancellation) is { Count: > 0 } page
            ? [.. page.Select(events.Decode)]
            : throw new InvalidOperationException($"There is no event after position {after}, and one at {upTo} was recorded.");

    /// <summary>Where this fails, the next page finds it behind and tries again.</summary>
    private async Task Rebuild(IProjection projection)
    {
        logger.IsBehind(NameOf(projection));
        try
        {
            await Task.Run(() => rebuild.Rebuild(projection, ProjectionRebuild.PageSize, null, _stop.Token));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (_stop.IsCancellationRequested)
                return;
            logger.NotRebuilt(failure, NameOf(projection));
            statuses.Of(NameOf(projection)).Failed();
            await Task.Delay(options.LongestPause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed class View(IProjection projection, ProjectionFold folds, FollowerStatus status, int mostRows)
    {
        public IProjection Projection => projection;
        public ProjectionFold Folds => folds;
        public FollowerStatus Status => status;
        public int MostRows => mostRows;

        /// <summary>The rebuild that runs beside it; null when there is none.</summary>
        public Task? Rebuilding { get; set; }

        public bool IsRebuilt => Rebuilding is { IsCompleted: false };

        public void Begin(ViewGeneration serving)
        {
            Rebuilding = null;
            folds.Begin(serving);
        }
    }
}
