using System.Data;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Testing;
using Npgsql;
using Xunit;
using static Coordination.Testing.AppendRequests;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>The walls in the database, tried with the application out of the picture.</summary>
public sealed class WallsTests(WallsFixture walls) : IClassFixture<WallsFixture>
{
    private const string Refused = PostgresErrorCodes.InsufficientPrivilege;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly string[] Tables =
    [
        "events.mt_events", "events.mt_streams", "events.mt_event_progression", "coordination.idempotency_keys", "coordination.migrations",
    ];

    // The two forms of the append: without messages, and with them.
    private const string Append = "integer[], integer[], bigint[], integer[], text[], text[], integer[], uuid[], text[], jsonb[], jsonb[], text[], text[], text[], integer[], text[], text[], bytea[], bytea[]";
    private const string Messages = "integer[], uuid[], text[], integer[], timestamptz[], bytea[], text[], text[]";

    public static TheoryData<string> ChangesToTables =>
    [
        .. Tables.SelectMany(table => new[]
        {
            $"delete from {table}", $"truncate {table}", $"drop table {table}", $"alter table {table} disable trigger all",
            $"alter table {table} add column note text", $"create index on {table} ((1))", $"lock table {table} in exclusive mode",
            $"copy {table} from stdin",
            $"create rule nothing as on delete to {table} do instead nothing", $"alter table {table} owner to current_user",
        }),
        "insert into events.mt_events (seq_id, id, stream_id, version, data, type) values (99, gen_random_uuid(), 'case-1', 9, '{}', 't.v1')",
        "insert into events.mt_streams (id, version) values ('case-9', 1)",
        "insert into coordination.idempotency_keys values ('a', 'b', '', '', now())",
        "insert into coordination.migrations values (99, 'x', '')",
        "update events.mt_events set data = '{}'",
        "update events.mt_streams set version = 0",
        "update coordination.idempotency_keys set body = ''",
        "update coordination.migrations set checksum = ''",
        "select setval('events.mt_events_sequence', 1)",
        "select nextval('events.mt_events_sequence')",
        "alter sequence events.mt_events_sequence restart",
        "create table events.other (id int)",
        "create table coordination.other (id int)",
        "create table public.other (id int)",
        "create temporary table other (id int)",
        "create schema other",
        "create or replace function coordination.append() returns int language sql as 'select 1'",
        "create function public.append() returns int language sql as 'select 1'",
        .. new[] { Append, $"{Append}, {Messages}" }.SelectMany(arguments => new[] { $"drop function coordination.append({arguments})", $"alter function coordination.append({arguments}) reset all" }),
        "drop trigger events_are_immutable on events.mt_events",
        "set session_replication_role = replica",
        "set role coordination_owner",
        "set session authorization coordination_owner",
        "create role other",
        "alter role coordination_owner login",
        "grant coordination_owner to current_user",
        "alter default privileges for role coordination_owner grant all on tables to public",
        "copy events.mt_events to program 'cat'",
        "select pg_read_file('postgresql.conf')",
    ];

    [Theory, MemberData(nameof(ChangesToTables))]
    public async Task The_writer_is_refused(string statement) => await AssertRefused(walls.Database.Writer, statement);

    [Theory, MemberData(nameof(ChangesToTables))]
    public async Task The_projector_is_refused(string statement)
    {
        string[] itsOwn = ["delete from", "lock table", "copy"]; // its place in the log
        if (statement.Contains("mt_event_progression", StringComparison.Ordinal) && itsOwn.Any(statement.StartsWith))
            await Execute(walls.Database.Projector, statement);
        else
            await AssertRefused(walls.Database.Projector, statement);
    }

    [Fact]
    public async Task Nobody_hands_on_rights()
    {
        foreach (var role in new[] { walls.Database.Writer, walls.Database.Projector })
            foreach (var schema in new[] { "events", "coordination", "views" })
            {
                await TryToGrant(role, $"grant select on all tables in schema {schema} to public");
                await TryToGrant(role, $"grant execute on all functions in schema {schema} to public");
            }
        Assert.Equal(0L, await Scalar(
            "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a "
            + "where n.nspname in ('events', 'coordination', 'views') and a.grantee = 0"));
    }

    [Fact]
    public async Task The_writer_is_refused_the_views_and_the_places_of_projections()
    {
        await AssertRefused(walls.Database.Writer, "select * from events.mt_event_progression");
        await AssertRefused(walls.Database.Writer, "insert into events.mt_event_progression (name, last_seq_id) values ('board', 1)");
        await AssertRefused(walls.Database.Writer, "create table views.other (id int)");
    }

    [Fact]
    public async Task The_projector_is_refused_to_append_and_to_read_answers()
    {
        await using var store = new MartenEventStore(new StoreOptions { ConnectionString = walls.Database.Projector });
        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.Append(To(NewStream(), ExpectedVersion.NoStream, Events(1)), Cancellation));
        await AssertRefused(walls.Database.Projector, "select * from coordination.idempotency_keys");
    }

    [Fact]
    public async Task The_writer_appends_and_reads()
    {
        await using var store = new MartenEventStore(new StoreOptions { ConnectionString = walls.Database.Writer });
        Assert.IsType<AppendResult.Appended>(await store.Append(To(NewStream(), ExpectedVersion.NoStream, Events(1)), Cancellation));
        Assert.NotEmpty(await store.ReadAll(0, 10, Cancellation));
    }

    [Fact]
    public async Task The_projector_reads_the_log_and_keeps_its_place()
    {
        await Execute(walls.Database.Projector, "select * from events.mt_events");
        await Execute(walls.Database.Projector, "insert into events.mt_event_progression (name, last_seq_id) values ('walls', 1)");
        await Execute(walls.Database.Projector, "update events.mt_event_progression set last_seq_id = 2 where name = 'walls'");
    }

    [Fact]
    public async Task The_owner_cannot_log_in()
    {
        var owner = new NpgsqlConnectionStringBuilder(walls.Database.Administrator) { Username = "coordination_owner", Pooling = false };
        await using var connection = new NpgsqlConnection(owner.ConnectionString);
        await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Cancellation));
        Assert.Equal(false, await Scalar("select rolcanlogin from pg_roles where rolname = 'coordination_owner'"));
        Assert.Equal(0L, await Scalar(
            "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner "
            + "where n.nspname in ('events', 'coordination', 'views') and r.rolname <> 'coordination_owner'"));
    }

    [Theory]
    [InlineData("update events.mt_events set data = '{}'")]
    [InlineData("update events.mt_events set is_archived = true where false")]
    [InlineData("delete from events.mt_events")]
    [InlineData("truncate events.mt_events")]
    [InlineData("truncate events.mt_events cascade")]
    [InlineData("delete from events.mt_streams")]
    [InlineData("truncate events.mt_streams cascade")]
    [InlineData("update events.mt_streams set version = version - 1")]
    [InlineData("update events.mt_streams set timestamp = now()")]
    [InlineData("update events.mt_streams set id = id || 'x'")]
    [InlineData("update events.mt_streams set id = id || 'x', version = version + 1")]
    [InlineData("update events.mt_streams set type = 'x', version = version + 1")]
    [InlineData("update coordination.idempotency_keys set body = ''")]
    [InlineData("set session_replication_role = replica; delete from events.mt_events")]
    [InlineData("set role coordination_owner; delete from events.mt_events")]
    [InlineData("merge into events.mt_events e using (select 1) s on true when matched then update set data = '{}'")]
    public async Task Even_a_superuser_is_refused(string statement) => await AssertRefused(walls.Database.Administrator, statement);

    [Fact]
    public async Task The_append_function_is_for_the_writer_only_and_looks_nowhere_else()
    {
        Assert.Equal(0L, await Scalar(
            "select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(p.proacl) a "
            + "where n.nspname in ('events', 'coordination', 'views') and a.grantee = 0"));
        Assert.Equal(0L, await Scalar(
            "select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('events', 'coordination', 'views') "
            + "and (p.proacl is null or not 'search_path=pg_catalog, pg_temp' = any (p.proconfig))"));
        await AssertRefused(walls.Database.Projector, "select coordination.append" + walls.NoArguments);
    }

    [Theory, InlineData(IsolationLevel.RepeatableRead), InlineData(IsolationLevel.Serializable)]
    public async Task Nothing_is_appended_by_a_transaction_that_does_not_see_what_others_committed_meanwhile(IsolationLevel isolation)
    {
        await using var connection = new NpgsqlConnection(walls.Database.Writer);
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(isolation, Cancellation);
        await using var append = new NpgsqlCommand("select coordination.append" + walls.NoArguments, connection, transaction);
        Assert.Contains("needs read committed", (await Assert.ThrowsAsync<PostgresException>(() => append.ExecuteNonQueryAsync(Cancellation))).MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_migration_finds_nothing_to_do() =>
        Assert.Equal(0, await new Migrator(walls.Database.Administrator).Migrate(new(null, null), Cancellation));

    private static async Task AssertRefused(string connection, string statement)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Execute(connection, statement));
        Assert.True(refusal.SqlState is Refused, $"{statement}: {refusal.Message}");
    }

    /// <summary>PostgreSQL warns and grants nothing where the role has a right but not the option to hand it on.</summary>
    private static async Task TryToGrant(string connection, string statement)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(statement);
        try
        {
            await command.ExecuteNonQueryAsync(Cancellation);
        }
        catch (PostgresException refusal) when (refusal.SqlState == Refused)
        {
            // The other way to be refused.
        }
    }

    private async Task<object?> Scalar(string sql)
    {
        await using var source = NpgsqlDataSource.Create(walls.Database.Administrator);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    private static async Task Execute(string connection, string statement)
    {
        await using var open = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await open.OpenAsync(Cancellation);
        await using var transaction = await open.BeginTransactionAsync(Cancellation);
        if (statement.StartsWith("copy", StringComparison.Ordinal) && statement.EndsWith("stdin", StringComparison.Ordinal))
        {
            await using var import = await open.BeginTextImportAsync(statement, Cancellation);
            return;
        }
        await using var command = new NpgsqlCommand(statement, open, transaction);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}

/// <summary>A database with an event, an answer and the four kinds of people who might try the walls.</summary>
public sealed class WallsFixture : IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    /// <summary>As many nulls as the function has arguments.</summary>
    public string NoArguments { get; } =
        "(null::int[], null::int[], null::bigint[], null::int[], null::text[], null::text[], null::int[], null::uuid[], null::text[], null::jsonb[], "
        + "null::jsonb[], null::text[], null::text[], null::text[], null::int[], null::text[], null::text[], null::bytea[], null::bytea[])";

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        await using var store = new MartenEventStore(new StoreOptions { ConnectionString = Database.Writer });
        await store.Append(To("case-1", ExpectedVersion.NoStream, Events(2)).Answering("key"), CancellationToken.None);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
