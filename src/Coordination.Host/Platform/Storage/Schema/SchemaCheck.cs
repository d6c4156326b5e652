using System.Diagnostics.Metrics;
using Npgsql;

namespace Coordination.Host.Platform.Storage.Schema;

/// <summary>
/// Refuses to serve from a database whose objects differ from this host's model, or whose version is neither its own nor the next one. At
/// the next one, what this host uses must still be there; a newer host has written the rest.
/// </summary>
internal sealed class SchemaCheck : DatabaseCheck
{
    private const int MostTold = 20;

    private readonly IConfiguration _settings;
    private readonly Meter _meter;
    private volatile SchemaVersion? _version;

    public SchemaCheck(IConfiguration settings, IHostApplicationLifetime lifetime, TimeProvider time, IMeterFactory meters,
        ILogger<SchemaCheck> logger) : base(lifetime, time, logger)
    {
        _settings = settings;
        _meter = meters.Create("Coordination.Schema");
        _meter.CreateObservableGauge("coordination.schema.database", () => Known(_version?.Number), "{migration}",
            "The newest migration that the database has.");
        _meter.CreateObservableGauge("coordination.schema.host", () => SchemaVersion.Own, "{migration}",
            "The newest migration that this host knows.");
    }

    public override string Name => "schema";

    public override string? Figure =>
        _version is { } version ? string.Create(CultureInfo.InvariantCulture, $"schema {version.Number}, host {SchemaVersion.Own}") : null;

    protected override string What => "whether the database is as this host wants it";

    protected override bool OnlyWarns => false;

    /// <summary>What <see cref="StoreReadiness"/> found since.</summary>
    internal void Saw(SchemaVersion version) => _version = version;

    /// <summary>The differences of a database, and what to do about them. Any login can read them.</summary>
    /// <exception cref="NpgsqlException">The database could not be asked.</exception>
    internal static async ValueTask<(SchemaVersion? Version, IReadOnlyList<string> Faults)> FaultsOf(string connectionString,
        CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ApplicationName = "coordination schema",
            Timeout = 4,
            CommandTimeout = 10,
            SearchPath = "pg_catalog"
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellation);
        SchemaVersion version;
        try
        {
            version = SchemaVersion.Of(await Applied(connection, cancellation));
        }
        catch (PostgresException missing)
            when (missing.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName
                or PostgresErrorCodes.InsufficientPrivilege)
        {
            return (null, ["Database: it was not migrated, or this login may not read coordination.migrations: run the verb migrate."]);
        }
        if (version.Fault is { } fault)
            return (version, [$"Database: {fault}."]);
        var differences = (await CoordinationSchema.Compare(connection, cancellation)).SelectMany(delta => delta.Differences)
            .Where(difference => !version.IsNext || difference.Breaks).ToList();
        return (version, [.. differences.Take(MostTold).Select(Told), .. Rest(differences.Count - MostTold)]);
    }

    protected override async ValueTask<IReadOnlyList<string>> Ask(CancellationToken cancellation)
    {
        if (_settings[StoreRegistration.WriterSetting] is not { Length: > 0 } connection)
            return [];
        (_version, var faults) = await FaultsOf(connection, cancellation);
        return faults;
    }

    private static string Told(SchemaDifference difference) => difference.Mending is not null
        ? $"Database: {difference}. Run the verb migrate."
        : $"Database: {difference}. No patch mends that without loss: restore it from a backup, or change it by hand.";

    private static IEnumerable<string> Rest(int more) =>
        more > 0 ? [string.Create(CultureInfo.InvariantCulture, $"Database: {more} more of its objects differ.")] : [];

    private static async Task<List<int>> Applied(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select number from coordination.migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<int> applied = [];
        while (await reader.ReadAsync(cancellation))
            applied.Add(reader.GetInt32(0));
        return applied;
    }

    private static IEnumerable<Measurement<int>> Known(int? value) => value is { } number ? [new(number)] : [];

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }
}
