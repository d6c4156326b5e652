using Coordination.Host.Platform.Storage;

namespace Coordination.Host.TransparencyLog.Storage;

public static class TransparencyRegistration
{
    /// <summary>How soon a leader whose connection is cut notices.</summary>
    private const int SecondsBetweenSigns = 15;

    /// <summary>Registers the stored tree and the entries for reading, with the role that appends and reads.</summary>
    public static IServiceCollection AddPostgresTree(this IServiceCollection services)
    {
        services.AddSingleton(provider => new Reading(Connection(provider, StoreRegistration.WriterSetting, "coordination_writer")));
        services.AddSingleton<ITreeStore>(provider => provider.GetRequiredService<Reading>().Tree);
        services.AddSingleton<IEntrySource>(provider => provider.GetRequiredService<Reading>().Tree);
        services.AddSingleton<ISideRecords>(provider => provider.GetRequiredService<Reading>().Beside);
        return services;
    }

    /// <summary>Registers what lets the tree grow, and says which host does.</summary>
    public static IServiceCollection AddPostgresTreeGrowth(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
            new Growing(Connection(provider, StoreRegistration.IntegratorSetting, "coordination_integrator")));
        services.AddSingleton<ITreeGrowth>(provider => provider.GetRequiredService<Growing>().Tree);
        services.AddSingleton<ILeaderLock>(provider => new LeaderLock(
            TransparencyDatabase.Settings(Connection(provider, StoreRegistration.IntegratorSetting, "coordination_integrator")),
            LeaderLock.OfIntegrator, SecondsBetweenSigns));
        return services;
    }

    private static string Connection(IServiceProvider provider, string setting, string role) =>
        provider.GetRequiredService<IConfiguration>()[setting] is { Length: > 0 } connection
            ? connection
            : throw new SettingsException($"{setting} is not set. Give the connection string of the role {role}.");

    /// <summary>A tree and its connections, which end with the host.</summary>
    private abstract class Connected(string connection) : IAsyncDisposable
    {
        private readonly TransparencyDatabase _database = new(connection);
        private PostgresTree? _tree;

        public PostgresTree Tree => _tree ??= new(_database);

        public SideRecords Beside => new(_database);

        public ValueTask DisposeAsync() => _database.DisposeAsync();
    }

    private sealed class Reading(string connection) : Connected(connection);

    private sealed class Growing(string connection) : Connected(connection);
}
