using JasperFx.OpenTelemetry;
using Marten;
using Npgsql;
using Weasel.Postgresql;
using Options = Marten.StoreOptions;
using SessionOptions = Marten.Services.SessionOptions;

namespace Coordination.Host.Platform.Storage.Marten;

/// <summary>
/// Marten's sessions on the log of a task force. A task force is a tenant with a database of its own. A session that names none is refused,
/// so that nothing is ever read or written without saying whose it is.
/// </summary>
public sealed class TaskForceSessions : IAsyncDisposable
{
    private readonly StoreOptions _options;
    private readonly Lazy<DocumentStore> _bytes, _typed;
    private bool _disposed;

    /// <param name="options">Which task force, and where its database is.</param>
    /// <param name="codec">Reads events. What is sensitive in them stays sealed.</param>
    public TaskForceSessions(StoreOptions options, EventCodec? codec = null) : this(options, () => codec ?? EventCodec.Current)
    {
    }

    internal TaskForceSessions(StoreOptions options, Func<EventCodec> codec)
    {
        _options = options;
        _bytes = new(() => DocumentStore.For(marten => Configure(marten, StoreConnections.ForReadingByKey(options), options.TaskForce)));
        _typed = new(() => DocumentStore.For(marten =>
        {
            Configure(marten, StoreConnections.ForReading(options), options.TaskForce);
            EventTypes.Map(marten.Events, Catalogue.Current, codec);
            StateFolds.Add(marten.Projections);
        }));
    }

    /// <summary>The task force whose log this is.</summary>
    public string TaskForce => _options.TaskForce;

    /// <summary>A session that reads typed events. The database refuses this login everything else.</summary>
    public IQuerySession ForReading() => _typed.Value.QuerySession(new SessionOptions { TenantId = TaskForce });

    /// <summary>
    /// Everything that Marten can be asked, for those who know it. A session has to name the task force. Marten compiles some thousand
    /// methods to know every type of event, which takes half a second: that is done when this is first asked for. What the host itself
    /// appends and reads are bytes.
    /// </summary>
    public IDocumentStore Documents => _typed.Value;

    /// <summary>A session that reads rows as they are stored.</summary>
    internal IQuerySession ForReadingBytes() => _bytes.Value.QuerySession(new SessionOptions { TenantId = TaskForce });

    /// <summary>A session within a transaction that its operations end.</summary>
    internal IDocumentSession Within(NpgsqlTransaction transaction)
    {
        var session = SessionOptions.ForTransaction(transaction, shouldAutoCommit: false);
        session.TenantId = TaskForce;
        return _bytes.Value.LightweightSession(session);
    }

    /// <summary>Forgets connections that rest: after a restart of the server all of them are dead.</summary>
    internal static void ForgetConnections(IQuerySession session) => (session.Database as PostgresqlDatabase)?.DataSource.Clear();

    /// <summary>Asked twice in a host, where the store closes its sessions; the second time finds nothing to do.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        foreach (var store in new[] { _bytes, _typed }.Where(store => store.IsValueCreated))
            await store.Value.DisposeAsync();
    }

    /// <summary>What every store on a task force's log has: the task force as the one tenant, and no hand of Marten's in the
    /// schema.</summary>
    internal static void Configure(Options marten, NpgsqlConnectionStringBuilder connection, string taskForce)
    {
        MartenModel.Configure(marten);
        marten.MultiTenantedDatabases(databases => databases.AddSingleTenantDatabase(connection.ConnectionString, taskForce));
        marten.Advanced.DefaultTenantUsageEnabled = false;
        marten.CommandTimeout = connection.CommandTimeout;
        marten.Serializer(EventTypes.Serializer());
        // An append is never repeated by anybody but its caller, under the same key; a reading once, where the connection was found broken.
        marten.ConfigureWritePolly(_ => { });
        marten.ConfigurePolly(_ => { });
        // a session is a span, tagged with the task force; not what was done in it
        marten.OpenTelemetry.TrackConnections = TrackLevel.Normal;
        marten.DisableNpgsqlLogging = true; // commands and their parameters hold what people said
    }
}
