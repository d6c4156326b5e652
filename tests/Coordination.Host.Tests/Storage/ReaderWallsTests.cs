using Coordination.Host.Storage;
using Coordination.Testing;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Storage;

/// <summary>The walls around those who read views, one login for each kind of caller, tried with the application out of the picture.</summary>
public sealed class ReaderWallsTests(ReaderWallsFixture walls) : IClassFixture<ReaderWallsFixture>
{
    private const string Refused = PostgresErrorCodes.InsufficientPrivilege;
    private static readonly string[] Secrets = ["events.mt_events", "events.mt_streams", "events.mt_event_progression", "coordination.idempotency_keys", "coordination.migrations", "views.leases", "views.rows"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Attempts => Each([.. WallsTests.ChangesToTables.Select(row => (string)row.Data),
        .. Secrets.SelectMany(table => new[] { $"select * from {table}", $"select count(*) from {table}", $"table {table} limit 0", $"copy {table} to stdout" }),
        "select views.advance('x', 0, 1, 'x', 1, '1s')", "select views.switch_to('partner-inbox', 1, 'x', 1)", "call coordination.wall_off('partner_inbox', 'coordination_reads_inbox')",
        "update views.generations set serving = 9", "delete from views.generations", "create table views.mine (id int)", "create view views.mine as select 1",
        "set role coordination_projector", "set role coordination_writer", "set row_security = off; select * from views.rows", "select lo_import('/etc/passwd')", "alter role current_user superuser"]);

    public static TheoryData<string, string> ForeignPartitions => new(
        from login in ViewReaders.All from own in ReaderWallsFixture.Partitions
        where own.Login != login from verb in new[] { $"select * from views.{own.Partition}", $"select * from views.serving_{own.Partition}", $"delete from views.{own.Partition}", $"select doc from views.serving_{own.Partition} where false" }
        select new TheoryDataRow<string, string>(login, verb));

    public static TheoryData<string, string> OwnPartitions => new(ReaderWallsFixture.Partitions.Select(own => new TheoryDataRow<string, string>(own.Login, own.Partition)));

    [Theory, MemberData(nameof(Attempts)), MemberData(nameof(ForeignPartitions))]
    public async Task A_reader_is_refused(string login, string statement)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Rows(login, statement));
        Assert.True(refusal.SqlState is Refused, $"{login}: {statement}: {refusal.SqlState} {refusal.Message}");
    }

    [Theory, MemberData(nameof(OwnPartitions))]
    public async Task A_reader_sees_nothing_where_no_compartment_is_named_and_one_where_one_is(string login, string partition)
    {
        foreach (var relation in new[] { partition, $"serving_{partition}" })
        {
            Assert.Empty(await Rows(login, $"select compartment from views.{relation}"));
            Assert.Equal(["open-door"], await Rows(login, $"select compartment from views.{relation}", "open-door"));
            Assert.Empty(await Rows(login, $"select compartment from views.{relation} where compartment = 'county-sheriff' or true and person = 'dana'", "open-door"));
            Assert.Equal(["county-sheriff", "county-sheriff"], await Rows(login, $"select compartment from views.{relation}", "county-sheriff", "dana"));
            Assert.Equal(["county-sheriff"], await Rows(login, $"select compartment from views.{relation}", "county-sheriff", "lou"));
            Assert.Empty(await Rows(login, $"select compartment from views.{relation}", "%"));
        }
    }

    [Theory, MemberData(nameof(OwnPartitions))]
    public async Task A_compartment_that_was_named_is_forgotten_with_the_transaction(string login, string partition)
    {
        await using var connection = new NpgsqlConnection(walls.Database.Reader(login));
        await connection.OpenAsync(Cancellation);
        Assert.Equal(["open-door"], await Rows(connection, $"select compartment from views.{partition}", "open-door"));

        Assert.Empty(await Rows(connection, $"select compartment from views.{partition}"));
    }

    [Fact]
    public async Task Everything_in_the_database_and_who_may_do_what_with_it_is_on_the_list()
    {
        await using var source = NpgsqlDataSource.Create(walls.Database.Administrator);
        await using var command = source.CreateCommand(await File.ReadAllTextAsync(Path.Combine(Snapshot.RepositoryRoot, "tests/Coordination.Host.Tests/Storage/inventory.sql"), Cancellation));
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        List<string> lines = [];
        while (await reader.ReadAsync(Cancellation))
            lines.Add(reader.GetString(0));

        Snapshot.Matches("tests/Coordination.Host.Tests/Contracts/database.txt", string.Join('\n', lines) + "\n", "Something in the database is new, or somebody may do something with it that they might not before. Is that meant?");
    }

    private static TheoryData<string, string> Each(IReadOnlyList<string> statements) =>
        new(from login in ViewReaders.All from statement in statements select new TheoryDataRow<string, string>(login, statement));

    private async Task<List<string>> Rows(string login, string statement, string? compartment = null, string? person = null)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(walls.Database.Reader(login)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        return await Rows(connection, statement, compartment, person);
    }

    private static async Task<List<string>> Rows(NpgsqlConnection connection, string statement, string? compartment = null, string? person = null)
    {
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        if (statement.StartsWith("copy", StringComparison.Ordinal) && statement.EndsWith("stdin", StringComparison.Ordinal))
        {
            await using var import = await connection.BeginTextImportAsync(statement, Cancellation);
            return [];
        }
        await using (var naming = new NpgsqlCommand("select set_config('coordination.compartment', $1, true), set_config('coordination.person', $2, true)", connection, transaction))
        {
            naming.Parameters.Add(new NpgsqlParameter<string> { TypedValue = compartment ?? "" });
            naming.Parameters.Add(new NpgsqlParameter<string> { TypedValue = person ?? "" });
            if (compartment is not null)
                await naming.ExecuteNonQueryAsync(Cancellation);
        }
        await using var command = new NpgsqlCommand(statement, connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        List<string> rows = [];
        while (await reader.ReadAsync(Cancellation))
            rows.Add($"{reader.GetValue(0)}");
        return rows;
    }
}

/// <summary>In each partition a row of each of two agencies, and one for one person of the second.</summary>
public sealed class ReaderWallsFixture : IAsyncLifetime
{
    public static IReadOnlyList<(string Partition, string Projection, string Login)> Partitions { get; } =
    [
        ("advocate_caseload", "advocate-caseload", "coordination_reads_caseload"), ("coordinator_board", "coordinator-board", "coordination_reads_board"),
        ("partner_inbox", "partner-inbox", "coordination_reads_inbox"), ("auditor_timeline", "auditor-timeline", "coordination_reads_audit"),
    ];

    public TestDatabase Database { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        await using var source = NpgsqlDataSource.Create(Database.Projector);
        foreach (var (_, projection, _) in Partitions)
        {
            await using var command = source.CreateCommand($"""
                insert into views.generations (projection, serving, latest) values ('{projection}', 1, 1);
                insert into views.rows (projection, generation, key, compartment, kind, sort, doc, person) values
                    ('{projection}', 1, 'a', 'open-door', 'case', '1', '{EmptyJson}', null),
                    ('{projection}', 1, 'b', 'county-sheriff', 'case', '1', '{EmptyJson}', null),
                    ('{projection}', 1, 'c', 'county-sheriff', 'case', '2', '{EmptyJson}', 'dana');
                """);
            await command.ExecuteNonQueryAsync();
        }
    }

    private const string EmptyJson = "{}";

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
