namespace Coordination.Host.Platform.Execution.Projections;

public sealed record RebuildProgress(long Position, long Head);

/// <summary>Builds a projection again from the first event, beside the generation that serves, which serves until the switch.</summary>
public sealed class ProjectionRebuild(
    IEventStore store, IViewStore views, ILeases leases, EventCodec events, ViewCodec codec, FollowerOptions options,
    ILogger<ProjectionRebuild> logger)
{
    /// <summary>
    /// How many events are folded at once. More of them live long enough for the garbage collector to move them, which then takes
    /// longer than decoding them; fewer take more commits.
    /// </summary>
    public const int PageSize = 2_000;

    private const int MostRowsInMemory = 200_000;
    private const int MostSwitches = 1_000;

    /// <summary>Returns the generation that now serves.</summary>
    /// <param name="projection">Which.</param>
    /// <param name="pageSize">How many events are folded at once.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="resumes">Goes on where a rebuild stopped that was not finished, if there is one. It must have been of the same version
    /// of the host: its rows are kept.</param>
    /// <exception cref="RebuildRefusedException">Somebody else is rebuilding it, or it did not catch up.</exception>
    public async Task<ViewGeneration> Rebuild(IProjection projection, int pageSize, IProgress<RebuildProgress>? progress,
        CancellationToken cancellation, bool resumes = false)
    {
        var lease = await leases.TryTake($"rebuild/{projection.Name}", options.Holder, options.LeaseTime, cancellation)
            ?? throw new RebuildRefusedException(
                $"{projection.Name} is being rebuilt by somebody else. If that one was just killed, try again in " +
                    $"{options.LeaseTime.TotalSeconds:0} seconds.");
        try
        {
            await views.Serving(projection.Name, cancellation);
            var begun = (resumes ? await views.Unfinished(projection.Name, cancellation) : null)
                ?? await views.Begin(projection.Name, cancellation);
            var rebuilt = await Build(lease, projection, begun, pageSize, progress, cancellation);
            logger.Rebuilt(projection.Name, rebuilt.Number, rebuilt.Position);
            return rebuilt;
        }
        finally
        {
            await leases.GiveBack(lease, CancellationToken.None);
        }
    }

    private async Task<ViewGeneration> Build(
        Lease lease, IProjection projection, ViewGeneration begun, int pageSize, IProgress<RebuildProgress>? progress,
        CancellationToken cancellation)
    {
        var fold = new ProjectionFold(projection, views, codec);
        fold.Begin(begun);
        var position = begun.Position;
        var head = await store.Head(cancellation);
        for (var switches = 0; switches < MostSwitches;)
        {
            if (await FoldAll(lease, fold, position, pageSize, head, progress, cancellation) is var reached && reached > position)
                position = reached;
            if (await views.TrySwitch(lease, projection.Name, begun.Number, cancellation))
                return begun with { Position = position };
            switches++;
        }

        throw new RebuildRefusedException(
            $"{projection.Name} was rebuilt, but did not catch up with the generation that serves. Try again when less is going on.");
    }

    /// <summary>The next page is read while this one is folded and stored.</summary>
    private async Task<long> FoldAll(
        Lease lease, ProjectionFold fold, long position, int pageSize, long head, IProgress<RebuildProgress>? progress,
        CancellationToken cancellation)
    {
        var reading = ReadPage(position, pageSize, cancellation);
        while (await reading is { Count: > 0 } page)
        {
            position = page[^1].Meta.Position;
            reading = ReadPage(position, pageSize, cancellation);
            try
            {
                await fold.Fold(page, cancellation);
                await fold.Store(lease, options.LeaseTime, MostRowsInMemory, inBulk: true, cancellation);
            }
            catch
            {
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            progress?.Report(new(position, Math.Max(head, position)));
        }

        return position;
    }

    private Task<List<Recorded<DomainEvent>>> ReadPage(long after, int limit, CancellationToken cancellation) =>
        Task.Run(async () => (await store.ReadAll(after, limit, cancellation)).Select(events.Decode).ToList(), cancellation);
}

/// <summary>A rebuild that could not be done now, in words of ours that an operator may read.</summary>
public sealed class RebuildRefusedException(string message) : Exception(message);
