using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Testing;
using Npgsql;
using Xunit;
using static Coordination.Testing.AppendRequests;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>How readers of one host hear of what another host appends, and go on after their connections died.</summary>
public sealed class WakeUpTests : IAsyncLifetime
{
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(20), Never = TimeSpan.FromMinutes(10);

    private readonly TestDatabase _database = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_subscription_wakes_up_for_what_another_host_appends_without_polling()
    {
        await using var here = Make(Never);
        await using var there = Make(Never);
        await using var subscription = here.Subscribe(0, Cancellation).GetAsyncEnumerator(Cancellation);
        for (var n = 1; n <= 5; n++)
        {
            var next = subscription.MoveNextAsync().AsTask();
            await Append(there);
            Assert.True(await next.WaitAsync(SoonEnough, Cancellation));
            Assert.Equal(n, subscription.Current.Position);
        }
    }

    [Fact]
    public async Task A_subscription_goes_on_after_its_connections_died()
    {
        await using var here = Make(TimeSpan.FromMilliseconds(100));
        await using var there = Make(Never);
        await using var subscription = here.Subscribe(0, Cancellation).GetAsyncEnumerator(Cancellation);
        for (var n = 1; n <= 3; n++)
        {
            var next = subscription.MoveNextAsync().AsTask();
            await Kill();
            await Append(there);
            Assert.True(await next.WaitAsync(SoonEnough, Cancellation));
            Assert.Equal(n, subscription.Current.Position);
        }
    }

    [Fact]
    public async Task Reading_goes_on_after_every_idle_connection_died()
    {
        await using var store = Make(Never);
        await Append(store);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.Head(Cancellation).AsTask()));
        await Kill();
        Assert.Equal(1, await store.Head(Cancellation));
    }

    [Fact]
    public async Task Appending_goes_on_after_its_connection_died()
    {
        await using var store = Make(Never);
        await Append(store);
        await Kill();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Try(store)); // it cannot know what became of it
        Assert.IsType<AppendResult.Appended>(await Try(store));
        Assert.Equal(2, await store.Head(Cancellation));
    }

    private MartenEventStore Make(TimeSpan poll) => new(new StoreOptions { ConnectionString = _database.Writer, PollInterval = poll });

    private static Task<AppendResult> Try(MartenEventStore store) =>
        store.Append(To(NewStream(), ExpectedVersion.NoStream, Events(1)), Cancellation).AsTask();

    /// <summary>Appends one event, again after a lost connection: nothing was stored through a connection that was dead before.</summary>
    private static async Task Append(MartenEventStore store)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Assert.IsType<AppendResult.Appended>(await Try(store));
                return;
            }
            catch (StoreUnavailableException) when (attempt == 1)
            {
                continue;
            }
        }
    }

    private async Task Kill()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.Administrator) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var kill = new NpgsqlCommand(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and application_name like 'coordination %'", connection);
        await kill.ExecuteNonQueryAsync(Cancellation);
    }
}
