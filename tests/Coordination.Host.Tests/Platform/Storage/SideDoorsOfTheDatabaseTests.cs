using System.Globalization;
using System.Text.RegularExpressions;
using Coordination.Testing;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>
/// What PostgreSQL tells of rows that it does not show: in plans, statistics, error texts and the list of what others do. A login of police
/// looks for what a clinic has.
/// </summary>
public sealed partial class SideDoorsOfTheDatabaseTests(SideDoorsFixture database) : IClassFixture<SideDoorsFixture>
{
    private const string Police = "coordination_reads_inbox_law_enforcement";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Each would fail, and say why in the words of the row, if it were applied to a row that is not shown.</summary>
    public static TheoryData<string> Predicates =>
    [
        "(doc ->> 'text')::int = 1", "(doc ->> 'text')::uuid is not null", "key::int > 0", "1 / (case when doc::text like '%Qanarie%' then 0 else 1 end) = 1", "cast(doc ->> 'text' as timestamptz) < now()",
        "xmlparse(document doc ->> 'text') is not null", "(doc ->> 'text')::xml is not null", "to_number(doc ->> 'text', '9') = 1", "jsonb_array_length(doc) = 1", "length(repeat(doc ->> 'text', 100000000)) > 0", "person::int = 1", "sort::int = 1",
        "(select r from (select doc) r)::text::int = 1", "exists (select (doc ->> 'text')::int)", "doc @? '$.text ? (@.double() > 1)' or (doc ->> 'text')::int = 1",
    ];

    [Theory, MemberData(nameof(Predicates))]
    public async Task A_condition_that_would_tell_is_not_asked_of_a_row_that_is_not_shown(string predicate)
    {
        foreach (var relation in new[] { "views.partner_inbox", "views.serving_partner_inbox" })
            foreach (var compartment in new[] { "county-clinic", "county-sheriff", "", "%" })
            {
                Assert.Empty(await As(Police, compartment, $"select key from {relation} where {predicate}"));
                Assert.Empty(await As(Police, compartment, $"select key from {relation} where compartment = 'county-clinic' and {predicate}"));
                Assert.Equal(["0"], await As(Police, compartment, $"select count(*) filter (where {predicate}) from {relation}"));
            }
    }

    [Fact]
    public async Task A_condition_on_a_row_that_is_shown_does_fail()
    {
        await Assert.ThrowsAsync<PostgresException>(() => As("coordination_reads_inbox_medical", "county-clinic", "select key from views.partner_inbox where (doc ->> 'text')::int = 1"));
    }

    [Fact]
    public async Task A_plan_does_not_tell_how_many_rows_somebody_has()
    {
        var estimates = new List<string>();
        foreach (var compartment in new[] { "county-clinic", "county-sheriff", "nobody-knows" }) // 3,000 rows, one, none
            foreach (var named in new[] { "county-clinic", "county-sheriff", "" })
                estimates.Add(string.Join('\n', (await As(Police, named, $"explain select * from views.partner_inbox where generation = 1 and kind = 'disclosure' and compartment = '{compartment}'"))
                    .Select(line => line.Replace(compartment, "X", StringComparison.Ordinal))));

        Assert.Single(estimates.Distinct());
        Assert.DoesNotMatch(ThousandsOfRows(), estimates[0]);
    }

    [Fact]
    public async Task A_plan_that_is_carried_out_does_not_count_rows_that_are_not_shown()
    {
        foreach (var condition in new[] { "true", "compartment = 'county-clinic'", "compartment <> 'county-sheriff'" })
        {
            var plan = await As(Police, "county-clinic", $"explain (analyze, timing off, summary off, costs off) select * from views.partner_inbox where {condition}");
            Assert.DoesNotContain(plan, line => line.Contains("Removed by Filter: 3000", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Statistics_hold_nothing_that_tells_whose_rows_they_are()
    {
        Assert.Empty(await As(Police, "county-clinic", "select attname from pg_stats where schemaname = 'views' and tablename = 'partner_inbox'"));
        Assert.Empty(await As(Police, "county-clinic", "select * from pg_stats where most_common_vals::text like '%county-clinic%' or histogram_bounds::text like '%county-clinic%'"));
        await using var source = NpgsqlDataSource.Create(database.Database.Administrator);
        await using var command = source.CreateCommand(
            "select string_agg(tablename || '.' || attname, ' ') from pg_stats where schemaname = 'views' and attname in ('compartment', 'person', 'key', 'sort', 'doc') and tablename <> 'rows'");
        Assert.Equal(DBNull.Value, await command.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task What_others_ask_of_the_database_is_not_shown_and_they_are_not_stopped()
    {
        await using var other = new NpgsqlConnection(database.Database.Writer);
        await other.OpenAsync(Cancellation);
        await using (var asked = new NpgsqlCommand("select count(*) from events.mt_events where stream_id = 'survivor-Qanarie'", other))
            await asked.ExecuteScalarAsync(Cancellation);

        Assert.Equal(["<insufficient privilege>"], await As(Police, "x", $"select query from pg_stat_activity where pid = {other.ProcessID}"));
        foreach (var stop in new[] { "pg_terminate_backend", "pg_cancel_backend" })
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => As(Police, "x", $"select {stop}({other.ProcessID})"))).SqlState);
    }

    [Fact]
    public async Task What_is_told_when_something_is_appended_says_nothing()
    {
        await using var listening = new NpgsqlConnection(database.Database.Reader(Police));
        await listening.OpenAsync(Cancellation);
        List<string> told = [];
        listening.Notification += (_, note) => told.Add(note.Payload);
        var channels = (await File.ReadAllTextAsync(Path.Combine(Snapshot.RepositoryRoot, "src/Coordination.Host/Platform/Storage/Sql/003_append.sql"), Cancellation));
        var channel = Channel().Match(channels).Groups[1].Value;
        await using (var listen = new NpgsqlCommand($"listen {channel}", listening))
            await listen.ExecuteNonQueryAsync(Cancellation);
        await database.Append(Cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        while (told.Count == 0)
            await listening.WaitAsync(limit.Token);

        Assert.All(told, Assert.Empty);
    }

    private async Task<List<string>> As(string login, string compartment, string statement)
    {
        await using var connection = new NpgsqlConnection(database.Database.Reader(login));
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using (var naming = new NpgsqlCommand("select set_config('coordination.compartment', $1, true), set_config('coordination.person', 'dana', true)", connection, transaction))
        {
            naming.Parameters.Add(new NpgsqlParameter<string> { TypedValue = compartment });
            await naming.ExecuteNonQueryAsync(Cancellation);
        }
        await using var command = new NpgsqlCommand(statement, connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        List<string> rows = [];
        while (await reader.ReadAsync(Cancellation))
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return rows;
    }

    [GeneratedRegex("rows=[0-9]{4,}")]
    private static partial Regex ThousandsOfRows();

    [GeneratedRegex(@"(?:notify |pg_notify\(')([a-z_]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Channel();
}

/// <summary>A clinic with three thousand rows, police with one, and statistics of all of them.</summary>
public sealed class SideDoorsFixture : IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        await Run(Database.Projector,
            """
            insert into views.rows (projection, generation, key, compartment, kind, sort, status, doc) values
                ('agency-kinds', 1, 'agency/county-clinic', 'county-clinic', 'agency', '', 'medical', '{}'), ('agency-kinds', 1, 'agency/county-sheriff', 'county-sheriff', 'agency', '', 'lawEnforcement', '{}');
            insert into views.generations (projection, serving, latest) values ('partner-inbox', 1, 1);
            insert into views.rows (projection, generation, key, compartment, kind, sort, person, doc)
                select 'partner-inbox', 1, 'disclosure/Qanarie' || n, 'county-clinic', 'disclosure', 'Qanarie' || n, null, '{"text":"Qanarie"}' from generate_series(1, 3000) n;
            insert into views.rows (projection, generation, key, compartment, kind, sort, person, doc) values ('partner-inbox', 1, 'disclosure/1', 'county-sheriff', 'request', '1', 'lou', '[1, 2]');
            """);
        await Run(Database.Administrator, "analyze");
    }

    public async Task Append(CancellationToken cancellation)
    {
        await using var store = new Coordination.Host.Platform.Storage.Marten.MartenEventStore(new() { ConnectionString = Database.Writer });
        await store.Append(AppendRequests.To(AppendRequests.NewStream(), Coordination.Host.Platform.Execution.ExpectedVersion.NoStream, AppendRequests.Events(1)), cancellation);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private static async Task Run(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
