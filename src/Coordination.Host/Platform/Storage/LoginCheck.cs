using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>Refuses to serve with logins that no wall of the database stops. Development only warns.</summary>
internal sealed class LoginCheck(IConfiguration settings, IHostEnvironment environment, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<LoginCheck> logger)
    : DatabaseCheck(lifetime, time, logger)
{
    private static readonly IReadOnlyList<(string Setting, string Role, IReadOnlyList<string> Others)> s_logins =
    [
        (StoreRegistration.WriterSetting, "coordination_writer", []),
        // their passwords follow from the projector's
        (ViewStoreRegistration.ProjectorSetting, "coordination_projector", [.. ViewReaders.All, .. OutboxDatabase.Logins]),
        (StoreRegistration.IntegratorSetting, "coordination_integrator", []),
        (MessageStoreRegistration.MessengerSetting, MessageStoreRegistration.MessengerRole, []),
    ];

    public override string Name => "logins";

    protected override string What => "what the database's logins may do";

    protected override bool OnlyWarns => environment.IsDevelopment();

    protected override async ValueTask<IReadOnlyList<string>> Ask(CancellationToken cancellation)
    {
        List<string> faults = [];
        foreach (var (setting, role, others) in s_logins)
            if (settings[setting] is { Length: > 0 } connection)
                faults.AddRange((await FaultsOf(connection, role, others, cancellation)).Select(fault => $"{setting}: {fault}"));
        return faults;
    }

    private static async ValueTask<IReadOnlyList<string>> FaultsOf(string connection, string role, IReadOnlyList<string> others,
        CancellationToken cancellation)
    {
        if (RoleConnection.FaultOf(connection, role) is { } swapped)
            return [swapped];
        try
        {
            return [.. (await LoginRights.FaultsOf(connection, others, cancellation)).Select(fault =>
                $"{fault}. No wall of the database stops such a login: take that from it.")];
        }
        catch (PostgresException refused)
            when (refused.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return [$"PostgreSQL refuses this login (SQLSTATE {refused.SqlState}). Compare the password with the one that the verb " +
                $"migrate set, and the server's pg_hba.conf."];
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return ["The server has no database of this name. Correct Database=, or make the database and run the verb migrate."];
        }
    }
}
