using Coordination.Host.Platform.Storage;
using Coordination.Testing;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>
/// As each login, with the application out of the picture, everything is tried that could be tried on everything that is in the database. What a
/// login may do is written down here, and is little; all the rest has to be refused for want of a right, and to leave nothing changed.
/// </summary>
public sealed class EveryLoginTests(ReaderWallsFixture walls) : IClassFixture<ReaderWallsFixture>
{
    private static readonly string[] ReadAndWritten = ["select", "count", "insert", "update", "delete", "lock"];
    private static readonly string[] PartsOfViews = ["rows", "generations", "leases", "agency_kinds", "lookups", .. ReaderWallsFixture.Partitions.Select(own => own.Partition)];

    private static readonly string[] TablesOfMessages =
        ["incoming_envelopes", "outgoing_envelopes", "dead_letters", "dead_letter_history", "nodes", "node_assignments", "node_records", "control_queue"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly string[] s_logins =
        ["coordination_writer", "coordination_projector", "coordination_integrator", "coordination_messenger", "coordination_courier", "coordination_outbox_reader", .. ViewReaders.All];

    public static TheoryData<string> Logins => [.. s_logins];

    [Theory, MemberData(nameof(Logins)), Trait("Sweep", "true")]
    public async Task A_login_does_what_it_is_there_for_and_is_refused_all_else(string login)
    {
        var allowed = Allowed(login);
        await using var connection = await Open(login);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        List<string> wrong = [];
        var refused = 0;
        var attempts = (await WallAttempt.All(walls.Database.Administrator, Cancellation)).Where(attempt => attempt.On != login);
        foreach (var attempt in Sweep.Of(OneForEachRight(attempts, Array.IndexOf(s_logins, login)), attempts))
        {
            var state = await Try(connection, transaction, attempt.Sql);
            var isRefused = state is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReservedName or PostgresErrorCodes.FeatureNotSupported;
            refused += isRefused ? 1 : 0;
            if (isRefused == allowed.Contains($"{attempt.Right} {attempt.On}"))
                wrong.Add($"{state ?? "worked"}: {attempt.Sql}");
        }

        Assert.True(wrong.Count == 0, $"{login}:\n{string.Join('\n', wrong)}");
        Assert.True(refused > Sweep.Of(300, 1_000), $"Only {refused} statements were refused.");
    }

    [Theory, MemberData(nameof(Logins))]
    public async Task Nobody_hands_on_what_they_have(string login)
    {
        await using var connection = await Open(login);
        var before = await Inventory(connection);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        foreach (var statement in new[] { "events", "coordination", "views", "transparency", "webhooks", "wolverine", "public" }.SelectMany(WallStatements.HandingOn))
            await Try(connection, transaction, statement, keeps: true);

        Assert.Equal(before, await Inventory(connection));
    }

    [Theory, MemberData(nameof(Logins))]
    public async Task Nobody_who_logs_in_changes_the_server(string login)
    {
        await using var connection = await Open(login);
        foreach (var statement in WallStatements.OutsideOfATransaction)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation));
            Assert.True(refusal.SqlState is PostgresErrorCodes.InsufficientPrivilege, $"{login}: {statement}: {refusal.SqlState} {refusal.Message}");
        }
    }

    /// <summary>One statement for each right on each relation, function and role. Each login tries another of those that take the same right.</summary>
    private static IEnumerable<WallAttempt> OneForEachRight(IEnumerable<WallAttempt> attempts, int login) =>
        attempts.GroupBy(attempt => (attempt.Right, attempt.On)).Select(same => same.ElementAt(login % same.Count()));

    /// <summary>Everything that a login may do. A line that is missing here and works, or is here and does not, fails the test.</summary>
    private static HashSet<string> Allowed(string login) => login switch
    {
        "coordination_writer" => [.. Reads("events.mt_events", "events.mt_streams", "coordination.idempotency_keys", "coordination.migrations", "transparency.checkpoints", "transparency.tiles", "transparency.tree"), "execute coordination.append", "execute coordination.probe_write"],
        "coordination_integrator" => [.. Reads("events.mt_events", "transparency.checkpoints", "transparency.tiles", "transparency.tree"), "execute transparency.grow", "execute transparency.add_signatures", "lock a number"],
        "coordination_projector" =>
        [
            .. Reads("events.mt_events", "events.mt_streams", "events.mt_event_projection_floors"), "read events.mt_events_sequence", "current events.mt_events_sequence", "execute events.mt_mark_event_progression", "lock a number", .. ReadAndWritten.Select(right => $"{right} events.mt_event_progression"), "execute views.advance", "execute views.switch_to",
            .. PartsOfViews.SelectMany(table => ReadAndWritten.Append("truncate").Where(right => right is not "insert").Select(right => $"{right} views.{table}")),
            "copy events.mt_event_progression", .. new[] { "rows", "generations", "leases" }.SelectMany(table => new[] { $"insert views.{table}", $"copy views.{table}" }), // not into a partition itself: there the walls stand
        ],
        "coordination_messenger" =>
        [
            .. TablesOfMessages.SelectMany(table => ReadAndWritten.Append("copy").Select(right => $"{right} wolverine.wolverine_{table}")), .. Reads("wolverine.wolverine_agent_restrictions"), "lock a number",
            .. new[] { "nodes_node_number", "node_records_id" }.SelectMany(sequence => new[] { $"next wolverine.wolverine_{sequence}_seq", $"current wolverine.wolverine_{sequence}_seq" }),
        ],
        "coordination_courier" => [.. ReadAndWritten.Select(right => $"{right} webhooks.outbox"), "execute webhooks.under_lease"],
        "coordination_outbox_reader" => ["count webhooks.outbox"], // the columns that say how it went, and not what it says
        _ => [.. Reads("views.generations"), .. ReaderWallsFixture.Partitions.Where(own => own.IsReadBy(login)).SelectMany(own => Reads(
            [$"views.{own.Partition}", $"views.serving_{own.Partition}", .. own.ByKind ? ["views.agency_kinds", "views.serving_agency_kinds"] : Array.Empty<string>()]))],
    };

    private static IEnumerable<string> Reads(params string[] relations) => relations.SelectMany(relation => new[] { $"select {relation}", $"count {relation}" });

    /// <summary>The state with which a statement failed; null when it worked. Of what worked nothing stays, unless it is to.</summary>
    private static async Task<string?> Try(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, bool keeps = false)
    {
        await transaction.SaveAsync("here", Cancellation);
        string? state = null;
        try
        {
            await Run(connection, sql);
        }
        catch (PostgresException refusal)
        {
            state = refusal.SqlState;
        }
        if (state is not null || !keeps)
            await transaction.RollbackAsync("here", Cancellation);
        return state;
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        if (sql.EndsWith("to stdout", StringComparison.Ordinal))
        {
            using var export = await connection.BeginTextExportAsync(sql, Cancellation);
            await export.ReadToEndAsync(Cancellation);
        }
        else if (sql.EndsWith("from stdin", StringComparison.Ordinal))
        {
            await using var import = await connection.BeginTextImportAsync(sql, Cancellation);
        }
        else
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }

    private static async Task<List<string>> Inventory(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(await File.ReadAllTextAsync(Path.Combine(Snapshot.RepositoryRoot, "tests/Coordination.Host.Tests/Platform/Storage/inventory.sql"), Cancellation), connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        List<string> lines = [];
        while (await reader.ReadAsync(Cancellation))
            lines.Add(reader.GetString(0));
        return lines;
    }

    private async Task<NpgsqlConnection> Open(string login)
    {
        var settings = login switch
        {
            "coordination_writer" => walls.Database.Writer,
            "coordination_projector" => walls.Database.Projector,
            "coordination_integrator" => walls.Database.Integrator,
            "coordination_messenger" => walls.Database.Messenger,
            _ => walls.Database.Reader(login),
        };
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        return connection;
    }
}
