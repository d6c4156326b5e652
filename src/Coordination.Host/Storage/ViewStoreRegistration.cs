using Coordination.Host.Execution.Projections;
using Coordination.Host.Security;

namespace Coordination.Host.Storage;

public static class ViewStoreRegistration
{
    /// <summary>The setting that holds the connection string of the role that keeps the views.</summary>
    public const string ProjectorSetting = "ConnectionStrings:Projector";

    /// <summary>Registers rows, leases and checkpoints on PostgreSQL. The settings are read when they are first used.</summary>
    public static IServiceCollection AddPostgresViewStore(this IServiceCollection services) => services.AddPostgresViewStore(provider =>
        provider.GetRequiredService<IConfiguration>()[ProjectorSetting] is { Length: > 0 } connection
            ? new ViewStoreOptions { ConnectionString = connection }
            : throw new SettingsException($"{ProjectorSetting} is not set. Give the connection string of the role coordination_projector."));

    /// <summary>Registers rows, leases and checkpoints on PostgreSQL. The options are asked for when they are first used.</summary>
    public static IServiceCollection AddPostgresViewStore(this IServiceCollection services, Func<IServiceProvider, ViewStoreOptions> options)
    {
        services.AddSingleton(provider => new ViewDatabase(options(provider)));
        services.AddSingleton<PostgresLeases>();
        services.AddSingleton<ILeases>(provider => provider.GetRequiredService<PostgresLeases>());
        services.AddSingleton<ICheckpoints>(provider => provider.GetRequiredService<PostgresLeases>());
        services.AddSingleton<IViewStore, PostgresViewStore>();
        services.AddSingleton<IViewReader, PostgresViewReader>();
        return services;
    }
}
