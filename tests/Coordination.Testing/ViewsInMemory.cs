using Coordination.Domain;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Microsoft.Extensions.Hosting;

namespace Coordination.Testing;

/// <summary>Keeps the rows of an <see cref="InMemoryViewStore"/> up to date, where there is no database in which a daemon could do so.</summary>
public sealed class ViewsInMemory(IEventStore log, EventCodec codec, ServingViews views, IViewStore store, ILeases leases) : BackgroundService
{
    private const int PageSize = 2_000;
    private static readonly TimeSpan s_long = TimeSpan.FromDays(100_000);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (me, position) = ($"{Guid.NewGuid()}", 0L);
        Lease? lease = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = log.NextAppend;
            try
            {
                lease ??= await leases.TryTake("views", me, s_long, stoppingToken); // another host of the test may share the rows
                if (lease is null)
                {
                    views.StandsBy();
                }
                else
                {
                    views.LeadsFrom(position);
                    position = await Follow(lease, position, stoppingToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                views.Failed();
            }
            await next.WaitAsync(TimeSpan.FromMilliseconds(50), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (lease is not null)
            await leases.GiveBack(lease, CancellationToken.None);
    }

    private async Task<long> Follow(Lease lease, long position, CancellationToken cancellation)
    {
        while (await log.ReadAll(position, PageSize, cancellation) is { Count: > 0 } stored)
        {
            var page = stored.Select(codec.Decode).ToList();
            foreach (var commit in await views.Fold(page, cancellation))
                await store.Commit(lease, s_long, commit, cancellation);
            position = page[^1].Meta.Position;
            views.Stored(position);
        }
        return position;
    }
}
