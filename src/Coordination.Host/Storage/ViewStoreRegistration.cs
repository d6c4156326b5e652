using Coordination.Host.Execution.Projections;
using Coordination.Host.Execution.Webhooks;
using Coordination.Host.Security;

namespace Coordination.Host.Storage;

public static class ViewStoreRegistration
{
    /// <summary>The setting that holds the connection string of the role that fills the views.</summary>
    public const string ProjectorSetting = "ConnectionStrings:Projector";

    /// <summary>Registers rows, leases and checkpoints on PostgreSQL. The settings are read when they are first used.</summary>
    public static IServiceCollection AddPostgresViewStore(this IServiceCollection services)
    {
        services.AddSingleton(provider => new ViewDatabase(Options(provider.GetRequiredService<IConfiguration>())));
        services.AddSingleton(provider => new ViewReaders(Options(provider.GetRequiredService<IConfiguration>())));
        services.AddSingleton<PostgresLeases>();
        services.AddSingleton<ILeases>(provider => provider.GetRequiredService<PostgresLeases>());
        services.AddSingleton<ICheckpoints>(provider => provider.GetRequiredService<PostgresLeases>());
        services.AddSingleton<IViewStore, PostgresViewStore>();
        services.AddSingleton<ILookupRows, PostgresViewStore>();
        services.AddSingleton<IViewReader, PostgresViewReader>();
        services.AddSingleton(provider => new OutboxDatabase(Options(provider.GetRequiredService<IConfiguration>())));
        services.AddSingleton<IOutbox, PostgresOutbox>();
        services.AddSingleton<IOutboxReader, PostgresOutboxReader>();
        return services;
    }

    private static ViewStoreOptions Options(IConfiguration configuration)
    {
        if (configuration[ProjectorSetting] is not { Length: > 0 } connection)
            throw new SettingsException($"{ProjectorSetting} is not set. Give the connection string of the role coordination_projector.");
        var options = new ViewStoreOptions { ConnectionString = connection };
        configuration.GetSection("Views").Bind(options);
        return options;
    }
}
