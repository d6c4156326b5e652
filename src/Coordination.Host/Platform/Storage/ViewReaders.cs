using System.Collections.Concurrent;
using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>
/// Connections that read, a pool for each kind of caller, each with a login that has the rows of its projections and no others. What
/// agencies read has a login for each kind of agency. The passwords follow from the projector's, which may read all of it anyhow: there
/// is one secret less to keep.
/// </summary>
public sealed class ViewReaders(ViewStoreOptions options) : IAsyncDisposable
{
    private const string Prefix = "coordination_reads_";

    /// <summary>Projections whose rows are not agencies': one login reads them all.</summary>
    private static readonly Dictionary<string, string> ForOneKindOfCaller = new(StringComparer.Ordinal)
    {
        ["coordinator-board"] = "board",
        ["accountability"] = "board",
        ["auditor-timeline"] = "audit",
        ["survivor-ledger"] = "own",
        ["outcomes"] = "outcomes",
    };

    /// <summary>Projections whose rows are agencies': a login for each kind of agency.</summary>
    private static readonly Dictionary<string, string> ForAgencies = new(StringComparer.Ordinal)
    {
        ["partner-inbox"] = "inbox",
        ["advocate-caseload"] = "caseload"
    };

    /// <summary>The kinds of agency for which there is a login. There is none for media, which may read nothing here.</summary>
    internal static IReadOnlyList<AgencyKind> KindsThatRead { get; } = [.. Enum.GetValues<AgencyKind>()
        .Where(kind => kind is not AgencyKind.Media)];

    private readonly ConcurrentDictionary<string, Lazy<ViewDatabase>> _pools = new(StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } =
    [
        .. ForOneKindOfCaller.Values.Distinct().Select(view => Prefix + view),
        .. ForAgencies.Values.Distinct().SelectMany(view => KindsThatRead.Select(kind => LoginOf(view, kind))),
    ];

    public static string PasswordOf(string login, string projectorPassword) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(projectorPassword), Encoding.UTF8.GetBytes(login)));

    /// <summary>The view of the rows of a projection that serve, as its readers see it.</summary>
    internal static string ViewOf(string projection) => IsForAgencies(projection) || ForOneKindOfCaller.ContainsKey(projection)
        ? $"views.serving_{projection.Replace('-', '_')}"
        : throw new InvalidOperationException($"Nobody reads {projection}: give it a login.");

    /// <summary>Whether the rows of a projection are agencies', so that who reads them depends on the agency's kind.</summary>
    internal static bool IsForAgencies(string projection) => ForAgencies.ContainsKey(projection);

    internal ViewDatabase For(string projection) => Pool(Prefix + ForOneKindOfCaller[projection]);

    internal ViewDatabase For(string projection, AgencyKind kind) => Pool(LoginOf(ForAgencies[projection], kind));

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in _pools.Values.Where(pool => pool.IsValueCreated))
            await pool.Value.DisposeAsync();
    }

    private static string LoginOf(string view, AgencyKind kind) =>
        $"{Prefix}{view}_{JsonNamingPolicy.SnakeCaseLower.ConvertName($"{kind}")}";

    private ViewDatabase Pool(string login) => _pools.GetOrAdd(login, name => new(() => Open(name))).Value;

    private ViewDatabase Open(string login)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        (settings.Username, settings.Password) = (login, PasswordOf(login, settings.Password ?? ""));
        return new ViewDatabase(options with
        {
            ConnectionString = settings.ConnectionString,
            MostConnections = options.MostConnectionsPerReader
        });
    }
}
