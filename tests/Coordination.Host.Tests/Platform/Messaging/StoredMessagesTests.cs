using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Storage;
using Coordination.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine.Persistence.Durability;
using Xunit;

namespace Coordination.Host.Tests.Platform.Messaging;

/// <summary>
/// Our function stores messages as Wolverine's own storage does: were one of its columns to mean something else, what we store would not be handled.
/// </summary>
public sealed class StoredMessagesTests(StoredMessagesTests.Scene scene) : IClassFixture<StoredMessagesTests.Scene>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_is_stored_with_an_event_is_handled_once_and_the_row_says_so()
    {
        var number = Guid.NewGuid();

        Assert.IsType<AppendResult.Appended>(await scene.Store.Append(Probes.Request(new OutgoingMessage(new Probe(number))), Cancellation));

        await Probes.Until(() => scene.Probes.Times(number) > 0);
        await scene.Until("select count(*) = 0 from wolverine.wolverine_incoming_envelopes where status <> 'Handled' and message_type not like 'sweep-%'");
        Assert.Equal(1, scene.Probes.Times(number));
    }

    [Fact]
    public async Task A_message_for_later_is_handled_then_and_not_before()
    {
        var (number, due) = (Guid.NewGuid(), DateTimeOffset.UtcNow.AddSeconds(2));

        await scene.Store.Append(Probes.Request(new OutgoingMessage(new Probe(number), due)), Cancellation);

        await Probes.Until(() => scene.Probes.Times(number) > 0);
        Assert.True(scene.Probes.Handled.Single(one => one.Number == number).At >= due);
        await scene.Until("select count(*) = 0 from wolverine.wolverine_incoming_envelopes where status <> 'Handled' and message_type not like 'sweep-%'");
        Assert.Equal(1, scene.Probes.Times(number));
    }

    [Fact]
    public async Task Messages_of_one_queue_are_handled_in_the_order_in_which_they_were_stored()
    {
        var numbers = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToList();

        await scene.Store.Append(Probes.Request([.. numbers.Select(number => new OutgoingMessage(new Probe(number)))]), Cancellation);

        await Probes.Until(() => scene.Probes.Times(numbers[^1]) > 0);
        Assert.Equal(numbers, scene.Probes.Handled.Select(one => one.Number).Where(numbers.Contains));
    }

    [Fact]
    public async Task What_was_not_appended_sends_nothing()
    {
        var (number, request) = (Guid.NewGuid(), Probes.Request());
        await scene.Store.Append(request, Cancellation);

        Assert.IsType<AppendResult.Conflict>(await scene.Store.Append(request with { Messages = [new OutgoingMessage(new Probe(number))] }, Cancellation));

        Assert.Equal(0L, await scene.Ask("select count(*) from wolverine.wolverine_incoming_envelopes where status <> 'Handled' and message_type not like 'sweep-%'"));
        Assert.Equal(0, scene.Probes.Times(number));
    }

    [Fact]
    public async Task Our_tables_are_those_that_Wolverine_wants()
    {
        // As the administrator: a login sees of a table only what it may use.
        await using var services = new ServiceCollection().AddLogging().AddMessages(new ConfigurationBuilder().AddInMemoryCollection([new(MessageStoreRegistration.MessengerSetting, scene.Administrator)]).Build()).BuildServiceProvider();

        await services.GetRequiredService<IMessageStore>().Admin.AssertStorageExistsAsync(Cancellation);
    }

    /// <summary>A host on a database of its own.</summary>
    public sealed class Scene : IAsyncLifetime
    {
        private readonly TestDatabase _database = new();
        private CoordinationHost? _host;

        public Probes Probes { get; } = new();

        public CoordinationHost Host => _host!;

        public string Administrator => _database.Administrator;

        public TestDatabase Database => _database;

        public IEventStore Store => Host.Services.GetRequiredService<IEventStore>();

        public async ValueTask InitializeAsync()
        {
            await _database.InitializeAsync();
            _host = Probes.Host(_database);
            _host.Start();
        }

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await _database.DisposeAsync();
        }

        public async Task<object?> Ask(string question)
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.Administrator) { Pooling = false }.ConnectionString);
            await connection.OpenAsync();
#pragma warning disable CA2100 // the questions are the tests' own
            await using var command = new NpgsqlCommand(question, connection);
#pragma warning restore CA2100
            return await command.ExecuteScalarAsync();
        }

        public async Task Until(string question)
        {
            for (var patience = 500; await Ask(question) is not true; patience--)
            {
                Assert.True(patience > 0, question);
                await Task.Delay(20);
            }
        }
    }
}
