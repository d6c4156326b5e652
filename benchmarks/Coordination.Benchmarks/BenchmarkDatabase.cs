using Coordination.Domain;
using Coordination.Benchmarks.OwnStore;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;
using Coordination.Host.Execution.Projections;
using Coordination.Host.Storage;
using Coordination.Host.TransparencyLog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Coordination.Benchmarks;

/// <summary>A migrated database of the run's own on the server that <c>COORDINATION_POSTGRES</c> names; dropped at the end.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private static readonly Actor Advocate = new(new PersonId("amina.yusuf"), new AgencyId("open-door"));

    // Logins belong to the server, and two databases may be in use at once.
    private static readonly string Password = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    private readonly NpgsqlConnectionStringBuilder _server;

    private BenchmarkDatabase(string server) => _server = new NpgsqlConnectionStringBuilder(server);

    /// <summary>Its name.</summary>
    public string Name { get; } = $"bench_{Guid.NewGuid():n}";

    /// <summary>The server's port and the administrator, for <c>pgbench</c>.</summary>
    public NpgsqlConnectionStringBuilder Administrator => new(_server.ConnectionString) { Database = Name };

    /// <summary>The folder of its keys.</summary>
    public string Keys { get; } = Path.Combine(Directory.CreateTempSubdirectory("coordination-bench-keys-").FullName, "keys");

    public string Writer => For("coordination_writer");

    public string Projector => For("coordination_projector");

    public string Integrator => For("coordination_integrator");

    public string Messenger => For("coordination_messenger");

    public static async Task<BenchmarkDatabase> Create(string server, CancellationToken cancellation)
    {
        var database = new BenchmarkDatabase(server);
        await Run(database._server.ConnectionString, $"create database {database.Name}", cancellation);
        await new Migrator(database.Administrator.ConnectionString).Migrate(new RolePasswords(Password, Password, Password, Password), cancellation);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await Run(_server.ConnectionString, $"drop database if exists {Name} with (force)", CancellationToken.None);
        Directory.Delete(Path.GetDirectoryName(Keys)!, recursive: true);
    }

    /// <summary>What runs commands in this process, on this database, without HTTP; with views, what rebuilds them too; in clear, without sealing anything; by hand, without Marten.</summary>
    public ServiceProvider Services(bool withViews = false, bool inClear = false, bool byHand = false)
    {
        var settings = new Dictionary<string, string?> { ["ConnectionStrings:Writer"] = Writer, ["ConnectionStrings:Projector"] = Projector, ["ConnectionStrings:Integrator"] = Integrator, ["Keys:Folder"] = Keys };
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddMetrics()
            .AddEventStore()
            .AddExecution();
        services = byHand ? services.AddSingleton<IEventStore>(_ => new HandWrittenStore(new StoreOptions { ConnectionString = Writer })) : services;
        services = withViews ? services.AddPostgresViewStore().AddLogFollowing().AddPostgresTree().AddPostgresTreeGrowth().AddSingleton<LogVerifier>() : services;
        return (inClear ? services.AddSingleton(EventCodec.Current).AddSingleton(new ViewCodec()) : services).BuildServiceProvider();
    }

    /// <summary>A context with a fresh key, as every command over HTTP has one.</summary>
    public static CommandContext Context() => new()
    {
        Name = "benchmark",
        Actor = Advocate,
        Key = new IdempotencyKey(Advocate.Person.Value, Guid.NewGuid().ToString()),
        Fingerprint = new byte[32],
    };

    /// <summary>Runs one statement as the administrator of the run's database.</summary>
    public Task Administer(string sql, CancellationToken cancellation) => Run(Administrator.ConnectionString, sql, cancellation);

    private string For(string role) => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = Name, Username = role, Password = Password }.ConnectionString;

#pragma warning disable CA2100 // the names in these statements are made here
    private static async Task Run(string connectionString, string sql, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
#pragma warning restore CA2100
}
