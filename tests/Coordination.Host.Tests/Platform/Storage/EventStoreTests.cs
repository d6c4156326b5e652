using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage;

public sealed class InMemoryEventStoreTests : EventStoreConformance
{
    protected override IEventStore Store { get; } = new InMemoryEventStore();
}

public sealed class MartenEventStoreTests(PostgresStoreFixture postgres) : EventStoreConformance, IClassFixture<PostgresStoreFixture>
{
    protected override IEventStore Store => postgres.Store;
}

/// <summary>A store on a database of its own.</summary>
public sealed class PostgresStoreFixture : IAsyncLifetime
{
    private MartenEventStore? _store;

    public TestDatabase Database { get; } = new();

    public MartenEventStore Store => _store ?? throw new InvalidOperationException("The database is not ready.");

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        _store = new MartenEventStore(new StoreOptions { ConnectionString = Database.Writer });
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        await Database.DisposeAsync();
    }
}
