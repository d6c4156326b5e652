using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Coordination.Host.Platform.Storage;
using Coordination.Testing;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>What docker-compose.yml runs, run here in its order with its settings against a PostgreSQL as operators start it.</summary>
[Collection(OperatorsServer.Collection)]
[Trait("Prove", "true")]
public sealed partial class ComposeTests(OperatorsServer server) : IDisposable
{
    private static readonly Dictionary<string, Service> s_services = Read();

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal) { ["COORDINATION_ADMIN_PASSWORD"] = new NpgsqlConnectionStringBuilder(server.Administrator).Password! };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coordination-");
    private readonly string _administrator = server.Administrator;

    private sealed record Service(string[] Command, Dictionary<string, string> Environment, string[] After);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_migration_runs_before_the_host_and_the_host_has_logins_that_do_what_they_must_and_no_more()
    {
        Assert.Equal(["migrate"], s_services["host"].After);
        Assert.Equal(["postgres"], s_services["migrate"].After);
        Assert.Equal(["migrate"], s_services["migrate"].Command);
        Assert.DoesNotContain(s_services["host"].Environment, setting => setting.Value.Contains("ADMIN", StringComparison.Ordinal) || setting.Value.Contains("Username=postgres", StringComparison.Ordinal)
            || setting.Key.StartsWith("Database__", StringComparison.Ordinal));

        Assert.Matches(@"^Applied \d+ migrations\.\s*$", await Finished(Started("migrate")));
        Assert.Matches(@"^The database is up to date\.\s*$", await Finished(Started("migrate"))); // as at the second `up`

        using (var host = PublishedHost.Serve(_folder.FullName, Environment("host")))
            Assert.StartsWith("ready\nschema ", await host.Ready(Cancellation), StringComparison.Ordinal);
        foreach (var (setting, connection) in Settings("host").Where(setting => setting.Key.StartsWith("ConnectionStrings__", StringComparison.Ordinal)))
        {
            Assert.True((await LoginRights.FaultsOf(connection, [.. ViewReaders.All, .. OutboxDatabase.Logins], Cancellation)).Count == 0, setting);
            foreach (var attempt in new[] { "create table t ()", "create schema s", "drop trigger events_are_immutable on events.mt_events", "delete from events.mt_events", "insert into events.mt_streams (id, version) values ('case-1', 1)", "set role coordination_owner", "alter role coordination_writer superuser", "select pg_read_file('/etc/passwd')", "copy events.mt_events to program 'true'" })
                Assert.Contains((await Assert.ThrowsAsync<PostgresException>(() => Run(connection, attempt))).SqlState, new[] { PostgresErrorCodes.InsufficientPrivilege });
        }
        await Run(Settings("host")["ConnectionStrings__Writer"], "select coordination.probe_write()");
    }

    private Dictionary<string, string> Settings(string service) => s_services[service].Environment.ToDictionary(setting => setting.Key, setting => Variable().Replace(setting.Value, variable =>
        variable.Groups["default"] is { Success: true } given ? given.Value : _variables.TryGetValue(variable.Groups["name"].Value, out var known) ? known : _variables[variable.Groups["name"].Value] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)))
        .Replace("Host=postgres;", $"Host=127.0.0.1;Port={new NpgsqlConnectionStringBuilder(_administrator).Port};", StringComparison.Ordinal), StringComparer.Ordinal);

    private IEnumerable<KeyValuePair<string, string>> Environment(string service) =>
    [
        .. Settings(service), new("Identifiers__Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), new("TransparencyLog__KeyFile", Path.Combine(_folder.FullName, "log.key")),
    ];

    private Process Started(string service) => PublishedHost.Run(_folder.FullName, s_services[service].Command, Environment(service));

    private static async Task<string> Finished(Process process)
    {
        using (process)
        {
            var (said, complained) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
            await process.WaitForExitAsync(Cancellation);
            Assert.True(process.ExitCode == 0, await complained);
            return await said;
        }
    }

    private static async Task Run(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static Dictionary<string, Service> Read() => ServiceBlock().Matches(File.ReadAllText(Path.Combine(Snapshot.RepositoryRoot, "docker-compose.yml"))).ToDictionary(
        block => block.Groups["name"].Value,
        block => new Service(
            Command().Match(block.Value) is { Success: true } command ? [.. Word().Matches(command.Value).Select(word => word.Groups[1].Value)] : [],
            Section(block.Value, "environment").ToDictionary(line => line.Key, line => line.Value, StringComparer.Ordinal),
            [.. Section(block.Value, "depends_on").Select(line => line.Key)]), StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Section(string block, string name) =>
        Regex.Match(block, $@"^    {name}:\n((?:      .*\n)+)", RegexOptions.Multiline) is { Success: true } section
            ? Entry().Matches(section.Groups[1].Value).Select(entry => KeyValuePair.Create(entry.Groups[1].Value, entry.Groups[2].Value))
            : [];

    [GeneratedRegex(@"^  (?<name>\w+):\n(?:(?:    .*)?\n)+", RegexOptions.Multiline)]
    private static partial Regex ServiceBlock();

    [GeneratedRegex(@"^    command: \[.*", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Word();

    [GeneratedRegex(@"^      (\w+): ?(.*)$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\$\{(?<name>\w+)(?::-(?<default>[^}]*)|:\?[^}]*)\}")]
    private static partial Regex Variable();
}
