using System.Diagnostics;
using System.Diagnostics.Metrics;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution.Projections;
using Coordination.Projections;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Execution.Projections;

/// <summary>On PostgreSQL: every event has its effect in every view exactly once, whatever dies when.</summary>
public sealed class ProjectionRunnerTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly TestDatabase _database = new();

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Every_view_follows_the_log()
    {
        await using var host = await new ViewsHost(_database).Start();
        await Histories.Append(host.Store, seed: 1, events: 600, Soon);
        await host.CaughtUp(Soon);
        await AssertExactlyOnce(host);
    }

    [Fact]
    public async Task Two_hosts_whose_connections_are_killed_again_and_again_apply_each_event_once()
    {
        await using var one = await new ViewsHost(_database).Start();
        await using var other = await new ViewsHost(_database).Start();
        await using var writer = new ViewsHost(_database);
        var appending = Histories.Append(writer.Store, seed: 2, events: 1_500, Soon);
        var random = new Random(2);
        while (!appending.IsCompleted)
        {
            await Kill(random.NextDouble());
            await Task.Delay(random.Next(10, 60), Soon);
        }

        await appending;
        await one.CaughtUp(Soon);
        await AssertExactlyOnce(one);
    }

    [Fact]
    public async Task A_page_whose_outcome_nobody_knows_is_neither_lost_nor_applied_twice()
    {
        await using var host = new ViewsHost(_database, replace: services =>
        {
            var real = services.Last(s => s.ServiceType == typeof(IViewStore));
            services.AddSingleton<IViewStore>(p => new BreakingViewStore((IViewStore)ActivatorUtilities.CreateInstance(p, real.ImplementationType!), seed: 3));
        });
        await host.Start();
        await Histories.Append(host.Store, seed: 3, events: 600, Soon);
        await host.CaughtUp(Soon);
        await AssertExactlyOnce(host);
    }

    [Fact]
    public async Task Another_host_takes_over_when_one_dies_and_the_dead_one_can_do_no_harm()
    {
        var projection = AllProjections.PartnerInbox;
        await using var dead = new ViewsHost(_database);
        await Histories.Append(dead.Store, seed: 4, events: 200, Soon);
        var lease = (await dead.Get<ILeases>().TryTake($"views/{projection.Name}", "dead", ViewsHost.Impatient.LeaseTime, Soon))!;
        var place = await dead.Get<IViewStore>().Serving(projection.Name, Soon);

        var watch = Stopwatch.StartNew();
        await using var heir = await new ViewsHost(_database).Start();
        await heir.CaughtUp(Soon);
        output.WriteLine($"taken over after {watch.ElapsedMilliseconds} ms");

        await Assert.ThrowsAsync<LeaseLostException>(async () =>
            await dead.Get<IViewStore>().Commit(lease, ViewsHost.Impatient.LeaseTime, new(place, 40, []), Soon));
        await AssertExactlyOnce(heir);
    }

    [Fact]
    public async Task A_host_that_stops_gives_its_leases_back_at_once()
    {
        var patient = ViewsHost.Impatient with { LeaseTime = TimeSpan.FromMinutes(10) };
        await using var first = await new ViewsHost(_database, patient).Start();
        await Histories.Append(first.Store, seed: 5, events: 50, Soon);
        await first.CaughtUp(Soon);
        await first.Stop();
        await using var second = await new ViewsHost(_database, patient with { Holder = "second" }).Start();
        await Histories.Append(second.Store, seed: 6, events: 300, Soon); // enough for every view to have a row
        await second.CaughtUp(Soon);
        await AssertExactlyOnce(second);
    }

    [Fact]
    public async Task A_view_that_cannot_go_on_is_stuck_skips_nothing_and_recovers()
    {
        BreakingViewStore? breaking = null;
        await using var host = new ViewsHost(_database, replace: services =>
        {
            var real = services.Last(s => s.ServiceType == typeof(IViewStore));
            services.AddSingleton<IViewStore>(p => breaking = new((IViewStore)ActivatorUtilities.CreateInstance(p, real.ImplementationType!), seed: 7) { AlwaysBreaks = true });
        });
        await host.Start();
        await Histories.Append(host.Store, seed: 7, events: 300, Soon); // enough for every view to have a row
        while (host.Get<FollowerStatuses>().All.Where(s => s.Name.StartsWith("views/", StringComparison.Ordinal)).Min(s => s.Failures) < 2)
            await Task.Delay(10, Soon);
        Assert.Equal(0, await host.Get<IViewReader>().Position(AllProjections.PartnerInbox.Name, Soon));
        Assert.All(Gauges(host, "coordination.projection.stuck"), stuck => Assert.True(stuck >= 2));
        breaking!.AlwaysBreaks = false;
        await host.CaughtUp(Soon);
        await AssertExactlyOnce(host);
    }

    [Fact]
    public async Task From_commit_to_view()
    {
        await using var host = await new ViewsHost(_database, new FollowerOptions()).Start();
        await Histories.Append(host.Store, seed: 8, events: 20, Soon);
        await host.CaughtUp(Soon);
        var times = new List<double>();
        for (var i = 0; i < 40; i++)
        {
            await Histories.Append(host.Store, seed: 100 + i, events: 1, Soon);
            var watch = Stopwatch.StartNew();
            await host.CaughtUp(Soon);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        output.WriteLine($"commit to all four views: median {times[20]:F1} ms, slowest {times[^1]:F1} ms");
    }

    [Fact]
    public async Task Lag_is_measured_for_each_view_and_is_none_at_the_end_of_the_log()
    {
        await using var host = await new ViewsHost(_database).Start();
        await Histories.Append(host.Store, seed: 9, events: 60, Soon);
        await host.CaughtUp(Soon);
        while (host.Get<FollowerStatuses>().All.Any(s => s.Position < 60))
            await Task.Delay(5, Soon);
        Assert.Equal(AllProjections.InOrder.Select(_ => 0L), Gauges(host, "coordination.projection.lag"));
        Assert.All(Gauges(host, "coordination.projection.stuck"), stuck => Assert.Equal(0, stuck));
    }

    private static List<long> Gauges(ViewsHost host, string name)
    {
        var values = new List<long>();
        var factory = host.Get<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == name && ReferenceEquals(instrument.Meter.Scope, factory))
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => values.Add(value));
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }

    private async Task AssertExactlyOnce(ViewsHost host)
    {
        foreach (var projection in AllProjections.InOrder)
        {
            var expected = await ViewsHost.Expected(host.Store, projection, host.Get<ViewCodec>());
            Assert.NotEmpty(expected);
            Assert.Equal(expected, await host.Stored(_database, projection));
        }
    }

    private async Task Kill(double share)
    {
        await using var connection = new NpgsqlConnection(_database.Administrator);
        await connection.OpenAsync(Soon);
        await using var command = new NpgsqlCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'coordination views' and random() < $1", connection);
        command.Parameters.Add(new() { Value = share });
        await command.ExecuteNonQueryAsync(Soon);
    }
}
