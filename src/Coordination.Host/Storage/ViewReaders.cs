using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Coordination.Host.Storage;

/// <summary>
/// Connections that read, a pool for each kind of caller, each with a login that has the rows of its projections and no others. The
/// passwords follow from the projector's, which may read all of it anyhow: there is one secret less to keep.
/// </summary>
public sealed class ViewReaders(ViewStoreOptions options) : IAsyncDisposable
{
    private const string ForPartners = "coordination_reads_inbox";

    private static readonly Dictionary<string, string> Logins = new(StringComparer.Ordinal)
    {
        ["advocate-caseload"] = "coordination_reads_caseload",
        ["coordinator-board"] = "coordination_reads_board",
        ["accountability"] = "coordination_reads_board",
        ["auditor-timeline"] = "coordination_reads_audit",
        ["survivor-ledger"] = "coordination_reads_own",
        ["partner-inbox"] = ForPartners,
    };

    private readonly ConcurrentDictionary<string, Lazy<ViewDatabase>> _pools = new(StringComparer.Ordinal);

    /// <summary>Every login that reads.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Logins.Values.Distinct()];

    /// <summary>The password of a login, from the projector's.</summary>
    public static string PasswordOf(string login, string projectorPassword) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(projectorPassword), Encoding.UTF8.GetBytes(login)));

    /// <summary>The view of the rows of a projection that serve, as its readers see it.</summary>
    internal static string ViewOf(string projection) => Logins.ContainsKey(projection)
        ? $"views.serving_{projection.Replace('-', '_')}"
        : throw new InvalidOperationException($"Nobody reads {projection}: give it a login.");

    internal ViewDatabase For(string projection) =>
        _pools.GetOrAdd(Logins.GetValueOrDefault(projection, ForPartners), login => new(() => Open(login))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in _pools.Values.Where(pool => pool.IsValueCreated))
            await pool.Value.DisposeAsync();
    }

    private ViewDatabase Open(string login)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        (settings.Username, settings.Password) = (login, PasswordOf(login, settings.Password ?? ""));
        return new ViewDatabase(options with { ConnectionString = settings.ConnectionString });
    }
}
