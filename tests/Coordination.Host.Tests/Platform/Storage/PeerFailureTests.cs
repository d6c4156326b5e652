using System.Diagnostics;
using System.Text;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Testing;
using Npgsql;
using Xunit;
using static Coordination.Testing.AppendRequests;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>Situations in which other event stores are known to have failed.</summary>
public sealed class PeerFailureTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private MartenEventStore? _store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MartenEventStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _store = Make(TimeSpan.FromSeconds(3));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Marten 1629, 4952, 5108: a lower number that commits after a higher one is skipped by readers.</summary>
    [Fact]
    public async Task Nothing_is_numbered_while_a_lower_number_is_not_yet_committed()
    {
        await using var slow = await Open(_database.Administrator);
        await using var transaction = await slow.BeginTransactionAsync(Cancellation);
        await Execute(slow, AppendBySql("case-slow"));

        await using var hasty = Make(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Append(hasty, "case-hasty"));
        var patient = Append(Store, "case-patient");
        await Task.Delay(100, Cancellation);
        Assert.False(patient.IsCompleted);
        Assert.Empty(await Store.ReadAll(0, 10, Cancellation));

        await transaction.CommitAsync(Cancellation);
        Assert.Equal(2, Assert.IsType<AppendResult.Appended>(await patient).FirstPosition);
        Assert.Equal(["case-slow", "case-patient"], (await Store.ReadAll(0, 10, Cancellation)).Select(e => e.Stream));
    }

    /// <summary>The other half: an append that is rolled back leaves no hole for readers to wait at.</summary>
    [Fact]
    public async Task An_append_that_is_rolled_back_leaves_no_gap()
    {
        await using var connection = await Open(_database.Administrator);
        await using (var transaction = await connection.BeginTransactionAsync(Cancellation))
        {
            await Execute(connection, AppendBySql("case-undone"));
            await transaction.RollbackAsync(Cancellation);
        }
        Assert.Equal(1, Assert.IsType<AppendResult.Appended>(await Append(Store, "case-kept")).FirstPosition);
        Assert.Equal(1L, await Scalar("select last_value from events.mt_events_sequence"));
    }

    /// <summary>Eventuous 553: an append that reports success and stores nothing.</summary>
    [Fact]
    public async Task An_append_whose_rows_are_swallowed_is_no_success()
    {
        await Execute("create function public.swallow() returns trigger language plpgsql as 'begin return null; end'");
        foreach (var table in new[] { "events.mt_events", "events.mt_streams" })
        {
            await Execute($"create trigger swallow before insert on {table} for each row execute function public.swallow()");
            await Assert.ThrowsAsync<StoreUnavailableException>(() => Append(Store, "case-swallowed"));
            await Execute($"drop trigger swallow on {table}");
        }
        Assert.Equal(0, await Store.Head(Cancellation));
        Assert.IsType<AppendResult.Appended>(await Append(Store, "case-swallowed"));
    }

    /// <summary>A cursor that waits for the snapshot's oldest transaction stands still while any transaction is open.</summary>
    [Fact]
    public async Task An_open_transaction_elsewhere_holds_back_no_reader()
    {
        await using var stalled = await Open(_database.Administrator);
        await using var transaction = await stalled.BeginTransactionAsync(Cancellation);
        await Execute(stalled, "select pg_current_xact_id(); create table public.stalled (id int)");

        Assert.IsType<AppendResult.Appended>(await Append(Store, "case-1"));
        Assert.Single(await Store.ReadAll(0, 10, Cancellation));
        await foreach (var e in Store.Subscribe(0, Cancellation))
        {
            Assert.Equal("case-1", e.Stream);
            break;
        }
    }

    /// <summary>A stored transaction number means nothing after dump and restore; positions do.</summary>
    [Fact]
    public async Task A_restored_dump_goes_on_where_the_original_was()
    {
        await Store.Append(To("case-1", ExpectedVersion.NoStream, Events(3)).Answering("key"), Cancellation);
        var original = await Store.ReadAll(0, 10, Cancellation);
        await using var copy = await Restore();
        await using var store = new MartenEventStore(new StoreOptions { ConnectionString = copy.Writer });

        var restored = await store.ReadAll(0, 10, Cancellation);
        Assert.Equal(original.Select(e => (e.Position, e.Id, e.Metadata, e.RecordedAt)), restored.Select(e => (e.Position, e.Id, e.Metadata, e.RecordedAt)));
        Assert.IsType<AppendResult.Repeated>(await store.Append(To("case-1", ExpectedVersion.Exactly(3), Events(1)).Answering("key"), Cancellation));
        var next = Assert.IsType<AppendResult.Appended>(await store.Append(To("case-1", ExpectedVersion.Exactly(3), Events(1)), Cancellation));
        Assert.Equal(4, next.FirstPosition);
        Assert.Single(await store.ReadAll(3, 10, Cancellation));
        Assert.Equal(0, await new Migrator(copy.Administrator).Migrate(new(null, null), Cancellation));
    }

    /// <summary>Another program of the same layout appends beside us; both go on counting.</summary>
    [Fact]
    public async Task A_neighbour_that_appends_with_the_sequence_is_continued()
    {
        await Append(Store, "case-1");
        await Execute(
            "insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp) "
            + "values (nextval('events.mt_events_sequence'), gen_random_uuid(), 'case-1', 2, '{}', 'noted.v1', now()); "
            + "update events.mt_streams set version = 2 where id = 'case-1'");
        var next = Assert.IsType<AppendResult.Appended>(await Store.Append(To("case-1", ExpectedVersion.Exactly(2), Events(1)), Cancellation));
        Assert.Equal(3, next.FirstPosition);
        Assert.Equal([1, 2, 3], (await Store.ReadStream("case-1", 0, 10, Cancellation)).Select(e => e.Version));
        Assert.Equal(4L, await Scalar("select nextval('events.mt_events_sequence')"));
    }

    /// <summary>What only the database finds wrong with one request fails that request alone.</summary>
    [Fact]
    public async Task A_request_that_the_database_cannot_hold_fails_alone()
    {
        var tooLarge = new EventData(Guid.NewGuid(), "noted.v1", Encoding.UTF8.GetBytes("1e200000"));
        var results = await Task.WhenAll(Enumerable.Range(0, 30).Select(async n =>
        {
            var request = To($"case-{n}", ExpectedVersion.NoStream, n == 17 ? [tooLarge] : Events(1));
            return await Record.ExceptionAsync(async () => await Store.Append(request, Cancellation));
        }));
        Assert.IsType<ArgumentException>(Assert.Single(results, failure => failure is not null));
        Assert.IsType<ArgumentException>(results[17]);
        Assert.Equal(29, (await Store.ReadAll(0, 100, Cancellation)).Count);
    }

    [Fact]
    public async Task A_stuck_holder_of_the_lock_delays_everybody_only_up_to_the_bound()
    {
        await using var holder = await Open(_database.Administrator);
        await using var transaction = await holder.BeginTransactionAsync(Cancellation);
        await Execute(holder, "select pg_advisory_xact_lock(7268, 1)");

        await using var store = Make(TimeSpan.FromMilliseconds(300));
        var clock = Stopwatch.StartNew();
        var waiting = Enumerable.Range(0, 50).Select(n => Append(store, $"case-{n}")).ToList();
        foreach (var append in waiting)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => append);
        Assert.InRange(clock.Elapsed, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(15)); // that long they would take one after another

        await transaction.RollbackAsync(Cancellation);
        Assert.Equal(1, Assert.IsType<AppendResult.Appended>(await Append(store, "case-after")).FirstPosition);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_outage_and_not_a_hang()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(_database.Writer) { Port = 1 };
        await using var store = new MartenEventStore(new StoreOptions { ConnectionString = nowhere.ConnectionString });
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Append(store, "case-1"));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Head(Cancellation));
    }

    private MartenEventStore Make(TimeSpan lockTimeout) => new(new StoreOptions { ConnectionString = _database.Writer, LockTimeout = lockTimeout });

    private static Task<AppendResult> Append(MartenEventStore store, string stream) =>
        store.Append(To(stream, ExpectedVersion.NoStream, Events(1)), Cancellation).AsTask();

    private static string AppendBySql(string stream) =>
        $"select coordination.append(array[1], array[1], array[0::bigint], array[1], array['{stream}'], array['case'], array[1], "
        + "array[gen_random_uuid()], array['noted.v1'], array['{}'::jsonb], array['{}'::jsonb], array['ana'], array[null], array[null], "
        + "'{}', '{}', '{}', '{}', '{}')";

    private async Task<TestDatabase> Restore()
    {
        var copy = await TestDatabase.CreateEmpty();
        var file = Path.Combine(Path.GetTempPath(), $"{_database.Name}.dump");
        try
        {
            await PostgresPrograms.Run("pg_dump", _database.Administrator, "--format=custom", $"--file={file}", _database.Name);
            await PostgresPrograms.Run("pg_restore", copy.Administrator, "--exit-on-error", $"--dbname={copy.Name}", file);
            await new Migrator(copy.Administrator).Migrate(new(null, null), Cancellation);
            return copy;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<NpgsqlConnection> Open(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private async Task Execute(string sql)
    {
        await using var connection = await Open(_database.Administrator);
        await Execute(connection, sql);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<object?> Scalar(string sql)
    {
        await using var connection = await Open(_database.Administrator);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
