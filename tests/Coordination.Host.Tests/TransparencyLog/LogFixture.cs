using System.Text;
using System.Text.Json;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Signing;
using Coordination.Host.Platform.Storage;
using Coordination.Host.TransparencyLog;
using Coordination.Host.TransparencyLog.Storage;
using Coordination.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Coordination.Host.Tests.TransparencyLog;

/// <summary>A database with a log, its tree, and what signs and verifies it.</summary>
public sealed class LogFixture : IAsyncDisposable
{
    public const string Origin = "task-force.example/log";
    private readonly Random _random = new(42);

    private LogFixture(TestDatabase database)
    {
        Database = database;
        Services = Build(database);
        Store = Services.GetRequiredService<IEventStore>();
        Tree = Services.GetRequiredService<ITreeGrowth>();
    }

    public TestDatabase Database { get; }

    public ServiceProvider Services { get; }

    public IEventStore Store { get; }

    public ITreeGrowth Tree { get; }

    public KeyRing Keys { get; set; } = new([SigningKey.Generate(Origin, SignatureType.Ed25519)], []);

    public TrustedLog Trusted => new(Origin, Keys.Known, null);

    public static async Task<LogFixture> Create() => new(await TestDatabase.Create());

    public static ServiceProvider Build(TestDatabase database) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Writer"] = database.Writer,
            ["ConnectionStrings:Projector"] = database.Projector,
            ["ConnectionStrings:Integrator"] = database.Integrator,
        }).Build())
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddEventStore()
        .AddPostgresViewStore()
        .AddPostgresTree()
        .AddPostgresTreeGrowth()
        .AddExecution()
        .AddLogFollowing()
        .AddSingleton(new FollowerOptions { LeadershipEvery = TimeSpan.FromMilliseconds(100), FirstPause = TimeSpan.FromMilliseconds(20), LongestPause = TimeSpan.FromMilliseconds(200) })
        .AddSingleton<LogVerifier>().AddSingleton<Prover>()
        .BuildServiceProvider();

    /// <summary>Appends events with content of every kind, to a few streams.</summary>
    public async Task Append(int events)
    {
        while (events > 0)
        {
            var count = Math.Min(events, _random.Next(1, 200));
            var write = new StreamWrite($"case-{Guid.NewGuid()}", "case", ExpectedVersion.NoStream,
                [.. Enumerable.Range(0, count).Select(i => new EventData(Guid.NewGuid(), "thing-noted.v1", Encoding.UTF8.GetBytes(Data(i))))]);
            var metadata = new AppendMetadata("amina", "open-door", DateTimeOffset.UtcNow, _random.Next(2) == 0 ? null : "trace-1", _random.Next(2) == 0 ? null : "cause-1");
            if (await Store.Append(new([write], [], metadata), CancellationToken.None) is not AppendResult.Appended)
                throw new InvalidOperationException("The log of the test could not be filled.");
            events -= count;
        }
    }

    /// <summary>Takes over the rows of another log, as a copy of the database would.</summary>
    public async Task CopyFrom(LogFixture other)
    {
        await using var from = new NpgsqlConnection(other.Database.Administrator);
        await using var to = new NpgsqlConnection(Database.Administrator);
        await from.OpenAsync();
        await to.OpenAsync();
        foreach (var table in new[] { "events.mt_streams", "events.mt_events" })
        {
            await using var source = await from.BeginRawBinaryCopyAsync($"copy {table} to stdout (format binary)");
            await using var target = await to.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)");
            await source.CopyToAsync(target);
        }
    }

    public Integrator Integrator(ServiceProvider? services = null) =>
        ActivatorUtilities.CreateInstance<Integrator>(services ?? Services, Keys);

    /// <summary>Runs an integrator until the tree has every event.</summary>
    public async Task Integrate()
    {
        using var integrator = Integrator();
        await integrator.StartAsync(CancellationToken.None);
        await Until(async () => await Tree.Size(default) == await Store.Head(default));
        await integrator.StopAsync(CancellationToken.None);
    }

    public static async Task Until(Func<Task<bool>> holds)
    {
        for (var patience = 0; !await holds(); patience++)
        {
            if (patience > 250)
                throw new TimeoutException("It did not happen within five seconds.");
            await Task.Delay(20);
        }
    }

    public Task<VerificationReport> Verify(SignedCheckpoint? kept = null) =>
        Services.GetRequiredService<LogVerifier>().Verify(Trusted, kept, null, CancellationToken.None);

    public async Task<SignedCheckpoint> Newest() =>
        SignedCheckpoint.Parse(Encoding.UTF8.GetBytes((await Tree.Newest(0, 0, default))!.Note)).Value!;

    /// <summary>Runs SQL as somebody who may do everything, with triggers off, as a malicious administrator would.</summary>
    public async Task Tamper(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.Administrator) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // the statements are the tests' own
        await using var command = new NpgsqlCommand("alter table events.mt_events disable trigger all; " + sql + "; alter table events.mt_events enable always trigger events_are_immutable", connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Database.DisposeAsync();
    }

    private string Data(int i) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["number"] = i,
        ["text"] = $"\"caf\u00e9\" \ud83d\ude02 {_random.Next()}",
        ["nothing"] = null,
        ["z"] = new[] { 1.5, -2, 1e21 },
        ["nested"] = new Dictionary<string, bool> { ["b"] = true, ["a"] = false },
    });
}
