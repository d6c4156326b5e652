using Coordination.Host.Http;

namespace Coordination.Host.Storage;

/// <summary>Ready when the database answers and has every migration that this host knows.</summary>
internal sealed class StoreReadiness(PostgresEventStore store) : IReadiness
{
    public string Name => "event store";

    public async ValueTask<string?> Check(CancellationToken cancellation)
    {
        var newest = MigrationScript.All[^1].Number;
        var present = await store.SchemaNumber(cancellation);
        return present >= newest ? null : $"the database is at migration {present}, this host needs {newest}: run the verb migrate";
    }
}
