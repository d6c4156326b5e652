using System.Diagnostics;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Schema;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage.Schema;

/// <summary>Whatever is changed in a database, each kind of object, is found by name; and mended where nothing stored can be lost. Every change is undone.</summary>
public sealed class SchemaDifferencesTests(WallsFixture walls) : IClassFixture<WallsFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_differs_in_a_database_that_was_migrated()
    {
        foreach (var login in new[] { walls.Database.Administrator, walls.Database.Writer, walls.Database.Projector, walls.Database.Integrator, walls.Database.Messenger })
        {
            await using var connection = await Open(login);
            Assert.Empty(await Differences(connection));
        }
    }

    /// <summary>What each start of a host pays. The best of three: other tests run beside this one.</summary>
    [Fact]
    public async Task Comparing_takes_less_than_three_tenths_of_a_second()
    {
        List<TimeSpan> took = [];
        for (var time = 0; time < 3; time++)
        {
            var began = Stopwatch.GetTimestamp();
            Assert.Empty((await SchemaCheck.FaultsOf(walls.Database.Writer, Cancellation)).Faults);
            took.Add(Stopwatch.GetElapsedTime(began));
        }
        TestContext.Current.SendDiagnosticMessage(string.Join(' ', took));
        Assert.True(took.Min() < TimeSpan.FromMilliseconds(300), string.Join(' ', took));
    }

    [Theory]
    [InlineData("drop trigger events_are_immutable on events.mt_events", "trigger events_are_immutable on events.mt_events is missing")]
    [InlineData("alter table events.mt_events disable trigger events_are_immutable", "trigger events_are_immutable on events.mt_events differs from the model")]
    [InlineData("create trigger other before insert on events.mt_events for each row execute function coordination.refuse_change()", "trigger other on events.mt_events is not in the model")]
    [InlineData("create or replace function coordination.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as 'begin return null; end'", "function coordination.refuse_change() differs from the model")]
    [InlineData("alter function coordination.probe_write() security invoker", "function coordination.probe_write() differs from the model")]
    [InlineData("create or replace function events.mt_archive_stream(streamid varchar) returns void language plpgsql as 'begin end'", "function events.mt_archive_stream(character varying) differs from the model")]
    [InlineData("drop policy own_agency on webhooks.outbox", "policy own_agency on webhooks.outbox is missing")]
    [InlineData("alter policy own_compartment on views.outcomes using (true)", "policy own_compartment on views.outcomes differs from the model")]
    [InlineData("create policy everybody on views.outcomes using (true)", "policy everybody on views.outcomes is not in the model")]
    [InlineData("alter table views.survivor_ledger disable row level security", "row security views.survivor_ledger differs from the model")]
    [InlineData("grant insert on events.mt_events to coordination_writer", "grant on table events.mt_events to coordination_writer differs from the model")]
    [InlineData("grant select on events.mt_events to public", "grant on table events.mt_events to public is not in the model")]
    [InlineData("grant select (body) on webhooks.outbox to coordination_outbox_reader", "grant on table webhooks.outbox to coordination_outbox_reader differs from the model")]
    [InlineData("revoke execute on function coordination.probe_write() from coordination_writer", "grant on function coordination.probe_write() to coordination_writer is missing")]
    [InlineData("grant usage on schema coordination to public", "grant on schema coordination to public is not in the model")]
    [InlineData("create or replace view views.serving_outcomes as select r.compartment, r.person, r.kind, r.sort, r.key, r.status, r.due, r.doc, r.party, r.purpose from views.outcomes r", "view views.serving_outcomes differs from the model")]
    [InlineData("drop index views.rows_in_order", "index views.rows_in_order is missing")]
    [InlineData("alter table views.outcomes alter column person set statistics 100", "column statistics of views.outcomes.person differs from the model")]
    [InlineData("alter table views.leases drop constraint leases_pkey", "constraint leases_pkey on views.leases is missing")]
    public async Task What_differs_is_named_and_the_patch_mends_it(string tampering, string said)
    {
        await using var connection = await Tampered(tampering);

        var difference = Assert.Single(await Differences(connection), one => $"{one}" == said);
        Assert.NotNull(difference.Mending);

        var patch = await CoordinationSchema.Patch(connection, Cancellation);
        PatchGuard.Check("The patch", patch);
        await Run(connection, patch);
        Assert.Empty(await Differences(connection));
    }

    [Theory]
    [InlineData("alter table events.mt_events drop column user_name cascade; alter table events.mt_events add column note text", "table events.mt_events differs: 'user_name character varying' is missing; 'note text' is not in the model")]
    [InlineData("alter table coordination.idempotency_keys alter column body drop not null", "table coordination.idempotency_keys differs: 'body bytea not null' is missing; 'body bytea' is not in the model")]
    [InlineData("drop table transparency.tiles", "table transparency.tiles is missing")]
    [InlineData("create table coordination.copies as table events.mt_events", "table coordination.copies is not in the model")]
    [InlineData("create index other on events.mt_events (type)", "index events.other is not in the model")]
    [InlineData("alter table views.generations drop constraint generations_check; alter table views.generations add constraint generations_check check (true)", "constraint generations_check on views.generations differs from the model")]
    [InlineData("create function views.other() returns int language sql as 'select 1'", "function views.other() is not in the model")]
    [InlineData("create rule other as on insert to views.leases do also nothing", "rule other on views.leases is not in the model")]
    public async Task What_no_patch_mends_without_loss_is_left_to_a_person(string tampering, string said)
    {
        await using var connection = await Tampered(tampering + "; drop trigger events_are_immutable on events.mt_events");

        Assert.Contains(await Differences(connection), one => $"{one}" == said && one.Mending is null);
        Assert.Contains(said, (await Assert.ThrowsAsync<MigrationException>(() => CoordinationSchema.Patch(connection, Cancellation))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CHECK (((a >= 32) AND (a <= 8192)) AND ((a % 32) = 0))", "CHECK ((a >= 32) AND (a <= 8192) AND ((a % 32) = 0))")]
    [InlineData("((x OR y) OR (z))", "(x OR y OR (z))")]
    [InlineData("((a AND b) AND (c AND (d AND e)))", "(a AND b AND c AND d AND e)")]
    public void Parentheses_of_a_chain_mean_nothing(string one, string other) => Assert.Equal(ConditionText.Flat(one), ConditionText.Flat(other));

    [Theory]
    [InlineData("((a AND b) OR c)", "(a AND (b OR c))")]
    [InlineData("(NOT (a AND b) AND c)", "(NOT a AND b AND c)")]
    [InlineData("(a = ' (b AND c) AND d')", "(a = ' b AND c AND d')")]
    [InlineData("(f(a AND b) AND c)", "(f a AND b AND c)")]
    [InlineData("(compartment = x AND (person IS NULL OR person = y))", "((compartment = x AND person IS NULL) OR person = y)")]
    public void Other_parentheses_do(string one, string other) => Assert.NotEqual(ConditionText.Flat(one), ConditionText.Flat(other));

    private async Task<NpgsqlConnection> Tampered(string sql)
    {
        var connection = await Open(walls.Database.Administrator);
        await Run(connection, $"begin; set local role coordination_owner; {sql}"); // undone when the connection is closed
        return connection;
    }

    private static async Task<List<SchemaDifference>> Differences(NpgsqlConnection connection) =>
        [.. (await CoordinationSchema.Compare(connection, Cancellation)).SelectMany(delta => delta.Differences)];

    private static async Task<NpgsqlConnection> Open(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
