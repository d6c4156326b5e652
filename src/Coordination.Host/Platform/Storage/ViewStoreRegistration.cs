using Coordination.Host.Platform.Execution.Webhooks;
using Coordination.Host.Platform.Storage.Marten;

namespace Coordination.Host.Platform.Storage;

public static class ViewStoreRegistration
{
    /// <summary>The setting that holds the connection string of the role that fills the views.</summary>
    public const string ProjectorSetting = "ConnectionStrings:Projector";

    /// <summary>Registers rows, leases and checkpoints on PostgreSQL. The settings are read when they are first used.</summary>
    public static IServiceCollection AddPostgresViewStore(this IServiceCollection services)
    {
        services.AddSingleton(provider => Options(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ViewDatabase>();
        services.AddSingleton<ViewReaders>();
        services.AddSingleton<PostgresLeases>();
        services.AddSingleton<ILeases>(provider => provider.GetRequiredService<PostgresLeases>());
        services.AddSingleton<ICheckpoints>(provider => provider.GetRequiredService<PostgresLeases>());
        services.AddSingleton<IViewStore, PostgresViewStore>();
        services.AddSingleton<ILookupRows, PostgresViewStore>();
        services.AddSingleton<IViewReader, PostgresViewReader>();
        services.AddSingleton<OutboxDatabase>();
        services.AddSingleton<IOutbox, PostgresOutbox>();
        services.AddSingleton<IOutboxReader, PostgresOutboxReader>();
        return services;
    }

    /// <summary>Keeps the views up to date, on one host at a time.</summary>
    public static IServiceCollection AddViewDaemon(this IServiceCollection services) => services.AddHostedService<ViewDaemon>();

    private static ViewStoreOptions Options(IConfiguration configuration)
    {
        if (configuration[ProjectorSetting] is not { Length: > 0 } connection)
            throw new SettingsException($"{ProjectorSetting} is not set. Give the connection string of the role coordination_projector.");
        var options = new ViewStoreOptions { ConnectionString = connection };
        configuration.GetSection("Views").Bind(options);
        return options;
    }
}
