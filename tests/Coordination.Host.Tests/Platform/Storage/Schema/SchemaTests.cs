using System.Net;
using Coordination.Host.Platform.Identity;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Schema;
using Coordination.Testing;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage.Schema;

/// <summary>A host serves from a database that is as it wants it, at its own version and at the next one, and from no other.</summary>
public sealed class SchemaTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _database.InitializeAsync();

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_host_does_not_start_where_a_trigger_is_gone_and_starts_after_migrate()
    {
        await Run("drop trigger events_are_immutable on events.mt_events");
        Assert.Equal(["Database: trigger events_are_immutable on events.mt_events is missing. Run the verb migrate."], await Refusal());
        await new Migrator(_database.Administrator).Migrate(new(null, null), Cancellation);

        await using var after = new CoordinationHost { Database = _database };
        Assert.Contains($"schema {SchemaVersion.Own}, host {SchemaVersion.Own}", await Ready(after), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_goes_on_and_starts_while_the_next_version_is_there_and_not_at_the_one_after()
    {
        await using var before = new CoordinationHost { Database = _database };
        await Ready(before);

        await RunNextVersion(1);
        var told = $"schema {SchemaVersion.Own + 1}, host {SchemaVersion.Own}";
        Assert.Contains(told, await Ready(before), StringComparison.Ordinal);
        await using (var restarted = new CoordinationHost { Database = _database })
            Assert.Contains(told, await Ready(restarted), StringComparison.Ordinal);
        var older = await Assert.ThrowsAsync<MigrationException>(() => new Migrator(_database.Administrator).Migrate(new(null, null), Cancellation));
        Assert.Contains("migrated by a newer one", older.Message, StringComparison.Ordinal);

        await RunNextVersion(2);
        Assert.Equal([$"Database: the database is at migration {SchemaVersion.Own + 2}, and this host serves at {SchemaVersion.Own} and at the one after it: start a newer host."], await Refusal());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await before.WithToken(null).Get("/health/ready")).Status);
    }

    [Theory]
    [InlineData("drop function coordination.probe_write()", "function coordination.probe_write() is missing")]
    [InlineData("revoke select on events.mt_streams from coordination_writer; grant update on events.mt_streams to coordination_writer", "grant on table events.mt_streams to coordination_writer differs from the model")]
    [InlineData("alter table coordination.idempotency_keys rename column position to place", "table coordination.idempotency_keys differs: '\"position\" bigint' is missing; 'place bigint' is not in the model")]
    public async Task A_next_version_that_takes_away_what_a_host_uses_is_refused(string statement, string said)
    {
        await RunNextVersion(1);
        Assert.Empty((await SchemaCheck.FaultsOf(_database.Writer, Cancellation)).Faults);

        await Run(statement);

        var faults = (await SchemaCheck.FaultsOf(_database.Writer, Cancellation)).Faults;
        Assert.Contains(faults, fault => fault.StartsWith($"Database: {said}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_lacks_a_migration_or_all_of_them_is_refused()
    {
        await Run("delete from coordination.migrations where number = 33");
        Assert.Equal(["Database: the database lacks migration 33 (position_of_answers): run the verb migrate."], (await SchemaCheck.FaultsOf(_database.Writer, Cancellation)).Faults);

        await Run("drop table coordination.migrations");
        Assert.Equal(["Database: it was not migrated, or this login may not read coordination.migrations: run the verb migrate."], (await SchemaCheck.FaultsOf(_database.Writer, Cancellation)).Faults);
    }

    [Fact]
    public void A_version_from_another_line_of_scripts_is_refused()
    {
        var own = MigrationScript.All.Where(script => script.Number > 0).Select(script => script.Number).ToList();

        Assert.Equal(new(SchemaVersion.Own, false, null), SchemaVersion.Of(own));
        Assert.Equal(new(SchemaVersion.Own + 7, true, null), SchemaVersion.Of([.. own, SchemaVersion.Own + 7]));
        Assert.NotNull(SchemaVersion.Of([.. own, SchemaVersion.Own - 1]).Fault);
    }

    // What a newer host may do to a database: it adds, and replaces what can be made again.
    private Task RunNextVersion(int ahead) => Run($"""
        set role coordination_owner;
        create table coordination.next_{ahead} (id int primary key);
        alter table views.leases add column next_{ahead} text null;
        create or replace function coordination.probe_write() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as 'begin null; end';
        grant select on coordination.next_{ahead} to coordination_writer;
        insert into coordination.migrations (number, name, checksum) values ({SchemaVersion.Own + ahead}, 'next', '\x00');
        """);

    private static async Task<string> Ready(CoordinationHost host)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await host.WithToken(null).Get("/health/ready");
            if (answer.Status == HttpStatusCode.OK)
                return answer.Text;
            Assert.True(attempt < 100, answer.Text);
            await Task.Delay(50, Cancellation);
        }
    }

    private async Task<IReadOnlyList<string>> Refusal()
    {
        var folder = Directory.CreateTempSubdirectory("coordination-");
        try
        {
            await using var app = Composition.Build(
            [
                "--environment=Development", "--urls=http://127.0.0.1:0", $"--Identity:Development:Folder={folder.FullName}", $"--Keys:Folder={folder.FullName}/keys", "--TransparencyLog:Enabled=false",
                $"--ConnectionStrings:Writer={_database.Writer}", $"--ConnectionStrings:Projector={_database.Projector}", $"--ConnectionStrings:Messenger={_database.Messenger}", "--Logging:LogLevel:Default=None",
            ]);
            return (await Assert.ThrowsAsync<SettingsException>(() => app.StartAsync(Cancellation))).Faults;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<NpgsqlConnection> Open(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private async Task Run(string sql)
    {
        await using var connection = await Open(_database.Administrator);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
