using System.Text.RegularExpressions;
using Coordination.Testing;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>The private cluster writes nothing of what is asked into its log, not even where it fails, and keeps what it acknowledged.</summary>
[Collection(OperatorsServer.Collection)]
[Trait("Prove", "true")]
public sealed class ServerSettingsTests(OperatorsServer server)
{
    public static TheoryData<string, string> Settings => new()
    {
        { "log_statement", "none" }, { "log_min_error_statement", "panic" }, { "log_min_duration_statement", "-1" }, { "log_min_duration_sample", "-1" }, { "log_transaction_sample_rate", "0" },
        { "log_parameter_max_length", "0" }, { "log_parameter_max_length_on_error", "0" }, { "log_error_verbosity", "terse" },
        { "debug_print_parse", "off" }, { "debug_print_rewritten", "off" }, { "debug_print_plan", "off" }, { "log_duration", "off" }, { "log_executor_stats", "off" },
        { "shared_preload_libraries", "" }, { "session_preload_libraries", "" }, { "local_preload_libraries", "" }, // so no auto_explain, and no statistics of statements
        { "track_activity_query_size", "1024" }, { "data_checksums", "on" }, { "fsync", "on" }, { "full_page_writes", "on" }, { "synchronous_commit", "on" },
        { "listen_addresses", "127.0.0.1" }, { "unix_socket_directories", "" }, { "password_encryption", "scram-sha-256" },
    };

    [Theory, MemberData(nameof(Settings))]
    public async Task The_server_is_set_so(string name, string value)
    {
        await using var source = NpgsqlDataSource.Create(server.Administrator);
        await using var command = source.CreateCommand("select setting from pg_settings where name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });

        Assert.Equal(value, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}

/// <summary>What the files say with which hosts and servers are started.</summary>
public sealed partial class StartFilesTests
{
    [Fact]
    public void What_holds_keys_leaves_no_copy_of_its_memory()
    {
        var run = Read("run.sh");
        Assert.Contains("ulimit -c 0", run, StringComparison.Ordinal);
        Assert.Contains("DOTNET_DbgEnableMiniDump=0 DOTNET_EnableDiagnostics=0", run, StringComparison.Ordinal);
        Assert.True(run.IndexOf("ulimit -c 0", StringComparison.Ordinal) < run.IndexOf("dotnet exec", StringComparison.Ordinal));
        Assert.Contains("DOTNET_EnableDiagnostics=0 DOTNET_DbgEnableMiniDump=0", Read("Dockerfile"), StringComparison.Ordinal);
        Assert.Equal(2, CoreIsOff().Count(Read("docker-compose.yml")));
        Assert.Contains("mem_swappiness: 0", Read("docker-compose.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_container_of_the_server_logs_no_more_than_the_private_one()
    {
        foreach (var setting in new[] { "log_statement=none", "log_min_error_statement=panic", "log_min_duration_statement=-1", "log_parameter_max_length=0", "log_parameter_max_length_on_error=0", "log_error_verbosity=terse" })
            Assert.Contains($"\"{setting}\"", Read("docker-compose.yml"), StringComparison.Ordinal);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Snapshot.RepositoryRoot, file));

    [GeneratedRegex(@"ulimits:\s+core: 0")]
    private static partial Regex CoreIsOff();
}
