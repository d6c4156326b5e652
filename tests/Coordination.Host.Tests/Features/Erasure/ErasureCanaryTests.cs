using System.Net;
using System.Text;
using Coordination.Domain;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Identity;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Host.Tests.Platform.Telemetry;
using Coordination.Projections;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Features.Erasure;

/// <summary>
/// Plants known texts in every sensitive field, erases, and looks for them in everything that somebody could carry away: the
/// database's files and its write-ahead log, a dump, a base backup, the server's log, our logs, traces and metrics, the keys.
/// </summary>
[Collection("What is told to operators")] // each listens to the whole process
public sealed class ErasureCanaryTests : IAsyncLifetime
{
    private readonly string _mark = $"Qanarie{Guid.NewGuid():N}", _plain = $"Plainvogel{Guid.NewGuid():N}";
    private readonly string _folder = Directory.CreateTempSubdirectory("coordination-canary-").FullName;
    private readonly Recording _recording = new();
    private readonly TestDatabase _database = new();
    private CoordinationHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Keys => Path.Combine(_folder, "keys");

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _host = Host(_database);
        _host.With("Logging:LogLevel:Default", "Trace").With("Logging:LogLevel:Microsoft.AspNetCore", "Trace");
        _host.Replace = services => services.AddSingleton<ILoggerProvider>(_recording);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        _recording.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_that_was_said_is_in_anything_that_can_be_carried_away()
    {
        var world = await new DisclosureWorld(_host).Begin();
        await world.Made();
        await CallEverything();
        await Erase(world);
        foreach (var projection in AllProjections.InOrder)
            await _host.Services.GetRequiredService<ProjectionRebuild>().Rebuild(projection, 100, null, Cancellation);
        await AppendASampleOfEveryEvent();
        await _host.DisposeAsync();

        string[] said = [_mark, EventSamples.Canary + " 9 ", "Marisol", "He keeps my papers", "account, all of it", "account, in short", "plate 123"];
        var (files, dump) = await CarryAway();
        byte[] wanted = Encoding.UTF8.GetBytes(_mark); // in the files of the server lie other tests' databases, too, where the usual names are

        Assert.NotEmpty(FileSearch.Holding(dump, Encoding.UTF8.GetBytes(_plain))); // what describes nobody is found, so the search finds
        Assert.NotEmpty(files.SelectMany(place => FileSearch.Holding(place, Encoding.UTF8.GetBytes(_plain))));
        Assert.Empty(FileSearch.Holding(dump, [.. said.Select(Encoding.UTF8.GetBytes)]));
        Assert.Empty(files.Append(_folder).SelectMany(place => FileSearch.Holding(place, wanted)));
        Assert.NotEmpty(_recording.Lines);
        Assert.DoesNotContain(_recording.Lines, line => said.Any(text => line.Contains(text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_older_backup_of_the_database_that_is_restored_brings_nothing_back()
    {
        var world = await new DisclosureWorld(_host).Begin();
        var made = await world.Made();
        var file = Path.Combine(_folder, "before.dump");
        await PostgresPrograms.Run("pg_dump", _database.Administrator, "--format=custom", $"--file={file}", _database.Name);
        await Erase(world);
        await using var restored = await TestDatabase.CreateEmpty();
        await PostgresPrograms.Run("pg_restore", restored.Administrator, "--exit-on-error", $"--dbname={restored.Name}", file);
        await new Migrator(restored.Administrator).Migrate(new(null, null), Cancellation);

        await using var host = Host(restored);
        var (advocate, detective) = (host.As("amina.yusuf", "open-door", "advocate"), host.As("dana.whitfield", "county-sheriff", "partner"));

        var her = (await advocate.Get($"/v1/survivors/{world.Survivor}")).Ok();
        Assert.Equal("keyDestroyed", her.Json["calledBy"]!["unreadable"]!.GetValue<string>());
        Assert.Equal("keyDestroyed", (await detective.Get($"/v1/disclosures/{made}")).Ok().Json["items"]![0]!["text"]!["unreadable"]!.GetValue<string>());
        foreach (var address in new[] { "/v1/caseload", $"/v1/cases/{world.Case}" })
            Assert.DoesNotContain("papers", (await advocate.Get(address)).Ok().Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Gone, "unreadable"), await Says(advocate.Post($"/v1/survivors/{world.Survivor}/own-words", new { words = "again" })));
    }

    private static async Task<(HttpStatusCode, string?)> Says(Task<ApiReply> reply) => ((await reply).Status, (await reply).Problem);

    private CoordinationHost Host(TestDatabase database) =>
        new() { Database = database, ReadsClearText = false, KeyFolder = Keys };

    /// <summary>Every command twice over, each with what was made before, and every query.</summary>
    private async Task CallEverything()
    {
        var bodies = new SampleBodies((await _host.WithToken(null).Get("/openapi/v1.json")).Ok().Json, _mark, _plain);
        var everybody = _host.As("amina", "open-door", [.. Roles.All.Except([Roles.Auditor])]);
        for (var round = 0; round < 2; round++)
        {
            foreach (var (path, body) in bodies.Commands().Where(command => !command.Path.EndsWith("/erase", StringComparison.Ordinal)).ToList())
            {
                if ((await everybody.Post(path, body)).Headers.Location is { } made)
                    bodies.Remember(made.ToString());
            }
        }
        var read = "";
        foreach (var path in bodies.Queries())
            read += (await everybody.Get(path)).Text;
        Assert.Contains(_mark, read, StringComparison.Ordinal); // they were planted, and the custodian reads them
    }

    private async Task Erase(DisclosureWorld world)
    {
        (await world.Advocate.Post($"/v1/survivors/{world.Survivor}/erasure-request")).Ok();
        (await _host.As("berta.okoye", "open-door", "advocate").Post($"/v1/survivors/{world.Survivor}/erase")).Ok();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await world.Advocate.Get($"/v1/survivors/{world.Survivor}/erasure")).Ok().Json["keysDestroyedAt"] is null)
            await Task.Delay(50, limit.Token);
    }

    /// <summary>Also those events that the samples of bodies do not lead to: each stored as the host stores it.</summary>
    private async Task AppendASampleOfEveryEvent()
    {
        var codec = _host.Services.GetRequiredService<EventCodec>();
        var scope = TestKeys.ScopeOf("open-door", Guid.NewGuid());
        await codec.Prepare(scope, Cancellation);
        var stream = $"sample-{Guid.NewGuid()}";
        var events = EventSamples.All(seed: 9).Where(codec.Seals).Select(e => codec.Encode(e, Guid.NewGuid(), stream, scope)).ToList();
        Assert.True(events.Count > 30, $"There are only {events.Count}.");
        await using var store = new MartenEventStore(new StoreOptions { ConnectionString = _database.Writer });
        Assert.IsType<AppendResult.Appended>(await store.Append(new([new(stream, "sample", ExpectedVersion.NoStream, events)], [], new("amina", "open-door", DateTimeOffset.UnixEpoch)), Cancellation));
    }

    private async Task<(IReadOnlyList<string> Files, string Dump)> CarryAway()
    {
        await using var source = NpgsqlDataSource.Create(_database.Administrator);
        await using (var checkpoint = source.CreateCommand("checkpoint"))
            await checkpoint.ExecuteNonQueryAsync(Cancellation);
        await using var where = source.CreateCommand("select current_setting('data_directory') || '|' || oid from pg_database where datname = current_database()");
        var parts = ((string)(await where.ExecuteScalarAsync(Cancellation))!).Split('|');
        var (dump, backup) = (Path.Combine(_folder, "dump.sql"), Path.Combine(_folder, "backup"));
        await PostgresPrograms.Run("pg_dump", _database.Administrator, $"--file={dump}", _database.Name);
        string[] files = [Path.Combine(parts[0], "base", parts[1]), Path.Combine(parts[0], "pg_wal"), Path.Combine(parts[0], "global"), .. Directory.GetFiles(Path.GetDirectoryName(parts[0])!, "*.log")];
        await PostgresPrograms.Run("pg_basebackup", _database.Administrator, $"--pgdata={backup}", "--checkpoint=fast", "--wal-method=stream");
        return (files, dump); // the backup lies beside the dump
    }
}
