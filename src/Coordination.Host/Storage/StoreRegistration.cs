using Coordination.Host.Execution;

namespace Coordination.Host.Storage;

public static class StoreRegistration
{
    /// <summary>Registers the log on PostgreSQL. The options are asked for when the store is first used.</summary>
    public static IServiceCollection AddPostgresEventStore(this IServiceCollection services, Func<IServiceProvider, StoreOptions> options)
    {
        services.AddSingleton(provider => new PostgresEventStore(options(provider), provider.GetService<ILogger<PostgresEventStore>>()));
        services.AddSingleton<IEventStore>(provider => provider.GetRequiredService<PostgresEventStore>());
        return services;
    }
}
