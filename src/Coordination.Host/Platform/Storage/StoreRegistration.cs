using Coordination.Host.Platform.Messaging;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Host.Platform.Storage.Schema;
using Coordination.Host.Platform.Telemetry;

namespace Coordination.Host.Platform.Storage;

public static class StoreRegistration
{
    /// <summary>The setting that holds the connection string of the role that appends and reads.</summary>
    public const string WriterSetting = "ConnectionStrings:Writer";

    /// <summary>The setting that holds the connection string of the role that lets the Merkle tree grow.</summary>
    public const string IntegratorSetting = "ConnectionStrings:Integrator";

    /// <summary>Registers the log in Marten. The settings are read when the store is first used.</summary>
    public static IServiceCollection AddEventStore(this IServiceCollection services)
    {
        services.AddSingleton(provider => Options(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => new TaskForceSessions(
            provider.GetRequiredService<StoreOptions>(), () => provider.GetService<EventCodec>() ?? EventCodec.Current));
        services.AddSingleton(provider => new MartenEventStore(
            provider.GetRequiredService<StoreOptions>(), provider.GetRequiredService<TaskForceSessions>(),
            provider.GetRequiredService<ILogger<MartenEventStore>>(),
            provider.GetRequiredService<MessageOutbox>));
        services.AddSingleton<IEventStore>(provider => provider.GetRequiredService<MartenEventStore>());
        services.AddSingleton<IReadiness, StoreReadiness>();
        services.AddSingleton<IFaultNames, PostgresFaultNames>();
        return services;
    }

    /// <summary>Registers what keeps a host from serving with logins that may do too much, and from a database that is not as it wants
    /// it.</summary>
    public static IServiceCollection AddDatabaseChecks(this IServiceCollection services) =>
        services.AddCheck<LoginCheck>().AddCheck<SchemaCheck>();

    private static IServiceCollection AddCheck<T>(this IServiceCollection services) where T : DatabaseCheck
    {
        services.AddSingleton<T>();
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<T>());
        services.AddHostedService(provider => provider.GetRequiredService<T>());
        return services;
    }

    private static StoreOptions Options(IConfiguration configuration)
    {
        if (configuration[WriterSetting] is not { Length: > 0 } connection)
            throw new SettingsException($"{WriterSetting} is not set. Give the connection string of the role coordination_writer.");
        var options = new StoreOptions { ConnectionString = connection };
        configuration.GetSection("Store").Bind(options);
        return options;
    }
}
