using System.Diagnostics;
using System.Text.RegularExpressions;
using Coordination.Testing;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>
/// A PostgreSQL as operators start it, and one of its own: the passwords of roles belong to the whole server. The one that the other tests share is a
/// throwaway, which waits for no disk.
/// </summary>
public sealed partial class OperatorsServer : IAsyncLifetime
{
    public const string Collection = "A server as operators start it", Database = "coordination";
    private const string Cluster = "operators-test";

    /// <summary>Connection string of the administrator, to the database that the script made.</summary>
    public string Administrator { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Script("remove", Cluster);
        await Script("start", Cluster, Database);
        Administrator = new NpgsqlConnectionStringBuilder(Exported().Match(await Script("env", Cluster)).Groups[1].Value) { Database = Database }.ConnectionString;
    }

    public async ValueTask DisposeAsync() => await Script("remove", Cluster);

    private static async Task<string> Script(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Snapshot.RepositoryRoot, "scripts/postgres.sh")) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        // The server that it starts keeps the streams open: only the script is waited for.
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return arguments[0] == "env" ? await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) : "";
    }

    [GeneratedRegex("COORDINATION_POSTGRES='([^']*)'")]
    private static partial Regex Exported();
}

[CollectionDefinition(OperatorsServer.Collection)]
public sealed class OperatorsServerCollection : ICollectionFixture<OperatorsServer>;
