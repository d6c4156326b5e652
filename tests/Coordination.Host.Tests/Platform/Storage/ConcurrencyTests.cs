using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Testing;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>Two hosts, 64 writers, impatient callers, killed connections and transactions elsewhere, on a real server.</summary>
public sealed class ConcurrencyTests : IAsyncLifetime
{
    private const int Seed = 20260301, WritersInAll = 64, AppendsEach = 20;

    private readonly TestDatabase _database = new();
    private readonly List<MartenEventStore> _hosts = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        for (var i = 0; i < 2; i++)
            _hosts.Add(new MartenEventStore(new StoreOptions { ConnectionString = _database.Writer, PollInterval = TimeSpan.FromMilliseconds(50) }));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Writers_in_peace_lose_nothing_and_readers_skip_nothing()
    {
        var writers = await Run(disturb: _ => Task.CompletedTask);
        Assert.Equal(0, writers.Unknown);
    }

    [Fact]
    public async Task Writers_whose_connections_are_killed_lose_nothing_that_was_acknowledged()
    {
        var writers = await Run(async finished =>
        {
            for (var i = 0; i < 30 && !finished.IsCompleted; i++)
            {
                await Task.Delay(40, Cancellation);
                await Administer("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'coordination %'");
            }
        });
        Assert.NotEqual(0, writers.Unknown);
    }

    [Fact]
    public async Task Writers_beside_a_stuck_holder_of_the_lock_and_an_open_transaction_lose_nothing()
    {
        await using var stalled = await Open();
        await using var transaction = await stalled.BeginTransactionAsync(Cancellation);
        await Execute(stalled, "select pg_current_xact_id(); create table stalled (id int)");
        await Run(async finished =>
        {
            for (var i = 0; i < 10 && !finished.IsCompleted; i++)
            {
                await Administer("begin; select pg_advisory_xact_lock(7268, 1); select pg_sleep(0.05); commit");
                await Task.Delay(10, Cancellation);
            }
        });
    }

    /// <summary>Runs all writers with readers on their heels, then compares what was said with what is there.</summary>
    private async Task<Writers> Run(Func<Task, Task> disturb)
    {
        var writers = new Writers(Seed, AppendsEach);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var readers = _hosts.Select(host => Tail(host, stop.Token)).Append(Tail(_hosts[1], stop.Token)).ToList();

        var writing = Task.WhenAll(Enumerable.Range(0, WritersInAll).Select(n => Task.Run(() => writers.Run(n, _hosts[n % _hosts.Count]))));
        await Task.WhenAll(writing, disturb(writing));

        var log = await SettledLog();
        await VerifyTables(log);
        Verify(writers, log);
        foreach (var reader in readers)
            Assert.Equal(log.Select(e => (e.Position, e.Id)), await ReadUpTo(reader, log.Count));
        await stop.CancelAsync();
        TestContext.Current.SendDiagnosticMessage(
            "{0} events; {1} acknowledged, {2} conflicts, {3} unknown, {4} cancelled",
            log.Count, writers.Acknowledged.Count, writers.Conflicts, writers.Unknown, writers.Cancelled);
        return writers;
    }

    private static void Verify(Writers writers, List<StoredEvent> log)
    {
        Assert.Equal(Enumerable.Range(1, log.Count).Select(n => (long)n), log.Select(e => e.Position));
        Assert.Equal(log.Count, log.Select(e => e.Id).Distinct().Count());
        foreach (var stream in log.GroupBy(e => e.Stream))
            Assert.Equal(Enumerable.Range(1, stream.Count()).Select(n => (long)n), stream.Select(e => e.Version));
        Assert.DoesNotContain(log, e => writers.Declined.ContainsKey(e.Id));
        foreach (var (request, result) in writers.Acknowledged)
        {
            var told = log.Skip((int)result.FirstPosition - 1).Take((int)(result.LastPosition - result.FirstPosition + 1)).ToList();
            Assert.Equal(request.Writes.SelectMany(w => w.Events).Select(e => e.Id), told.Select(e => e.Id));
            Assert.Equal(result.Versions, request.Writes.Select(w => told.Last(e => e.Stream == w.Stream).Version));
        }
        Assert.NotEmpty(writers.Acknowledged);
        Assert.NotEqual(0, writers.Conflicts);
        Assert.NotEqual(0, writers.Cancelled);
    }

    private async Task VerifyTables(List<StoredEvent> log)
    {
        await using var connection = await Open();
        Assert.Equal((long)log.Count, await Scalar(connection, "select last_value from events.mt_events_sequence"));
        Assert.Equal(0L, await Scalar(connection,
            "select count(*) from events.mt_streams s full join (select stream_id, max(version) v from events.mt_events group by 1) e on e.stream_id = s.id where s.version is distinct from e.v"));
    }

    /// <summary>What a writer gave up on may still be stored a moment later.</summary>
    private async Task<List<StoredEvent>> SettledLog()
    {
        for (var log = await WholeLog(); ;)
        {
            await Task.Delay(200, Cancellation);
            if (await WholeLog() is var later && later.Count == log.Count)
                return log;
            log = later;
        }
    }

    private async Task<List<StoredEvent>> WholeLog()
    {
        var log = new List<StoredEvent>();
        while (await _hosts[0].ReadAll(log.Count, 1_000, Cancellation) is { Count: > 0 } page)
            log.AddRange(page);
        return log;
    }

    private static List<(long, Guid)> Tail(MartenEventStore host, CancellationToken stop)
    {
        var seen = new List<(long, Guid)>();
        _ = Task.Run(async () =>
        {
            await foreach (var e in host.Subscribe(0, stop))
                lock (seen)
                    seen.Add((e.Position, e.Id));
        }, stop);
        return seen;
    }

    private static async Task<List<(long, Guid)>> ReadUpTo(List<(long, Guid)> reader, int count)
    {
        for (var i = 0; i < 200; i++)
        {
            lock (reader)
                if (reader.Count >= count)
                    return [.. reader];
            await Task.Delay(25, Cancellation);
        }
        lock (reader)
            return [.. reader];
    }

    private async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.Administrator) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private async Task Administer(string sql)
    {
        await using var connection = await Open();
        await Execute(connection, sql);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
