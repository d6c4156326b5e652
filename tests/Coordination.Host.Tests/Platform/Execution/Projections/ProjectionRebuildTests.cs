using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Projections;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Execution.Projections;

/// <summary>On PostgreSQL: a projection that is built again has the same rows, byte for byte.</summary>
public sealed class ProjectionRebuildTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Rebuilding_gives_the_same_rows_whatever_the_size_of_the_pages()
    {
        await using var host = await new ViewsHost(_database).Start();
        await Histories.Append(host.Store, seed: 11, events: 250, Soon);
        await host.CaughtUp(Soon);
        await host.Stop();
        foreach (var projection in AllProjections.InOrder)
        {
            var before = await ViewsHost.Rows(_database, projection);
            Assert.NotEmpty(before);
            foreach (var pageSize in new[] { 1, 7, 100, 10_000 })
            {
                var rebuilt = await host.Get<ProjectionRebuild>().Rebuild(projection, pageSize, null, Soon);
                Assert.Equal(rebuilt, await host.Get<IViewStore>().Serving(projection.Name, Soon));
                Assert.Equal(before, await ViewsHost.Rows(_database, projection));
            }
        }
    }

    [Fact]
    public async Task A_projection_can_be_rebuilt_while_it_is_kept_up_to_date()
    {
        await using var host = await new ViewsHost(_database).Start();
        await Histories.Append(host.Store, seed: 12, events: 300, Soon);
        var appending = Histories.Append(host.Store, seed: 13, events: 600, Soon);
        foreach (var projection in AllProjections.InOrder)
            await host.Get<ProjectionRebuild>().Rebuild(projection, 50, null, Soon);
        await appending;
        await host.CaughtUp(Soon);
        foreach (var projection in AllProjections.InOrder)
            Assert.Equal(await ViewsHost.Expected(host.Store, projection, host.Get<ViewCodec>()), await host.Stored(_database, projection));
    }

    [Fact]
    public async Task Progress_is_told_and_a_second_rebuild_of_the_same_projection_is_refused_meanwhile()
    {
        await using var host = new ViewsHost(_database);
        await Histories.Append(host.Store, seed: 14, events: 100, Soon);
        var projection = AllProjections.AuditorTimeline;
        await using var other = new ViewsHost(_database);
        var told = new Told(() => Assert.ThrowsAsync<RebuildRefusedException>(() => other.Get<ProjectionRebuild>().Rebuild(projection, 10, null, Soon)).GetAwaiter().GetResult());
        await host.Get<ProjectionRebuild>().Rebuild(projection, 30, told, Soon);
        Assert.Equal([30, 60, 90, 100], told.Positions);
    }

    [Fact]
    public async Task A_rebuild_that_was_stopped_goes_on_where_it_was_and_gives_the_same_rows()
    {
        await using var host = new ViewsHost(_database);
        await Histories.Append(host.Store, seed: 15, events: 100, Soon);
        var (projection, rebuild) = (AllProjections.AuditorTimeline, host.Get<ProjectionRebuild>());
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(Soon);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rebuild.Rebuild(projection, 30, new Told(stopped.Cancel), stopped.Token));

        var told = new Told(() => { });
        var rebuilt = await rebuild.Rebuild(projection, 30, told, Soon, resumes: true);
        Assert.Equal([60, 90, 100], told.Positions);
        Assert.Equal(rebuilt, await host.Get<IViewStore>().Serving(projection.Name, Soon));
        Assert.Equal(await ViewsHost.Expected(host.Store, projection, host.Get<ViewCodec>()), await host.Stored(_database, projection));

        var again = new Told(() => { });
        await rebuild.Rebuild(projection, 30, again, Soon, resumes: true); // nothing is unfinished
        Assert.Equal([30, 60, 90, 100], again.Positions);
    }

    private sealed class Told(Action atFirst) : IProgress<RebuildProgress>
    {
        public List<long> Positions { get; } = [];

        public void Report(RebuildProgress value)
        {
            Positions.Add(value.Position);
            if (Positions.Count == 1)
                atFirst();
        }
    }
}
