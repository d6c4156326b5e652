using System.IO.Compression;
using System.Net;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Cli;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Host.TransparencyLog;
using Coordination.Projections;
using Coordination.Testing;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;
using static Coordination.Testing.AppendRequests;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>Databases that earlier versions filled, with the demonstration and with an invented task force, are migrated and go on.</summary>
public sealed class DatabasesOfBeforeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData("demo-68e68d1"), InlineData("seed-68e68d1"), InlineData("demo-c5c0f4f")]
    public async Task A_database_of_before_is_migrated_verified_asked_again_and_goes_on(string dump)
    {
        await using var database = await Restored(dump);
        var before = await Rows(database);
        var columns = await Columns(database);

        Assert.True(await new Migrator(database.Administrator).Migrate(new(null, null), Cancellation) > 0);
        Assert.Equal(0, await new Migrator(database.Administrator).Migrate(new(null, null), Cancellation));
        Assert.Equal("", await new Migrator(database.Administrator).Patch(Cancellation));
        Assert.Equal(before, await Rows(database));
        Assert.Empty(columns.Except(await Columns(database)));

        await Verifies(database, dump);
        await FollowsAgain(database);
        await ReadsTheSameThroughMarten(database);
        await GoesOn(database);
        await Verifies(database, dump);
    }

    [Fact]
    public async Task A_host_serves_a_database_of_before_and_its_views_come_to_the_end_of_the_log()
    {
        await using var database = await Restored("demo-68e68d1");
        await new Migrator(database.Administrator).Migrate(new(null, null), Cancellation);
        await using var host = new CoordinationHost { Database = database, MembersAreGiven = false, ReadsClearText = false };
        var office = host.As("imani.cole", "task-force-office", "coordinator", "administrator");

        var members = (await office.Get("/v1/task-force")).Ok().Json["members"]!.AsArray();
        (await office.Post("/v1/agencies/county-sheriff/trainings", new { person = "dana.whitfield", completedAt = "2025-06-15T09:00:00Z", validUntil = "2035-06-15T09:00:00Z" })).Ok();

        Assert.Contains(members, member => member!.ToJsonString().Contains("county-sheriff", StringComparison.Ordinal));
        var head = await host.Services.GetRequiredService<IEventStore>().Head(Cancellation);
        var views = host.Services.GetRequiredService<IViewReader>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        foreach (var projection in AllProjections.InOrder)
            while (await views.Position(projection.Name, Cancellation) < head)
                await Task.Delay(20, patience.Token);
        Assert.Equal(HttpStatusCode.OK, (await office.Get("/v1/board")).Status);
    }

    private static async Task<TestDatabase> Restored(string dump)
    {
        var database = await TestDatabase.CreateEmpty();
        var file = Path.GetTempFileName();
        try
        {
            await using (var packed = new GZipStream(File.OpenRead(Kept($"{dump}.sql.gz")), CompressionMode.Decompress))
            await using (var plain = File.Create(file))
                await packed.CopyToAsync(plain, Cancellation);
            await PostgresPrograms.Run("psql", database.Administrator, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", $"--dbname={database.Name}", $"--file={file}");
            return database;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task Verifies(TestDatabase database, string dump)
    {
        await using var services = LogCommands.Services(Settings(database));
        var keys = File.ReadAllLines(Kept($"{dump}.vkey")).Select(line => VerifierKey.Parse(line).Value!).ToList();
        using var output = new StringWriter();
        var status = await new LogCommands(output, TextWriter.Null, asJson: false).Verify(services, new TrustedLog(keys[0].Name.Name, keys, null), null, Cancellation);
        Assert.True(status == 0, output.ToString());
    }

    private static async Task FollowsAgain(TestDatabase database)
    {
        await using var services = AuditCommands.Services(Settings(database));
        using var output = new StringWriter();
        var status = await RederiveVerb.Run(services, null, asJson: false, output, TextWriter.Null, Cancellation);
        Assert.True(status == RederiveVerb.Follows, output.ToString());
        Assert.DoesNotContain(", 0 answers", output.ToString(), StringComparison.Ordinal);
    }

    private static async Task ReadsTheSameThroughMarten(TestDatabase database)
    {
        await using var store = new MartenEventStore(new Coordination.Host.Platform.Storage.StoreOptions { ConnectionString = database.Writer });
        await using var session = store.Sessions.ForReading();
        var stored = await store.ReadAll(0, int.MaxValue, Cancellation);
        var read = await session.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToListAsync(Cancellation);

        Assert.Equal(stored.Select(EventCodec.MetaOf), read.Select(e => EventTypes.Recorded(e).Meta));
        Assert.Equal(stored.Select(e => EventCodec.Current.Decode(e).Event.GetType()), read.Select(e => e.Data.GetType()));
    }

    private static async Task GoesOn(TestDatabase database)
    {
        await using var store = new MartenEventStore(new Coordination.Host.Platform.Storage.StoreOptions { ConnectionString = database.Writer });
        var head = await store.Head(Cancellation);
        var old = await store.ReadAll(0, (int)head, Cancellation);
        var stream = old[0].Stream;
        var version = old.Count(e => e.Stream == stream);

        Assert.IsType<AppendResult.Appended>(await store.Append(
            Of(Write(stream, ExpectedVersion.Exactly(version), Events(1)), Write(NewStream(), ExpectedVersion.NoStream, Events(2))), Cancellation));

        Assert.Equal(head + 3, await store.Head(Cancellation));
        Assert.Equal([head + 1, head + 2, head + 3], (await store.ReadAll(head, 10, Cancellation)).Select(e => e.Position));
    }

    private static async Task<(long, long, long, long)> Rows(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.Administrator);
        await connection.OpenAsync(Cancellation);
        await using var count = new NpgsqlCommand(
            """
            select (select count(*) from events.mt_events), (select count(*) from events.mt_streams), (select count(*) from transparency.checkpoints), (select count(*) from transparency.tiles)
            """, connection);
        await using var row = await count.ExecuteReaderAsync(Cancellation);
        Assert.True(await row.ReadAsync(Cancellation));
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }

    private static async Task<List<string>> Columns(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.Administrator);
        await connection.OpenAsync(Cancellation);
        await using var columns = new NpgsqlCommand("select format('%s.%s.%s', table_schema, table_name, column_name) from information_schema.columns where table_schema !~ '^(pg_|information)'", connection);
        await using var rows = await columns.ExecuteReaderAsync(Cancellation);
        List<string> found = [];
        while (await rows.ReadAsync(Cancellation))
            found.Add(rows.GetString(0));
        Assert.NotEmpty(found);
        return found;
    }

    private static IConfiguration Settings(TestDatabase database) => new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["ConnectionStrings:Writer"] = database.Writer, ["ConnectionStrings:Projector"] = database.Projector, ["ConnectionStrings:Integrator"] = database.Integrator }).Build();

    private static string Kept(string name) => Path.Combine(Snapshot.RepositoryRoot, "tests/Coordination.Host.Tests/Platform/Storage/Before", name);
}
