using System.Diagnostics;
using System.Diagnostics.Metrics;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Projections;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Execution.Projections;

/// <summary>On PostgreSQL: every event has its effect in every view exactly once, whatever dies when.</summary>
public sealed class ViewDaemonTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly TestDatabase _database = new();

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Every_view_follows_the_log()
    {
        var watch = Stopwatch.StartNew();
        await using var host = await new ViewsHost(_database).Start();
        while (!Leads(host))
            await Task.Delay(1, Soon);
        output.WriteLine($"leads {watch.ElapsedMilliseconds} ms after the start");
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
    public async Task Another_host_takes_over_when_the_leader_loses_its_lock_and_each_event_is_applied_once()
    {
        await using var first = await new ViewsHost(_database).Start();
        await Histories.Append(first.Store, seed: 4, events: 200, Soon);
        await first.CaughtUp(Soon);
        await using var heir = await new ViewsHost(_database).Start();
        Assert.False(Leads(heir));

        var watch = Stopwatch.StartNew();
        await first.Stop();
        while (!Leads(heir))
            await Task.Delay(5, Soon);
        output.WriteLine($"taken over after {watch.ElapsedMilliseconds} ms");

        await Histories.Append(heir.Store, seed: 14, events: 200, Soon);
        await heir.CaughtUp(Soon);
        Assert.False(Leads(first));
        await AssertExactlyOnce(heir);
    }

    [Fact]
    public async Task After_an_outage_every_host_counts_as_well_again_also_one_that_stands_by()
    {
        await using var one = await new ViewsHost(_database).Start();
        await using var other = await new ViewsHost(_database).Start();
        await Histories.Append(one.Store, seed: 3, events: 10, Soon);
        await one.CaughtUp(Soon);

        await using (await _database.Away())
            await Until(() => Failures(one) >= 3 && Failures(other) >= 3);
        await Until(() => Failures(one) == 0 && Failures(other) == 0);

        static int Failures(ViewsHost host) => host.Get<FollowerStatuses>().All.Max(status => status.Failures);
        static async Task Until(Func<bool> holds)
        {
            for (var begun = Stopwatch.GetTimestamp(); !holds(); await Task.Delay(20, Soon))
                Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), "It did not happen within a minute.");
        }
    }

    [Fact]
    public async Task A_view_that_cannot_be_stored_stops_all_of_them_skips_nothing_and_recovers()
    {
        await Administer("alter table views.partner_inbox add constraint refused check (false)");
        await using var host = await new ViewsHost(_database).Start();
        await Histories.Append(host.Store, seed: 7, events: 300, Soon); // enough for every view to have a row
        await Stuck(host);
        List<long> positions = [];
        foreach (var projection in AllProjections.InOrder)
            positions.Add(await host.Get<IViewReader>().Position(projection.Name, Soon));
        Assert.True(Assert.Single(positions.Distinct()) < 300); // nothing of a page, where one of its rows is refused

        await Administer("alter table views.partner_inbox drop constraint refused");
        await host.CaughtUp(Soon);
        await AssertExactlyOnce(host);
        while (Gauges(host, "coordination.projection.stuck").Any(stuck => stuck > 0))
            await Task.Delay(5, Soon);
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_stops_the_views_and_is_not_passed_by()
    {
        await using var host = await new ViewsHost(_database).Start();
        await Histories.Append(host.Store, seed: 15, events: 30, Soon);
        await host.CaughtUp(Soon);
        await host.Store.Append(new([new("poison-1", "poison", ExpectedVersion.NoStream, [new(Guid.NewGuid(), "of-nobody.v1", "{}"u8.ToArray())])], [], new("somebody", "harbor", DateTimeOffset.UnixEpoch)), Soon);
        await Histories.Append(host.Store, seed: 16, events: 30, Soon);
        await Stuck(host);
        foreach (var projection in AllProjections.InOrder)
            Assert.Equal(30, await host.Get<IViewReader>().Position(projection.Name, Soon));
        Assert.NotNull(await new Coordination.Host.Features.RoleViews.FollowersReadiness(host.Get<FollowerStatuses>(), host.Store).Check(Soon));
    }

    [Theory]
    [InlineData(10, false)] // it reads what it lacks
    [InlineData(100, true)] // it is rebuilt beside the others
    public async Task A_view_that_lacks_events_gets_them_while_the_others_go_on(int lacks, bool isRebuilt)
    {
        var behind = AllProjections.PartnerInbox;
        await using (var before = await new ViewsHost(_database).Start())
        {
            await Histories.Append(before.Store, seed: 17, events: 100 - lacks, Soon);
            await before.CaughtUp(Soon);
            await Administer($"create table kept as select * from views.partner_inbox; create table kept_at as select * from events.mt_event_progression where name = 'views/{behind.Name}/1'");
            await Histories.Append(before.Store, seed: 18, events: lacks, Soon);
            await before.CaughtUp(Soon);
        }
        await Administer($"delete from views.partner_inbox; insert into views.partner_inbox select * from kept; update events.mt_event_progression p set last_seq_id = coalesce((select last_seq_id from kept_at), 0) where name = 'views/{behind.Name}/1'");

        await using var host = await new ViewsHost(_database, ViewsHost.Impatient with { MostMissed = 50 }).Start();
        await Histories.Append(host.Store, seed: 19, events: 300, Soon);
        await host.CaughtUp(Soon);
        await AssertExactlyOnce(host);
        Assert.Equal(isRebuilt ? 2 : 1, (await host.Get<IViewStore>().Serving(behind.Name, Soon)).Number);
    }

    [Fact]
    public async Task Views_that_lead_the_daemon_apply_nothing_twice()
    {
        await using (var before = await new ViewsHost(_database).Start())
        {
            await Histories.Append(before.Store, seed: 20, events: 120, Soon);
            await before.CaughtUp(Soon);
        }
        await Administer("update events.mt_event_progression set last_seq_id = 40 where name in ('views:All', 'HighWaterMark')");
        await using var host = await new ViewsHost(_database).Start();
        await Histories.Append(host.Store, seed: 21, events: 300, Soon);
        await host.CaughtUp(Soon);
        await AssertExactlyOnce(host);
    }

    [Fact]
    public async Task Views_of_before_the_daemon_are_gone_on_with_and_not_read_again()
    {
        await using (var before = await new ViewsHost(_database).Start())
        {
            await Histories.Append(before.Store, seed: 22, events: 120, Soon);
            await before.CaughtUp(Soon);
        }
        await Administer("delete from events.mt_event_progression where name not like 'views/%'");
        await using var host = await new ViewsHost(_database).Start();
        while (!Leads(host))
            await Task.Delay(5, Soon);
        await Administer("do $$ begin if coalesce((select last_seq_id from events.mt_event_progression where name = 'views:All'), 0) < 120 then raise exception 'it begins with the first event'; end if; end $$");
        await Histories.Append(host.Store, seed: 23, events: 300, Soon);
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
        output.WriteLine($"commit to all views: median {times[20]:F1} ms, slowest {times[^1]:F1} ms");
    }

    [Fact]
    public async Task Lag_is_measured_for_each_view_and_is_none_at_the_end_of_the_log()
    {
        await using var host = await new ViewsHost(_database).Start();
        await Histories.Append(host.Store, seed: 9, events: 60, Soon);
        await host.CaughtUp(Soon);
        while (host.Get<FollowerStatuses>().All.Any(s => s.Position < 60 || !s.Leads))
            await Task.Delay(5, Soon);
        Assert.Equal(AllProjections.InOrder.Select(_ => 0L), Gauges(host, "coordination.projection.lag"));
        Assert.All(Gauges(host, "coordination.projection.stuck"), stuck => Assert.Equal(0, stuck));
    }

    private static bool Leads(ViewsHost host) => host.Get<FollowerStatuses>().All.Any(status => status.Leads);

    private static async Task Stuck(ViewsHost host)
    {
        while (host.Get<FollowerStatuses>().All.Min(status => status.Failures) < 3)
            await Task.Delay(10, Soon);
        Assert.All(Gauges(host, "coordination.projection.stuck"), stuck => Assert.True(stuck >= 3));
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

    private async Task Kill(double share) => await Administer(string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'coordination views' and random() < {share}"));

    private async Task Administer(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.Administrator);
        await connection.OpenAsync(Soon);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Soon);
    }
}
