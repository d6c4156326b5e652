using Coordination.Domain;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Storage;
using Coordination.Host.TransparencyLog;
using Coordination.Host.TransparencyLog.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Coordination.Benchmarks;

/// <summary>A migrated database of the run's own on the server that <c>COORDINATION_POSTGRES</c> names; dropped at the end.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private static readonly Actor Advocate = new(new PersonId("amina.yusuf"), new AgencyId("open-door"));

    // Logins belong to the server, and several processes use databases of it at once.
    private static readonly string Password = Environment.GetEnvironmentVariable("COORDINATION_BENCH_PASSWORD") ?? throw new InvalidOperationException("COORDINATION_BENCH_PASSWORD is not set. Run ./bench.sh.");

    private readonly NpgsqlConnectionStringBuilder _server;

    private readonly bool _kept;

    private BenchmarkDatabase(string server, string name, string keys, bool kept) => (_server, Name, Keys, _kept) = (new(server), name, keys, kept);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The server's port and the administrator, for <c>pgbench</c>.</summary>
    public NpgsqlConnectionStringBuilder Administrator => new(_server.ConnectionString) { Database = Name };

    /// <summary>The folder of its keys.</summary>
    public string Keys { get; }

    public string Writer => For("coordination_writer");

    public string Projector => For("coordination_projector");

    public string Integrator => For("coordination_integrator");

    public string Messenger => For("coordination_messenger");

    public static Task<BenchmarkDatabase> Create(string server, CancellationToken cancellation) =>
        Migrated(new(server, $"bench_{Guid.NewGuid():n}", Path.Combine(Directory.CreateTempSubdirectory("coordination-bench-keys-").FullName, "keys"), kept: false), cancellation);

    /// <summary>One that stays at the end, with its keys in a folder of this name beside those of other runs; made where it is not there yet, migrated where it is.</summary>
    public static Task<BenchmarkDatabase> Kept(string server, string name, CancellationToken cancellation)
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("COORDINATION_BENCH_KEPT") ?? throw new InvalidOperationException("COORDINATION_BENCH_KEPT names no folder."), name);
        Directory.CreateDirectory(folder);
        return Migrated(new(server, name, Path.Combine(folder, "keys"), kept: true), cancellation);
    }

    private static async Task<BenchmarkDatabase> Migrated(BenchmarkDatabase database, CancellationToken cancellation)
    {
        if (!database._kept || !await database.IsThere(cancellation))
        {
            await Run(database._server.ConnectionString, $"create database {database.Name}", cancellation);
        }

        await new Migrator(database.Administrator.ConnectionString).Migrate(new RolePasswords(Password, Password, Password, Password), cancellation);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        if (_kept)
        {
            return;
        }

        await Run(_server.ConnectionString, $"drop database if exists {Name} with (force)", CancellationToken.None);
        Directory.Delete(Path.GetDirectoryName(Keys)!, recursive: true);
    }

    /// <summary>What runs commands in this process, on this database, without HTTP; with views, what rebuilds them too; in clear, without sealing anything; on another store where one is given.</summary>
    public ServiceProvider Services(bool withViews = false, bool inClear = false, IEventStore? store = null)
    {
        var settings = new Dictionary<string, string?> { ["ConnectionStrings:Writer"] = Writer, ["ConnectionStrings:Projector"] = Projector, ["ConnectionStrings:Integrator"] = Integrator, ["Keys:Folder"] = Keys };
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddMetrics()
            .AddEventStore()
            .AddExecution();
        services = store is null ? services : services.AddSingleton(store);
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

    private async Task<bool> IsThere(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection) { Parameters = { new() { Value = Name } } };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

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
